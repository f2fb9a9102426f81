"""Asking before a transfer, and ringing."""

from dataclasses import replace

from ivr.flow.flow import Edge, Kind, State
from ivr.flow.states.ways import (
    CALL_BACK,
    NOBODY,
    TAKE_MESSAGE,
    WAIT_CHOICES,
    YES_NO,
    YES_NO_KEYS,
    Edges,
    question,
    ring,
)

WHISPERING = 12  # seconds that an agent needs to hear of the call and press a key

# What is said while the telephone rings: after a yes, after a wish for a person, when
# the agent before did not answer, and when the agent before answered and declined.
RINGING = {
    "ringing": ("ringing.team", "ringing.first"),
    "ringing-person": ("ringing.team-person", "ringing.person"),
    "ringing-next": ("ringing.team-next", "ringing.next"),
    "ringing-another": ("ringing.team-next", "ringing.another"),
}


def connecting() -> list[State]:
    """Asking before a transfer, and ringing."""
    states = []
    for name in ("department", "agent", "manager"):
        asks = (f"transfer-question.{name}",)
        state = "confirm" if name == "department" else f"confirm-{name}"
        answers = {"yes": ring("ringing"), "no": (Edge("again"),)}
        unanswered = (*CALL_BACK, Edge("offer-message"))
        states += [
            question(
                state,
                (asks,),
                answers,
                YES_NO,
                silence=f"{state}-keys",
                unclear=f"{state}-keys",
            ),
            question(
                f"{state}-keys",
                (asks, *YES_NO_KEYS),
                answers,
                YES_NO,
                silence=unanswered,
                unclear=unanswered,
            ),
        ]
    next_agent = (_next("ringing-next"), *NOBODY)
    ways = {
        "accepted": (Edge("talking", does=("connect",)),),
        "declined": (_next("ringing-another"), *NOBODY),
        "unanswered": next_agent,
        "no": (Edge("again"),),
        "callback": CALL_BACK,
        "message": TAKE_MESSAGE,
    }
    return [
        *states,
        *(
            _ringing(name, phrases, {**ways, "picked-up": (Edge("ringing-on"),)})
            for name, phrases in RINGING.items()
        ),
        replace(
            _ringing("ringing-on", ("ringing.answered",), ways), seconds=WHISPERING
        ),
    ]


def _next(name: str) -> Edge:
    return Edge(name, when=("someone-to-ring", "patient"), does=("ring",))


def _ringing(name: str, phrases: tuple[str, ...], ways: Edges) -> State:
    keys = {"0": "person", **WAIT_CHOICES}
    return State(name, Kind.RINGING, says=(phrases,), keys=keys, edges=ways)
