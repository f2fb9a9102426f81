"""The phone in the browser: call the draft, be the agents too, save the call."""

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask import url_for as url
from itsdangerous import BadData, URLSafeSerializer

from ivr.flow.actions import Words
from ivr.languages import LANGUAGES
from ivr.languages.telephone_number import internationally
from ivr.phone.timeline import Entry, Who
from ivr.script.errors import ScriptError
from ivr.script.model import Script
from ivr.speech.diction import diction
from ivr.speech.prompt import Prompt
from ivr.telephony.line import at as moment_at
from ivr.telephony.webhooks import board
from ivr.web import draft, heard, proving
from ivr.web.call.phoned import Moved, NotPossible, Phoned, dialled, line_of, opened
from ivr.web.call.view import now_of
from ivr.web.empty import no_draft, not_readable
from ivr.web.interface import gettext as _
from ivr.web.telling import retold

browser_phone = Blueprint("browser_phone", __name__, url_prefix="/call")

KEYS = (
    ("1", ""), ("2", "ABC"), ("3", "DEF"), ("4", "GHI"), ("5", "JKL"), ("6", "MNO"),
    ("7", "PQRS"), ("8", "TUV"), ("9", "WXYZ"), ("*", ""), ("0", "+"), ("#", ""),
)  # fmt: skip
FOR_A_WHILE = "private, max-age=3600"


@browser_phone.get("")
def page() -> str | tuple[str, int]:
    """The telephone, before the call; or a call that is to be listened to."""
    found = draft.current(board())
    if found is None:
        return no_draft()
    try:
        line = line_of(found.script)
    except ScriptError as error:
        return not_readable(error)
    language = line.script.languages[0]
    return render_template(
        "call/page.html",
        company=line.flow.company[language],
        numbers=_numbers(line.script),
        written_number=internationally,
        languages=[LANGUAGES[code] for code in line.script.languages],
        is_open=line.calendar.is_open(moment_at(board().clock())),
        keys=KEYS,
        notice=heard.notice(board().library, diction(line.script).prompt("", language)),
    )


@browser_phone.get("/broken/<code>")
def broken(code: str) -> str:
    """The call that breaks a rule, to be listened to."""
    found = draft.current(board())
    verdict = proving.verdict(board(), found.script) if found else None
    rule = (
        next((r for r in verdict.broken if r["code"] == code), None)
        if verdict
        else None
    )
    if found is None or rule is None:
        abort(404)
    script = line_of(found.script).script
    kept = rule["call"]["timeline"]
    entries = [Entry(**(one | {"who": Who(one["who"])})) for one in kept]
    stretches = heard.moments(entries, diction(script), script.languages[0])
    moments = list(retold(stretches, rule["call"]["told"]))
    drawn, length = heard.bars(moments)
    return render_template(
        "call/broken.html",
        rule=rule,
        music_url=url("browser_phone.music"),
        ringback_url=url("browser_phone.ringback"),
        moments=moments,
        bars=drawn,
        length=length,
        sound=sound_of,
        people=heard.people,
    )


@browser_phone.post("/dial")
def dial() -> str | tuple[str, int]:
    """The call begins."""
    found = draft.current(board())
    if found is None:
        abort(404)
    form = request.form
    when = form.get("time", "") if form.get("when") == "at" else form.get("when", "now")
    try:
        phoned = dialled(
            board(), found, when, form.get("number", ""), form.get("language", "")
        )
    except ScriptError:
        return _refused(_("The draft has errors. Please mend them first.")), 409
    return _shown(phoned)


@browser_phone.post("/moves")
def moves() -> str | tuple[str, int]:
    """The call goes on by some moves."""
    try:
        phoned = opened(board(), request.form.get("call", ""))
        phoned.goes_on(request.form.getlist("typed"))
    except Moved:
        return _refused(_("The draft has changed. Please call again.")), 409
    except NotPossible:
        return _refused(_("This cannot be done now.")), 422
    return _shown(phoned)


@browser_phone.post("/transcript")
def transcript() -> Response:
    """The call as a file that `ivr phone --play` plays."""
    try:
        phoned = opened(board(), request.form.get("call", ""))
    except (Moved, NotPossible):
        abort(409)
    written = phoned.transcript("line.yaml", request.form.get("about", "").strip())
    name = f"call-{phoned.moves.at[:10]}.yaml"
    response = Response(written, mimetype="application/yaml")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@browser_phone.get("/voice/<sealed>.wav")
def voice(sealed: str) -> Response:
    """The sound of a prompt; it is rendered now if it was not yet."""
    try:
        prompt = Prompt(*_prompts().loads(sealed))
    except (BadData, TypeError):
        abort(404)
    return _sound(heard.spoken(board().library, prompt))


@browser_phone.get("/music.wav")
def music() -> Response:
    """The draft's hold music, to be played in a loop."""
    return _sound(heard.music(board(), _script().hold.music))


@browser_phone.get("/ringback.wav")
def ringback() -> Response:
    """The ringing tone of the draft's country, to be played in a loop."""
    return _sound(heard.ringback(board(), _script().country))


def sound_of(moment: heard.Moment) -> str:
    """Where the sound of a prompt is; empty where nobody can speak it."""
    prompt = moment.prompt
    if prompt is None or not heard.can_speak(board().library, prompt):
        return ""
    return _voice_url(prompt)


def _shown(phoned: Phoned) -> str:
    now = now_of(phoned)
    drawn, length = heard.bars(now.moments)
    return render_template(
        "call/now.html",
        now=now,
        bars=drawn,
        length=length,
        sound=sound_of,
        whisper=_whisper,
        people=heard.people,
    )


def _refused(why: str) -> str:
    return render_template("call/refused.html", why=why)


def _numbers(script: Script) -> list[tuple[str, str]]:
    """The numbers of the line, and as what each answers."""
    language = script.languages[0]
    shown = []
    for one in script.numbers:
        department = script.departments.get(one.department or "")
        as_what = one.agent or (department.name.in_(language) if department else "")
        shown.append((str(one.number), as_what or ""))
    return shown


def _script() -> Script:
    found = draft.current(board())
    try:
        return line_of(found.script).script if found else abort(404)
    except ScriptError:
        abort(404)


def _whisper(said: Words) -> str:
    """Where the sound of what an agent hears is."""
    prompt = diction(_script()).prompt(said.text, said.language)
    return _voice_url(prompt) if heard.can_speak(board().library, prompt) else ""


def _voice_url(prompt: Prompt) -> str:
    said = [prompt.text, prompt.language, prompt.respelt, prompt.voice]
    sealed = _prompts().dumps(said)
    return url("browser_phone.voice", sealed=sealed)


def _sound(found: bytes | None) -> Response:
    if found is None:
        abort(404)
    response = Response(found, mimetype="audio/wav")
    response.headers["Cache-Control"] = FOR_A_WHILE
    return response


def _prompts() -> URLSafeSerializer:
    key = current_app.secret_key or ""
    return URLSafeSerializer(key, salt="a prompt to be heard")
