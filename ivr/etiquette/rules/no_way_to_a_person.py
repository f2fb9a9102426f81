"""From every state a caller can reach a person, or a promise with a time.

However a call went so far, there is something the caller can say or press, or
simply wait for, after which somebody talks to them or has promised to, by a time.

Bad:
    offer-message: only silence no
    offer-message: silence -> closing-regret
Good:
    offer-message: silence -> closing-regret
Source: E23, E25, E53 in the etiquette
"""

from ivr.etiquette.model import Graph
from ivr.etiquette.reaching import Found, over, promises_or_connects, reaches

CODE = "HUM001"
NAME = "no-way-to-a-person"
SERVES = ("E23", "E25", "E53")


def judge(graph: Graph) -> Found | None:
    """The first call from which no way leads to a person or a promise."""
    good = reaches(graph, promises_or_connects)
    for call in range(len(graph.calls)):
        begun = call not in graph.roots
        if begun and not good[call] and not over(graph, call):
            return Found(call)
    return None
