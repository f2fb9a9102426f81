"""What callers hear, how long it takes, and what was promised."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from flask import Blueprint, Response, abort, render_template, request

from ivr.greeting import Greeting, GreetingKind, compose
from ivr.languages import LANGUAGES
from ivr.promises import ledger
from ivr.script.errors import ScriptError
from ivr.speech.carrier_voice import carrier_voice
from ivr.speech.diction import diction
from ivr.speech.grade import Grade
from ivr.speech.library import Library
from ivr.speech.prompt import Prompt
from ivr.speech.repertoire import Sentence, lasting_sentences
from ivr.store import promises
from ivr.store.database import reading
from ivr.telephony.line import Line, at
from ivr.telephony.switchboard import STORE_FAILURES, NoLine, Switchboard
from ivr.telephony.webhooks import board
from ivr.web.empty import not_published
from ivr.web.interface import gettext as _
from ivr.web.sections import GREETINGS, HEADINGS, moment, section
from ivr.wording import check
from ivr.wording.finding import Finding
from ivr.wording.measures import estimate_seconds
from ivr.wording.prompt import Prompt as JudgedPrompt
from ivr.wording.prompt import PromptKind

preview = Blueprint("preview", __name__)

KINDS = {
    GreetingKind.LINE: PromptKind.GREETING_LINE,
    GreetingKind.DEPARTMENT: PromptKind.GREETING_DEPARTMENT,
    GreetingKind.AGENT: PromptKind.GREETING_AGENT,
    GreetingKind.VOICEMAIL: PromptKind.VOICEMAIL,
}
SHOWN = frozenset(HEADINGS) - GREETINGS
SILENCE = 0.4  # seconds before and after the speech of a rendered prompt
EACH = 4  # prompts shown of one phrase; the others differ only in their names


@dataclass(frozen=True)
class Shown:
    """One prompt on the page; `notice` says what callers hear instead of our audio."""

    heading: str
    text: str
    seconds: float
    rendered: bool
    sound: str
    notice: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Due:
    """A promise as the page shows it; no number in full."""

    kind: str
    by: str
    department: str
    state: str
    overdue: bool


@preview.get("/hear")
def index() -> str | tuple[str, int]:
    """The greetings and prompts of the live line, a tab for each language."""
    switchboard = board()
    try:
        line = switchboard.live_line()
    except (NoLine, ScriptError):
        return not_published()
    language = request.args.get("language", line.script.languages[0])
    if language not in line.script.languages:
        abort(404)
    return render_template(
        "preview/index.html",
        company=line.flow.company[language],
        languages=[LANGUAGES[code] for code in line.script.languages],
        language=language,
        voice=carrier_voice(diction(line.script).prompt("", language)).spoken_name,
        greetings=list(_greetings(line, language, switchboard.library)),
        sections=_sections(line, language, switchboard.library),
        due=_due(switchboard, line),
        is_open=line.calendar.is_open(at(switchboard.clock())),
    )


@preview.get("/preview/<language>/<string(length=32):name>.wav")
def sound(language: str, name: str) -> Response:
    """The telephone audio of a prompt, drafts included; for a manager's ears."""
    found = board().library.preview_wav(name)
    if found is None:
        abort(404)
    return Response(found, mimetype="audio/wav")


def _greetings(line: Line, language: str, library: Library) -> Iterator[Shown]:
    aloud = diction(line.script)
    for greeting in compose(line.script):
        if greeting.language == language:
            heading, company = _heading(greeting), line.flow.company[language]
            prompt = aloud.prompt(greeting.text, language)
            shown = _shown(heading, prompt, library)
            findings = _findings(greeting, company, shown)
            yield replace(shown, findings=findings)


def _heading(greeting: Greeting) -> str:
    names = [name for name in (greeting.department, greeting.agent) if name]
    match greeting.kind:
        case GreetingKind.LINE:
            return _("The line")
        case GreetingKind.VOICEMAIL:
            return _("Voicemail of %(agent)s") % {"agent": greeting.agent}
        case _:
            return ", ".join(reversed(names))


def _sections(
    line: Line, language: str, library: Library
) -> list[tuple[str, list[Shown]]]:
    """The other prompts by what they are for, a few of each phrase."""
    said = [
        sentence
        for sentence in lasting_sentences(line.script)
        if sentence.prompt.language == language and moment(sentence.name) in SHOWN
    ]
    said.sort(key=lambda sentence: section(sentence.name))
    sections = []
    for (_place, title), group in groupby(said, lambda one: section(one.name)):
        chosen: dict[str, list[Sentence]] = {}
        for sentence in group:
            chosen.setdefault(sentence.name.split()[0], []).append(sentence)
        shown = [
            _shown("", sentence.prompt, library)
            for same in chosen.values()
            for sentence in same[:EACH]
        ]
        sections.append((title, shown))
    return sections


def _shown(heading: str, prompt: Prompt, library: Library) -> Shown:
    text, language = prompt.text, prompt.language
    found = library.find_preview(prompt)
    grade = library.grade(prompt)
    notice = ""
    if grade is not Grade.CALLER and not (found and found.own):
        voice = carrier_voice(prompt).spoken_name
        draft = (
            _("draft: callers hear Twilio's %(voice)s")
            if found
            else _("callers hear Twilio's %(voice)s")
        )
        notice = draft % {"voice": voice}
    seconds = found.seconds if found else estimate_seconds(text, language)
    return Shown(
        heading,
        text,
        seconds,
        rendered=found is not None,
        sound=found.hash if found else "",
        notice=notice,
    )


def _findings(greeting: Greeting, company: str, shown: Shown) -> tuple[Finding, ...]:
    """What the wording rules say of a greeting, with its real seconds where known."""
    prompt = JudgedPrompt(
        greeting.text,
        greeting.language,
        KINDS[greeting.kind],
        company=company,
        department=greeting.department or None,
        agent=greeting.agent or None,
        seconds=shown.seconds - SILENCE if shown.rendered else None,
    )
    return check.check_prompt(prompt)


def _due(switchboard: Switchboard, line: Line) -> list[Due]:
    now = switchboard.now()
    try:
        with reading(switchboard.engine) as conn:
            open_ = [ledger.promise_of(row) for row in promises.open_(conn)]
    except STORE_FAILURES:
        return []
    return [
        Due(
            kind="call back" if promise.kind == "callback" else "reply",
            by=_clock(line, promise.due),
            department=promise.department,
            state=str(promise.state),
            overdue=promise.due < now,
        )
        for promise in open_
    ]


def _clock(line: Line, seconds: int) -> str:
    local: datetime = at(seconds).astimezone(line.calendar.timezone)
    return f"{local:%a %d %b, %H:%M}"
