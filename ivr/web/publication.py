"""Takes a call script to being live beside the requests, step by step.

How far it has come is in the database, so that every web process can tell it; if the
process that works on it dies, another one that is asked takes it over.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ivr.publishing.steps import failures, keep_sounds
from ivr.script.errors import ScriptError
from ivr.script.load import Loaded, read
from ivr.speech.prompt import Prompt
from ivr.speech.repertoire import repertoire
from ivr.store import audit, options, proposals, published
from ivr.store.audit import Deed
from ivr.store.database import reading, writing
from ivr.store.proposals import Proposal, Stage
from ivr.telephony.switchboard import STORE_FAILURES, Switchboard
from ivr.web import proving
from ivr.web.rule_words import Kept, kept

log = logging.getLogger("ivr.web")

LEASE = 30  # seconds without a word until another process takes over
LOOK_AGAIN = 0.3  # seconds between two looks at the proof
TOLD_EVERY = 0.5  # seconds between two words about the rendering
KEPT_AT_ONCE = 10  # sounds in one transaction; no call waits long for it
MOST_SHOWN = 8  # findings that are told of; the editor shows them all


class Stopped(Exception):
    """Nobody wants the proposal any more, or another process has it."""


def propose(board: Switchboard, script: str, author: str) -> bool:
    """Puts a script on its way; False while another one is being worked on."""
    now = board.now()
    with writing(board.engine) as conn:
        number = proposals.propose(conn, script, author, now, now + LEASE)
        if number is not None:
            audit.note(conn, now, author, Deed.PROPOSED, proposal=number)
    if number is not None:
        _work_on(board, number)
    return number is not None


def latest(board: Switchboard) -> Proposal | None:
    """The newest proposal; goes on with one that was left alone."""
    now = board.now()
    with reading(board.engine) as conn:
        found = proposals.latest(conn)
    if found and found.stage in proposals.AT_WORK and found.lease_until <= now:
        with writing(board.engine) as conn:
            taken = proposals.take_over(conn, found.id, now, now + LEASE)
        if taken:
            _work_on(board, found.id)
    return found


def approve(board: Switchboard, number: int, who: str) -> int | None:
    """Makes a proposal live that waits for a second person; its version.

    None where it does not wait any more. PermissionError for its author.
    """
    with writing(board.engine) as conn:
        found = proposals.find(conn, number)
        if found is None or found.stage is not Stage.WAITING:
            return None
        if found.author == who:
            raise PermissionError("nobody approves a version of their own")
        version = _goes_live(conn, found, who, board.now())
        audit.note(conn, board.now(), who, Deed.APPROVED, version=version)
    return version


def decline(board: Switchboard, number: int, who: str) -> bool:
    """Ends a proposal that waits; its author withdraws it, somebody else declines."""
    with writing(board.engine) as conn:
        found = proposals.find(conn, number)
        if found is None or found.stage is not Stage.WAITING:
            return False
        own = found.author == who
        stage = Stage.WITHDRAWN if own else Stage.DECLINED
        proposals.decide(conn, number, stage, who, board.now())
        if not own:
            audit.note(conn, board.now(), who, Deed.DECLINED, proposal=number)
    return True


def _work_on(board: Switchboard, number: int) -> None:
    work = Work(board, number)
    threading.Thread(target=work.run, daemon=True, name="publication").start()


@dataclass
class Work:
    """One process at work on one proposal."""

    board: Switchboard
    number: int
    told_at: float = 0.0

    def run(self) -> None:
        """Takes the steps; whatever fails is told, and nothing is live by half."""
        try:
            self._steps()
        except Stopped:
            log.info("a proposal is no longer worked on")
        except STORE_FAILURES as error:
            log.warning("a proposal waits for the store: %s", type(error).__name__)

    def _steps(self) -> None:
        found = self._proposal()
        try:
            loaded = read(found.script, "draft")
        except ScriptError as error:
            self._refuse("script", [str(problem) for problem in error.problems])
            return
        if not self._checked(loaded):
            return
        certificate = self._proved(found.script)
        if certificate is None:
            return
        prompts = repertoire(loaded.script)
        if self._rendered(prompts, certificate):
            self._finish()

    def _checked(self, loaded: Loaded) -> bool:
        found = failures(loaded)
        if found:
            told = [kept(f.code, f.message) for f in found]
            self._refuse("words", told)
        return not found

    def _proved(self, script: str) -> dict[str, Any] | None:
        """The certificate; None where a rule can be broken."""
        proving.start(self.board, script)
        while (verdict := proving.verdict(self.board, script)) is None:
            standing = proving.standing(self.board, script)
            if standing is None:
                standing = proving.start(self.board, script)
            if standing.failed:
                self._refuse("proof", [])
                return None
            told = {"seconds": standing.seconds, "usual": standing.usual}
            self._tell(Stage.PROVING, told)
            time.sleep(LOOK_AGAIN)
        if not verdict.holds:
            told_of = [kept(rule["code"], rule["statement"]) for rule in verdict.broken]
            self._refuse("rules", told_of)
            return None
        return verdict.certificate

    def _rendered(
        self, prompts: tuple[Prompt, ...], certificate: dict[str, Any]
    ) -> bool:
        def progress(done: int, count: int, prompt: Prompt) -> None:
            self._tell(Stage.RENDERING, {"done": done, "count": count})

        self._tell(Stage.RENDERING, {}, certificate)
        report = self.board.library.render(prompts, progress)
        if report.failed:
            self._refuse("voice", [failure.prompt.text for failure in report.failed])
            return False
        for first in range(0, len(prompts), KEPT_AT_ONCE):
            with writing(self.board.engine) as conn:
                some = prompts[first : first + KEPT_AT_ONCE]
                keep_sounds(conn, self.board.library, some)
        return True

    def _finish(self) -> None:
        """Live at one moment or not at all; or it waits for a second person."""
        with writing(self.board.engine) as conn:
            found = proposals.find(conn, self.number)
            if found is None or found.stage is not Stage.RENDERING:
                raise Stopped
            if options.find(conn, options.TWO_PEOPLE):
                proposals.advance(conn, self.number, Stage.WAITING, {}, 0)
                return
            version = _goes_live(conn, found, found.author, self.board.now())
            who, now = found.author, self.board.now()
            audit.note(conn, now, who, Deed.PUBLISHED, version=version)

    def _proposal(self) -> Proposal:
        with reading(self.board.engine) as conn:
            found = proposals.find(conn, self.number)
        if found is None:
            raise Stopped
        return found

    def _tell(
        self,
        stage: Stage,
        progress: dict[str, Any],
        certificate: dict[str, Any] | None = None,
    ) -> None:
        """Notes how far it is, not too often, and that somebody works on it."""
        if certificate is None and time.monotonic() - self.told_at < TOLD_EVERY:
            return
        self.told_at = time.monotonic()
        until = self.board.now() + LEASE

        def write(conn: Connection) -> bool:
            given = (self.number, stage, progress, until, certificate)
            return proposals.advance(conn, *given)

        self._write(write)

    def _refuse(self, why: str, told: Sequence[Kept | str]) -> None:
        progress = {"why": why, "told": told[:MOST_SHOWN], "more": len(told)}
        self._write(
            lambda conn: proposals.advance(
                conn, self.number, Stage.REFUSED, progress, 0
            )
        )

    def _write(self, write: Callable[[Connection], bool]) -> None:
        with writing(self.board.engine) as conn:
            if not write(conn):
                raise Stopped


def _goes_live(conn: Connection, found: Proposal, who: str, now: int) -> int:
    version = published.publish(conn, found.script, now, found.certificate)
    proposals.decide(conn, found.id, Stage.LIVE, who, now, version)
    return version
