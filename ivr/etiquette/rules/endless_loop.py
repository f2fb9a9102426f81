"""A caller who is not understood does not go round in a circle.

Each time an answer is missing or not understood the line comes nearer to a person,
a message or a friendly end; no question comes round again by itself.

Bad:
    menu: unclear -> examples
Good:
    menu: unclear -> offer-person
Source: E11, E25 in the etiquette
"""

from ivr.etiquette.model import Graph
from ivr.etiquette.reaching import Found, circle
from ivr.etiquette.turn import Turn
from ivr.flow import events
from ivr.flow.flow import Kind

CODE = "HUM004"
NAME = "endless-loop"
SERVES = ("E11", "E25")


def judge(graph: Graph) -> Found | None:
    """The first circle of turns in which the caller is never understood."""
    return circle(graph, _not_understood)


def _not_understood(turn: Turn) -> bool:
    if turn.before.kind in (Kind.HOLDING, Kind.RINGING):
        return False
    match turn.event:
        case events.StayedSilent() | events.RecordedNothing():
            return True
        case events.NumberKeyed(allowed):
            return not allowed
        case events.Pressed() | events.Spoke():
            return turn.cue == "unclear"
        case _:
            return turn.before.kind is Kind.ASIDE
