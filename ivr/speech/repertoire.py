"""Every sentence a line can say before a call is made: what is rendered ahead.

A sentence with a value that only a call brings (a caller's own words, a name that
was spoken) is not among them; the carrier's voice says it whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType

from ivr.flow.call import Call, Time
from ivr.flow.compile import compile_script
from ivr.flow.flow import MANAGER, Flow
from ivr.flow.machine import start
from ivr.flow.words import SEVERAL, speak
from ivr.greeting import compose
from ivr.languages import OPTIONAL, SLOT, phrasebook
from ivr.languages.spoken_time import SpokenTime
from ivr.script.model import Script
from ivr.speech.diction import Diction, diction
from ivr.speech.prompt import Prompt

PLACES = range(1, 11)
WAITED_SECONDS = range(30, 630, 30)
MINUTES = (1, 2, 3, 5, 10, 15, 20, 30)
HOURS = (9, 14, 19)

_ONLY_IN_A_CALL = frozenset({"need", "language", "previous", "key", "waiting"})
_TIMED = frozenset({"by", "at"})
_CHANGING = frozenset({"by", "at", "place", "still", "waited", "minutes"})
_OF_THE_MANAGER = "transfer-question.manager"
_CONTEXT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "department": ("department",),
        "team": ("department", "team"),
        "agent": ("department", "agent"),
        "examples": ("department",),
    }
)


@dataclass(frozen=True)
class Sentence:
    """A prompt and its name: its phrase, and the department and agent in it."""

    name: str
    prompt: Prompt


def repertoire(script: Script, times: Iterable[SpokenTime] = ()) -> tuple[Prompt, ...]:
    """The prompts of a line, without repetition, greetings first.

    Places in line go to 10, waits to ten minutes, estimates to half an hour; times
    of day are those given, such as the next opening and the quarters of a day.
    """
    asked = tuple(Time(0, time) for time in times)
    said = [sentence.prompt for sentence in _greetings(script)]
    said += [sentence.prompt for sentence in _sentences(script, asked, frozenset())]
    return tuple(dict.fromkeys(said))


def lasting_sentences(script: Script) -> Iterator[Sentence]:
    """The sentences that stay the same from call to call, without repetition."""
    seen: set[Prompt] = set()
    for sentence in (*_greetings(script), *_sentences(script, (), _CHANGING)):
        if sentence.prompt not in seen:
            seen.add(sentence.prompt)
            yield sentence


def _greetings(script: Script) -> Iterator[Sentence]:
    aloud = diction(script)
    for greeting in compose(script):
        who = f"{greeting.department} {greeting.agent}"
        yield Sentence(
            f"{greeting.kind} {who}", aloud.prompt(greeting.text, greeting.language)
        )


def _sentences(
    script: Script, times: tuple[Time, ...], without: frozenset[str]
) -> Iterator[Sentence]:
    flow, aloud = compile_script(script), diction(script)
    for language in script.languages:
        for name, words in _phrases(flow, language).items():
            slots = frozenset(SLOT.findall(OPTIONAL.sub("", words)))
            if name in SEVERAL or not slots & without:
                varying = frozenset(SLOT.findall(words)) - without
                yield from _spoken(flow, aloud, language, name, varying, times)


def _phrases(flow: Flow, language: str) -> dict[str, str]:
    own = {name: text for (name, tag), text in flow.texts.items() if tag == language}
    return dict(phrasebook(language)) | own


def _spoken(
    flow: Flow,
    aloud: Diction,
    language: str,
    name: str,
    slots: frozenset[str],
    times: tuple[Time, ...],
) -> Iterator[Sentence]:
    if name not in SEVERAL and slots & _ONLY_IN_A_CALL:
        return
    for call in _calls(flow, language, name, slots, times):
        for said in speak(flow, call, (name,)):
            who = f"{name} {call.department} {_agent_name(flow, call)}"
            yield Sentence(who, aloud.prompt(said.text, said.language))


def _agent_name(flow: Flow, call: Call) -> str:
    if call.agent < 0:
        return ""
    return flow.departments[call.department].agents[call.agent][call.language]


def _calls(
    flow: Flow,
    language: str,
    name: str,
    slots: frozenset[str],
    times: tuple[Time, ...],
) -> Iterator[Call]:
    """A call for each combination of the values that the slots of a phrase can take."""
    blank = replace(start(flow), language=language)
    places = [(place, moved) for place in PLACES for moved in (True, False)]
    for (department, agent), time, hour, (place, moved), waited, minutes in product(
        list(_people(flow, name, slots)),
        times if slots & _TIMED else (None,),
        HOURS if "daypart" in slots else (blank.hour,),
        places if slots & {"place", "still"} else [(0, False)],
        WAITED_SECONDS if "waited" in slots else (0,),
        (0, *MINUTES) if "minutes" in slots else (0,),
    ):
        yield replace(
            blank,
            department=department,
            agent=agent,
            others=int("team" in slots),
            time=time,
            opens=time,
            hour=hour,
            place=place,
            moved=moved,
            waited=waited,
            minutes=minutes,
        )


def _people(flow: Flow, name: str, slots: frozenset[str]) -> Iterator[tuple[str, int]]:
    needed = {part for slot in slots for part in _CONTEXT.get(slot, ())}
    if not needed or "department" not in needed:
        yield "", -1
        return
    for key, department in flow.departments.items():
        if name == _OF_THE_MANAGER and key != MANAGER:
            continue
        if "team" in needed and not department.together:
            continue
        yield key, -1
        if "agent" in needed:
            yield from ((key, index) for index in range(len(department.agents)))
