"""A moment in which the agent looks at what can be done: the caller is never left."""

from dataclasses import replace

from ivr.flow.flow import Edge, State
from ivr.flow.states.ways import Edges, question
from ivr.flow.states.with_agent import CALL_BACK_LATER, DROPPED, HAND_OVER


def moment() -> list[State]:
    """A sentence at once and one more; an agent who needs longer has to ask."""
    ways: Edges = {
        "returned": (Edge("talking-on"),),
        "agent-hold": (Edge("ask-agents-hold"),),
        "agent-transfer": HAND_OVER,
        "agent-callback": CALL_BACK_LATER,
        "left": DROPPED,
        "lost-agent": DROPPED,
    }
    states = [
        question(
            name,
            ((f"hold-update.{name}",),),
            ways,
            {},
            silence=then,
            unclear=then,
            needs=False,
        )
        for name, then in (("moment", "moment-on"), ("moment-on", "ask-agents-hold"))
    ]
    return [replace(state, for_agent=True) for state in states]
