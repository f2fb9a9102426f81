"""The question before the hold, and the hold with its updates."""

from dataclasses import replace

from ivr.flow.flow import Edge, Kind, State
from ivr.flow.states.ways import (
    CALL_BACK,
    HOLD_CHOICES,
    NO_CALLBACKS,
    TAKE_MESSAGE,
    TEMPER_IN_LINE,
    WAIT_CHOICES,
    Says,
    aside,
    question,
)

HOLD_QUESTION: Says = (
    (
        "hold-question.agent",
        "hold-question.agent-no-time",
        "hold-question.team",
        "hold-question.team-no-time",
    ),
)
HOLD_KEYS: Says = (("hold-question.keys", "hold-question.keys-no-time"),)
# How long they have waited is told after half a minute; before, they are asked anew.
HOLD_AGAIN: Says = (
    ("hold-question.again", "hold-question.again-no-time", *HOLD_QUESTION[0]),
)
UPDATE: Says = (("hold-update.moved", "hold-update.still", "hold-update.waited"),)


ANYONE_ELSE = Edge(
    "ringing-person",
    when=("someone-to-ring",),
    does=("choose-operator", "ring"),
)


MUSIC_AFTER_UNCLEAR = 8  # seconds
LONGEST_GAP = 45  # seconds between two updates
LISTEN_AND_ANSWER = 6  # seconds after an update: we listen, then answer
ANSWER = 1  # second


HOLD = Edge(
    "holding",
    when=("not-held-too-long",),
    does=("agree",),
    says=(("hold-update.first",),),
)
UNANSWERED = (Edge("offer-callback", when=("time",)), Edge("offer-message"))
BOOK_AT_ONCE = (
    Edge("booking", when=("time", "number-known"), does=("promise-callback",)),
    Edge("number", when=("time",)),
    *CALL_BACK,
)
ANSWERS: dict[str, tuple[Edge, ...]] = {
    "person": (ANYONE_ELSE, Edge("ask-hold-keys")),
    "hold": (HOLD, *UNANSWERED),
    "callback": (*BOOK_AT_ONCE, Edge("ask-hold-keys", says=NO_CALLBACKS)),
    "message": TAKE_MESSAGE,
    "no": UNANSWERED,
    **TEMPER_IN_LINE,
}


def holding(music: int) -> list[State]:
    """The question before the hold, and the hold with its updates."""
    update = (
        Edge("asking-again", when=("held-long",), does=("find-time",)),
        Edge("updating", does=("find-time",)),
    )
    updated = (Edge("holding", says=UPDATE),)
    waiting: dict[str, tuple[Edge, ...]] = {
        "elapsed": update,
        "callback": BOOK_AT_ONCE,
        "message": TAKE_MESSAGE,
        **TEMPER_IN_LINE,
        "person": (Edge("asking-again", does=("find-time",)),),
        "accepted": (Edge("talking", does=("connect",)),),
        "agent-callback": (
            Edge("asking-again", when=("callbacks",), does=("find-time",)),
        ),
    }
    on = music_after(music)
    unclear = (Edge("holding-on"),) if on > 0 else update
    states = [
        aside("lining-up", lined_up=(Edge("weighing", does=("find-time",)),)),
        aside("weighing", time_found=(Edge("ask-hold"),), no_time=(Edge("ask-hold"),)),
        question(
            "ask-hold",
            HOLD_QUESTION,
            ANSWERS,
            HOLD_CHOICES,
            silence="ask-hold-keys",
            unclear="ask-hold-keys",
        ),
        question(
            "ask-hold-keys",
            (*HOLD_QUESTION, *HOLD_KEYS),
            ANSWERS | {"person": (ANYONE_ELSE, Edge("offer-message"))},
            HOLD_CHOICES,
            silence=UNANSWERED,
            unclear=UNANSWERED,
        ),
        State(
            "holding",
            Kind.HOLDING,
            says=(("hold-update.choices", "hold-update.choices-no-time"),),
            keys={**WAIT_CHOICES, "0": "person"},
            edges=waiting | _agents("holding") | {"unclear": unclear},
            seconds=music,
        ),
        State(
            "holding-on",
            Kind.HOLDING,
            keys={**WAIT_CHOICES, "0": "person"},
            edges=waiting | _agents("holding-on") | {"unclear": update},
            seconds=max(on, 1),
        ),
        aside("updating", time_found=updated, no_time=updated),
        aside(
            "asking-again",
            time_found=(Edge("ask-again"),),
            no_time=(Edge("ask-again"),),
        ),
        question(
            "ask-again",
            (*HOLD_AGAIN, *HOLD_KEYS),
            ANSWERS,
            HOLD_CHOICES,
            silence=UNANSWERED,
            unclear="ask-hold-keys",
        ),
    ]
    return [replace(state, in_line=True) for state in states]


def music_after(music: int) -> int:
    """Seconds for which the music goes on after something that was not understood,
    before the next update is due; not above zero where there is no time."""
    return min(MUSIC_AFTER_UNCLEAR, LONGEST_GAP - LISTEN_AND_ANSWER - ANSWER - music)


def _agents(state: str) -> dict[str, tuple[Edge, ...]]:
    """What agents report while a caller holds; the music plays on."""
    return {
        "freed": (Edge(state, does=("ring-freed",)),),
        "declined": (Edge(state, does=("anyone",)),),
        "unanswered": (Edge(state, does=("anyone",)),),
    }
