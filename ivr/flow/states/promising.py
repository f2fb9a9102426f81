"""Callbacks and messages: an offered time, a yes, a commitment, then the word."""

from ivr.flow.flow import Edge, Kind, State
from ivr.flow.states.ways import (
    BOOK,
    CALL_BACK,
    CLOSED,
    NOBODY,
    TAKE_MESSAGE,
    YES_NO,
    YES_NO_KEYS,
    aside,
    call_back,
    closing,
    question,
)


def promising() -> list[State]:
    """Callbacks and messages: an offered time, a yes, a commitment, then the word."""
    says_offer = (("callback.offer-agent", "callback.offer"),)
    answers = {
        "yes": BOOK,
        "callback": BOOK,
        # With nobody there a wish to hold is not answered with the same offer again.
        "hold": (CLOSED, NOBODY[0], Edge("offer-message")),
        "no": (Edge("offer-message"),),
    }
    offered = {
        "time-found": (Edge("offer-callback"),),
        "no-time": (Edge("offer-message"),),
    }
    record = (("voicemail.record", "voicemail.record-no-time"),)
    keep = (Edge("keeping", does=("promise-reply",)),)
    leave = {
        "yes": TAKE_MESSAGE,
        "message": TAKE_MESSAGE,
        "no": (Edge("closing-regret"),),
        "nothing-else": (Edge("closing-regret"),),
    }
    return [
        State("finding-time", Kind.ASIDE, edges=offered),
        question(
            "offer-callback",
            says_offer,
            answers,
            {**YES_NO, "3": "message"},
            silence="offer-message",
            unclear="offer-callback-keys",
        ),
        question(
            "offer-callback-keys",
            (*says_offer, *YES_NO_KEYS),
            answers,
            {**YES_NO, "3": "message"},
            silence="offer-message",
            unclear="offer-message",
        ),
        question(
            "callback-gone",
            (("callback.gone",),),
            answers,
            {**YES_NO, "3": "message"},
            silence="offer-message",
            unclear="offer-callback-keys",
        ),
        aside(
            "booking",
            promised=(Edge("callback-booked"),),
            gone=(Edge("callback-gone"),),
            failed=(Edge("offer-message", says=(("callback.failed",),)),),
        ),
        closing(
            "callback-booked",
            ("callback.booked-agent", "callback.booked"),
            ("closing.booked",),
        ),
        State(
            "number",
            Kind.NUMBER,
            says=(("callback.number",),),
            edges={
                "number": (Edge("booking", does=("promise-callback",)),),
                "refused": (Edge("number-again"),),
                "silence": (Edge("offer-message"),),
                "unclear": (Edge("number-again"),),
            },
        ),
        State(
            "number-again",
            Kind.NUMBER,
            says=(("callback.number-again",),),
            edges={
                "number": (Edge("booking", does=("promise-callback",)),),
                "refused": (Edge("offer-message"),),
                "silence": (Edge("offer-message"),),
                "unclear": (Edge("offer-message"),),
            },
        ),
        question(
            "offer-message",
            (("voicemail.question",),),
            leave | {"callback": call_back("offer-message-keys")},
            {**YES_NO, "3": "message"},
            silence="closing-regret",
            unclear="offer-message-keys",
        ),
        question(
            "offer-message-keys",
            (("voicemail.question",), *YES_NO_KEYS),
            leave | {"callback": (*CALL_BACK, Edge("closing-regret"))},
            {**YES_NO, "3": "message"},
            silence="closing-regret",
            unclear="closing-regret",
        ),
        aside(
            "finding-reply-time",
            time_found=(Edge("recording"),),
            no_time=(Edge("recording"),),
        ),
        State(
            "recording",
            Kind.RECORDING,
            says=record,
            edges={"recorded": keep, "empty": (Edge("recording-again"),)},
        ),
        State(
            "recording-again",
            Kind.RECORDING,
            says=(("voicemail.empty",),),
            edges={"recorded": keep, "empty": (Edge("closing-regret"),)},
        ),
        aside(
            "keeping",
            promised=(Edge("message-taken"),),
            gone=(Edge("keeping-later", does=("promise-reply",)),),
            failed=(Edge("message-failed"),),
        ),
        aside(
            "keeping-later",
            promised=(Edge("message-taken"),),
            gone=(Edge("message-failed"),),
            failed=(Edge("message-failed"),),
        ),
        closing(
            "message-taken",
            ("voicemail.taken-agent", "voicemail.taken"),
            ("closing.message",),
        ),
        closing("message-failed", ("voicemail.failed",), ("closing.ended",)),
    ]
