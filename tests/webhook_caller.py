"""A caller on the real webhooks: the carrier fetches TwiML and carries it out."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lines import open_line

from ivr.carrier import Person
from ivr.carrier.trace import SPOKEN, Entry
from ivr.flow.compile import compile_script
from ivr.flow.flow import MANAGER
from ivr.phone.transcript import TRANSFERS
from ivr.script.load import load
from ivr.script.model import Agent, Script
from ivr.script.telephone import own_number
from ivr.store import waiting
from ivr.store.database import writing

ANDREI = "+15550100100"
WITHHELD = "+266696687"
HESITATION = 0.3  # seconds in which the next prompt begins, if there is one
PATIENCE = 60.0  # seconds until the line answers what the caller did
LONGEST_RING = 60.0
TALK = 15.0  # seconds of talking before an agent hangs up on purpose
AGENT_RETURNS = 6.0  # seconds until an agent has heard that the caller is back
WITH_CALLER = ("leaves", "drops", "returns", "opens the menu", "asks to hold")
WHISPER = 7.0  # seconds until an agent has heard what the call is about


class WebhookCaller:
    """Phones a published script at a local time; the agents' telephones are legs."""

    def __init__(self, script: Path, at: datetime, folder: Path) -> None:
        self.script: Script = load(script)
        zone = ZoneInfo(self.script.timezone)
        self.line = open_line(script, folder, at.replace(tzinfo=zone))
        self.person = self.line.carrier.call(name="caller")
        self.since = 0
        self.freed: set[str] = set()
        self.looking: Person | None = None

    @property
    def over(self) -> bool:
        return self.person.leg is None or not self.person.leg.alive

    def dials(self, to: str = "", *, number_withheld: bool = False) -> None:
        called = to or self.script.numbers[0].number
        number = own_number(called, self.script.country)
        self.person.dials(number, WITHHELD if number_withheld else ANDREI)
        self._listens()

    def says(self, words: str) -> None:
        self._begins()
        self.person.says(words)
        self._is_answered()

    def presses(self, keys: str) -> None:
        self._begins()
        self.person.presses(keys)
        self._is_answered()

    def stays_silent(self) -> None:
        self._begins()
        self._is_answered()

    def waits(self, seconds: int) -> None:
        self._begins()
        self.line.carrier.waits(seconds)
        self._listens()

    def records(self, seconds: int) -> None:
        self._begins()
        self.person.says("la " * (2 * seconds)).presses("#")
        self._is_answered()

    def hangs_up(self) -> None:
        self._begins()
        self.person.hangs_up()

    def agent(self, name: str, does: str, seconds: int = 0) -> None:
        """What an agent does, in the words of a transcript."""
        person = self._agent(name)
        if does == "becomes free":
            self.freed.add(name)
            return
        was_ringing, known = person.is_ringing, len(self._spoken())
        self._acts(person, does, seconds)
        with_caller = does in WITH_CALLER or does.startswith(TRANSFERS)
        if not self.over and (was_ringing or name in self.freed or with_caller):
            self.freed.discard(name)
            self._is_answered(LONGEST_RING + WHISPER, known)

    def callers_ahead(self, number: int) -> None:
        """So many other callers came before, in every department's line."""
        with writing(self.line.engine) as conn:
            for department in self.script.departments:
                for other in waiting.line(conn, department):
                    if other.call_sid.startswith("other"):
                        waiting.leave(conn, other.call_sid, 1)
                for count in range(number):
                    waiting.line_up(conn, f"other-{department}-{count}", department, 1)

    def heard(self) -> tuple[str, ...]:
        """What the line said since the caller's last move, prompt by prompt."""
        return tuple(entry.words for entry in self._spoken())

    def close(self) -> None:
        """Gives the database back."""
        self.line.engine.dispose()

    def _acts(self, person: Person, does: str, seconds: int) -> None:
        if person.is_on_the_line:
            self._is_with_the_caller(person, does)
            return
        while person.rings >= len(person._visits) and not person.is_ringing:
            person = person.then()  # what follows is for the next ring
        match does:
            case "accepts" | "answers after":
                person.answers(after=seconds or 3).waits(WHISPER).presses("1")
            case "declines":
                person.answers(after=3).waits(WHISPER).presses("2")
            case "is busy":
                person.is_busy()
            case "does not answer":
                person.does_not_answer()
            case _:
                raise ValueError(f"an agent never {does}")

    def _is_with_the_caller(self, person: Person, does: str) -> None:
        """The star key leads to the menu, unless the caller holds already."""
        match does:
            case "leaves":
                person.waits(TALK).hangs_up()
            case "drops":
                person.hangs_up()
            case "returns":
                person.presses("1")
            case "opens the menu":
                person.waits(AGENT_RETURNS).presses("*")
                self.looking = person
            case "asks to hold":
                self._opens_menu(person)
                person.presses("2")
            case _ if does.startswith(TRANSFERS):
                department = does.removeprefix(TRANSFERS)
                flow = compile_script(self.script)
                self._opens_menu(person)
                if department == MANAGER:
                    person.presses("4")
                else:
                    person.presses("3").waits(1)
                    person.presses(flow.departments[department].digit)
            case _:
                raise ValueError(f"an agent who talks never {does}")

    def _opens_menu(self, person: Person) -> None:
        """Presses the star key, unless that was what the agent did last."""
        if person is not self.looking:
            person.waits(AGENT_RETURNS).presses("*").waits(1)
        self.looking = None

    def _agent(self, name: str) -> Person:
        people: list[Agent] = [
            agent
            for department in self.script.departments.values()
            for agent in department.agents
        ]
        if self.script.manager:
            people.append(self.script.manager)
        for agent in people:
            full = agent.name.in_(self.script.languages[0]) or ""
            if name.casefold() in (full.casefold(), *full.casefold().split()):
                return self.line.carrier.agent(full, agent.phone)
        raise LookupError(f"nobody is named {name}")

    def _begins(self) -> None:
        self.since = len(self.line.carrier.trace.entries)

    def _is_answered(self, within: float = PATIENCE, known: int = 0) -> None:
        """Time passes until the line says more than was known, and has said it."""
        clock = self.line.carrier.clock
        end = clock.now + within
        while not self.over and len(self._spoken()) == known and clock.step(end):
            pass
        self._listens()

    def _listens(self) -> None:
        """Time passes until the line has said all that it says now."""
        clock = self.line.carrier.clock
        while not self.over:
            last = self._last_sound()
            if last is None or last.words.startswith("("):
                return
            until = clock.now if last.until is None else last.until
            clock.run_until(max(until, clock.now) + HESITATION)
            if self._last_sound() is last:
                return

    def _last_sound(self) -> Entry | None:
        sounds = [e for e in self.line.carrier.trace.of("caller") if e.what in SPOKEN]
        return sounds[-1] if sounds else None

    def _spoken(self) -> list[Entry]:
        entries = self.line.carrier.trace.entries[self.since :]
        return [
            entry
            for entry in entries
            if entry.who == "caller"
            and entry.what in SPOKEN
            and not entry.words.startswith("(")
        ]
