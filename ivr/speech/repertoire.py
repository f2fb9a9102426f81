"""Every sentence a line can say before a call is made: what is rendered ahead.

A sentence with a value that only a call brings (a caller's own words, a name that
was spoken) is not among them; the carrier's voice says it whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from types import MappingProxyType

from ivr.flow.call import Call, Time
from ivr.flow.compile import compile_script
from ivr.flow.flow import Flow
from ivr.flow.machine import start
from ivr.flow.words import SEVERAL, speak
from ivr.greeting import compose
from ivr.languages import SLOT, phrasebook
from ivr.languages.spoken_time import SpokenTime
from ivr.script.model import Script
from ivr.speech.prompt import Prompt

PLACES = range(1, 11)
WAITED_SECONDS = range(30, 630, 30)
MINUTES = (1, 2, 3, 5, 10, 15, 20, 30)
HOURS = (9, 14, 19)

_ONLY_IN_A_CALL = frozenset({"need", "language", "previous", "key"})
_TIMED = frozenset({"by", "at"})
_CONTEXT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "department": ("department",),
        "agent": ("department", "agent"),
        "examples": ("department",),
    }
)


def repertoire(script: Script, times: Iterable[SpokenTime] = ()) -> tuple[Prompt, ...]:
    """The prompts of a line, without repetition, greetings first.

    Places in line go to 10, waits to ten minutes, estimates to half an hour; times
    of day are those given, such as the next opening and the quarters of a day.
    """
    flow = compile_script(script)
    asked = tuple(Time(0, time) for time in times)
    said = [Prompt(greeting.text, greeting.language) for greeting in compose(script)]
    for language in script.languages:
        for name, words in _phrases(flow, language).items():
            said += _spoken(flow, language, name, words, asked)
    return tuple(dict.fromkeys(said))


def _phrases(flow: Flow, language: str) -> dict[str, str]:
    own = {name: text for (name, tag), text in flow.texts.items() if tag == language}
    return dict(phrasebook(language)) | own


def _spoken(
    flow: Flow, language: str, name: str, words: str, times: tuple[Time, ...]
) -> Iterator[Prompt]:
    slots = frozenset(SLOT.findall(words))
    if name not in SEVERAL and slots & _ONLY_IN_A_CALL:
        return
    for call in _calls(flow, language, slots, times):
        for said in speak(flow, call, (name,)):
            yield Prompt(said.text, said.language)


def _calls(
    flow: Flow, language: str, slots: frozenset[str], times: tuple[Time, ...]
) -> Iterator[Call]:
    """A call for each combination of the values that the slots of a phrase can take."""
    blank = replace(start(flow), language=language)
    places = [(place, moved) for place in PLACES for moved in (True, False)]
    for (department, agent), time, hour, (place, moved), waited, minutes in product(
        list(_people(flow, slots)),
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
            time=time,
            opens=time,
            hour=hour,
            place=place,
            moved=moved,
            waited=waited,
            minutes=minutes,
        )


def _people(flow: Flow, slots: frozenset[str]) -> Iterator[tuple[str, int]]:
    needed = {part for slot in slots for part in _CONTEXT.get(slot, ())}
    if not needed or "department" not in needed:
        yield "", -1
        return
    for key, department in flow.departments.items():
        yield key, -1
        if "agent" in needed:
            yield from ((key, index) for index in range(len(department.agents)))
