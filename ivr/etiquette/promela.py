"""A flow as a Promela model, so that SPIN can look at the same calls.

The model is written from the flow's own data, not from the graph that the proof
explores: a state is a number, an event chooses a cue, a cue leads along its first
edge. It covers flows whose edges have no guards and whose states are questions,
holds and endings; `Unsupported` for others.
"""

from collections.abc import Iterator

from ivr.flow.flow import Flow, Kind, State
from ivr.flow.hearing import HEARD

ASKS = "hold-question."
KINDS = (Kind.ASIDE, Kind.QUESTION, Kind.HOLDING, Kind.CLOSING, Kind.ENDED)

HEADER = """\
#define UNASKED 0
#define ASKED 1
#define AGREED 2
byte s = {first};
byte consent = {consent};
bool silent = false;
bool over = false;

inline go(to, cue_is_hold) {{
  if
  :: cue_is_hold && consent == ASKED -> consent = AGREED
  :: else
  fi;
  s = to;
  if
  :: holds(s) -> assert(consent == AGREED)
  :: asks(s) -> consent = ASKED
  :: else -> consent = UNASKED
  fi
}}

active proctype call() {{
  do
  :: over -> break
  :: !over && !silent -> silent = true
  :: !over -> atomic {{
    if
"""
FOOTER = """\
    fi }
  od
}

ltl ends { [] (silent -> <> over) }
"""


class Unsupported(ValueError):
    """The flow has something that the Promela model does not cover."""


def promela(flow: Flow) -> str:
    """The model: `assert` checks consent before a hold, `ends` that silence ends."""
    numbers = {name: number for number, name in enumerate(flow.states)}
    first = flow.states[_first(flow)]
    asked = "ASKED" if first in _asking(flow) else "UNASKED"
    lines = [
        _macro("holds", [numbers[s.name] for s in _of(flow, Kind.HOLDING)]),
        _macro("asks", [numbers[s.name] for s in _asking(flow)]),
        HEADER.format(first=numbers[first.name], consent=asked),
    ]
    for state in flow.states.values():
        lines += [f"    :: {way}\n" for way in _ways(flow, state, numbers)]
    return "".join([*lines, FOOTER])


def _macro(name: str, numbers: list[int]) -> str:
    test = " || ".join(f"((x) == {number})" for number in numbers) or "false"
    return f"#define {name}(x) ({test})\n"


def _of(flow: Flow, kind: Kind) -> Iterator[State]:
    return (state for state in flow.states.values() if state.kind is kind)


def _asking(flow: Flow) -> Iterator[State]:
    for state in _of(flow, Kind.QUESTION):
        if any(phrase.startswith(ASKS) for says in state.says for phrase in says):
            yield state


def _first(flow: Flow) -> str:
    ways = flow.states["answering"].edges["dialed"]
    return ways[0].to


def _ways(flow: Flow, state: State, numbers: dict[str, int]) -> Iterator[str]:
    if state.kind not in KINDS:
        raise Unsupported(f"{state.name} is {state.kind}")
    here = f"s == {numbers[state.name]}"
    if state.kind in (Kind.CLOSING, Kind.ENDED):
        yield f"{here} -> over = true"
        return
    if state.kind is Kind.ASIDE:
        return
    for cue in _cues(state):
        target = _target(state, cue)
        alone = cue in ("silence", "elapsed")
        guard = here if alone else f"{here} && !silent"
        holds = "true" if cue == "hold" else "false"
        yield f"{guard} -> go({numbers[target]}, {holds})"
    if not any(cue in ("silence", "elapsed") for cue in _cues(state)):
        yield f"{here} && silent -> skip"
    yield f"{here} && !silent -> over = true"


def _cues(state: State) -> tuple[str, ...]:
    by_time = "silence" if state.kind is Kind.QUESTION else "elapsed"
    heard = [cue for cue in state.edges if cue in HEARD]
    return (by_time, *dict.fromkeys([*heard, "unclear"]))


def _target(state: State, cue: str) -> str:
    """Where a cue leads: along its edge, else as if unclear, else nowhere."""
    for each in (cue, "unclear") if cue in HEARD else (cue,):
        for edge in state.edges.get(each, ()):
            if edge.when or edge.does not in ((), ("agree",)):
                raise Unsupported(f"an edge of {state.name} has a guard or an effect")
            return edge.to
    return state.name
