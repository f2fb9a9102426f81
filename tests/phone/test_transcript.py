"""Transcripts: what is read, what is refused, what a difference looks like."""

from pathlib import Path

import pytest
from callers import SCRIPTS, PureCaller

from ivr.phone.playing import Difference, play
from ivr.phone.transcript import Transcript, read_transcript
from ivr.script.errors import ScriptError
from ivr.script.model import Script

TOP = f"""\
script: {SCRIPTS / "dental-clinic.en.yaml"}
at: 2026-11-25 10:00
language: en
steps:
"""


def transcript(*steps: str, top: str = TOP) -> Transcript:
    lines = "".join(f"  - {step}\n" for step in steps)
    return read_transcript(top + lines, Path("call.yaml"))


def problems(*steps: str, top: str = TOP) -> list[str]:
    with pytest.raises(ScriptError) as caught:
        transcript(*steps, top=top)
    return [str(problem) for problem in caught.value.problems]


def difference(clinic: Script, *steps: str) -> str:
    with pytest.raises(Difference) as caught:
        play(transcript(*steps), PureCaller(clinic))
    return str(caught.value)


def test_every_step_has_a_place() -> None:
    moves = transcript("dials", 'says: "Hi"', "agent Maria: answers after 20").moves

    assert [str(move.place) for move in moves] == [
        "call.yaml:5:5",
        "call.yaml:6:5",
        "call.yaml:7:5",
    ]
    assert (moves[2].agent, moves[2].does, moves[2].number) == (
        "Maria",
        "answers after",
        20,
    )


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("dails", "call.yaml:5:5: 'dails' is no step; did you mean 'dials'?"),
        ('sayz: "Hi"', "'sayz' is no step; did you mean 'says'?"),
        ('presses: "A"', "'A' is no key; keys are 0-9, * and #"),
        ("waits: long", "'long' is no number from 0 to 3600"),
        ("waits: 99999", "'99999' is no number from 0 to 3600"),
        ("agent Maria: acepts", "no agent 'acepts'; did you mean 'accepts'?"),
        ("says:", "'says' needs words after it"),
        ("[dials]", "a step is one thing"),
    ],
)
def test_a_wrong_step_is_refused_with_a_way_out(step: str, problem: str) -> None:
    (found,) = problems(step)

    assert problem in found


def test_all_that_is_wrong_is_told_at_once() -> None:
    top = "script: x.yaml\nat: soon\nlanguage: no\nsteps:\n"

    found = problems("dails", top=top)

    assert [message.split(": ", 1)[1].split(";")[0] for message in found] == [
        "this is no time",
        "'no' is not a language of ours",
        "'dails' is no step",
    ]


def test_a_missing_top_key_is_named() -> None:
    found = problems("dials", top="script: x.yaml\nlanguage: en\nsteps:\n")

    assert found == ["call.yaml:1:1: at is missing"]


def test_words_are_compared_without_case_and_punctuation(clinic: Script) -> None:
    heard = 'hears: "hello NORTHSIDE dental, how can I help you"'

    play(transcript("dials", heard), PureCaller(clinic))


def test_words_must_come_in_order(clinic: Script) -> None:
    told = difference(
        clinic, "dials", 'hears: "How can I help you?"', 'hears: "Thank you"'
    )

    assert "call.yaml:7:5: the caller should hear 'Thank you'" in told
    assert "Hello, Northside Dental. How can I help you?" in told


def test_only_whole_words_are_heard(clinic: Script) -> None:
    assert "should hear 'North'" in difference(clinic, "dials", 'hears: "North"')


def test_words_that_must_not_come_are_reported(clinic: Script) -> None:
    told = difference(clinic, "dials", 'hears nothing about: "Northside"')

    assert "should hear nothing about 'Northside'" in told


def test_a_line_that_does_not_hang_up_is_reported(clinic: Script) -> None:
    assert "the line should hang up" in difference(clinic, "dials", "line hangs up")


def test_a_move_after_the_end_is_reported(clinic: Script) -> None:
    told = difference(clinic, "dials", "hangs up", 'says: "Hello?"')

    assert "call.yaml:7:5: the call is over" in told


def test_the_caller_can_withhold_the_number(clinic: Script) -> None:
    top = TOP.replace("steps:", "caller: withheld\nsteps:")
    call = transcript(
        "dials",
        'says: "Please call me back"',
        'says: "yes"',
        'hears: "Which number may we call?"',
        top=top,
    )

    play(call, PureCaller(clinic))
