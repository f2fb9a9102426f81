"""The carrier in a terminal: be the caller of any TwiML application.

Every function takes where to write; ``phone`` is what a command calls.
"""

from __future__ import annotations

import math
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from ivr.carrier.carrier import Caller, Carrier
from ivr.carrier.clock import Clock
from ivr.carrier.errors import explain
from ivr.carrier.exchange import TOKEN
from ivr.carrier.monitors import watch
from ivr.carrier.robots import SILENCE, explore, make, until_turn, wander
from ivr.carrier.steps import CallDiffers
from ivr.carrier.trace import Entry, Trace, clock_face, describe
from ivr.carrier.transcript import Unreadable, play, read

Write = Callable[[str], None]
FINE, FINDINGS, UNUSABLE = 0, 1, 2
QUIET_SECONDS = 2.0
HELP = """Keys 0-9 * # press; other words are spoken; Enter alone says nothing. Also:
  wait 30            stay silent for 30 seconds
  agent +15550100001 answers after 5 | declines | is busy | does not answer
  agent +15550100001 presses 1 | says hello | hangs up
  hang up            end the call            help      this text"""


class View:
    """Tells what is new in a trace: who hears what, when, and how long nothing."""

    def __init__(self, trace: Trace, caller: Caller) -> None:
        self._trace = trace
        self._caller = caller
        self._told = 0
        self._sounds: list[Entry] = []
        self._shown = 0.0

    def news(self, now: float) -> Iterator[str]:
        """Lines about what happened since the last time."""
        entries = self._trace.entries[self._told :]
        self._told += len(entries)
        for entry in entries:
            if entry.what == "media":
                continue
            if entry.who == self._caller.name and entry.is_sound:
                yield from self._silence(entry.at)
                self._sounds.append(entry)
            yield f"{clock_face(entry.at):>8}  {describe(entry)}"
        if self._caller.is_on_the_line:
            yield from self._silence(now)

    def _silence(self, until: float) -> Iterator[str]:
        ends = [math.inf if e.until is None else e.until for e in self._sounds[-3:]]
        since = max(self._shown, *ends, 0.0)
        if until - since >= QUIET_SECONDS:
            words = f"{self._caller.name} hears nothing for {until - since:.0f} s"
            yield f"{clock_face(since):>8}  {words}"
            self._shown = until


def phone(
    url: str,
    write: Write,
    commands: Iterable[str] = (),
    *,
    transcript: Path | None = None,
    record: Path | None = None,
    robot: bool = False,
    seed: int | None = None,
    speed: float = math.inf,
    rest_port: int | None = None,
    token: str = TOKEN,
    strict: bool = True,
) -> int:
    """Phones an application; 0 fine, 1 something to complain about, 2 unusable.

    Without transcript and robot the commands (lines of standard input) are the caller:
    one at a time, or at any moment if ``speed`` (1.0 is real time) is finite. With
    ``rest_port`` the REST calls of the application are answered on that port.
    """

    def carrier() -> Carrier:
        return Carrier(url, token=token, strict=strict, speed=speed)

    if robot or seed is not None:
        return _robot(carrier, write, seed)
    with carrier() as company, ExitStack() as stack:
        if rest_port is not None:
            api = stack.enter_context(company.serve_rest(rest_port))
            write(f"REST calls are answered at {api}")
        live = speed != math.inf
        return _phone(company, write, commands, transcript, record, live)


def _phone(
    company: Carrier,
    write: Write,
    commands: Iterable[str],
    transcript: Path | None,
    record: Path | None,
    live: bool,
) -> int:
    caller = company.call()
    if transcript is not None:
        code = play_file(caller, transcript, write)
    elif live:
        code = converse_live(caller, commands, write)
    else:
        code = converse(caller, commands, write)
    if record is not None:
        record.write_text(company.trace.to_json(), encoding="utf-8")
    if code == UNUSABLE:
        return code
    return max(code, _judge(company, write))


def _robot(carrier: Callable[[], Carrier], write: Write, seed: int | None) -> int:
    def telephone() -> Caller:
        return carrier().call()

    report = explore(telephone) if seed is None else wander(telephone, seed)
    write(str(report))
    return FINDINGS if report.complaints else FINE


def _judge(company: Carrier, write: Write) -> int:
    remarks = watch(company.trace, company.clock.now)
    problems = {str(problem): problem.code for problem in company.problems}
    for remark in remarks:
        write(f"! {remark}")
    for problem, code in problems.items():
        write(f"! {problem}\n  {explain(code)}")
    return FINDINGS if remarks or problems else FINE


def play_file(caller: Caller, file: Path, write: Write) -> int:
    """Plays a transcript and shows the call; 1 where the call differs."""
    try:
        transcript = read(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        write(f"{file}: {error}")
        return UNUSABLE
    try:
        play(transcript, caller)
    except CallDiffers as difference:
        write(str(difference))
        return FINDINGS
    write(str(caller.exchange.trace))
    return FINE


def converse(caller: Caller, commands: Iterable[str], write: Write) -> int:
    """Time passes up to the caller's turn, then the next command is the caller's."""
    view = View(caller.exchange.trace, caller)
    clock = caller.exchange.clock
    caller.dials()
    until_turn(caller, polite=True)
    _show(view, clock, write)
    for line in commands:
        _obey(caller, line.strip(), write)
        if caller.leg is None or not caller.leg.alive:
            break
        until_turn(caller, polite=True)
        _show(view, clock, write)
    if caller.is_on_the_line:
        caller.hangs_up()
    _show(view, clock, write)
    return FINE


def converse_live(caller: Caller, commands: Iterable[str], write: Write) -> int:
    """Time passes by the wall clock; commands may come at any moment."""
    view = View(caller.exchange.trace, caller)
    clock = caller.exchange.clock
    typed: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        for line in commands:
            typed.put(line.strip())
        typed.put(None)

    threading.Thread(target=listen, daemon=True).start()
    caller.dials()
    while caller.leg is not None and caller.leg.alive:
        clock.catch_up()
        _show(view, clock, write)
        try:
            line = typed.get(timeout=0.1)
        except queue.Empty:
            continue
        if line is None:
            caller.hangs_up()
            break
        clock.catch_up()
        _obey(caller, line, write)
    _show(view, clock, write)
    return FINE


def _show(view: View, clock: Clock, write: Write) -> None:
    for line in view.news(clock.now):
        write(line)


def _obey(caller: Caller, line: str, write: Write) -> None:
    verb, _, rest = line.partition(" ")
    try:
        if line in ("help", "?"):
            write(HELP)
        elif not line:
            make(caller, SILENCE)
        elif line in ("hang up", "bye"):
            caller.hangs_up()
        elif verb == "wait" and rest.replace(".", "", 1).isdigit():
            caller.waits(float(rest))
        elif verb == "agent" and rest:
            _order(caller, rest, write)
        elif all(key in "0123456789*#" for key in line):
            caller.presses(line)
        else:
            caller.says(line)
    except CallDiffers as difference:
        write(str(difference).partition("\n")[0])


def _order(caller: Caller, order: str, write: Write) -> None:
    number, _, does = order.partition(" ")
    agent = caller.agent(number)
    verb, _, rest = does.partition(" ")
    seconds = rest.rpartition(" ")[2]
    after = float(seconds) if seconds.isdigit() else 0.0
    match verb:
        case "answers":
            agent.answers(after)
        case "declines":
            agent.declines(after)
        case "is":
            agent.is_busy()
        case "does":
            agent.does_not_answer()
        case "presses":
            agent.presses(rest)
        case "says":
            agent.says(rest)
        case "hangs":
            agent.hangs_up()
        case _:
            write(HELP)
