"""Random calls, once in peace and once with every request and callback disturbed.

    python bench/disturbed_calls.py [--calls 1000] [--seed 0]

Every webhook is delivered twice. Status callbacks come in any order (within a
thousandth of a second, so that no caller reacts in between) and once more up to two
minutes later, among those of the next calls. Compared are the words that the caller
hears, how the call ends, what the database holds about calls, promises, messages,
rings, errands and the line afterwards, and every telephone that rang and how that
ended; the lines take turns, one for each language.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import text

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from lines import Line, open_line  # noqa: E402

from ivr.carrier import Caller  # noqa: E402
from ivr.carrier.robots import make, until_turn  # noqa: E402
from ivr.carrier.trace import SPOKEN, lines  # noqa: E402
from ivr.languages import heard  # noqa: E402
from ivr.script.load import load  # noqa: E402
from ivr.script.model import Script  # noqa: E402
from ivr.script.telephone import own_number  # noqa: E402
from ivr.store.database import reading  # noqa: E402

IDENTIFIER = re.compile("[A-Z]{2}[0-9a-f]{32}")
CALLS_PER_LINE = 25
LONGEST_CALL = 12
SECONDS_BETWEEN = 120
SHUFFLED_SECONDS = 0.001
LATE_SECONDS = 120
# A caller acts only once everything of that moment has arrived, and never just when
# an agent does.
REACTION_SECONDS = 0.5077
SCRIPTS = ("dental-clinic.en", "sari-sari.fil", "pharmacy.ru", "workshop.nb")
MEANINGS = ("yes", "no", "person", "hours", "callback", "message", "hold", "manager")
STATE = {
    "calls": "SELECT state, agent, need, ended IS NULL FROM calls",
    "promises": "SELECT kind, agent, need, due, state, attempts, outcome FROM promises",
    "voicemail": "SELECT seconds FROM voicemail",
    "waiting": "SELECT department, place, left_at IS NULL FROM waiting",
    "rings": "SELECT agent, state, answered IS NULL FROM rings",
    "errands": "SELECT kind, outcome, done_at IS NULL FROM outbox",
}

Rows = dict[str, list[list[object]]]


@dataclass(frozen=True)
class Told:
    """What the caller made of one call."""

    moves: tuple[str, ...]
    heard: tuple[str, ...]
    outcome: str


def plan_agents(line: Line, people: list[tuple[str, str]], chance: Random) -> None:
    """Every agent does something of their own in this call."""
    for name, phone in people:
        person = line.agent(phone, name).forgets()
        match chance.choice(("accepts", "declines", "busy", "away", "hangs up")):
            case "accepts":
                person.answers(after=chance.randint(2, 12)).waits(8).presses("1")
                person.waits(chance.randint(5, 60)).hangs_up()
            case "declines":
                person.answers(after=3).waits(8).presses("2")
            case "busy":
                person.is_busy()
            case "hangs up":
                person.answers(after=4).waits(2).hangs_up()
            case _:
                person.does_not_answer()


def phone_once(
    line: Line, number: str, chance: Random, words: tuple[str, ...], told: Told | None
) -> Told:
    """One call: random moves, or those of the call that was told."""
    carrier = line.carrier
    known = len(carrier.trace.entries)
    caller = carrier.call(name="caller").dials(number, "+15550100100")
    moves: list[str] = []
    while len(moves) < LONGEST_CALL and _comes_to_a_turn(caller):
        if told is None:
            move = _move(chance, words)
        elif len(moves) < len(told.moves):
            move = told.moves[len(moves)]
        else:
            break
        moves.append(move)
        make(caller, move)
    carrier.waits(REACTION_SECONDS)
    if caller.is_on_the_line:
        caller.hangs_up()
    carrier.waits(SECONDS_BETWEEN)
    entries = carrier.trace.entries[known:]
    heard = tuple(
        entry.words
        for entry in entries
        if entry.who == "caller" and entry.what in SPOKEN
    )
    return Told(tuple(moves), heard, caller.outcome)


def _comes_to_a_turn(caller: Caller) -> bool:
    if until_turn(caller, 600):
        caller.exchange.clock.run_until(caller.exchange.clock.now + REACTION_SECONDS)
    return until_turn(caller, 600)


def _move(chance: Random, words: tuple[str, ...]) -> str:
    match chance.randint(0, 9):
        case 0 | 1 | 2:
            return f"presses {chance.choice('0123456789*#')}"
        case 3 | 4:
            return "waits"
        case 5 if chance.random() < 0.5:
            return "hangs up"
        case _:
            return f"says {chance.choice(words)}"


def state(line: Line) -> Rows:
    """What the database holds, without identifiers and seconds of writing."""
    with reading(line.engine) as conn:
        return {
            name: sorted([list(map(_told, row)) for row in conn.execute(text(query))])
            for name, query in STATE.items()
        }


def _told(value: object) -> str:
    """A value of the database without the identifiers in it."""
    return IDENTIFIER.sub("", str(value))


def legs(line: Line) -> Rows:
    """Every telephone that rang, how that ended, and the rooms, on the carrier."""
    exchange = line.carrier.exchange
    rung = [[leg.to, leg.status, leg.ended_by] for leg in exchange.legs.values()]
    rooms = [[len(exchange.past_rooms), len(exchange.rooms)]]
    return {"legs": sorted(rung), "rooms, over and open": rooms}


def still_on_the_line(line: Line) -> int:
    """How many telephones ring or talk although every caller has gone."""
    return sum(leg.alive for leg in line.carrier.exchange.legs.values())


def words_of(script: Script) -> tuple[str, ...]:
    """What callers of a line say: needs, and the first saying of each meaning."""
    language = script.languages[0]
    needs = [
        department.handles.in_(language)[0]
        for department in script.departments.values()
        if department.handles and department.handles.in_(language)
    ]
    return (*needs, *(heard(language)[meaning][0] for meaning in MEANINGS))


@dataclass
class Figures:
    """What was made, and what differed."""

    calls: int = 0
    databases: int = 0
    webhooks: int = 0
    words: int = 0
    states: int = 0
    legs: int = 0
    left: int = 0

    def told(self, seconds: float) -> dict[str, int]:
        """The figures with their names."""
        return {
            "calls, each made twice": self.calls,
            "webhooks of the undisturbed calls": self.webhooks,
            "calls in which other words were heard": self.words,
            f"databases that differ, of {self.databases}": self.states,
            f"carriers on which other telephones rang, of {self.databases}": self.legs,
            "telephones that ring or talk with nobody": self.left,
            "seconds": round(seconds),
        }


class Pair:
    """One line twice, in peace and disturbed, and the people who work there."""

    def __init__(self, name: str, peace: Path, war: Path) -> None:
        script = ROOT / "scripts" / f"{name}.yaml"
        loaded = load(script)
        self.words = words_of(loaded)
        self.number = own_number(loaded.numbers[0].number, loaded.country)
        self.people = [
            (agent.name.in_(loaded.languages[0]) or "", agent.phone)
            for department in loaded.departments.values()
            for agent in department.agents
        ]
        start = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo(loaded.timezone))
        self.calm, self.wild = (open_line(script, f, start) for f in (peace, war))
        faults = self.wild.carrier.faults
        faults.duplicate(within=LATE_SECONDS).shuffle(SHUFFLED_SECONDS)

    def phones(self, seed: int) -> tuple[Told, Told]:
        """The same random call on both."""
        for line in (self.calm, self.wild):
            plan_agents(line, self.people, Random(seed))
        one = phone_once(self.calm, self.number, Random(seed), self.words, None)
        two = phone_once(self.wild, self.number, Random(seed), self.words, one)
        return one, two

    def close(self) -> None:
        """Lets the last callbacks come, and gives the databases back."""
        for line in (self.calm, self.wild):
            line.engine.dispose()


def disturb(name: str, seeds: range, figures: Figures, show: bool) -> None:
    """Makes the calls of these seeds on one line and counts what differs."""
    with tempfile.TemporaryDirectory() as peace, tempfile.TemporaryDirectory() as war:
        pair = Pair(name, Path(peace), Path(war))
        for seed in seeds:
            one, two = pair.phones(seed)
            figures.calls += 1
            differs = (one.heard, one.outcome) != (two.heard, two.outcome)
            figures.words += differs
            if differs and show:
                _show(pair.calm, pair.wild, one, two)
        for line in (pair.calm, pair.wild):
            line.carrier.waits(LATE_SECONDS)
        figures.databases += 1
        figures.states += _differ(state(pair.calm), state(pair.wild), show)
        figures.legs += _differ(legs(pair.calm), legs(pair.wild), show)
        figures.left += still_on_the_line(pair.calm) + still_on_the_line(pair.wild)
        entries = pair.calm.carrier.trace.entries
        figures.webhooks += sum(entry.what == "request" for entry in entries)
        pair.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print the differences")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    begun = time.perf_counter()
    figures = Figures()
    first = options.seed * 1_000_003
    with contextlib.suppress(KeyboardInterrupt):
        while figures.calls < options.calls:
            name = SCRIPTS[figures.databases % len(SCRIPTS)]
            left = min(CALLS_PER_LINE, options.calls - figures.calls)
            begin = first + figures.calls
            disturb(name, range(begin, begin + left), figures, options.show)
    print(json.dumps(figures.told(time.perf_counter() - begun), indent=1))
    bad = figures.words + figures.states + figures.legs + figures.left
    sys.exit(1 if bad else 0)


def _differ(left: Rows, right: Rows, show: bool) -> bool:
    if show and left != right:
        _show_rows(left, right)
    return left != right


def _show_rows(left: Rows, right: Rows) -> None:
    for name, rows in left.items():
        for row in Counter(map(tuple, rows)) - Counter(map(tuple, right[name])):
            print(f"{name}, in peace:  {row}")
        for row in Counter(map(tuple, right[name])) - Counter(map(tuple, rows)):
            print(f"{name}, disturbed: {row}")


def _show(calm: Line, wild: Line, one: Told, two: Told) -> None:
    for title, line, told in (("in peace", calm, one), ("disturbed", wild, two)):
        print(f"--- {title}: {told.moves} -> {told.outcome}")
        entries = line.carrier.trace.entries
        first = max(i for i, e in enumerate(entries) if e.what == "dials")
        print("\n".join(lines(entries[first:])))


if __name__ == "__main__":
    main()
