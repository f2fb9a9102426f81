"""What a caller who dialed at this moment would hear first, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from ivr.flow import events
from ivr.flow.actions import Ask, FindTime, Say, Words
from ivr.flow.call import Call
from ivr.flow.machine import present, start, step
from ivr.promises.times import first_callback
from ivr.speech.diction import diction
from ivr.speech.prompt import Prompt
from ivr.store import promises
from ivr.telephony.line import Line

OFFER = "language-offer.offer"  # said to everybody; it tells nothing about now


@dataclass(frozen=True)
class HeardNow:
    """The first words in one language, as they are rendered."""

    language: str
    prompts: tuple[Prompt, ...]


def heard_now(conn: Connection, line: Line, now: datetime) -> tuple[HeardNow, ...]:
    """What the line says first to somebody who dials it now."""
    taken = promises.count_by_time(conn, line.flow.operator, int(now.timestamp()))
    return _heard(line, now, taken)


def would_be_heard(line: Line, now: datetime) -> tuple[HeardNow, ...]:
    """The same of a line that is only thought of, with no callback promised yet."""
    return _heard(line, now, {})


def _heard(line: Line, now: datetime, taken: Mapping[int, int]) -> tuple[HeardNow, ...]:
    result = step(line.flow, start(line.flow), line.dialed("", now, False))
    if any(isinstance(action, FindTime) for action in result.actions):
        result = step(line.flow, result.call, _time(line, now, taken))
    aloud = diction(line.script)
    return tuple(
        HeardNow(
            language,
            tuple(
                aloud.prompt(words.text, words.language)
                for words in _words(line, result.call.but(language=language))
            ),
        )
        for language in line.script.languages
    )


def _time(line: Line, now: datetime, taken: Mapping[int, int]) -> events.Event:
    found = first_callback(line.calendar, line.script, taken, now)
    if found is None or not line.flow.callbacks:
        return events.NoTimeFound()
    return events.TimeFound(line.time(found, now))


def _words(line: Line, call: Call) -> list[Words]:
    said = [
        words
        for action in present(line.flow, call)
        if isinstance(action, Say | Ask)
        for words in action.words
    ]
    return [words for words in said if words.phrase != OFFER]
