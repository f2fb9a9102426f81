"""The editor: the call script as a form and as YAML, both in step."""

from dataclasses import asdict
from typing import Any, Literal

from flask import Blueprint, Response, abort, g, jsonify, render_template, request

from ivr.script.edits import languages_of
from ivr.speech.diction import AS_WRITTEN, diction
from ivr.speech.errors import SpeechError
from ivr.speech.prompt import Prompt
from ivr.store import drafts
from ivr.store.database import reading
from ivr.store.drafts import Conflict, Draft
from ivr.telephony.webhooks import board
from ivr.web import draft as draft_of
from ivr.web.admission import author
from ivr.web.editor import saving
from ivr.web.editor.asked import (
    BringingBack,
    Hearing,
    Settling,
    Stepping,
    Typing,
    Writing,
    received,
)
from ivr.web.editor.form import Form
from ivr.web.editor.judging import all_fields, field_as_typed, heard_at, other_findings
from ivr.web.editor.reading import Fault, reading_of
from ivr.web.editor.saving import CannotSave, Clashing, Saved
from ivr.web.editor.voices import choices
from ivr.web.interface import gettext as _
from ivr.web.permissions import may
from ivr.web.rule_words import blamed
from ivr.wording.manual import pages

editor = Blueprint("editor", __name__, url_prefix="/script")

Answer = Response | tuple[Response, int]
_HISTORY = 40  # revisions listed


@editor.get("")
def page() -> str:
    """The whole editor; the findings follow when the page is there."""
    found = draft_of.current(board())
    return render_template(
        "editor/page.html",
        draft=found,
        state=_state(found),
        form=_form(found),
        voices=_voices,
        company=_form(found).spoken_name("company"),
        readable=reading_of(found.script).readable if found else True,
        writes=_writes(),
    )


@editor.get("/draft")
def newest() -> Answer:
    """The draft for a page that holds another revision; 204 if it is the same."""
    found = draft_of.current(board())
    if found is None or request.args.get("revision", "") == str(found.revision):
        return Response(status=204)
    return jsonify(_state(found, with_form=True))


@editor.post("/save")
def save() -> Answer:
    """Keeps edits of fields or the whole text as the next revision."""
    asked = received(Writing)
    try:
        saved = saving.save(board(), author(), asked.written())
    except Clashing as clash:
        return _clash(clash)
    except CannotSave as error:
        return _refused(str(error))
    except Conflict:
        return _again()
    return _saved(saved, asked.form)


@editor.post("/settle")
def settle() -> Answer:
    """Saves what was decided after a clash."""
    asked = received(Settling)
    try:
        saved = saving.settle(
            board(), author(), asked.written(), asked.seen, asked.choice
        )
    except Clashing as clash:
        return _clash(clash)
    except CannotSave as error:
        return _refused(str(error))
    except Conflict:
        return _again()
    return _saved(saved, with_form=True)


@editor.post("/undo")
def undo() -> Answer:
    """Takes the last change back, whoever made it."""
    return _step("undo")


@editor.post("/redo")
def redo() -> Answer:
    """Takes the last undo back."""
    return _step("redo")


@editor.get("/history")
def history() -> str:
    """The last revisions, to be brought back."""
    with reading(board().engine) as conn:
        found = drafts.history(conn, _HISTORY)
    return render_template("editor/history.html", revisions=found, writes=_writes())


@editor.post("/bring-back")
def bring_back() -> Answer:
    """Makes an earlier revision the newest again."""
    asked = received(BringingBack)
    with reading(board().engine) as conn:
        again = drafts.find(conn, asked.again)
    if again is None:
        abort(404)
    try:
        saved = draft_of.save(board(), again.script, author(), asked.revision)
    except Conflict:
        return _again()
    return _saved(Saved(saved), with_form=True)


@editor.post("/judge")
def judge() -> Answer:
    """The findings on one field as it is being typed."""
    asked = received(Typing)
    text = _text_of(asked.revision)
    return jsonify(
        field_as_typed(
            board(), reading_of(text), asked.path, asked.language, asked.text
        )
    )


@editor.get("/findings")
def findings() -> Answer:
    """The findings on every field of the draft."""
    found = draft_of.current(board())
    fields = list(all_fields(board(), reading_of(found.script))) if found else []
    return jsonify(revision=found.revision if found else 0, fields=fields)


@editor.get("/rest")
def rest() -> Answer:
    """The findings on all else that the line says; it takes a moment."""
    found = draft_of.current(board())
    return jsonify(other_findings(reading_of(found.script)) if found else [])


@editor.post("/hear")
def hear() -> Answer:
    """Makes words audible with the voice of this place, as a draft if it is one."""
    asked = received(Hearing)
    found = draft_of.current(board())
    loaded = reading_of(found.script).loaded if found else None
    aloud = diction(loaded.script) if loaded else AS_WRITTEN
    prompt: Prompt = aloud.prompt(asked.text, asked.language)
    try:
        rendered = board().library.preview(prompt)
    except (SpeechError, OSError) as error:
        return _refused(str(error))
    return jsonify(sound=rendered.hash, seconds=round(rendered.seconds, 1))


@editor.get("/sound/<string(length=32):name>.wav")
def sound(name: str) -> Response:
    """A prompt as on the telephone, or wide-band as it was made."""
    library = board().library
    wide = request.args.get("band") == "wide"
    found = (library.preview_wide(name) if wide else None) or library.preview_wav(name)
    if found is None:
        abort(404)
    return Response(
        found, mimetype="audio/wav", headers={"Cache-Control": "private, max-age=3600"}
    )


@editor.get("/prompts")
def prompts() -> str:
    """What callers hear at some moments of a call, as the draft stands."""
    found = draft_of.current(board())
    language = request.args.get("language", "")
    moments = request.args.get("of", "").split()
    return render_template(
        "editor/prompts.html",
        prompts=heard_at(board(), reading_of(found.script), language, moments)
        if found
        else [],
        language=language,
    )


@editor.get("/rules/<code>")
def rule(code: str) -> str:
    """The manual page of a rule, with the examples of one language."""
    language = request.args.get("language", "en")
    found = next((each for each in pages() if each.code == code), None) or abort(404)
    examples = [one for one in found.examples if one.language == language]
    return render_template(
        "editor/rule.html", rule=found, examples=examples, language=language
    )


def _told(fault: Fault) -> dict[str, Any]:
    said = {"message": blamed(fault.message), "way_out": blamed(fault.way_out)}
    return asdict(fault) | said


def _writes() -> bool:
    account = g.get("account")
    return account is None or may(account.role, "editor.save", reading=False)


def _voices(language: str) -> list[tuple[str, str]]:
    return list(choices(board().library.engine, language))


def _form(found: Draft | None) -> Form:
    return Form(reading_of(found.script).data if found else None, _writes())


def _text_of(revision: int) -> str:
    found = draft_of.current(board())
    if found is not None and found.revision != revision:
        with reading(board().engine) as conn:
            found = drafts.find(conn, revision) or found
    return found.script if found else ""


def _state(found: Draft | None, with_form: bool = False) -> dict[str, Any]:
    """What the page shows of a draft beside its form."""
    text = found.script if found else ""
    seen = reading_of(text)
    with reading(board().engine) as conn:
        undoes, redoes = drafts.steps(conn)
    state = {
        "revision": found.revision if found else 0,
        "text": text,
        "at": found.at if found and found.revision else None,
        "author": found.author if found else "",
        "faults": [_told(fault) for fault in seen.faults],
        "lines": seen.lines(),
        "readable": seen.readable,
        "languages": languages_of(seen.data),
        "undo": undoes,
        "redo": redoes,
    }
    if with_form and seen.readable:
        state["form"] = render_template(
            "editor/form.html", form=_form(found), voices=_voices
        )
    return state


def _saved(saved: Saved, with_form: bool) -> Answer:
    others = saved.with_others
    return jsonify(_state(saved.draft, with_form or others) | {"with_others": others})


def _step(way: Literal["undo", "redo"]) -> Answer:
    try:
        stepped = saving.step(board(), author(), received(Stepping).revision, way)
    except Conflict:
        return _again()
    if stepped is None:
        return jsonify(_state(draft_of.current(board()), with_form=True))
    return _saved(Saved(stepped), with_form=True)


def _clash(clash: Clashing) -> Answer:
    theirs = clash.theirs
    told = {
        "seen": theirs.revision,
        "author": theirs.author,
        "at": theirs.at,
        "theirs": theirs.script,
        "mine": clash.mine,
        "clashes": [
            {"path": each.path, "mine": each.mine, "theirs": each.theirs}
            for each in clash.clashes
        ],
    }
    return jsonify(told), 409


def _again() -> Answer:
    """Somebody saved in this very moment: the page shall try again."""
    return jsonify(_state(draft_of.current(board()), with_form=True)), 412


def _refused(reason: str) -> Answer:
    state = _state(draft_of.current(board()), with_form=True)
    return jsonify(state | {"message": reason or _("This cannot be saved.")}), 422
