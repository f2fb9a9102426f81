"""Callers who are upset, and callers who are abusive: sorry first, warned before."""

from collections.abc import Mapping
from dataclasses import replace

from ivr.flow.flow import Edge, State
from ivr.flow.states.holding import ANSWERS, HOLD_AGAIN, HOLD_KEYS, UNANSWERED
from ivr.flow.states.ways import (
    BOOK,
    CLOSED_CHOICES,
    FAREWELL,
    HOLD_CHOICES,
    TAKE_MESSAGE,
    YES_NO,
    YES_NO_KEYS,
    Says,
    also,
    aside,
    closing,
    question,
    ring,
)

OFFER: Says = (("transfer-question.upset-manager", "transfer-question.upset"),)
BOSS: Says = (("transfer-question.boss",),)


def temper(open_keys: Mapping[str, str]) -> list[State]:
    """Sorry and the manager for who is upset; warnings, then the end, for abuse."""
    return [*_sorry(), *_sorry_closed(), *_warned(open_keys), *_in_line()]


def _sorry() -> list[State]:
    manager = tuple(also(edge, "choose-manager") for edge in ring("ringing-person"))
    answers = {"yes": manager, "no": (Edge("again"),)}
    # Whoever calls again about something may prefer the department all the same.
    either = {"yes": manager, "no": (Edge("confirm"),)}
    return [
        question(
            "soothe",
            OFFER,
            answers,
            YES_NO,
            silence="soothe-keys",
            unclear="soothe-keys",
        ),
        question(
            "soothe-keys",
            (*OFFER, *YES_NO_KEYS),
            answers,
            YES_NO,
            silence="offer-message",
            unclear="offer-message",
        ),
        question(
            "confirm-again",
            BOSS,
            either,
            YES_NO,
            silence="confirm-again-keys",
            unclear="confirm-again-keys",
        ),
        question(
            "confirm-again-keys",
            (*BOSS, *YES_NO_KEYS),
            either,
            YES_NO,
            silence="offer-message",
            unclear="offer-message",
        ),
    ]


def _sorry_closed() -> list[State]:
    asked = (Edge("sorry-closed"),)
    return [
        aside("soothing-closed", time_found=asked, no_time=asked),
        question(
            "sorry-closed",
            (
                ("after-hours.sorry",),
                ("after-hours.person", "after-hours.person-no-time"),
            ),
            {
                "callback": BOOK,
                "message": TAKE_MESSAGE,
                "yes": (Edge("after-hours-keys"),),
                "no": FAREWELL,
            },
            CLOSED_CHOICES,
            silence="after-hours-keys",
            unclear="after-hours-keys",
        ),
    ]


def _warned(open_keys: Mapping[str, str]) -> list[State]:
    """Each warning names what follows, and asks how we can help all the same."""
    return [
        *(
            question(
                name,
                ((f"answer.{name}",), ("greeting-line.again",)),
                {},
                open_keys,
                silence="examples",
                unclear="examples-unclear",
            )
            for name in ("warning", "last-warning")
        ),
        closing("abuse-ended", ("closing.abuse",)),
    ]


def _in_line() -> list[State]:
    states = [
        question(
            name,
            ((phrase,), *HOLD_AGAIN, *HOLD_KEYS),
            ANSWERS,
            HOLD_CHOICES,
            silence=UNANSWERED,
            unclear="ask-hold-keys",
        )
        for name, phrase in (
            ("ask-again-sorry", "hold-question.sorry"),
            ("warning-in-line", "answer.warning"),
            ("last-warning-in-line", "answer.last-warning"),
        )
    ]
    return [replace(state, in_line=True) for state in states]
