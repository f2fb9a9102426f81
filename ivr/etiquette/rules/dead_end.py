"""In every state there is a way on, other than hanging up.

Whatever the caller says or does, and if only time goes by, the call moves.

Bad:
    menu: silence -> menu
    menu: unclear -> menu
    menu: only silence unclear
Good:
    menu: silence -> offer-person
Source: E25 in the etiquette
"""

from ivr.etiquette.model import Graph
from ivr.etiquette.reaching import Found, over
from ivr.etiquette.turn import Turn
from ivr.flow import events

CODE = "HUM003"
NAME = "dead-end"
SERVES = ("E25",)

NO_WAY_ON = (events.HungUp, events.Resumed)


def judge(graph: Graph) -> Found | None:
    """The first call that stays where it is, whatever happens."""
    for call, targets in enumerate(graph.along(_moves_on)):
        if not targets and not over(graph, call) and call not in graph.roots:
            return Found(call)
    return None


def _moves_on(turn: Turn) -> bool:
    stays = turn.before.name == turn.after.name
    return not stays and not isinstance(turn.event, NO_WAY_ON)
