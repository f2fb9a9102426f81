"""What `ivr prove` says: verdicts, the calls that break a rule, how much was seen."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ivr.etiquette.counterexample import Line, told
from ivr.etiquette.figures import Figures, figures
from ivr.etiquette.model import Machine
from ivr.etiquette.prove import Proof, Verdict, prove
from ivr.etiquette.replay import NotReplayed, Played, replay
from ivr.etiquette.voice import Seconds
from ivr.flow.flow import Flow
from ivr.flow.machine import step


@dataclass(frozen=True)
class Broken:
    """A broken rule with the real call that breaks it, turn by turn and told."""

    verdict: Verdict
    played: tuple[Played, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Report:
    """A proof and its counterexamples as real calls."""

    flow: Flow
    proof: Proof
    broken: tuple[Broken, ...]
    figures: Figures


def report(
    flow: Flow,
    seconds: Seconds,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    machine: Machine = step,
) -> Report:
    """Proves a flow and replays what breaks; raises as `prove` does."""
    select, ignore = tuple(select), tuple(ignore)
    try:
        return _report(flow, seconds, select, ignore, machine, lazy=True)
    except NotReplayed:
        return _report(flow, seconds, select, ignore, machine, lazy=False)


def _report(
    flow: Flow,
    seconds: Seconds,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    machine: Machine,
    *,
    lazy: bool,
) -> Report:
    proof = prove(
        flow, seconds, select=select, ignore=ignore, machine=machine, lazy=lazy
    )
    broken = []
    for verdict in proof.verdicts:
        if verdict.broken_by is not None:
            played = replay(flow, verdict.graph, verdict.broken_by, machine)
            broken.append(Broken(verdict, played, told(flow, played)))
    return Report(flow, proof, tuple(broken), figures(proof.graph, flow))


def as_text(result: Report) -> str:
    """The report for people."""
    lines = [f"{_seen(result)}", ""]
    for verdict in result.proof.verdicts:
        state = "proved" if verdict.holds else "BROKEN"
        lines.append(f"  {state}  {verdict.rule.code}  {verdict.rule.name}")
    for one in result.broken:
        rule = one.verdict.rule
        lines += ["", f"{rule.code} {rule.name}: {rule.statement}"]
        lines += ["The shortest call that breaks it:", ""]
        lines += [f"  {line}" for line in one.lines]
    return "\n".join([*lines, "", *_measured(result.figures)])


def _measured(measured: Figures) -> list[str]:
    lines = [
        f"Longest silence {measured.longest_silence:.0f} s, between hold updates "
        f"{measured.longest_gap:.0f} s, greeting {measured.longest_greeting:.1f} s; "
        f"at most {measured.most_decisions} decisions to a person or a promise.",
        "Seconds until a person answers, as a rule; until the line asks what to do "
        "if nobody does, at worst:",
    ]
    width = max((len(way.department) for way in measured.departments), default=0)
    return lines + [
        f"  {way.department:<{width}}  {way.typical:5.1f}  {way.worst:6.1f}"
        for way in measured.departments
    ]


def _seen(result: Report) -> str:
    graph = result.proof.graph
    return (
        f"{len(graph.calls):,} states of a call, {graph.transitions:,} turns, "
        f"{result.proof.pairs:,} states with what the rules remember."
    )


def as_json(result: Report) -> str:
    """The report for programs."""
    return json.dumps(_data(result), ensure_ascii=False, indent=2)


def _data(result: Report) -> dict[str, Any]:
    told_by = {one.verdict.rule.code: one for one in result.broken}
    graph = result.proof.graph
    return {
        "holds": result.proof.holds,
        "states": len(graph.calls),
        "transitions": graph.transitions,
        "pairs": result.proof.pairs,
        "figures": result.figures.to_json(),
        "rules": [
            {
                "code": verdict.rule.code,
                "name": verdict.rule.name,
                "holds": verdict.holds,
                "statement": verdict.rule.statement,
                "call": [line.to_json() for line in told_by[verdict.rule.code].lines]
                if verdict.rule.code in told_by
                else [],
            }
            for verdict in result.proof.verdicts
        ],
    }
