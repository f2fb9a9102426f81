"""Whatever a caller does in any state while the database is away: a fitting answer.

Locked it is tried in every state by the request that writes most, for a busy database
takes half a second; removed it is tried by every key, by words, silence and time.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from lines import SCRIPTS, Line, open_line

from ivr.carrier import read
from ivr.flow import events
from ivr.flow.call import Call, Time
from ivr.flow.flow import Kind, State
from ivr.flow.machine import start, step
from ivr.languages import phrase
from ivr.languages.spoken_time import SpokenTime
from ivr.telephony.switchboard import Switchboard
from ivr.telephony.token import Turn

from .posting import Twilio
from .test_store_faults import SOON, locked, removed

TUESDAY = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
STARTERS = ("dental-clinic.en", "sari-sari.fil", "pharmacy.ru", "workshop.nb")
OFFERED = Time(1_795_600_000, SpokenTime("tomorrow", 15, 15))
NOBODY_SPEAKS = (Kind.ASIDE, Kind.ENDED)
RECORDED = {"RecordingSid": "RE" + "1" * 32, "RecordingDuration": "12"}
CONFIRMED = ("callback.booked", "callback.booked-agent", "voicemail.taken")


@dataclass(frozen=True)
class Asked:
    """A request about a call in some state: the cue of its URL, and what it brings."""

    cue: str
    brings: tuple[tuple[str, str], ...] = ()
    seconds: int = 0


def standing(line: Line, state: State) -> Call:
    """A call that stands in a state, with all that the state may speak of."""
    flow = line.app.extensions["ivr"].live_line().flow
    desk = next(iter(flow.departments))
    call = step(flow, start(flow), events.Dialed()).call
    ringing = state.kind is Kind.RINGING
    return call.but(
        state=state.name,
        department=desk,
        agent=0,
        tried=1 if ringing else 0,
        ringing=ringing,
        first_department=desk if state.for_agent else "",
        first_agent=1 if state.for_agent else -1,
        waited=60,
        place=1,
        time=OFFERED,
        opens=OFFERED,
    )


def requests_in(state: State) -> Iterator[Asked]:
    """Everything that a document of a state can lead to."""
    keys = [Asked("answer", (("Digits", key),)) for key in (*state.keys, "#")]
    words = Asked("answer", (("SpeechResult", "…"),))
    match state.kind:
        case Kind.QUESTION:
            yield from (*keys, words, Asked("silence"))
        case Kind.NUMBER:
            yield from (Asked("answer", (("Digits", "2135550155"),)), Asked("silence"))
        case Kind.RINGING | Kind.HOLDING:
            yield from (*keys, words, Asked("elapsed", seconds=30))
        case Kind.RECORDING:
            yield from (Asked("recorded", tuple(RECORDED.items())), Asked("empty"))
        case Kind.TALKING:
            yield Asked("left")
    yield Asked("resume")


def writes_most(state: State) -> Asked:
    """The one request of a state that certainly needs the database, if any does."""
    asked = list(requests_in(state))
    return next(
        (a for a in asked if a.cue in ("elapsed", "recorded", "left")), asked[0]
    )


def asks(line: Line, state: State, asked: Asked, call_sid: str) -> str:
    """Posts the request; what the caller hears, unless it takes too long."""
    board: Switchboard = line.app.extensions["ivr"]
    version = str(board.live_line().version)
    call = standing(line, state)
    turn = Turn(version, 7, asked.cue, call, 0, asked.seconds)
    begun = time.monotonic()
    answered = Twilio(line.app, call_sid).posts(
        board.links.turn(call_sid, turn), **dict(asked.brings)
    )
    took = time.monotonic() - begun
    assert took < SOON, f"{state.name}, {asked}: {took:.1f} s"
    assert answered.status_code == 200
    document = read(answered.data)
    assert [p for p in document.problems if p.weight == "error"] == []
    return answered.text


def states(line: Line) -> list[State]:
    flow = line.app.extensions["ivr"].live_line().flow
    return [s for s in flow.states.values() if s.kind not in NOBODY_SPEAKS]


def is_fitting(language: str, state: State, document: str) -> bool:
    """Something is said, played or dialed; nothing is confirmed or broken off."""
    last_resort = [phrase(language, f"error.{name}") for name in ("person", "message")]
    confirmed = [
        phrase(language, n, by="#", agent="#").split("#")[0] for n in CONFIRMED
    ]
    heard = any(tag in document for tag in ("<Say", "<Play", "<Dial", "<Pause"))
    if state.kind is Kind.CLOSING:
        confirmed = []  # that was written down before
    wrong = [words for words in (*last_resort, *confirmed) if words]
    return heard and not any(escape(words) in document for words in wrong)


@pytest.fixture(params=STARTERS)
def line(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Line]:
    """The starter's line, in its language."""
    opened = open_line(SCRIPTS / f"{request.param}.yaml", tmp_path, TUESDAY)
    opened.app.extensions["ivr"].live_line()
    yield opened
    opened.engine.dispose()


def test_with_the_database_removed_every_request_in_every_state_is_answered(
    line: Line,
) -> None:
    language = line.app.extensions["ivr"].live_line().script.languages[0]
    unfitting, asked = [], 0

    with removed(line):
        for state in states(line):
            for one in requests_in(state):
                asked += 1
                document = asks(line, state, one, f"CA{asked:032x}")
                if not is_fitting(language, state, document):
                    unfitting.append((state.name, one, document[-300:]))

    assert unfitting == []
    assert asked > 300


def test_with_the_database_locked_every_state_is_answered(clinic: Line) -> None:
    every = states(clinic)
    with locked(clinic), ThreadPoolExecutor(6) as callers:
        documents = callers.map(
            lambda n: asks(clinic, every[n], writes_most(every[n]), f"CA{n:032x}"),
            range(len(every)),
        )
        unfitting = [
            (state.name, document[-300:])
            for state, document in zip(every, documents, strict=True)
            if not is_fitting("en", state, document)
        ]

    assert unfitting == []
