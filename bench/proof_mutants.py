"""Breaks lines in known ways and counts what the proof notices.

For every rule: edits that violate it, drawn from every starter; the proof must call
the rule broken, and the counterexample, made again by the real `step`, must really
break it. And harmless edits, of which no rule may say anything.

Most edits are tried on a starter cut down to one department with one agent, since
what is broken there is broken in the whole; `--whole` tries each on the whole starter.

Run: python bench/proof_mutants.py [--rule NAME] [--least N] [--whole]
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ivr.etiquette.edits import edited
from ivr.etiquette.model import Machine
from ivr.etiquette.pages import examples
from ivr.etiquette.prove import Proof, prove
from ivr.etiquette.reduction import only
from ivr.etiquette.replay import NotReplayed, really_breaks, replay
from ivr.etiquette.rulebook import CallRule, rulebook
from ivr.etiquette.search import Way
from ivr.flow.compile import compile_script
from ivr.flow.flow import MANAGER, Edge, Flow, State
from ivr.script.load import load
from ivr.wording.measures import estimate_seconds

Edits = tuple[str, ...]

# Of twenty edits these are tried on the whole starter in any case.
EVERY_WHOLE, WHOLE = 20, 3

OPEN = ("greeting", "again", "examples", "examples-unclear", "menu", "lost")
CONFIRMS = ("confirm", "confirm-keys", "confirm-agent", "confirm-agent-keys")
OFFERS = (
    "offer-callback",
    "offer-callback-keys",
    "callback-gone",
    "ask-agents-callback",
)
MESSAGES = ("offer-message", "offer-message-keys")
HOLDS = ("ask-hold", "ask-hold-keys", "ask-again")
AGREES = "holding does agree says hold-update.first"
RINGS = "ringing when open someone-to-ring does ring"
RINGS_CHOSEN = "ringing when open someone-to-ring does choose ring"
MANAGED = ("manager-refused", "supervisor-not-briefed")
RECORDS = "finding-reply-time does find-reply-time"


def each(states: tuple[str, ...], *edits: str) -> list[Edits]:
    """Each edit in each of the states."""
    return [(f"{state}: {edit}",) for edit in edits for state in states]


def bad(rule: CallRule) -> list[Edits]:
    """Edits each of which breaks the rule by itself."""
    made: list[Edits] = [examples(rule).bad]
    match rule.name:
        case "hold-without-consent":
            made += each(HOLDS, f"silence -> {AGREES}", f"no -> {AGREES}")
            made += each(CONFIRMS, f"silence -> {AGREES}", f"no -> {AGREES}")
            made += each(OPEN, f"silence -> {AGREES}", f"unclear -> {AGREES}")
            made += [("talking: lost-agent -> holding does line-up agree",)]
            made += each(
                ("ask-agents-hold",),
                *(
                    f"{cue} -> {hold}"
                    for cue in ("silence", "unclear", "no")
                    for hold in ("agents-hold", "beginning-agents-hold does find-time")
                ),
            )
            made += each(("talking", "talking-on"), "agent-hold -> agents-hold")
        case "silence-is-no-consent":
            made += each(HOLDS, f"silence -> {AGREES}", f"unclear -> {AGREES}")
            made += each(CONFIRMS, f"silence -> {RINGS}", f"unclear -> {RINGS}")
            made += each(MESSAGES, f"silence -> {RECORDS}", f"unclear -> {RECORDS}")
            made += each(OFFERS, "silence -> booking does promise-callback")
        case "update-too-late":
            made += [(f"holding: seconds = {s}",) for s in range(40, 60)]
            made += [(f"holding-on: seconds = {s}",) for s in range(20, 40, 4)]
        case "update-says-nothing-new":
            made += [(f"holding: seconds = {s}",) for s in range(3, 15)]
            made += [
                (f"updating: {cue} -> holding{says}",)
                for cue in ("time-found", "no-time")
                for says in ("", " says hold-update.first", " says ringing.person")
            ]
            made += [
                (
                    "updating: time-found -> holding says hold-update.waited",
                    f"holding: seconds = {s}",
                )
                for s in range(4, 8)
            ]
        case "first-word-on-hold-too-late":
            made += [
                (
                    f"{state}: hold -> holding-on does agree",
                    f"holding-on: seconds = {s}",
                )
                for state in HOLDS
                for s in range(16, 30, 2)
            ]
        case "callback-not-offered":
            made += [
                ("holding: says nothing", f"holding: seconds = {s}")
                for s in range(20, 34)
            ]
            made += [
                (f"holding: says {p}",)
                for p in (
                    "hold-update.choices-no-time",
                    "answer.hours",
                    "ringing.person",
                    "closing.silence",
                    "greeting-line.again",
                )
            ]
            made += each(
                ("ask-hold", "ask-hold-keys"),
                "says hold-question.team-no-time",
                "says hold-question.keys-no-time",
            )
        case "place-lost-by-asking":
            made += [
                (f"{state}: {cue} -> ask-hold",)
                for state in (*OPEN, *CONFIRMS)
                for cue in ("silence", "unclear")
            ]
            made += [
                (f"{state}: outside the line",)
                for state in (
                    "holding",
                    "ask-hold",
                    "ask-hold-keys",
                    "weighing",
                    "updating",
                )
            ]
        case "silence-too-long":
            talks = (
                *OPEN,
                *CONFIRMS,
                *OFFERS,
                *MESSAGES,
                *HOLDS,
                "number",
                "number-again",
                "offer-person",
            )
            made += each(talks, "says nothing")
        case "audio-failure-traps":
            made += [
                (f"{state}: silence -> {to}",)
                for state, to in (
                    ("examples", "greeting"),
                    ("examples", "lost"),
                    ("menu", "examples"),
                    ("menu", "greeting"),
                    ("menu", "menu"),
                    ("menu", "again"),
                    ("menu", "lost"),
                    ("offer-person", "menu"),
                    ("offer-person", "examples"),
                    ("offer-person", "greeting"),
                    ("offer-person", "again"),
                    ("offer-message", "offer-message"),
                    ("examples-unclear", "examples-unclear"),
                    ("ask-hold-keys", "ask-hold"),
                    ("ask-hold", "ask-hold"),
                    ("confirm-keys", "confirm"),
                    ("confirm", "confirm"),
                    ("after-hours-keys", "after-hours-person"),
                    ("after-hours", "after-hours"),
                    ("number", "number"),
                    ("confirm-agent-keys", "confirm-agent"),
                )
            ]
        case "transfer-unasked":
            made += each(
                OPEN,
                f"department -> {RINGS_CHOSEN}",
                f"agent -> {RINGS_CHOSEN}",
            )
            made += each(CONFIRMS, f"no -> {RINGS}", f"department -> {RINGS_CHOSEN}")
        case "rings-too-long":
            made += [(f"line: ring-seconds = {s}",) for s in range(19, 40)]
            made += [("machine: rings the next one too long",)]
        case "rung-again-after-declining":
            made += [
                ("machine: forgets who declined", f"line: ring-seconds = {s}")
                for s in range(9, 18)
            ]
            made += [
                ("machine: forgets who declined", f"holding: seconds = {s}")
                for s in range(16, 30)
            ]
        case "promise-without-time":
            made += [
                ("machine: promises no time", f"holding: seconds = {s}")
                for s in range(16, 28)
            ]
            made += [
                (f"{state}: promised -> {to}",)
                for state in ("booking", "keeping")
                for to in (
                    "closing-thanks",
                    "closing-regret",
                    "closing-silence",
                    "offer-message",
                    "again",
                )
            ]
        case "said-before-kept":
            made += each(OFFERS, "yes -> callback-booked", "no -> callback-booked")
            made += each(HOLDS, "callback -> callback-booked")
            made += [
                (f"{state}: {cue} -> {to}",)
                for state, cues in (
                    ("booking", ("failed", "gone")),
                    ("keeping", ("failed", "gone")),
                    ("recording", ("recorded",)),
                    ("recording-again", ("recorded",)),
                    ("number", ("number",)),
                )
                for cue in cues
                for to in ("callback-booked", "message-taken")
            ]
        case "promise-outside-hours":
            made += [
                ("machine: promises a time of its own", f"holding: seconds = {s}")
                for s in range(16, 38)
            ]
        case "recorded-without-consent":
            made += each(
                (*OPEN, *OFFERS, *MESSAGES, *HOLDS),
                f"silence -> {RECORDS}",
                f"no -> {RECORDS}",
                f"unclear -> {RECORDS}",
            )
        case "no-way-to-a-person":
            # Nobody is reached, and every promise is broken off.
            made += [
                (f"{state}: only {cue}", f"{state}: {cue} -> closing-regret")
                for state in (*OPEN, *CONFIRMS, *OFFERS, *MESSAGES)
                for cue in ("silence",)
            ]
            made += [
                (f"{state}: only no", f"{state}: no -> closing-thanks")
                for state in (*HOLDS, *OFFERS)
            ]
        case "too-many-steps-to-a-person":
            base = examples(rule).bad
            made += [(*base, f"holding: seconds = {s}") for s in range(16, 37)]
        case "dead-end":
            made += [
                (f"{state}: only {cue}", f"{state}: {cue} -> {state}")
                for state in (*OPEN, *CONFIRMS, *OFFERS, *MESSAGES)
                for cue in ("silence", "unclear")
            ]
        case "endless-loop":
            made += [
                (f"{state}: {cue} -> {to}",)
                for state, to in (
                    ("examples", "greeting"),
                    ("menu", "examples"),
                    ("menu", "greeting"),
                    ("offer-message-keys", "offer-message"),
                    ("menu", "again"),
                    ("offer-callback-keys", "offer-callback"),
                    ("menu", "menu"),
                    ("confirm-keys", "confirm"),
                    ("ask-hold-keys", "ask-hold"),
                    ("confirm-agent-keys", "confirm-agent"),
                    ("menu", "lost"),
                    ("after-hours-keys", "after-hours-person"),
                    ("after-hours", "after-hours"),
                )
                for cue in ("unclear", "silence")
            ]
        case "asked-twice":
            made += [
                (f"{state}: {cue} -> {state}",)
                for state in (
                    *CONFIRMS,
                    *OFFERS,
                    *MESSAGES,
                    "offer-person",
                    "ask-hold",
                    "ask-hold-keys",
                )
                for cue in ("yes", "no")
                if not state.startswith("ask")
            ]
            made += each(HOLDS, "hold -> ask-hold", "no -> ask-hold-keys")
        case "manager-refused":
            made += [
                (f"{state}: manager -> {to}",)
                for state in OPEN
                for to in ("menu", "examples", "offer-person", "offer-message")
            ]
        case "after-hours-without-hours":
            made += [
                (f"answering: dialed -> {to}",)
                for to in (*OPEN, *CONFIRMS[:2], *MESSAGES, "offer-person")
            ]
            made += [
                (f"answering-closed: {cue} -> {to}",)
                for cue in ("time-found", "no-time")
                for to in (*OPEN, *MESSAGES)
            ]
            made += [
                ("after-hours: says after-hours.emergency",),
                ("after-hours: says after-hours.keys",),
            ]
        case "language-lost":
            made += [
                (f"{state}: language -> {to}",)
                for state in OPEN
                for to in ("greeting", "again", "menu", "examples")
            ]
            made += [("machine: keeps the language",)]
        case "choice-not-reachable":
            made += [
                (f"{state}: key {key} {edit}",)
                for state, keys in (
                    ("holding", "23"),
                    ("ask-hold-keys", "123"),
                    ("ask-again", "123"),
                    ("confirm-keys", "12"),
                    ("after-hours-keys", "23"),
                    ("menu", "0"),
                    ("offer-message-keys", "12"),
                )
                for key in keys
                for edit in ("gone", "= nothing-else")
            ]
        case "shadowed-setting":
            made += [
                (f"{state}: key 1 {edit}",)
                for state in OPEN
                for edit in ("gone", "= person", "= nothing-else", "= callback")
            ]
        case "no-thanks-at-the-end":
            ends = (
                "closing-thanks",
                "closing-silence",
                "closing-regret",
                "callback-booked",
                "message-taken",
                "message-failed",
            )
            made += each(
                ends,
                "says nothing",
                "says answer.more",
                "says greeting-line.again",
                "says voicemail.question",
            )
        case "thanks-do-not-fit":
            made += [
                (f"{state}: says {phrase}",)
                for state, phrases in (
                    (
                        "closing-regret",
                        (
                            "closing.thanks",
                            "closing.booked",
                            "closing.message",
                            "closing.silence",
                        ),
                    ),
                    (
                        "callback-booked",
                        (
                            "callback.booked; closing.thanks",
                            "callback.booked; closing.regret",
                            "callback.booked; closing.message",
                            "callback.booked; closing.silence",
                        ),
                    ),
                    (
                        "message-taken",
                        (
                            "voicemail.taken; closing.thanks",
                            "voicemail.taken; closing.regret",
                            "voicemail.taken; closing.booked",
                            "voicemail.taken; closing.silence",
                        ),
                    ),
                    (
                        "message-failed",
                        (
                            "voicemail.failed; closing.thanks",
                            "voicemail.failed; closing.message",
                            "voicemail.failed; closing.booked",
                            "voicemail.failed; closing.silence",
                        ),
                    ),
                    (
                        "closing-thanks",
                        (
                            "closing.regret",
                            "closing.booked",
                            "closing.message",
                            "closing.ended",
                        ),
                    ),
                )
                for phrase in phrases
            ]
        case "name-not-used":
            made += [("talking: says nothing",)]
            made += [
                (f"talking: says {p}",)
                for p in (
                    "hold-update.first",
                    "ringing.answered.not",
                    "closing.thanks",
                    "greeting-line.again",
                    "hold-update.waited",
                    "answer.more",
                    "greeting-line.line",
                    "hold-update.choices-no-time",
                    "transfer-question.person",
                    "voicemail.question",
                )
            ]
            made += [
                (f"talking: says {p}",)
                for p in (
                    "answer.address",
                    "closing.booked",
                    "closing.message",
                    "closing.regret",
                    "closing.silence",
                    "closing.ended",
                    "menu.person",
                    "transfer-question.keys",
                    "hold-question.keys-no-time",
                    "voicemail.empty",
                    "callback.number",
                    "greeting-line.lost",
                )
            ]
        case "supervisor-not-briefed":
            made += [
                (f"{state}: {cue} -> {to} does connect",)
                for state, cues in (
                    ("ask-transfer", ("yes", "no", "silence", "unclear", "left")),
                    ("transferring", ("declined", "unanswered", "no", "left")),
                    ("transferring-on", ("declined", "unanswered", "no", "left")),
                )
                for cue in cues
                for to in ("talking", "talking-on", "talking-back")
            ]
        case "abuse-ended-unwarned":
            made += each(
                OPEN,
                "abuse -> abuse-ended",
                "abuse -> abuse-ended does end-for-abuse",
                "abuse -> abuse-ended does warn end-for-abuse",
                "abuse -> again does warn",
            )
            made += each(
                ("warning", "last-warning"),
                "says greeting-line.again",
                "says closing.regret",
            )
            made += each(
                ("warning", "soothe"),
                "abuse -> abuse-ended when one-warning-left does end-for-abuse",
            )
        case "upset-without-regret":
            made += each(
                (
                    "closing-thanks",
                    "closing-silence",
                    "closing-regret",
                    "callback-booked",
                    "message-taken",
                ),
                "says closing.ended",
                "says answer.more",
                "says greeting-line.again",
                "says voicemail.question",
            )
        case "position-gets-worse" | "minutes-without-data":
            made += [
                (*examples(rule).bad, f"holding: seconds = {s}") for s in range(16, 38)
            ]
    return list(dict.fromkeys(made))


def harmless(flow: Flow) -> Iterator[tuple[str, Flow]]:
    """Flows that differ in nothing that a rule is about."""
    for state in flow.states.values():
        if state.name in ("answering", "lost", "ended"):
            continue
        yield f"{state.name} renamed", _renamed(flow, state.name, f"{state.name}-2")
    for state in flow.states.values():
        if len(state.edges) > 2:
            edges = dict(reversed(state.edges.items()))
            changed = replace(state, edges=edges)
            yield f"{state.name} reordered", _with(flow, changed)
    for seconds in range(17, 31):
        changed = replace(flow.states["holding"], seconds=seconds)
        yield f"music of {seconds} s", _with(flow, changed)
    for language in flow.languages:
        words = {**flow.texts, ("greeting-line.again", language): "…?"}
        yield f"other words in {language}", replace(flow, texts=words)
    for key in list(flow.departments)[:4]:
        if key not in (MANAGER, flow.operator):
            departments = dict(reversed(flow.departments.items()))
            yield f"departments from {key}", replace(flow, departments=departments)


def _with(flow: Flow, state: State) -> Flow:
    return replace(flow, states={**flow.states, state.name: state})


def _renamed(flow: Flow, old: str, new: str) -> Flow:
    def edge(given: Edge) -> Edge:
        return replace(given, to=new) if given.to == old else given

    states = {}
    for state in flow.states.values():
        edges = {cue: tuple(map(edge, ways)) for cue, ways in state.edges.items()}
        name = new if state.name == old else state.name
        states[name] = replace(state, name=name, edges=edges)
    return replace(flow, states=states)


def main() -> int:
    """Prints the table; 1 where a mutant was missed or a harmless one reported."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rule", action="append", default=[])
    given.add_argument("--starters", default="scripts")
    given.add_argument("--least", type=int, default=20, help="mutants for each rule")
    given.add_argument("--harmless", type=int, default=200)
    given.add_argument("--whole", action="store_true", help="never cut down")
    given = given.parse_args()
    whole = {
        path.name: compile_script(load(path))
        for path in sorted(Path(given.starters).glob("*.yaml"))
    }
    wrong = 0
    print(f"{'rule':<30} mutants caught shown  seconds")
    for rule in rulebook():
        if given.rule and rule.name not in given.rule:
            continue
        cut = {
            n: flow if given.whole else _cut(flow, rule) for n, flow in whole.items()
        }
        wrong += _try(rule, cut, whole, given.least)
    if not given.rule:
        cut = {n: flow if given.whole else _cut(flow) for n, flow in whole.items()}
        wrong += _try_harmless(cut, given.harmless)
    return 1 if wrong else 0


def _cut(flow: Flow, rule: CallRule | None = None) -> Flow:
    """The starter with its operator's first agent, and what the rule is about."""
    name = rule.name if rule else ""
    managed = name in MANAGED and MANAGER in flow.departments
    departments = [flow.operator, *([MANAGER] if managed else [])]
    languages = flow.languages if name == "language-lost" else flow.languages[:1]
    small = only(flow, departments, languages)
    return replace(
        small,
        departments={
            key: replace(department, agents=department.agents[:1])
            for key, department in small.departments.items()
        },
        doors={},
        home=("", -1),
    )


def _try(
    rule: CallRule, cut: dict[str, Flow], whole: dict[str, Flow], least: int
) -> int:
    began = time.perf_counter()
    tried = caught = shown = 0
    names = _names(rule, whole)
    for number, edits in enumerate(bad(rule)):
        name = names[number % len(names)]
        try:
            flows = whole if number % EVERY_WHOLE == WHOLE else cut
            flow, machine = edited(flows[name], edits)
        except ValueError as unusable:
            print(f"  unusable on {name}: {edits}: {unusable}")
            continue
        tried += 1
        proof = prove(flow, estimate_seconds, select=[rule.code], machine=machine)
        broken_by = proof.verdicts[0].broken_by
        if broken_by is None:
            print(f"  MISSED on {name}: {edits}", flush=True)
            continue
        caught += 1
        if _shown(rule, flow, proof, broken_by, machine):
            shown += 1
        else:
            print(f"  NOT SHOWN on {name}: {edits}", flush=True)
        if tried >= least:
            break
    spent = time.perf_counter() - began
    print(f"{rule.name:<30} {tried:7} {caught:6} {shown:5} {spent:8.1f}", flush=True)
    return (tried - caught) + (caught - shown) + (tried < least)


def _shown(
    rule: CallRule, flow: Flow, proof: Proof, ways: Sequence[Way], machine: Machine
) -> bool:
    """Whether the counterexample, made again by the machine, breaks the rule."""
    try:
        graph = proof.verdicts[0].graph
        played = replay(flow, graph, ways, machine)
    except NotReplayed:
        return False
    return really_breaks(rule, graph, played)


def _names(rule: CallRule, flows: dict[str, Flow]) -> list[str]:
    """The starters on which a rule can be broken, the smaller ones first."""
    names = sorted(flows, key=lambda name: len(flows[name].languages))
    if rule.name == "language-lost":
        return [name for name in names if len(flows[name].languages) > 1]
    if rule.name in MANAGED:
        return [name for name in names if MANAGER in flows[name].departments]
    return names


def _try_harmless(flows: dict[str, Flow], wanted: int) -> int:
    tried = reported = 0
    for name, flow in flows.items():
        for what, changed in harmless(flow):
            if tried >= wanted:
                break
            tried += 1
            proof = prove(changed, estimate_seconds)
            if not proof.holds:
                reported += 1
                rules = [v.rule.name for v in proof.verdicts if not v.holds]
                print(f"  REPORTED on {name}: {what}: {rules}", flush=True)
    print(f"harmless: {tried}, reported: {reported}")
    return reported


if __name__ == "__main__":
    sys.exit(main())
