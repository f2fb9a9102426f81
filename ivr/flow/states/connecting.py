"""Asking before a transfer, ringing, talking."""

from ivr.flow.flow import Edge, Kind, State
from ivr.flow.states.ways import (
    CALL_BACK,
    NOBODY,
    TAKE_MESSAGE,
    WAIT_CHOICES,
    YES_NO,
    YES_NO_KEYS,
    question,
    ring,
)


def connecting() -> list[State]:
    """Asking before a transfer, ringing, talking."""
    states = []
    for name in ("department", "agent", "manager"):
        asks = (f"transfer-question.{name}",)
        state = "confirm" if name == "department" else f"confirm-{name}"
        answers = {"yes": ring(says="ringing.first"), "no": (Edge("again"),)}
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
    next_agent = (
        Edge(
            "ringing",
            when=("someone-to-ring", "patient"),
            does=("ring",),
            says=(("ringing.next",),),
        ),
        *NOBODY,
    )
    return [
        *states,
        State(
            "ringing",
            Kind.RINGING,
            keys={"0": "person", **WAIT_CHOICES},
            edges={
                "accepted": (Edge("talking", does=("connect",)),),
                "declined": next_agent,
                "unanswered": next_agent,
                "no": (Edge("again"),),
                "callback": CALL_BACK,
                "message": TAKE_MESSAGE,
            },
        ),
        State(
            "talking",
            Kind.TALKING,
            says=(("hold-update.connecting",),),
            edges={"left": (Edge("closing-thanks"),), "lost-agent": NOBODY},
        ),
    ]
