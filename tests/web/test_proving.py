"""Proofs beside the requests: a child process works, whoever asks finds the answer."""

import subprocess
import sys
import threading

import pytest
from flask import Flask

from ivr.store import proofs
from ivr.store.database import writing
from ivr.telephony.switchboard import Switchboard
from ivr.web import proving
from ivr.web.prover import proved

from .florist import FLORIST, PATIENT_FLORIST


def worked_on(board: Switchboard, script: str) -> proving.Standing:
    """Asks for a proof and waits until the one who works on it is done."""
    standing = proving.start(board, script)
    for thread in threading.enumerate():
        if thread.name == "proof":
            thread.join()
    return standing


@pytest.fixture
def board(public: Flask) -> Switchboard:
    """The switchboard of a web process."""
    found: Switchboard = public.extensions["ivr"]
    return found


def test_nothing_is_known_of_a_script_that_nobody_asked_for(
    board: Switchboard,
) -> None:
    assert proving.verdict(board, FLORIST) is None
    assert proving.standing(board, FLORIST) is None


def test_a_child_process_proves_a_script_and_everybody_finds_it(
    board: Switchboard,
) -> None:
    begun = worked_on(board, FLORIST)
    verdict = proving.verdict(board, FLORIST)

    assert begun == proving.Standing()
    assert verdict is not None
    assert verdict.holds, verdict.broken
    assert verdict.certificate["rules"]["HLD001"]["verdict"] == "proved"
    assert proving.start(board, FLORIST) == proving.Standing(done=True)


def test_a_broken_rule_comes_with_its_call() -> None:
    found = proved(PATIENT_FLORIST)
    broken = {rule["code"]: rule["call"] for rule in found["rules"] if rule["call"]}

    assert not found["holds"]
    assert list(broken) == ["TRF002"]
    call = broken["TRF002"]
    assert call["told"][0]["what"] == "dials the line"
    assert call["way"][0] == ["answering", "greeting"]
    assert call["timeline"][1]["words"].startswith("Good morning, Lilypad Florist")
    assert call["timeline"][-1]["who"] == "ringback"
    assert "- dials" in call["transcript"]


def test_a_proof_whose_worker_died_is_taken_up_again(board: Switchboard) -> None:
    key, now = proving.key_of("no script"), board.now()
    with writing(board.engine) as conn:
        proofs.claim(conn, key, now - 60, now - 40)

    assert proving.standing(board, "no script") is None
    worked_on(board, "no script")
    assert proving.standing(board, "no script") == proving.Standing(failed=True)


def test_a_third_proof_waits_for_its_turn(board: Switchboard) -> None:
    with writing(board.engine) as conn:
        for key in ("a", "b"):
            proofs.claim(conn, key, board.now(), board.now() + 20)

    assert proving.start(board, FLORIST) == proving.Standing(waits=True)
    assert proving.verdict(board, FLORIST) is None


def test_what_is_being_proved_is_not_proved_twice(board: Switchboard) -> None:
    with writing(board.engine) as conn:
        proofs.claim(conn, proving.key_of(FLORIST), board.now() - 7, board.now() + 13)

    assert proving.start(board, FLORIST) == proving.Standing(seconds=7)


def test_a_proof_that_failed_says_so_and_may_be_asked_for_again(
    board: Switchboard,
) -> None:
    worked_on(board, "no script at all")
    failed = proving.standing(board, "no script at all")
    again = worked_on(board, "no script at all")

    assert failed == proving.Standing(failed=True)
    assert proving.verdict(board, "no script at all") is None
    assert not again.failed


def test_a_child_process_ends_when_nobody_waits_for_it_any_more() -> None:
    child = "from ivr.web.prover import end_with; end_with({})"
    asks = (
        "import os, subprocess, sys\n"
        f"child = {child!r}.format(os.getpid())\n"
        "subprocess.Popen([sys.executable, '-c', child])\n"
    )
    # It returns once the child, too, has closed its output.
    asked = subprocess.run(
        [sys.executable, "-c", asks], capture_output=True, timeout=60
    )

    assert asked.returncode == 0
