"""Within three decisions a caller reaches a person, or a promise with a time.

Counted for a caller who wants it, at the worst that agents can do: nobody answers,
and the number is withheld, so that keying it in counts as one.

Bad:
    greeting: only person
    greeting: person -> examples
    examples: only person
    examples: person -> menu
    menu: only person
    menu: person -> offer-person
Good:
    menu: unclear -> offer-person
Source: E23, E53 in the etiquette
"""

from ivr.etiquette.deciding import decisions
from ivr.etiquette.limits import DECISIONS
from ivr.etiquette.model import Graph
from ivr.etiquette.reaching import Found, over

CODE = "HUM002"
NAME = "too-many-steps-to-a-person"
SERVES = ("E23", "E53")


def judge(graph: Graph) -> Found | None:
    """The first call from which it takes more decisions."""
    needed = decisions(graph)
    for call, count in enumerate(needed):
        begun = call not in graph.roots
        if count > DECISIONS and begun and not over(graph, call):
            return Found(call)
    return None
