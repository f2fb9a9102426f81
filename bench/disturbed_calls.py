"""Random calls, once in peace and once with every request and callback disturbed.

    python bench/disturbed_calls.py [--calls 1000] [--seed 0]

Every webhook is delivered twice, status callbacks twice and in any order (within a
thousandth of a second, so that no caller reacts in between). Compared are the words
that the caller hears, how the call ends, and what the database holds about calls,
promises, messages, rings, errands and the line afterwards, and how many legs and
rooms the carrier had; the lines take turns, one for each language.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import time
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

CALLS_PER_LINE = 25
LONGEST_CALL = 12
SECONDS_BETWEEN = 120
SHUFFLED_SECONDS = 0.001
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
    "errands": "SELECT kind, outcome IS NULL, done_at IS NULL FROM outbox",
}


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


def state(line: Line) -> dict[str, list[list[object]]]:
    """What the database holds, without identifiers and seconds of writing."""
    with reading(line.engine) as conn:
        return {
            name: sorted([list(map(str, row)) for row in conn.execute(text(query))])
            for name, query in STATE.items()
        }


def drawn(line: Line) -> dict[str, int]:
    """How many calls, recordings and rooms there were on the carrier."""
    exchange = line.carrier.exchange
    return {"legs": len(exchange.legs), "rooms": len(exchange.past_rooms)}


def words_of(script: Script) -> tuple[str, ...]:
    """What callers of a line say: needs, and the first saying of each meaning."""
    language = script.languages[0]
    needs = [
        department.handles.in_(language)[0]
        for department in script.departments.values()
        if department.handles and department.handles.in_(language)
    ]
    return (*needs, *(heard(language)[meaning][0] for meaning in MEANINGS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--show", action="store_true", help="print the first difference"
    )
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    begun = time.perf_counter()
    made = databases = webhooks = words_differ = state_differs = legs_differ = 0
    while made < options.calls:
        name = SCRIPTS[databases % len(SCRIPTS)]
        databases += 1
        script = ROOT / "scripts" / f"{name}.yaml"
        loaded = load(script)
        words = words_of(loaded)
        number = own_number(loaded.numbers[0].number, loaded.country)
        people = [
            (agent.name.in_(loaded.languages[0]) or "", agent.phone)
            for department in loaded.departments.values()
            for agent in department.agents
        ]
        start = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo(loaded.timezone))
        with (
            tempfile.TemporaryDirectory() as peace,
            tempfile.TemporaryDirectory() as war,
        ):
            calm, wild = (open_line(script, Path(f), start) for f in (peace, war))
            wild.carrier.faults.duplicate().shuffle(SHUFFLED_SECONDS)
            for index in range(made, min(made + CALLS_PER_LINE, options.calls)):
                seed = options.seed * 1_000_003 + index
                plan_agents(calm, people, Random(seed))
                plan_agents(wild, people, Random(seed))
                one = phone_once(calm, number, Random(seed), words, None)
                two = phone_once(wild, number, Random(seed), words, one)
                made += 1
                if (one.heard, one.outcome) != (two.heard, two.outcome):
                    words_differ += 1
                    if options.show:
                        _show(calm, wild, one, two)
                        return
            left, right = state(calm), state(wild)
            state_differs += left != right
            legs_differ += drawn(calm) != drawn(wild)
            if options.show and left != right:
                _show_rows(left, right)
                return
            asked = (e.what == "request" for e in calm.carrier.trace.entries)
            webhooks += sum(asked)
            calm.engine.dispose()
            wild.engine.dispose()
    seconds = time.perf_counter() - begun
    figures = {
        "calls, each made twice": made,
        "webhooks of the undisturbed calls": webhooks,
        "calls in which other words were heard": words_differ,
        f"databases that differ, of {databases}": state_differs,
        f"carriers with more or fewer legs or rooms, of {databases}": legs_differ,
        "seconds": round(seconds),
    }
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    sys.exit(1 if words_differ or state_differs or legs_differ else 0)


def _show_rows(
    left: dict[str, list[list[object]]], right: dict[str, list[list[object]]]
) -> None:
    for name, rows in left.items():
        for row in rows:
            if row not in right[name]:
                print(f"{name}, in peace:  {row}")
        for row in right[name]:
            if row not in rows:
                print(f"{name}, disturbed: {row}")


def _show(calm: Line, wild: Line, one: Told, two: Told) -> None:
    for title, line, told in (("in peace", calm, one), ("disturbed", wild, two)):
        print(f"--- {title}: {told.moves} -> {told.outcome}")
        entries = line.carrier.trace.entries
        first = max(i for i, e in enumerate(entries) if e.what == "dials")
        print("\n".join(lines(entries[first:])))


if __name__ == "__main__":
    main()
