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
from ivr.flow import events

CODE = "HUM003"
NAME = "dead-end"
SERVES = ("E25",)

NO_WAY_ON = (events.HungUp, events.Resumed)


def judge(graph: Graph) -> Found | None:
    """The first call that stays where it is, whatever happens."""
    stays = [isinstance(turn.event, NO_WAY_ON) for turn in graph.turns]
    for call, ways in enumerate(graph.ways):
        here = graph.calls[call].state
        moves = any(
            not stays[turn] and graph.calls[target].state != here
            for turn, target in ways
        )
        if not moves and not over(graph, call) and call not in graph.roots:
            return Found(call)
    return None
