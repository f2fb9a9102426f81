"""The first run: a short conversation gives a call script, ready to be heard."""

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask import url_for as url

from ivr.languages import CODES, LANGUAGES
from ivr.script import write
from ivr.script.conversation import answers
from ivr.script.errors import ScriptError
from ivr.script.load import read
from ivr.script.model import Script
from ivr.script.trades import trades
from ivr.speech.carrier_voice import carrier_voice
from ivr.speech.listen import Style, listen
from ivr.speech.prompt import Prompt
from ivr.store import audit, drafts
from ivr.store.audit import Deed
from ivr.store.database import writing
from ivr.telephony.line import at
from ivr.telephony.webhooks import board
from ivr.web import draft, proving, rehearsal
from ivr.web.admission import author
from ivr.web.first_run.form import Form, blank, filled, imagined, mistakes
from ivr.web.first_run.sample_call import SampleCall, first_greetings, sample_call
from ivr.web.interface import gettext as _
from ivr.web.interface import language
from ivr.web.rule_words import blamed

first_run = Blueprint("first_run", __name__, url_prefix="/start")

LONGEST_PATIENCE = 90  # looks, a second apart, for sound that is being made


@first_run.get("")
def page() -> str:
    """The questions, with the usual answers filled in."""
    return _conversation(blank(language()))


@first_run.post("/again")
def again() -> str:
    """The questions after a choice that changes others: trade, language, people."""
    form = filled(request.form, language())
    part = "HX-Request" in request.headers
    return _conversation(form, "first_run/form.html" if part else "first_run/page.html")


@first_run.post("/heard")
def heard() -> str:
    """What callers would hear first, as one types."""
    form = filled(request.form, language())
    named = any(person.name for person in form.people)
    try:
        script = read(_written(imagined(form)), "line").script
        prompts = first_greetings(script, named=named)
    except ScriptError:
        prompts = ()
    return render_template("first_run/heard.html", greetings=prompts)


@first_run.post("")
def finish() -> Response | tuple[str, int]:
    """Writes the call script and keeps it as the draft."""
    form = filled(request.form, language())
    wrong = mistakes(form)
    text = ""
    if not wrong:
        try:
            text = _written(form)
            read(text, "line")
        except ScriptError as error:
            problem = error.problems[0]
            wrong["company"] = f"{blamed(problem.message)}; {blamed(problem.way_out)}"
    if wrong:
        return _conversation(form, wrong=wrong), 422
    here = board()
    found = draft.current(here)
    revision = found.revision if found else drafts.BEGINNING
    draft.save(here, text, author(), revision)
    with writing(here.engine) as conn:
        audit.note(conn, here.now(), author(), Deed.BEGAN_LINE)
    return redirect(url("first_run.ready"), 303)  # type: ignore[return-value]


@first_run.post("/keep")
def keep() -> Response:
    """Goes on with the line that is there: it becomes the draft."""
    here = board()
    found = draft.current(here)
    if found is None:
        abort(404, _("There is no line yet."))
    draft.save(here, found.script, author(), found.revision)
    return redirect(url("home.page"), 303)  # type: ignore[return-value]


@first_run.get("/ready")
def ready() -> str | Response:
    """The line as it was written: its greeting, a sample call, what comes next."""
    text, script = _draft()
    return render_template(
        "first_run/ready.html",
        company=script.company.in_(script.languages[0]),
        call=_sample(script),
        told=_told,
        **_greetings(script),
        **_proof(text),
    )


@first_run.get("/ready/sound")
def sound() -> str:
    """The players, as soon as there is something to play."""
    return render_template("first_run/sound.html", **_greetings(_draft()[1]))


@first_run.get("/ready/proof")
def proof() -> str:
    """How the proof stands; the page asks again until there is one."""
    text, _script = _draft()
    proving.start(board(), text)
    return render_template("first_run/proof.html", **_proof(text))


@first_run.get("/call.wav")
def call() -> Response:
    """The sample call as one sound."""
    _text, script = _draft()
    made = listen(_sample(script).moments(), board().library, Style.of(script))
    return Response(made.wav, mimetype="audio/wav")


def _conversation(
    form: Form,
    template: str = "first_run/page.html",
    wrong: dict[str, str] | None = None,
) -> str:
    names = {code: LANGUAGES[code].name for code in CODES}
    return render_template(
        template,
        form=form,
        trades=trades(language()).values(),
        wrong=wrong or {},
        languages=names,
        begun=_begun(),
    )


def _begun() -> str:
    """The company whose line is there already; empty where there is none."""
    found = draft.current(board())
    if found is None:
        return ""
    try:
        script = read(found.script, "draft").script
    except ScriptError:
        return _("A draft")
    return script.company.in_(script.languages[0]) or _("A draft")


def _written(form: Form) -> str:
    return write.write(answers(form.told()))


def _draft() -> tuple[str, Script]:
    found = draft.current(board())
    if found is None:
        abort(404, _("There is no line yet."))
    try:
        return found.script, read(found.script, "draft").script
    except ScriptError as error:
        abort(409, str(error))


def _sample(script: Script) -> SampleCall:
    return sample_call(script, at(board().clock()))


def _greetings(script: Script) -> dict[str, object]:
    """The greetings with their sounds, and whether more sound is coming."""
    library = board().library
    prompts = first_greetings(script)
    lines = [
        Style.of(script).diction.prompt(entry.words, entry.language)
        for entry in _sample(script).lines
        if entry.language
    ]
    tries = request.args.get("tries", 0, int)
    whole = rehearsal.rehearse(library, (*prompts, *lines))
    return {
        "greetings": [(p, rehearsal.sound_of(library, p), _notice(p)) for p in prompts],
        "whole": whole and bool(library.engine.grades),
        "coming": not whole and tries < LONGEST_PATIENCE,
        "tries": tries + 1,
    }


def _notice(prompt: Prompt) -> str:
    """Whose voice callers will hear, where it is not the one that is played."""
    if rehearsal.is_heard(board().library, prompt):
        return ""
    voice = carrier_voice(prompt).spoken_name
    return _("On the telephone Twilio's %(voice)s says this.") % {"voice": voice}


def _proof(text: str) -> dict[str, object]:
    return {
        "verdict": proving.verdict(board(), text),
        "standing": proving.standing(board(), text),
    }


def _told(words: str) -> str:
    """What an agent does on the sample call, in the reader's language."""
    name, _colon, does = words.partition(": ")
    said = {
        "the telephone rings": _("%(name)s's telephone rings"),
        "picks up": _("%(name)s picks up and hears what the call is about"),
        "accepts": _("%(name)s takes the call"),
        "hangs up": _("%(name)s says goodbye"),
    }
    return said.get(does, words) % {"name": name} if does in said else words
