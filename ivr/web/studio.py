"""The recording studio: the owner reads a prompt, and callers hear that voice."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask import url_for as url

from ivr.languages import LANGUAGES
from ivr.script.errors import ScriptError
from ivr.script.load import read
from ivr.script.model import Script
from ivr.script.staff import shown_name, staff
from ivr.speech.errors import SpeechError
from ivr.speech.estimate import estimate_seconds
from ivr.speech.mastering import master
from ivr.speech.prompt import Prompt
from ivr.speech.recording import judge_take, prompt_id
from ivr.speech.repertoire import Sentence, lasting_sentences
from ivr.speech.sound import Sound
from ivr.speech.upload import RECORDING, decode
from ivr.store import takes
from ivr.store.database import reading, writing
from ivr.telephony.own_voice import OwnVoice
from ivr.telephony.switchboard import NoLine
from ivr.telephony.webhooks import board
from ivr.web.admission import author
from ivr.web.draft import current
from ivr.web.interface import gettext as _
from ivr.web.interface import marked
from ivr.web.remarks import remarks
from ivr.web.sections import section

studio = Blueprint("studio", __name__, url_prefix="/studio")

NO_LONGER = marked(
    "The words have changed. Go back to the list and choose the prompt again."
)


@dataclass(frozen=True)
class Wanted:
    """A prompt of the script and how it sounds now; `sound` is empty without audio."""

    id: str
    heading: str
    prompt: Prompt
    recorded: bool
    sound: str
    seconds: float


@studio.get("")
def page() -> str | Response:
    """Every prompt that can be recorded, by what it is for."""
    script = _script()
    if script is None:
        return redirect(url("home.page"))  # type: ignore[return-value]
    language = request.args.get("language", script.languages[0])
    if language not in script.languages:
        abort(404)
    wanted = sorted(_wanted(script, language), key=lambda one: section(one.heading)[0])
    groups = [
        (title, list(of_title))
        for (_, title), of_title in groupby(wanted, lambda one: section(one.heading))
    ]
    return render_template(
        "studio/page.html",
        groups=groups,
        language=language,
        languages=[LANGUAGES[code] for code in script.languages],
        recorded=sum(one.recorded for one in wanted),
        count=len(wanted),
    )


@studio.get("/<string(length=8):id>")
def prompt(id: str) -> str:
    """The teleprompter for one prompt."""
    script = _script() or abort(404)
    of_language = list(_wanted(script, _of(script, id).language))
    ids = [one.id for one in of_language]
    here = ids.index(id)
    return render_template(
        "studio/prompt.html",
        wanted=of_language[here],
        language=LANGUAGES[of_language[here].prompt.language],
        following=ids[here + 1] if here + 1 < len(ids) else None,
        callers=_callers(),
        number=_number(),
        megabytes=RECORDING.bytes // 1_000_000,
    )


@studio.post("/<string(length=8):id>/judge")
def judge(id: str) -> str | tuple[str, int]:
    """What is good and bad about a take; nothing is kept."""
    wanted = _of(_script() or abort(404), id)
    try:
        take = _take()
        verdict = judge_take(take, wanted)
    except SpeechError as error:
        return render_template("studio/unreadable.html", error=error), 422
    shown = list(remarks(verdict))
    return render_template("studio/verdict.html", verdict=verdict, remarks=shown)


@studio.post("/<string(length=8):id>/telephone")
def telephone(id: str) -> Response:
    """The take as callers would hear it."""
    _of(_script() or abort(404), id)
    try:
        heard = master(_take()).telephone
    except SpeechError as error:
        abort(422, str(error))
    return Response(heard.wav(), mimetype="audio/wav")


@studio.post("/<string(length=8):id>/keep")
def keep(id: str) -> str | tuple[str, int]:
    """Takes the recording; callers hear it on their next turn."""
    wanted = _of(_script() or abort(404), id)
    try:
        take = _take()
        verdict = judge_take(take, wanted)
        if not verdict.usable:
            shown = list(remarks(verdict))
            refused = render_template(
                "studio/verdict.html", verdict=verdict, remarks=shown
            )
            return refused, 422
        kept = _voice().record(wanted, take, author(), board().now())
    except SpeechError as error:
        return render_template("studio/unreadable.html", error=error), 422
    live = _live()
    heard = live is not None and any(wanted == s.prompt for s in _sentences(live))
    return render_template("studio/kept.html", seconds=kept.seconds, heard=heard)


@studio.post("/<string(length=8):id>/call")
def ask(id: str) -> tuple[dict[str, str], int]:
    """Waits for a recording by telephone: the line asks this agent for it."""
    wanted, phone = _of(_script() or abort(404), id), request.form.get("phone", "")
    if phone not in _callers():
        abort(400, _("Nobody of the line has this telephone."))
    here = board()
    with writing(here.engine) as conn:
        take = takes.ask(
            conn, wanted.text, wanted.language, phone, author(), here.now()
        )
    return {"take": url("studio.fetched", take=take)}, 201


@studio.get("/take/<int:take>")
def fetched(take: int) -> Response:
    """The recording that was made by telephone; 204 until it is there."""
    here = board()
    with reading(here.engine) as conn:
        found = takes.find(conn, take)
    if found is None or found.created < here.now() - takes.WAITS:
        abort(410, _("Nobody waits for this recording any more."))
    if found.wav is None:
        return Response(status=204)
    return Response(found.wav, mimetype="audio/wav")


@studio.post("/<string(length=8):id>/remove")
def remove(id: str) -> Response:
    """Goes back to the voice."""
    _voice().unrecord(_of(_script() or abort(404), id), board().now())
    return redirect(url("studio.prompt", id=id), 303)  # type: ignore[return-value]


def _wanted(script: Script, language: str) -> Iterator[Wanted]:
    library = board().library
    for sentence in _sentences(script):
        prompt = sentence.prompt
        if prompt.language != language:
            continue
        found = library.find_preview(prompt)
        yield Wanted(
            prompt_id(prompt),
            sentence.name,
            prompt,
            recorded=bool(found and found.own),
            sound=found.hash if found else "",
            seconds=found.seconds if found else estimate_seconds(prompt.text, language),
        )


def _sentences(script: Script) -> list[Sentence]:
    """Each wording once, though several moments of a call may use it."""
    once: dict[Prompt, Sentence] = {}
    for sentence in lasting_sentences(script):
        once.setdefault(sentence.prompt, sentence)
    return list(once.values())


def _of(script: Script, id: str) -> Prompt:
    for sentence in _sentences(script):
        if prompt_id(sentence.prompt) == id:
            return sentence.prompt
    return abort(404, _(NO_LONGER))


def _take() -> Sound:
    """The sound that was sent, decoded as safely as any stranger's file."""
    sent = request.files.get("take")
    if sent is None:
        abort(400, _("No recording was sent."))
    return decode(sent.stream.read(RECORDING.bytes + 1))


def _script() -> Script | None:
    """The draft, or the live script where the draft cannot be read yet."""
    draft = current(board())
    if draft is None:
        return None
    try:
        return read(draft.script, "draft").script
    except ScriptError:
        return _live()


def _live() -> Script | None:
    try:
        return board().live_line().script
    except (NoLine, ScriptError):
        return None


def _callers() -> dict[str, str]:
    """Whom the line knows by their telephone: their names, by telephone."""
    live = _live()
    return {one.phone: shown_name(live, one) for one in staff(live)} if live else {}


def _number() -> str:
    live = _live()
    return live.numbers[0].number if live and live.numbers else ""


def _voice() -> OwnVoice:
    here = board()
    return OwnVoice(here.engine, here.library)
