"""Compares the proof with SPIN on random small flows.

Each flow is proved by `ivr.etiquette` and, written as Promela, checked by SPIN: that
no hold begins without consent (an assertion), and that a caller who says nothing
comes to the end of the call (a response property in LTL).

Run: python bench/proof_oracles.py [--flows 500] [--seed 1]
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ivr.etiquette.promela import promela
from ivr.etiquette.replay import really_breaks
from ivr.etiquette.report import report
from ivr.flow.flow import Department, Edge, Flow, Kind, State
from ivr.wording.measures import estimate_seconds

CUES = ("yes", "no", "hold", "unclear", "silence")
ASKS = (("hold-question.keys-no-time",),)
SAYS = (("greeting-line.again",),)
CARELESS = 0.06
RULES = ("hold-without-consent", "audio-failure-traps")


def random_flow(chance: random.Random) -> Flow:
    """A flow of questions, a hold or two, and an end."""
    questions = [f"question-{n}" for n in range(chance.randint(2, 6))]
    holds = [f"hold-{n}" for n in range(chance.randint(1, 2))]
    ends = ["closing-thanks"]
    everywhere = [*questions, *ends]

    def to(position: int, cue: str) -> tuple[Edge, ...]:
        """Mostly the way a careful line would go: forward, and on hold on consent."""
        if cue == "hold" or chance.random() < CARELESS:
            return (Edge(chance.choice([*everywhere, *holds])),)
        if chance.random() < CARELESS:
            return (Edge(chance.choice(everywhere)),)
        return (Edge(chance.choice(everywhere[position + 1 :])),)

    states = [State("answering", Kind.ASIDE, edges={"dialed": (Edge(questions[0]),)})]
    for position, name in enumerate(questions):
        asks = chance.random() < 0.4
        cues = [cue for cue in CUES if chance.random() < 0.9]
        if not asks and "hold" in cues and chance.random() > CARELESS:
            cues.remove("hold")
        edges = {cue: to(position, cue) for cue in cues}
        states.append(State(name, Kind.QUESTION, ASKS if asks else SAYS, {}, edges))
    for name in holds:
        edges = {"elapsed": (Edge(chance.choice(everywhere)),)}
        if chance.random() < 0.5:
            edges["unclear"] = (Edge(chance.choice(everywhere)),)
        states.append(
            State(name, Kind.HOLDING, (("hold-update.first",),), {}, edges, seconds=20)
        )
    states += [
        State("closing-thanks", Kind.CLOSING, (("closing.thanks",),)),
        State("lost", Kind.QUESTION, SAYS, {}, {"silence": (Edge(ends[0]),)}),
        State("ended", Kind.ENDED, (("closing.ended",),)),
    ]
    desk = Department("desk", {"en": "the desk"}, (), {}, 15)
    return Flow(
        states={state.name: state for state in states},
        company={"en": "Northside"},
        languages=("en",),
        departments={"desk": desk},
        operator="desk",
    )


def by_spin(flow: Flow, folder: Path) -> tuple[bool, bool]:
    """Whether consent is kept, and whether silence ends, as SPIN finds it."""
    (folder / "flow.pml").write_text(promela(flow))
    _run(["spin", "-a", "flow.pml"], folder)
    _run(["gcc", "-O0", "-w", "-o", "pan", "pan.c"], folder)
    consent = _run(["./pan", "-noclaim", "-E"], folder)
    ends = _run(["./pan", "-a", "-A", "-N", "ends", "-E"], folder)
    return "errors: 0" in consent, "errors: 0" in ends


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode and command[0] != "./pan":
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


def main() -> int:
    """Prints how many verdicts agree; 1 where one does not."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--flows", type=int, default=500)
    given.add_argument("--seed", type=int, default=1)
    given = given.parse_args()
    if not shutil.which("spin") or not shutil.which("gcc"):
        print("SPIN or gcc is absent: apt-get install spin gcc")
        return 2
    chance = random.Random(given.seed)
    agree = differ = unshown = kept = 0
    ours = theirs = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.flows):
            flow = random_flow(chance)
            began = time.perf_counter()
            result = report(flow, estimate_seconds, select=RULES)
            ours += time.perf_counter() - began
            verdicts = {v.rule.name: v.holds for v in result.proof.verdicts}
            found = tuple(verdicts[name] for name in RULES)
            began = time.perf_counter()
            spin = by_spin(flow, Path(folder))
            theirs += time.perf_counter() - began
            for name, ours_says, spin_says in zip(RULES, found, spin, strict=True):
                kept += spin_says
                if ours_says == spin_says:
                    agree += 1
                else:
                    differ += 1
                    print(f"flow {number}: {name}: we {ours_says}, SPIN {spin_says}")
            for broken in result.broken:
                if not really_breaks(
                    broken.verdict.rule, result.proof.graph, broken.played
                ):
                    unshown += 1
                    print(f"flow {number}: {broken.verdict.rule.name} is not shown")
    print(f"verdicts: {agree} agree, {differ} differ; {kept} hold")
    print(f"counterexamples that do not break their rule: {unshown}")
    print(f"seconds: proof {ours:.1f}, SPIN with gcc {theirs:.1f}")
    return 1 if differ or unshown else 0


if __name__ == "__main__":
    sys.exit(main())
