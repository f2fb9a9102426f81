"""What the first page shows: is the line open, who was here, what is left to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from ivr.promises import ledger
from ivr.promises.number import masked
from ivr.speech.library import Library
from ivr.speech.sound import Sound, from_wav
from ivr.store import call_log, calls, closures, promises
from ivr.store.calls import CallRow
from ivr.telephony.line import Line, at
from ivr.telephony.report import Figures, figures
from ivr.web import rehearsal
from ivr.web.desk.words import agent_name, clock
from ivr.web.home.hearing_now import HeardNow, heard_now, would_be_heard
from ivr.web.interface import gettext as _

LAST_CALLS = 6
A_WEEK = 7  # days


@dataclass(frozen=True)
class Sentence:
    """What callers hear now in one language; `sounds` can be played."""

    language: str
    words: str
    sounds: tuple[str, ...]


@dataclass(frozen=True)
class LastCall:
    """A call that was, or is still going on."""

    call_sid: str
    when: str
    who: str
    need: str
    outcome: str


def together(library: Library, names: Iterable[str]) -> bytes | None:
    """Prompts as one sound; None where one of them is not there."""
    wavs = [library.preview_wav(name) for name in names]
    sounds = [from_wav(wav) for wav in wavs if wav]
    if len(sounds) < len(wavs) or len({sound.rate for sound in sounds}) != 1:
        return None
    return Sound(b"".join(sound.pcm for sound in sounds), sounds[0].rate).wav()


def sentences(library: Library, heard: tuple[HeardNow, ...]) -> list[Sentence]:
    """What is heard, with its sounds; has those rendered that are not there yet."""
    rehearsal.rehearse(library, [p for each in heard for p in each.prompts])
    found = []
    for each in heard:
        words = " ".join(prompt.text for prompt in each.prompts)
        sounds = [rehearsal.sound_of(library, prompt) for prompt in each.prompts]
        playable = tuple(sounds) if all(sounds) else ()
        found.append(Sentence(each.language, words, playable))
    return found


def heard(
    conn: Connection, library: Library, line: Line, now: datetime
) -> list[Sentence]:
    """What callers hear first, now."""
    return sentences(library, heard_now(conn, line, now))


def heard_if_closed(
    library: Library, line: Line, until: int, now: datetime
) -> list[Sentence]:
    """What callers would hear if we closed until a time."""
    closure = closures.closure(int(now.timestamp()), until)
    return sentences(library, would_be_heard(line.closed(closure), now))


def affected(conn: Connection, line: Line, now: int, until: int) -> list[str]:
    """The times of callbacks that were promised before we would be back."""
    found = [ledger.promise_of(row) for row in promises.open_(conn)]
    due = [p.due for p in found if p.kind == promises.CALLBACK and now < p.due < until]
    return [clock(line, when, now) for when in sorted(due)]


def last_calls(conn: Connection, line: Line, now: int) -> Iterator[LastCall]:
    """The last calls and what became of them."""
    for row in calls.latest(conn, LAST_CALLS):
        when = clock(line, row.started, now)
        yield LastCall(
            row.call_sid, when, masked(row.number), row.need, _outcome(conn, line, row)
        )


def week(conn: Connection, line: Line, now: int) -> Figures:
    """The etiquette report of the last seven days, today among them."""
    zone = line.calendar.timezone
    first = at(now).astimezone(zone).date() - timedelta(days=A_WEEK - 1)
    return figures(conn, zone, first, A_WEEK, now)


def _outcome(conn: Connection, line: Line, row: CallRow) -> str:
    if row.state != calls.ENDED:
        return _("on the line now")
    happened = {e.what: e for e in call_log.of_call(conn, row.call_sid)}
    if talked := happened.get("connected"):
        name = agent_name(line, talked.detail["agent"])
        return _("talked with %(name)s") % {"name": name}
    if row.promise is not None:
        found = ledger.look_up(conn, row.promise)
        callback = found is not None and found.kind == promises.CALLBACK
        return _("will be called back") if callback else _("left a message")
    return _("hung up before talking with anybody")
