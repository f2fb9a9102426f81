"""Robot callers: one that tries everything, and one that does anything.

A robot acts whenever it is its turn: the line listens for keys or words. Each call
begins anew, so an application is phoned through a function that makes the carrier.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from ivr.carrier.carrier import Caller, Carrier
from ivr.carrier.leg import Leg
from ivr.carrier.monitors import Limits, Remark, watch
from ivr.carrier.trace import SPOKEN, Trace

KEYS = "0123456789*#"
SILENCE = "waits"
HANGUP = "hangs up"
LONGEST_CALL_SECONDS = 1800.0
SILENT_LOOP = 120.0  # seconds

Phone = Callable[[], Caller]


@dataclass(frozen=True, slots=True)
class RobotCall:
    """One call of a robot: its moves, what happened and what was wrong."""

    moves: tuple[str, ...]
    outcome: str
    seconds: float
    trace: Trace
    remarks: tuple[Remark, ...]
    problems: tuple[str, ...]

    @property
    def heard(self) -> tuple[str, ...]:
        """The words that the caller heard."""
        caller = self.trace.entries[0].who
        told = self.trace.of(caller)
        return tuple(entry.words for entry in told if entry.what in SPOKEN)


@dataclass(frozen=True, slots=True)
class Report:
    """All calls of a robot, and each complaint with the shortest call that shows it."""

    calls: tuple[RobotCall, ...]
    places: int

    @property
    def complaints(self) -> dict[str, RobotCall]:
        """What was wrong, in words, with the shortest call that shows it."""
        found: dict[str, RobotCall] = {}
        for call in sorted(self.calls, key=lambda call: len(call.moves)):
            remarks = (f"{one.monitor}: {one.message}" for one in call.remarks)
            for complaint in (*remarks, *call.problems):
                found.setdefault(complaint, call)
        return found

    def __str__(self) -> str:
        head = f"{len(self.calls)} calls, {self.places} places where a caller can act"
        if not self.complaints:
            return f"{head}: nothing to complain about"
        lines = [f"{head}: {len(self.complaints)} complaints"]
        for complaint, call in self.complaints.items():
            moves = ", ".join(call.moves) or "says nothing"
            lines.append(f"- {complaint}\n    the caller {moves}")
        return "\n".join(lines)


def explore(
    phone: Phone,
    keys: Iterable[str] = KEYS,
    words: Iterable[str] = (),
    deepest: int = 8,
    most_calls: int = 2000,
    limits: Limits | None = None,
) -> Report:
    """Tries every key, every sentence, silence and hangup at every place once.

    Places are told apart by what is heard there; loops are followed once, those of
    a caller who says nothing for two minutes.
    """
    choices = [f"presses {key}" for key in keys]
    choices += [f"says {sentence}" for sentence in words]
    choices += [SILENCE, HANGUP]
    seen: set[tuple[str, int]] = set()
    calls: list[RobotCall] = []
    waiting: deque[tuple[str, ...]] = deque([()])
    while waiting and len(calls) < most_calls:
        moves = waiting.popleft()
        caller = phone().dials()
        place = None
        for move in moves:
            if not until_turn(caller):
                break
            make(caller, move)
        if until_turn(caller) and caller.leg is not None:
            place = _place(caller.leg)
        if place is not None and place not in seen and len(moves) < deepest:
            seen.add(place)
            waiting.extend((*moves, choice) for choice in choices)
            continue
        if caller.is_on_the_line and moves[-1:] == (SILENCE,):
            caller.exchange.clock.run_until(caller.exchange.clock.now + SILENT_LOOP)
        calls.append(_finish(caller, moves, limits))
    return Report(tuple(calls), len(seen))


def wander(
    phone: Phone,
    seed: int = 0,
    calls: int = 100,
    keys: str = KEYS,
    words: tuple[str, ...] = (),
    longest: int = 20,
    limits: Limits | None = None,
) -> Report:
    """Does anything at any turn; the same seed does the same again."""
    chance = Random(seed)
    made: list[RobotCall] = []
    seen: set[tuple[str, int]] = set()
    for _ in range(calls):
        caller = phone().dials()
        moves: list[str] = []
        while len(moves) < longest and until_turn(caller):
            if caller.leg is not None:
                seen.add(_place(caller.leg))
            move = _random_move(chance, keys, words)
            moves.append(move)
            make(caller, move)
        until_turn(caller)
        made.append(_finish(caller, tuple(moves), limits))
    return Report(tuple(made), len(seen))


def _random_move(chance: Random, keys: str, words: tuple[str, ...]) -> str:
    kinds = ["key"] * 5 + ["silence"] * 3 + ["hangup"] + ["words"] * (3 if words else 0)
    match chance.choice(kinds):
        case "key":
            return f"presses {chance.choice(keys)}"
        case "words":
            return f"says {chance.choice(words)}"
        case "hangup":
            return HANGUP
        case _:
            return SILENCE


def until_turn(
    caller: Caller, longest: float = LONGEST_CALL_SECONDS, polite: bool = False
) -> bool:
    """Lets time pass until the line listens to the caller; False if it never does.

    A ``polite`` caller lets words be finished, and has a turn while talking too.
    """
    leg, clock = caller.leg, caller.exchange.clock
    if leg is None:
        return False
    end = clock.now + longest
    clock.run_until(clock.now)
    while leg.alive and not _is_turn(caller, leg, polite):
        if not clock.step(end):
            clock.run_until(end)
            return False
    return leg.alive


def _is_turn(caller: Caller, leg: Leg, polite: bool) -> bool:
    if polite and leg.room is not None and leg.room.is_talking(leg):
        return True
    if polite and caller.is_hearing:
        return False
    return leg.listens.keys or leg.listens.speech


def make(caller: Caller, move: str) -> None:
    """Makes one move and lets time pass until the line moves on to something else."""
    leg, clock = caller.leg, caller.exchange.clock
    if leg is None:
        return
    here, end = _place(leg), clock.now + LONGEST_CALL_SECONDS
    asked = _requests(caller)
    verb, _, rest = move.partition(" ")
    if move == HANGUP:
        caller.hangs_up()
    elif verb == "presses":
        caller.presses(rest)
    elif move != SILENCE:
        caller.says(rest)
    while leg.alive and _place(leg) == here and _requests(caller) == asked:
        if not clock.step(end):
            return


def _place(leg: Leg) -> tuple[str, int]:
    return leg.document.mark if leg.document else "", leg.verb_number


def _requests(caller: Caller) -> int:
    return sum(entry.what == "request" for entry in caller.exchange.trace.entries)


def _finish(caller: Caller, moves: tuple[str, ...], limits: Limits | None) -> RobotCall:
    exchange = caller.exchange
    outcome = caller.outcome
    if caller.is_on_the_line:
        caller.hangs_up()
    end = exchange.clock.now
    while exchange.clock.step(end + 60):
        pass
    for transport in exchange.hosts.values():
        transport.close()
    problems = [str(p) for _, p in exchange.problems if p.code != "carrier-outside"]
    remarks = watch(exchange.trace, end, limits)
    return RobotCall(
        moves,
        outcome,
        end,
        exchange.trace,
        tuple(remarks),
        tuple(dict.fromkeys(problems)),
    )


def phones(make_carrier: Callable[[], Carrier]) -> Phone:
    """A telephone for robots: a new carrier, and so a new call, each time."""
    return lambda: make_carrier().call()


def replay(
    phone: Phone, moves: Iterable[str], limits: Limits | None = None
) -> RobotCall:
    """One call with these moves."""
    caller = phone().dials()
    made = tuple(moves)
    for move in made:
        if not until_turn(caller):
            break
        make(caller, move)
    until_turn(caller)
    return _finish(caller, made, limits)


def differences(
    report: Report, disturbed: Phone, limits: Limits | None = None
) -> Iterator[tuple[RobotCall, RobotCall]]:
    """Calls that go otherwise once more, on a carrier whose faults must not be heard.

    Compared are the words that the caller hears, their order, and how the call ends.
    """
    for call in report.calls:
        again = replay(disturbed, call.moves, limits)
        if (call.heard, call.outcome) != (again.heard, again.outcome):
            yield call, again
