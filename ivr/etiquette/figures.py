"""Worst-case figures: silence, gaps between updates, seconds and steps to a person."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from ivr.etiquette.deciding import NEVER, decisions
from ivr.etiquette.holding import plays_on, without_words
from ivr.etiquette.model import Graph
from ivr.etiquette.rules.silence_too_long import silence
from ivr.etiquette.turn import Turn
from ivr.flow import events
from ivr.flow.actions import Ask, PlayMusic, PlayRingback, Ring
from ivr.flow.flow import Flow, Kind

# A caller who thinks before pressing a key, at worst; as a rule; in seconds.
THINKS = (4.0, 1.0)
PICKS_UP = 5.0


@dataclass(frozen=True)
class Way:
    """Seconds from dialing until an agent of a department is rung, and has answered.

    `typical`: the estimate, an agent who picks up after five seconds. `worst`: words
    at their longest, a caller who thinks for four seconds, all agents in a row rung
    in vain until the line asks what to do.
    """

    department: str
    typical: float
    worst: float
    decisions: int


@dataclass(frozen=True)
class Figures:
    """The worst cases of a flow, in seconds; decisions are counted."""

    longest_silence: float
    longest_gap: float
    first_word_on_hold: float
    longest_greeting: float
    most_decisions: int
    departments: tuple[Way, ...]

    def to_json(self) -> dict[str, Any]:
        """The figures by name, rounded to tenths of a second."""
        found = asdict(self)
        for way in found["departments"]:
            way["typical"] = round(way["typical"], 1)
            way["worst"] = round(way["worst"], 1)
        for name in ("longest_silence", "longest_gap", "first_word_on_hold"):
            found[name] = round(found[name], 1)
        found["longest_greeting"] = round(found["longest_greeting"], 1)
        return found


def figures(graph: Graph, flow: Flow) -> Figures:
    """The figures of a graph; `flow` is the whole flow, with every department."""
    needed = decisions(graph)
    counted = [count for count in needed if count < NEVER]
    return Figures(
        longest_silence=max(silence(turn) for turn in graph.turns),
        longest_gap=longest_gap(graph),
        first_word_on_hold=_first_word(graph),
        longest_greeting=max(
            (_spoken(turn)[1] for turn in _greetings(graph)), default=0
        ),
        most_decisions=max(counted, default=0),
        departments=tuple(_ways(graph, flow)),
    )


def longest_gap(graph: Graph) -> int:
    """The longest time on hold without a word, in seconds."""
    steps = [_gap_step(turn) for turn in graph.turns]
    leads = {
        fork: tuple(
            {
                (by, *steps[turn])
                for turn, by in zip(fork.turns, fork.by, strict=True)
                if steps[turn] != TALKS
            }
        )
        for fork in set(graph.forks)
    }
    gaps = [0] * len(graph.packed)
    longest = 0
    in_line = [graph.state(call).in_line for call in range(len(gaps))]
    waiting = [call for call, waits in enumerate(in_line) if waits]
    while waiting:
        call = waiting.pop()
        before, targets = gaps[call], graph.targets[call]
        for by, goes_on, seconds in leads[graph.forks[call]]:
            gap = (before if goes_on else 0) + seconds
            longest = max(longest, gap)
            target = targets[by]
            if gap > gaps[target] and gap <= CEILING and in_line[target]:
                gaps[target] = gap
                waiting.append(target)
    return longest


CEILING = 300  # seconds; a longer gap is not told apart
TALKS = (False, 0)


def _gap_step(turn: Turn) -> tuple[bool, int]:
    """Whether a gap goes on through a turn, and the seconds without a word after it."""
    if plays_on(turn):
        return True, 0
    if not turn.does(PlayMusic):
        return (turn.after.kind is Kind.ASIDE, 0)
    return not turn.words, without_words(turn)


def _first_word(graph: Graph) -> float:
    """From the consent to the first word on hold; 0 where it is said at once."""
    begun = [
        0 if turn.words else without_words(turn)
        for turn in graph.turns
        if turn.does(PlayMusic) and turn.cue == "hold"
    ]
    return float(max(begun, default=0))


def _greetings(graph: Graph) -> Iterator[Turn]:
    """The first words of each call within hours."""
    for number, _ in graph.ways[graph.roots[0]]:
        if _opens(graph.turns[number]):
            yield graph.turns[number]


def _spoken(turn: Turn) -> tuple[float, float]:
    """Seconds that the words of a turn take, as estimated and at worst."""
    worst = sum(turn.bounds(words)[1] for words in turn.words)
    return worst / MARGIN, worst


MARGIN = 1.3


def _ways(graph: Graph, flow: Flow) -> Iterator[Way]:
    """For each department the way from the greeting over its confirmation."""
    for first, members in graph.departments.items():
        found = _way(graph, first)
        if found is None:
            continue
        for member in members:
            if member in flow.departments:
                yield Way(member, *found)


def _way(graph: Graph, department: str) -> tuple[float, float, int] | None:
    greeting = next(
        (t for n, t in graph.ways[graph.roots[0]] if _opens(graph.turns[n])), None
    )
    if greeting is None:
        return None
    hello = next(graph.turns[n] for n, t in graph.ways[graph.roots[0]] if t == greeting)
    typical, worst = _spoken(hello)
    call = greeting
    for asked in range(1, 5):
        step = _towards(graph, call, department)
        if step is None:
            return None
        turn, call = step
        usual, longest = _spoken(turn)
        typical, worst = typical + THINKS[1], worst + THINKS[0]
        if turn.does(Ring):
            rings = max(a.seconds for a in turn.actions if isinstance(a, Ring))
            return (
                typical + PICKS_UP,
                worst + longest + rings + _next(graph, call),
                asked,
            )
        typical, worst = typical + usual, worst + longest
    return None


def _opens(turn: Turn) -> bool:
    return isinstance(turn.event, events.Dialed) and turn.event.is_open


def _towards(graph: Graph, call: int, department: str) -> tuple[Turn, int] | None:
    """The turn that names the department, or says yes to it."""
    for wanted in ("yes", f"department:{department}"):
        for number, target in graph.ways[call]:
            if graph.turns[number].meaning == wanted and (
                wanted == "yes" or graph.calls[target].department == department
            ):
                return graph.turns[number], target
    return None


def _next(graph: Graph, call: int) -> float:
    """Seconds for the agents after the first, until the line asks what to do."""
    seconds = 0.0
    for _ in range(5):
        unanswered = next(
            (
                (graph.turns[number], target)
                for number, target in graph.ways[call]
                if isinstance(graph.turns[number].event, events.AgentUnanswered)
            ),
            None,
        )
        if unanswered is None:
            return seconds
        turn, call = unanswered
        if turn.before.name == turn.after.name and not turn.does(Ring):
            continue  # others ring on, and the caller hears nothing of it
        seconds += _spoken(turn)[1] + sum(
            a.seconds for a in turn.actions if isinstance(a, PlayRingback)
        )
        if turn.does(Ask):
            return seconds
    return seconds
