"""Proves call scripts beside the requests: asked for in one, answered in another.

    proving.start(board, text)      # makes sure that somebody works on it
    proving.verdict(board, text)    # what was found; None until then

What was found is kept in the database under the hash of the script and of this
program's version, so every web process knows it, and nobody proves a script twice.
"""

import hashlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection

from ivr.store import proofs
from ivr.store.database import reading, writing
from ivr.telephony.switchboard import STORE_FAILURES, Switchboard

log = logging.getLogger("ivr.web")

AT_ONCE = 2  # proofs at one time, on all machines; a proof keeps a core busy
LEASE = 20  # seconds until somebody else may take a proof over
RENEWED_EVERY = 5
PATIENCE = (0.5, 2, 5)  # seconds between the attempts to keep what was found
FORM = 2  # of what is found; what was kept in another form is proved again
FAILED: dict[str, Any] = {"failed": True}


@dataclass(frozen=True)
class Standing:
    """How a proof stands.

    `waits`: others are being proved first; `failed`: it came to no end, and may be
    started again. `usual` is how many seconds the last one took.
    """

    seconds: int = 0
    usual: int | None = None
    waits: bool = False
    done: bool = False
    failed: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the proof of a script found.

    `rules` has for each rule its code, name, statement, whether it holds, and the
    call that breaks it: told, timeline, way (from state to state), transcript.
    """

    holds: bool
    certificate: dict[str, Any]
    rules: tuple[dict[str, Any], ...]
    seconds: int

    @property
    def broken(self) -> tuple[dict[str, Any], ...]:
        """The rules that do not hold."""
        return tuple(rule for rule in self.rules if not rule["holds"])

    def call(self, code: str) -> dict[str, Any] | None:
        """The call that breaks a rule; None where it is proved."""
        calls = {rule["code"]: rule["call"] for rule in self.rules}
        found: dict[str, Any] | None = calls.get(code)
        return found


def start(board: Switchboard, script: str) -> Standing:
    """Has a script proved unless it is; raises as the database does.

    A proof that failed is made again.
    """
    key = key_of(script)
    now = board.now()
    with writing(board.engine) as conn:
        found = proofs.find(conn, key)
        if found and found.found == FAILED:
            proofs.forget(conn, key)
        elif found and (found.found or found.lease_until > now):
            return _standing(found, now, proofs.last_seconds(conn))
        if proofs.in_progress(conn, now) >= AT_ONCE:
            return Standing(waits=True)
        if proofs.claim(conn, key, now, now + LEASE):
            threading.Thread(
                target=_prove, args=(board, key, script), daemon=True, name="proof"
            ).start()
        return Standing(usual=proofs.last_seconds(conn))


def standing(board: Switchboard, script: str) -> Standing | None:
    """How the proof of a script stands; None if nobody works on it."""
    now = board.now()
    with reading(board.engine) as conn:
        found = proofs.find(conn, key_of(script))
        if found is None or (found.found is None and found.lease_until <= now):
            return None
        return _standing(found, now, proofs.last_seconds(conn))


def verdict(board: Switchboard, script: str) -> Verdict | None:
    """What was found; None while it is not proved yet."""
    with reading(board.engine) as conn:
        proof = proofs.find(conn, key_of(script))
    if proof is None or proof.ended is None or not proof.found or proof.found == FAILED:
        return None
    found, seconds = proof.found, proof.ended - proof.started
    return Verdict(found["holds"], found["certificate"], tuple(found["rules"]), seconds)


def key_of(script: str) -> str:
    """Under what the proof of a script by this program is kept."""
    return hashlib.sha256(f"{FORM}\0{_program()}\0{script}".encode()).hexdigest()


@cache
def _program() -> str:
    return version("ivr-designer")


def _standing(found: proofs.Proof, now: int, usual: int | None) -> Standing:
    if found.found is None:
        return Standing(max(now - found.started, 0), usual)
    failed = found.found == FAILED
    return Standing(done=not failed, failed=failed)


def _prove(board: Switchboard, key: str, script: str) -> None:
    """Works on a proof in a child process until it is done."""
    child = subprocess.Popen(
        [sys.executable, "-m", "ivr.web.prover", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    given: bytes | None = script.encode()
    while True:
        try:
            said, _ = child.communicate(given, timeout=RENEWED_EVERY)
            break
        except subprocess.TimeoutExpired:
            given = None
            _kept(board, lambda conn: proofs.renew(conn, key, board.now() + LEASE))
    found = json.loads(said) if child.returncode == 0 else FAILED
    for patience in PATIENCE:
        if _kept(board, lambda conn: proofs.finish(conn, key, board.now(), found)):
            return
        time.sleep(patience)


def _kept(board: Switchboard, write: Callable[[Connection], None]) -> bool:
    """Writes, unless the database fails; the lease outlasts a short failure."""
    try:
        with writing(board.engine) as conn:
            write(conn)
    except STORE_FAILURES as error:
        log.warning("a proof cannot be kept: %s", type(error).__name__)
        return False
    return True
