"""Proves the etiquette of every possible call, or shows the shortest that breaks it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ivr.etiquette.exploring import explore
from ivr.etiquette.model import Graph, Machine, Way
from ivr.etiquette.reduction import reduced, smallest
from ivr.etiquette.rulebook import CallRule, rules_for
from ivr.etiquette.search import shortest_break, shortest_way, watch
from ivr.etiquette.voice import Seconds, Voice
from ivr.flow.flow import Flow
from ivr.flow.machine import step


@dataclass(frozen=True)
class Verdict:
    """A rule, and the shortest call of a graph that breaks it; None if all keep it."""

    rule: CallRule
    broken_by: tuple[Way, ...] | None
    graph: Graph

    @property
    def holds(self) -> bool:
        """Whether the rule is proved."""
        return self.broken_by is None


@dataclass(frozen=True)
class Proof:
    """What was proved of a flow: verdicts, and how many calls and turns were seen.

    The graph is of calm callers; rules about temper have one of their own.

    `pairs` counts pairs of a call and what a rule remembers of it.
    """

    graph: Graph
    verdicts: tuple[Verdict, ...]
    pairs: int

    @property
    def holds(self) -> bool:
        """Whether every rule is proved."""
        return all(verdict.holds for verdict in self.verdicts)


def prove(
    flow: Flow,
    seconds: Seconds,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    machine: Machine = step,
    lazy: bool = True,
) -> Proof:
    """Looks at every call of a flow; `seconds` estimates how long words take.

    Without `lazy` the search also tells calls apart by whether the number is known,
    which takes twice as long and is needed only where a counterexample mixes them.

    Raises ValueError where `select` or `ignore` names no rule.
    """
    rules = rules_for(select, ignore)
    calm = [rule for rule in rules if not rule.temper]
    about_temper = [rule for rule in rules if rule.temper]
    verdicts: list[Verdict] = []
    pairs = 0
    if about_temper:
        least = smallest(flow)
        voice = Voice(flow, least, seconds)
        graph = explore(least, voice, machine, lazy=lazy, temper=True)
        verdicts, pairs = _judged(graph, about_temper)
    if calm or not about_temper:
        small = reduced(flow)
        graph = explore(small, Voice(flow, small, seconds), machine, lazy=lazy)
        more, more_pairs = _judged(graph, calm)
        verdicts, pairs = [*verdicts, *more], pairs + more_pairs
    verdicts.sort(key=lambda verdict: verdict.rule.code)
    return Proof(graph, tuple(verdicts), pairs)


def _judged(graph: Graph, rules: Sequence[CallRule]) -> tuple[list[Verdict], int]:
    """A verdict on each rule, and how many pairs were seen."""
    searched = watch(graph, [rule for rule in rules if rule.observe])
    verdicts = []
    for rule in rules:
        broken: tuple[Way, ...] | None = None
        if rule.judge is not None:
            found = rule.judge(graph)
            if found:
                broken = (*shortest_way(graph, found.call), *found.then)
        elif rule.code in searched.broken:
            broken = tuple(shortest_break(graph, rule) or ())
        verdicts.append(Verdict(rule, broken, graph))
    return verdicts, searched.pairs
