"""From every state a caller can reach a person, or a promise with a time.

However a call went so far, there is something the caller can say or press, or
simply wait for, after which somebody talks to them or has promised to, by a time.

Bad:
    offer-message: yes -> closing-regret
    offer-message: message -> closing-regret
Good:
    offer-message: yes -> finding-reply-time
Source: E23, E25, E53 in the etiquette
"""

from ivr.etiquette.model import Graph
from ivr.etiquette.reaching import over, promises_or_connects, reaches

CODE = "HUM001"
NAME = "no-way-to-a-person"
SERVES = ("E23", "E25", "E53")


def judge(graph: Graph) -> int | None:
    """The first call from which no way leads to a person or a promise."""
    good = reaches(graph, promises_or_connects)
    return next(
        (
            call
            for call in range(len(graph.calls))
            if not good[call] and not over(graph, call)
        ),
        None,
    )
