"""Changes of a starter in which no rule is broken, for `proof_mutants.py --harmless`.

Another name, other hours, other words, a language or an agent more, every setting at
its ends; and the same flow with its states renamed and its menus in another order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ivr.flow.compile import compile_script
from ivr.flow.flow import MANAGER, Edge, Flow, State
from ivr.languages import phrasebook
from ivr.script.model import Agent, Department, Greetings, Script
from ivr.script.spoken import ANY, Words

Change = Mapping[str, Any]
RENAMED, REORDERED = 12, 8  # states of each starter, evenly spread
NAMED_BY_THE_MACHINE = ("answering", "lost", "ended")
OTHER_WORDS = (
    "greeting-line.again",
    "hold-question.agent",
    "hold-update.first",
    "closing.thanks",
    "voicemail.question",
    "transfer-question.person",
)
BEGUN = {"en": "Well: ", "fil": "Sige po: ", "ru": "Итак: ", "nb": "Jo: "}
GREETING = {
    "en": "This is {company}. What can we do for you?",
    "fil": "Ito po ang {company}. Ano po ang maitutulong namin?",
    "ru": "Это {company}. Чем мы можем вам помочь?",
    "nb": "Dette er {company}. Hva kan vi gjøre for deg?",
}
NAMES = ("Kari", "Andrei", "Luz", "Thomas", "Vera", "Jun", "Olga", "Nils")


def harmless(script: Script) -> Iterator[tuple[str, Flow]]:
    """What is changed, and the flow after it."""
    for what, change in _changes(script):
        yield what, compile_script(script.model_copy(update=change))
    flow = compile_script(script)
    yield from _other_order(flow)
    yield from _other_names_of_states(flow)
    yield from _other_words(flow)


def _changes(script: Script) -> Iterator[tuple[str, Change]]:
    yield from _settings(script)
    yield from _facts(script)
    yield from _people(script)
    for language in GREETING:
        if language not in script.languages and ANY in script.company.texts:
            yield f"{language} added", {"languages": (*script.languages, language)}
    if len(script.languages) > 1:
        yield "languages reversed", {"languages": script.languages[::-1]}
        yield "one language", {"languages": script.languages[:1]}
    words = Words(texts={code: GREETING[code] for code in script.languages})
    yield "a greeting of their own", {"greetings": Greetings(line=words)}


def _settings(script: Script) -> Iterator[tuple[str, Change]]:
    ends = {
        ("hold", "update_every"): (28, 35, 45),
        ("hold", "ask_again_after"): (2, 30),
        ("callback", "offered"): ("false",),
        ("voicemail", "reply_within"): (1, 8),
        ("voicemail", "longest"): (30, 300),
        ("abuse", "warnings"): (1, 3, 5),
    }
    for (part, name), values in ends.items():
        for value in values:
            changed = getattr(script, part).model_copy(update={name: value})
            yield f"{part} {name} {value}", {part: changed}
    yield "feedback", {"feedback": "true"}
    for seconds in (6, 12, 18):
        departments = _each(script, ring_seconds=seconds)
        yield (
            f"rings for {seconds} s",
            {"ring_seconds": seconds, "departments": departments},
        )
    for order in ("round robin", "least recent", "all at once"):
        yield f"rings {order}", {"departments": _each(script, ring=order)}


def _facts(script: Script) -> Iterator[tuple[str, Change]]:
    def said(text: str) -> Words:
        return Words(texts={ANY: text})

    yield "another company", {"company": said("Northwind & Sons")}
    yield "another address", {"address": said("7 Harbour Street")}
    yield "no address", {"address": None}
    yield "always open", {"hours": {}, "holidays": ()}
    yield "open on Mondays", {"hours": {"monday": "10:00-12:00"}}
    yield "open at night", {"hours": {"friday-sunday": "16:00-23:00"}}
    yield "no word of emergencies", {"emergency": None}
    yield "one number", {"numbers": ()}


def _people(script: Script) -> Iterator[tuple[str, Change]]:
    yield "no manager", {"manager": None}
    names = iter(NAMES * 9)
    renamed = {
        key: department.model_copy(
            update={"agents": tuple(_named(a, next(names)) for a in department.agents)}
        )
        for key, department in script.departments.items()
    }
    yield "other agents", {"departments": renamed, "numbers": ()}
    turned = dict(reversed(script.departments.items()))
    yield "departments the other way round", {"departments": turned}
    first, department = next(iter(script.departments.items()))
    agents = department.agents
    for several in (agents[:1], (*agents, _named(agents[0], "Nora"))):
        staffed = department.model_copy(update={"agents": several})
        yield (
            f"{len(several)} in {first}",
            {"departments": {**script.departments, first: staffed}, "numbers": ()},
        )


def _each(script: Script, **change: Any) -> dict[str, Department]:
    return {
        key: department.model_copy(update=change)
        for key, department in script.departments.items()
    }


def _named(agent: Agent, name: str) -> Agent:
    return agent.model_copy(update={"name": Words(texts={ANY: name})})


def _other_order(flow: Flow) -> Iterator[tuple[str, Flow]]:
    several = [state for state in flow.states.values() if len(state.edges) > 2]
    for state in several[:: max(1, len(several) // REORDERED)]:
        edges = dict(list(state.edges.items())[::-1])
        keys = dict(list(state.keys.items())[::-1])
        changed = replace(state, edges=edges, keys=keys)
        yield (
            f"{state.name} reordered",
            replace(flow, states={**flow.states, state.name: changed}),
        )
    chosen = [key for key in flow.departments if key != MANAGER]
    kept = {key: flow.departments[key] for key in (*chosen[1:], *chosen[:1])}
    managed = {k: d for k, d in flow.departments.items() if k == MANAGER}
    yield "menu turned", replace(flow, departments={**kept, **managed})


def _other_names_of_states(flow: Flow) -> Iterator[tuple[str, Flow]]:
    names = [name for name in flow.states if name not in NAMED_BY_THE_MACHINE]
    for name in names[:: max(1, len(names) // RENAMED)]:
        yield f"{name} renamed", _renamed(flow, name, f"{name}-2")


def _renamed(flow: Flow, old: str, new: str) -> Flow:
    def edge(given: Edge) -> Edge:
        return replace(given, to=new) if given.to == old else given

    states: dict[str, State] = {}
    for state in flow.states.values():
        edges = {cue: tuple(map(edge, ways)) for cue, ways in state.edges.items()}
        name = new if state.name == old else state.name
        states[name] = replace(state, name=name, edges=edges)
    return replace(flow, states=states)


def _other_words(flow: Flow) -> Iterator[tuple[str, Flow]]:
    for phrase in OTHER_WORDS:
        words = {
            (phrase, language): BEGUN[language] + str(phrasebook(language)[phrase])
            for language in flow.languages
        }
        yield f"{phrase} in other words", replace(flow, texts={**flow.texts, **words})
