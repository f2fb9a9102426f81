"""A sample call of a call script: somebody calls, is asked, and talks with a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.flow.compile import compile_script
from ivr.flow.flow import Kind
from ivr.greeting import GreetingKind, compose
from ivr.phone.office import Office
from ivr.phone.simulation import Simulation
from ivr.phone.timeline import Entry, Who
from ivr.script.calendar import Calendar
from ivr.script.model import Script
from ivr.script.starting import starting
from ivr.speech.diction import diction
from ivr.speech.listen import Kind as Sounds
from ivr.speech.listen import Moment
from ivr.speech.prompt import Prompt

TALK = 8  # seconds that the sample conversation takes
MOST_ANSWERS = 4  # after which a sample call is over, whatever it leads to


@dataclass(frozen=True)
class SampleCall:
    """What is heard on it, and in which language the line began."""

    entries: tuple[Entry, ...]
    language: str

    def moments(self) -> Iterator[Moment]:
        """The call as it can be made audible."""
        for entry in self.entries:
            kind = "ringing" if entry.who is Who.RINGBACK else str(entry.who)
            language = entry.language or self.language
            yield Moment(entry.at, Sounds(kind), entry.words, language, entry.seconds)

    @property
    def lines(self) -> tuple[Entry, ...]:
        """What somebody says or does, without music, ringing and silence."""
        spoken = (Who.LINE, Who.CALLER, Who.AGENT)
        return tuple(e for e in self.entries if e.who in spoken and e.words)


def sample_call(script: Script, now: datetime) -> SampleCall:
    """A caller with a usual need, while the line is open and everybody answers."""
    calendar, language = Calendar.of(script), script.languages[0]
    begins = now
    if not calendar.is_open(now):
        begins = (calendar.next_opening(now) or now) + timedelta(hours=1)
    office = Office.of(script)
    for agent in office.agents:
        agent.accepts()
    call = Simulation(compile_script(script), script, begins, office)
    call.dials()
    call.says(_need(script, language))
    for _ in range(MOST_ANSWERS):
        if call.over or call.kind is Kind.TALKING:
            break
        if call.kind is Kind.QUESTION:
            call.says(starting(language).yes)
        else:
            call.waits(TALK)
    if not call.over and call.kind is Kind.TALKING:
        call.waits(TALK)
        office.agents[0].leaves()
    if not call.over:
        call.hangs_up()
    return SampleCall(tuple(call.timeline), language)


def first_greetings(script: Script, *, named: bool = True) -> tuple[Prompt, ...]:
    """What callers hear first, in each language of the line.

    A company with one person greets with the name, if it is `named` yet.
    """
    people = sum(len(d.agents) for d in script.departments.values())
    alone = people == 1 and named
    kind = GreetingKind.AGENT if alone else GreetingKind.LINE
    aloud = diction(script)
    return tuple(
        aloud.prompt(greeting.text, greeting.language)
        for greeting in compose(script)
        if greeting.kind is kind
    )


def _need(script: Script, language: str) -> str:
    first = next(iter(script.departments.values()))
    said = first.handles.in_(language)
    return said[0] if said else starting(language).yes
