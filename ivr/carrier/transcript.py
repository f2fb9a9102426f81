"""A whole call as data: a YAML list of what the caller and the agents do.

agents: {maria: "+15550100001"}
steps:
  - dials: "+15550100000"
  - hears: "How can I help you?"
  - says: "I need an appointment"
  - agent maria: answers after 20
  - agent maria presses: "1"
  - waits: 30
  - hangs up
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from ivr.carrier.carrier import Caller
from ivr.carrier.people import Person
from ivr.carrier.robots import make, until_turn
from ivr.carrier.steps import CallDiffers

MOST_BYTES = 256 * 1024
ACCEPTING_KEY = "1"
_WITH_WORDS = frozenset({"hears", "hears nothing about", "says", "presses"})
_WITH_SECONDS = frozenset({"waits", "records"})
_BARE = frozenset({"dials", "mumbles", "stays silent", "hangs up", "line hangs up"})
_REACTIONS = frozenset(
    {"answers", "accepts", "declines", "is busy", "does not answer", "is a machine"}
)
# Words to be spoken for a message of unknown content; about fifteen letters a second.
_MESSAGE_LETTERS_PER_SECOND = 15


class Unreadable(ValueError):
    """The transcript cannot be understood; the message says which step and why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number in the file, who acts ("" is the caller), and how."""

    number: int
    who: str
    does: str
    argument: str = ""

    def __str__(self) -> str:
        who = f"agent {self.who} " if self.who else ""
        what = f": {self.argument}" if self.argument else ""
        return f"step {self.number}, {who}{self.does}{what}"


@dataclass(frozen=True, slots=True)
class Transcript:
    """Steps, and the numbers of the agents that they name."""

    steps: tuple[Step, ...]
    agents: Mapping[str, str] = field(default_factory=dict)


def read(text: str) -> Transcript:
    """A transcript from YAML; every scalar is text. Raises Unreadable."""
    if len(text.encode()) > MOST_BYTES:
        raise Unreadable(f"longer than {MOST_BYTES} bytes")
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise Unreadable("aliases are not allowed")
        data = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise Unreadable(str(error)) from None
    except RecursionError:
        raise Unreadable("nested too deep") from None
    agents: Mapping[str, str] = {}
    if isinstance(data, dict):
        agents, data = data.get("agents", {}), data.get("steps")
    if not isinstance(data, list) or not isinstance(agents, dict):
        raise Unreadable("a transcript is a list of steps")
    steps = (_step(number, item) for number, item in enumerate(data, 1))
    return Transcript(tuple(steps), agents)


def _step(number: int, item: object) -> Step:
    if isinstance(item, str):
        what, argument = item, ""
    elif isinstance(item, dict) and len(item) == 1:
        ((what, argument),) = item.items()
    else:
        raise Unreadable(f"step {number} is not one thing that somebody does")
    if not isinstance(argument, str):
        raise Unreadable(f"step {number}: {what} takes one text")
    who, does = "", what
    if what.startswith("agent "):
        who, does, argument = _agent_step(what.removeprefix("agent "), argument)
    step = Step(number, who, does, argument)
    _check(step)
    return step


def _agent_step(what: str, argument: str) -> tuple[str, str, str]:
    acts = (*_WITH_WORDS, *_WITH_SECONDS, "hangs up", "mumbles")
    for does in sorted(acts, key=len, reverse=True):
        if what.endswith(f" {does}"):
            return what.removesuffix(f" {does}"), does, argument
    does, _, after = argument.partition(" after ")
    return what, does.strip(), after.strip()


def _check(step: Step) -> None:
    if step.does in _WITH_SECONDS or (step.does in _REACTIONS and step.argument):
        try:
            seconds = float(step.argument)
        except ValueError:
            raise Unreadable(f"{step}: not a number of seconds") from None
        if not 0 <= seconds <= 24 * 3600:
            raise Unreadable(f"{step}: not a number of seconds in a day")
        return
    if step.does in _WITH_WORDS:
        if not step.argument:
            raise Unreadable(f"{step}: what?")
        return
    if step.does in _BARE or (step.who and step.does in _REACTIONS):
        return
    raise Unreadable(f"{step}: nobody can do that here")


def play(transcript: Transcript, caller: Caller) -> None:
    """Plays all steps; raises CallDiffers, with the step, where the call differs."""
    for step in transcript.steps:
        person: Person = caller
        if step.who:
            person = caller.agent(step.who, transcript.agents.get(step.who, ""))
        try:
            _perform(caller, person, step)
        except CallDiffers as difference:
            raise CallDiffers(f"{step}: {difference}") from None


def _perform(caller: Caller, person: Person, step: Step) -> None:
    argument = step.argument
    match step.does:
        case "dials":
            caller.dials(to=argument) if argument else caller.dials()
        case "hears":
            person.hears(argument)
        case "hears nothing about":
            _hears_nothing(person, argument)
        case "says":
            person.says(argument)
        case "records":
            letters = round(float(argument) * _MESSAGE_LETTERS_PER_SECOND)
            person.says("a message " * (letters // 10 + 1))
        case "presses":
            person.presses(argument)
        case "waits":
            person.waits(float(argument))
        case "mumbles":
            person.mumbles()
        case "stays silent":
            until_turn(caller)
            make(caller, "waits")
        case "hangs up":
            person.hangs_up()
        case "line hangs up":
            _line_hangs_up(caller)
        case _:
            _react(person, step)


def _react(person: Person, step: Step) -> None:
    after = float(step.argument or 3)
    match step.does:
        case "answers":
            person.answers(after)
        case "accepts":
            person.answers(after).hears(ACCEPTING_KEY).presses(ACCEPTING_KEY)
        case "declines":
            person.declines(after)
        case "is busy":
            person.is_busy()
        case "is a machine":
            person.is_a_machine(after=float(step.argument or 10))
        case _:
            person.does_not_answer()


def _hears_nothing(person: Person, words: str) -> None:
    wanted = " ".join(words.split()).casefold()
    said = next((one for one in person.heard if wanted in one.casefold()), None)
    if said is not None:
        raise person.differs(f'{person.name} hears "{said}"')


def _line_hangs_up(caller: Caller, within: float = 120.0) -> None:
    clock = caller.exchange.clock
    end = clock.now + within
    while caller.leg is not None and caller.leg.alive and clock.step(end):
        pass
    if caller.outcome == "person":
        raise caller.differs("the caller hung up, not the line")
    if caller.outcome == "on the line":
        raise caller.differs("the line does not hang up")


def lines(transcript: Transcript) -> Iterator[str]:
    """The steps as readable lines."""
    yield from map(str, transcript.steps)
