"""Breaks lines in known ways and counts what the proof notices.

For every rule: edits of proof_mutants.yaml that violate it, spread over the starters.
The proof must call the rule broken, and its counterexample, made again by the real
`step`, must really break it. And harmless changes, of which no rule may say anything.

Most edits are tried on a starter cut down to one department with one agent, since
what is broken there is broken in the whole; one in twenty, or with --whole each, is
tried on the whole starter.

    python bench/proof_mutants.py --processes 2
    python bench/proof_mutants.py --rule hold-without-consent --most 100
    python bench/proof_mutants.py --harmless
"""

import argparse
import re
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import click
import yaml
from proof_harmless import harmless

from ivr.etiquette.edits import edited
from ivr.etiquette.pages import examples
from ivr.etiquette.prove import prove
from ivr.etiquette.reduction import only
from ivr.etiquette.replay import NotReplayed, really_breaks, replay
from ivr.etiquette.rulebook import CallRule, rulebook
from ivr.flow.compile import compile_script
from ivr.flow.flow import MANAGER, Flow
from ivr.script.load import load
from ivr.script.model import Script
from ivr.wording.measures import estimate_seconds

EDITS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
NEEDS: Mapping[str, str] = EDITS["needs"]
RANGE = re.compile(r"(\d+)\.\.(\d+)$")
EVERY_WHOLE = 20
HARMLESS = "harmless"


@dataclass(frozen=True)
class Mutant:
    """A starter and the edits that break a rule, or the number of a harmless change."""

    rule: str
    starter: Path
    edits: tuple[str, ...]
    whole: bool
    number: int = 0


@dataclass(frozen=True)
class Tried:
    """What the proof made of a mutant; `trouble` says what went wrong."""

    mutant: Mutant
    caught: bool
    shown: bool
    seconds: float
    trouble: str = ""


def edits_of(rule: CallRule) -> list[tuple[str, ...]]:
    """Every edit of the file that breaks the rule by itself, its page's first."""
    made = [examples(rule).bad]
    for template in EDITS["rules"].get(rule.name, ()):
        values = {name: _values(v) for name, v in template.items() if name != "edit"}
        for chosen in product(*values.values()):
            named = dict(zip(values, chosen, strict=True))
            made.append(tuple(template["edit"].format(**named).splitlines()))
    return list(dict.fromkeys(made))


def _values(given: Any) -> list[str]:
    if isinstance(given, list):
        return [str(value) for value in given]
    found: list[str] = []
    for word in str(given).split():
        if span := RANGE.match(word):
            low, high = map(int, span.groups())
            found += map(str, range(low, high + 1))
        else:
            found += EDITS["sets"].get(word, word).split()
    return found


def mutants(rule: CallRule, given: argparse.Namespace) -> Iterator[Mutant]:
    """The rule's mutants, evenly spread over its edits and over the starters."""
    every = edits_of(rule)
    step = max(1, len(every) // given.most)
    starters = [path for path in _starters(given) if _fits(rule, path)]
    for number, edits in enumerate(every[::step][: given.most]):
        whole = given.whole or number % EVERY_WHOLE == EVERY_WHOLE - 1
        yield Mutant(rule.name, starters[number % len(starters)], edits, whole)


def unharmed(given: argparse.Namespace) -> Iterator[Mutant]:
    """The harmless changes of each starter, one after the other."""
    for path in _starters(given):
        for number, _ in enumerate(harmless(_script(path))):
            whole = given.whole or number % EVERY_WHOLE == EVERY_WHOLE - 1
            yield Mutant(HARMLESS, path, (), whole, number)


def _starters(given: argparse.Namespace) -> list[Path]:
    return sorted(Path(given.starters).glob("*.yaml"))


def _fits(rule: CallRule, path: Path) -> bool:
    """Whether a starter has what the rule is about."""
    script = _script(path)
    match NEEDS.get(rule.name):
        case "manager":
            return script.manager is not None
        case "languages":
            return len(script.languages) > 1
        case "colleagues":
            flow = compile_script(script)
            return len(flow.departments[flow.operator].agents) > 1
        case "address":
            return script.address is not None and bool(script.hours)
        case _:
            return True


@cache
def _script(path: Path) -> Script:
    return load(path)


@cache
def _line(path: Path, rule: str, whole: bool) -> Flow:
    """The starter with what the rule needs, cut down unless it shall be whole."""
    script, needs = _script(path), NEEDS.get(rule)
    if needs == "feedback":
        script = script.model_copy(update={"feedback": "true"})
    flow = compile_script(script)
    if whole:
        return flow
    return cut(flow, needs)


def cut(flow: Flow, needs: str | None) -> Flow:
    """A line of one agent, where not a colleague, the manager or a language more."""
    agents = 2 if needs == "colleagues" else 1
    keys = [flow.operator, *([MANAGER] if needs == "manager" else [])]
    languages = flow.languages if needs == "languages" else flow.languages[:1]
    small = only(flow, keys, languages, agents=agents)
    return replace(small, doors={}, home=("", -1))


def tried(mutant: Mutant) -> Tried:
    """Proves a mutant, and makes its counterexample again."""
    began = time.perf_counter()
    try:
        if mutant.rule == HARMLESS:
            caught, shown, trouble = _left_alone(mutant)
        else:
            caught, shown, trouble = _broken(mutant)
    except (ValueError, KeyError) as unusable:
        caught, shown, trouble = False, False, f"unusable: {unusable}"
    return Tried(mutant, caught, shown, time.perf_counter() - began, trouble)


def _left_alone(mutant: Mutant) -> tuple[bool, bool, str]:
    changes = enumerate(harmless(_script(mutant.starter)))
    what, flow = next(c for number, c in changes if number == mutant.number)
    line = flow if mutant.whole else cut(flow, None)
    proof = prove(line, estimate_seconds)
    rules = [v.rule.name for v in proof.verdicts if not v.holds]
    return bool(rules), True, f"reported: {what}: {', '.join(rules)}" if rules else ""


def _broken(mutant: Mutant) -> tuple[bool, bool, str]:
    (rule,) = (rule for rule in rulebook() if rule.name == mutant.rule)
    line = _line(mutant.starter, mutant.rule, mutant.whole)
    flow, machine = edited(line, mutant.edits)
    trouble = "missed"
    for lazy in (True, False):
        proof = prove(
            flow, estimate_seconds, select=[rule.code], machine=machine, lazy=lazy
        )
        (verdict,) = proof.verdicts
        if verdict.broken_by is None:
            return False, False, trouble
        try:
            played = replay(flow, verdict.graph, verdict.broken_by, machine)
        except NotReplayed as otherwise:
            trouble = f"not shown: {otherwise}"
            continue
        shown = really_breaks(rule, verdict.graph, played)
        return True, shown, "" if shown else "not shown: the real call keeps the rule"
    return True, False, trouble


def main() -> int:
    """Prints the table; 1 where a mutant was missed or a harmless one reported."""
    given = _parser().parse_args()
    rules = [r for r in rulebook() if not given.rule or r.name in given.rule]
    todo = {} if given.harmless else {r.name: list(mutants(r, given)) for r in rules}
    if given.harmless or not given.rule:
        todo[HARMLESS] = list(unharmed(given))
    print("| rule | mutants | caught | shown | seconds |\n|---|---|---|---|---|")
    count = sum(map(len, todo.values()))
    with (
        Pool(given.processes) as pool,
        click.progressbar(length=count, file=sys.stderr) as bar,  # type: ignore[var-annotated]
    ):
        wrong = 0
        for name, every in todo.items():
            done: list[Tried] = []
            try:
                for one in pool.imap_unordered(tried, every):
                    done.append(one)
                    bar.update(1)
            finally:  # also what was tried until somebody lost patience
                wrong += _row(name, done, given.least)
    return 1 if wrong else 0


def _row(name: str, done: list[Tried], least: int) -> int:
    """Prints a row of the table, and below it what went wrong; counts that."""
    caught, shown = sum(one.caught for one in done), sum(one.shown for one in done)
    seconds = sum(one.seconds for one in done)
    if name == HARMLESS:
        print(f"| harmless changes | {len(done)} | {caught} | | {seconds:.0f} |")
        wrong = caught
    else:
        print(f"| {name} | {len(done)} | {caught} | {shown} | {seconds:.0f} |")
        wrong = len(done) - shown + (len(done) < least)
    for one in done:
        if one.trouble:
            edits = " && ".join(one.mutant.edits)
            print(f"  {one.mutant.starter.name}: {edits} {one.trouble}")
    sys.stdout.flush()
    return wrong


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rule", action="append", default=[], help="only this rule")
    parser.add_argument("--starters", default="scripts", help="where the starters are")
    parser.add_argument("--least", type=int, default=20, help="mutants that a rule has")
    parser.add_argument("--most", type=int, default=20, help="mutants tried of a rule")
    parser.add_argument("--harmless", action="store_true", help="harmless changes only")
    parser.add_argument("--whole", action="store_true", help="cut no starter down")
    parser.add_argument("--processes", type=int, default=1, help="proofs at a time")
    return parser


if __name__ == "__main__":
    sys.exit(main())
