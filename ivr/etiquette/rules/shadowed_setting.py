"""Every setting of the call script takes part in some call.

A department that no call reaches, a language whose key means something else, a
callback that is offered in no state: two settings contradict, and one is dead.

Bad:
    menu: key 1 = person
Good:
    line: ring-seconds = 15
Source: Q14 in docs/proof.md
"""

from ivr.etiquette.model import Graph
from ivr.etiquette.reaching import Found
from ivr.flow.flow import Kind, State
from ivr.flow.words import language_key

CODE = "MNU002"
NAME = "shadowed-setting"
SERVES = ("E32", "Q14")


def judge(graph: Graph) -> Found | None:
    """The first question, where something that was set leads nowhere."""
    flow = graph.flow
    missing = {f"department {key}" for key in flow.departments}
    missing |= {f"language {code}" for code in flow.languages}
    missing |= {"callbacks"} if flow.callbacks else set()
    missing |= {"hours"} if flow.bands else set()
    missing |= {"address"} if len(flow.address) == len(flow.languages) else set()
    missing |= _keys(graph)
    twins = graph.abstraction.twins
    missing -= {f"department {twin}" for twin in twins}
    for setting in ("department", "language"):
        missing -= {f"{setting} {value}" for value in graph.values(setting)}
    for turn in graph.turns:
        for phrase in turn.phrases:
            missing -= OF_PHRASES.get(phrase, frozenset())
    return Found(graph.ways[graph.roots[0]][0][1]) if missing else None


OF_PHRASES = {
    "callback.offer": frozenset({"callbacks"}),
    "callback.offer-agent": frozenset({"callbacks"}),
    "callback.booked": frozenset({"callbacks"}),
    "callback.booked-agent": frozenset({"callbacks"}),
    "answer.hours": frozenset({"hours"}),
    "answer.address": frozenset({"address"}),
}


def _keys(graph: Graph) -> set[str]:
    """Keys that stand for something else than what they were set for."""
    flow = graph.flow
    wanted = {
        department.digit: f"department:{key}"
        for key, department in flow.departments.items()
        if department.digit
    }
    wanted |= {
        language_key(flow.languages, code): f"language:{code}"
        for code in flow.languages[1:]
    }
    return {
        f"key {digit} in {state.name}"
        for state in flow.states.values()
        if _is_open(state)
        for digit, meaning in wanted.items()
        if state.keys.get(digit) != meaning
    }


def _is_open(state: State) -> bool:
    """Whether the state is an open question, with a key for each department."""
    answers = {"yes", "hold"} & set(state.edges)
    return state.kind is Kind.QUESTION and "department" in state.edges and not answers
