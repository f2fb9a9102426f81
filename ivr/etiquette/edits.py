"""Edits of a flow in a line of text each: how a rule's page breaks it.

    ask-hold: silence -> holding does agree says hold-update.first
    ask-hold: silence <- offer-message when time
    menu: only silence unclear
    ask-hold: way message gone
    holding: says hold-update.choices | hold-update.choices-no-time
    holding: key 3 = message
    holding: seconds = 50
    line: ring-seconds = 40
    machine: guesses minutes

`->` puts one way in the place of all others of the cue, `<-` adds one after them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ivr.etiquette.faults import FAULTS
from ivr.etiquette.model import Machine
from ivr.flow.flow import Edge, Flow, State
from ivr.flow.machine import step

PARTS = ("when", "does", "says")


class NotAnEdit(ValueError):
    """A line that is no edit, or one of a state that the flow does not have."""


def edited(
    flow: Flow, lines: Iterable[str], machine: Machine = step
) -> tuple[Flow, Machine]:
    """The flow and the machine after the edits; NotAnEdit for a line that is none."""
    for line in lines:
        place, colon, edit = line.strip().partition(": ")
        if not colon:
            raise NotAnEdit(f"an edit begins with a state and a colon: {line}")
        if place == "machine":
            if edit not in FAULTS:
                raise NotAnEdit(f"no machine {edit}")
            machine = FAULTS[edit]
        elif place == "line":
            flow = _line(flow, edit)
        elif place in flow.states:
            state = _state(flow.states[place], edit)
            flow = replace(flow, states={**flow.states, place: state})
        else:
            raise NotAnEdit(f"there is no state {place}")
    return flow, machine


def _line(flow: Flow, edit: str) -> Flow:
    what, _, value = edit.partition(" = ")
    match what:
        case "ring-seconds":
            return replace(
                flow,
                departments={
                    key: replace(department, ring_seconds=int(value))
                    for key, department in flow.departments.items()
                },
            )
        case "ask-again-after":
            return replace(flow, ask_again_after=int(value))
        case "callbacks":
            return replace(flow, callbacks=value == "offered")
        case _:
            raise NotAnEdit(f"a line has no {what}")


def _state(state: State, edit: str) -> State:
    words = edit.split()
    for arrow, joins in ARROWS.items():
        if len(words) > 2 and words[1] == arrow:
            cue, edge = words[0], _edge(words[2:])
            ways = joins(state.edges.get(cue, ()), edge)
            return replace(state, edges={**state.edges, cue: ways})
    match words:
        case ["says", "nothing"]:
            return replace(state, says=())
        case ["says", *_]:
            return replace(state, says=_says(edit.removeprefix("says ")))
        case ["only", *cues]:
            kept = {cue: state.edges[cue] for cue in cues if cue in state.edges}
            return replace(state, edges=kept)
        case ["way", cue, "gone"]:
            left = {known: ways for known, ways in state.edges.items() if known != cue}
            return replace(state, edges=left)
        case ["key", digit, "gone"]:
            keys = {d: meaning for d, meaning in state.keys.items() if d != digit}
            return replace(state, keys=keys)
        case ["key", digit, "=", meaning]:
            return replace(state, keys={**state.keys, digit: meaning})
        case ["seconds", "=", seconds]:
            return replace(state, seconds=int(seconds))
        case ["outside", "the", "line"]:
            return replace(state, in_line=False)
        case _:
            raise NotAnEdit(f"no edit: {edit}")


Ways = tuple[Edge, ...]
ARROWS: Mapping[str, Callable[[Ways, Edge], Ways]] = {
    "->": lambda ways, edge: (edge,),
    "<-": lambda ways, edge: (*ways, edge),
}


def _edge(words: list[str]) -> Edge:
    parts: dict[str, list[str]] = {}
    into: list[str] = []
    for word in words[1:]:
        if word in PARTS:
            into = parts.setdefault(word, [])
        else:
            into.append(word)
    return Edge(
        to=words[0],
        when=tuple(parts.get("when", ())),
        does=tuple(parts.get("does", ())),
        says=_says(" ".join(parts.get("says", ()))),
    )


def _says(text: str) -> tuple[tuple[str, ...], ...]:
    """Prompts are parted by ";", the phrases of one by "|"."""
    return tuple(
        tuple(phrase.strip() for phrase in prompt.split("|"))
        for prompt in text.split(";")
        if prompt.strip()
    )
