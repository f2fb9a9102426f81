"""What the editor's page sends, and what it is answered."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ivr.speech.library import Library
from ivr.speech.sound import from_wav
from ivr.store import accounts, drafts
from ivr.store.accounts import Role
from ivr.store.database import reading, writing
from ivr.web.draft import current, save
from ivr.web.password import hashed
from tests.speech.test_library import Hummer

from .conftest import NOON, OUTSIDE, PASSWORD
from .pages import csrf, logs_in

LINE = ["greetings", "line"]


class Editor:
    """The page at work: sends as its script does."""

    def __init__(self, client: FlaskClient, name: str) -> None:
        logs_in(client, name)
        self.client = client
        self.token = csrf(self.opens(""))

    def opens(self, page: str) -> TestResponse:
        return self.client.get(f"/script{page}", base_url=OUTSIDE)

    def sends(self, to: str, status: int = 200, /, **body: Any) -> Any:
        answer = self.client.post(
            f"/script/{to}",
            json=body,
            headers={"X-CSRF-Token": self.token},
            base_url=OUTSIDE,
        )
        assert answer.status_code == status, answer.text
        return answer.json

    def saves(self, revision: int, *edits: dict[str, Any], status: int = 200) -> Any:
        return self.sends("save", status, revision=revision, edits=list(edits))


def put(path: list[str | int], value: Any) -> dict[str, Any]:
    return {"action": "put", "path": path, "value": value}


@pytest.fixture
def editor(browser: FlaskClient) -> Editor:
    """Mrs. Santos at the editor."""
    return Editor(browser, "santos")


def text(public: Flask) -> str:
    found = current(public.extensions["ivr"])
    assert found is not None
    return found.script


def test_a_field_is_saved_and_nothing_else_changes(
    public: Flask, editor: Editor
) -> None:
    before = text(public)

    state = editor.saves(0, put(["company"], "Southside Dental"))

    assert state["text"] == before.replace("Northside Dental", "Southside Dental")
    assert text(public) == state["text"]
    assert (state["undo"], state["redo"]) == (True, False)


def test_what_is_wrong_is_told_with_its_line_and_its_field(editor: Editor) -> None:
    (fault,) = editor.saves(0, put(["country"], "USA"))["faults"]

    assert (fault["line"], fault["path"]) == (7, ["country"])


def test_a_script_that_is_no_yaml_is_kept_and_its_place_told(
    public: Flask, editor: Editor
) -> None:
    state = editor.sends("save", revision=0, text="company: [Northside\n", form=True)

    assert text(public) == "company: [Northside\n"
    assert state["readable"] is False
    assert "form" not in state
    assert len(state["faults"]) == 1


def test_a_field_of_a_script_that_cannot_be_read_is_not_changed(
    public: Flask, editor: Editor
) -> None:
    revision = editor.sends("save", revision=0, text="company: [\n")["revision"]

    answer = editor.saves(revision, put(["company"], "Southside"), status=422)

    assert answer["message"]
    assert text(public) == "company: [\n"


def test_a_person_who_is_gone_cannot_be_changed(editor: Editor) -> None:
    path: list[str | int] = ["departments", "billing", "agents", 7, "name"]

    answer = editor.saves(0, put(path, "Kari"), status=422)

    assert "removed" in answer["message"]


def test_two_changed_fields_go_together(public: Flask, editor: Editor) -> None:
    editor.saves(0, put(["company"], "Southside Dental"))

    state = editor.saves(0, put(["country"], "CA"))

    assert state["with_others"] is True
    assert "company: Southside Dental" in state["text"]
    assert "country: CA" in state["text"]


def test_one_field_changed_twice_is_asked_about(public: Flask, editor: Editor) -> None:
    editor.saves(0, put(["company"], "Southside Dental"))

    clash = editor.saves(0, put(["company"], "Westside Dental"), status=409)

    assert clash["clashes"] == [
        {"path": ["company"], "mine": "Westside Dental", "theirs": "Southside Dental"}
    ]
    assert "company: Southside Dental" in text(public)


def test_a_decision_upon_an_old_text_is_asked_again(editor: Editor) -> None:
    seen = editor.saves(0, put(["company"], "Southside"))["revision"]
    newest = editor.saves(seen, put(["country"], "CA"))["revision"]

    answer = editor.sends(
        "settle",
        412,
        revision=0,
        edits=[put(["company"], "Westside")],
        seen=seen,
        choice="mine",
    )

    assert answer["revision"] == newest


def test_yaml_that_nobody_can_merge_is_chosen_as_a_whole(
    public: Flask, editor: Editor
) -> None:
    seen = editor.sends("save", revision=0, text="company: [\n")["revision"]

    clash = editor.saves(0, put(["company"], "Southside"), status=409)
    assert (clash["clashes"], clash["theirs"]) == ([], "company: [\n")
    editor.sends(
        "settle",
        revision=0,
        edits=[put(["company"], "Southside")],
        seen=seen,
        choice="mine",
    )

    assert "company: Southside\n" in text(public)


def test_there_is_nothing_to_undo_at_first(public: Flask, editor: Editor) -> None:
    before = text(public)

    state = editor.sends("undo", revision=0)

    assert (state["text"], state["undo"]) == (before, False)


def test_an_unknown_revision_is_not_brought_back(editor: Editor) -> None:
    editor.sends("bring-back", 404, revision=0, again=77)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"revision": "first"},
        {"revision": 0, "edits": [{"action": "explode", "path": ["company"]}]},
        {"revision": 0, "edits": "company"},
        {"revision": 0, "text": "x" * 300_000},
        {"revision": 0, "unknown": 1},
    ],
)
def test_what_the_page_never_sends_is_refused(
    editor: Editor, body: dict[str, Any]
) -> None:
    editor.sends("save", 400, **body)


def test_a_form_without_the_token_is_refused(editor: Editor) -> None:
    editor.token = "another"

    editor.saves(0, put(["company"], "Southside"), status=403)


def test_a_greeting_is_judged_while_it_is_typed(editor: Editor) -> None:
    found = editor.sends(
        "judge",
        revision=0,
        path=LINE,
        language="en",
        text="Thank you for calling {company}.",
    )

    assert [mark["name"] for mark in found["marks"]] == ["question-missing"]
    assert found["heard"][0]["text"] == "Thank you for calling Northside Dental."
    assert found["heard"][0]["notice"] == "callers hear Twilio's Joanna"


def test_what_a_comment_silences_is_silent(public: Flask, editor: Editor) -> None:
    own = (
        "greetings:\n  line: Thank you for calling {company}."
        "  # ivr: allow question-missing the owner wants it so\n"
    )
    revision = editor.sends("save", revision=0, text=text(public) + own)["revision"]

    found = editor.sends(
        "judge", revision=revision, path=LINE, language="en", text="Hello, {company}."
    )

    assert [mark["name"] for mark in found["marks"]] == []


def test_the_rest_of_the_line_is_judged_too(editor: Editor) -> None:
    path = ["departments", "billing", "handles"]
    editor.saves(
        0, {"action": "say", "path": path, "value": ["a" + " b" * 40], "language": "en"}
    )

    rest = editor.opens("/rest").json

    assert {each["name"] for each in rest} >= {"long-sentence"}
    assert all(each["line"] > 0 for each in rest)


def test_findings_are_told_for_every_field_that_is_heard(editor: Editor) -> None:
    told = editor.opens("/findings").json["fields"]

    assert ["company"] in [each["path"] for each in told]
    assert LINE in [each["path"] for each in told]
    assert [each["marks"] for each in told if each["marks"]] == []


def test_nothing_can_be_heard_without_a_voice(editor: Editor) -> None:
    editor.sends("hear", 422, text="Hello", language="en")


def test_the_page_is_told_when_others_saved(public: Flask, editor: Editor) -> None:
    unchanged = editor.opens("/draft?revision=0")
    save(public.extensions["ivr"], text(public) + "# by Helen\n", "helen", 0)

    changed = editor.opens("/draft?revision=0").json

    assert unchanged.status_code == 204
    assert changed["author"] == "helen"
    assert "# by Helen" in changed["text"]


def test_a_rule_is_explained_in_the_language_of_the_prompt(editor: Editor) -> None:
    page = editor.opens("/rules/GRT104?language=ru").text

    assert "question-missing" in page
    assert "Здравствуйте" in page
    assert editor.opens("/rules/XXX999").status_code == 404


@pytest.mark.parametrize("name", ["no-such-name", "x" * 32])
def test_a_sound_that_is_not_there_is_not_found(editor: Editor, name: str) -> None:
    assert editor.opens(f"/sound/{name}.wav").status_code == 404


def test_who_may_only_read_changes_nothing(public: Flask, browser: FlaskClient) -> None:
    board = public.extensions["ivr"]
    with writing(board.engine) as conn:
        accounts.add(conn, "ana", Role.VIEWER, hashed(PASSWORD), NOON)
    viewer = Editor(browser, "ana")

    viewer.saves(0, put(["company"], "Anaside"), status=403)
    found = viewer.sends("judge", revision=0, path=LINE, language="en", text="Hi")

    assert found["marks"]
    assert '<fieldset class="whole" disabled>' in viewer.opens("").text
    with reading(board.engine) as conn:
        assert drafts.newest(conn) is None


def test_the_author_of_a_change_is_kept(public: Flask, browser: FlaskClient) -> None:
    Editor(browser, "santos").saves(0, put(["company"], "Southside"))

    found = current(public.extensions["ivr"])

    assert found is not None
    assert found.author == "santos"


@pytest.fixture
def voiced(public: Flask, tmp_path: Path) -> Flask:
    """The clinic with a voice: well in English, as a draft in Norwegian."""
    public.extensions["ivr"].library = Library(tmp_path / "voiced", Hummer())
    return public


@pytest.mark.audio
def test_a_prompt_is_heard_as_on_the_telephone_or_wide_band(
    voiced: Flask, editor: Editor
) -> None:
    heard = editor.sends("hear", text="How can I help you?", language="en")

    narrow = from_wav(editor.opens(f"/sound/{heard['sound']}.wav").data)
    wide = from_wav(editor.opens(f"/sound/{heard['sound']}.wav?band=wide").data)

    assert (narrow.rate, wide.rate) == (8000, 16000)
    assert heard["seconds"] == pytest.approx(narrow.seconds, abs=0.06)


@pytest.mark.audio
@pytest.mark.parametrize(
    ("language", "notice"),
    [("en", ""), ("nb", "draft: callers hear Twilio's Liv")],
)
def test_whose_voice_callers_hear_is_told(
    voiced: Flask, editor: Editor, language: str, notice: str
) -> None:
    found = editor.sends(
        "judge", revision=0, path=LINE, language=language, text="{company}?"
    )

    (told,) = found["heard"]
    assert (told["notice"], told["speaks"]) == (notice, True)


@pytest.mark.audio
def test_a_voice_is_chosen_and_told_at_every_prompt(
    voiced: Flask, editor: Editor
) -> None:
    saved = editor.saves(0, put(["voices", "en"], "Polly.Matthew"))["revision"]
    form = editor.opens("").text
    found = editor.sends(
        "judge", revision=saved, path=LINE, language="en", text="Hello?"
    )

    assert "the best one here: hummer" in form
    assert '<option value="Polly.Matthew" selected>' in form
    assert "flite (not set up here)" in form
    assert found["heard"][0]["notice"] == "draft: callers hear Twilio's Matthew"


@pytest.mark.parametrize("voice", ["Polly.Nobody", "Polly.Maxim", "<script>"])
def test_a_voice_that_does_not_speak_the_language_is_refused(
    editor: Editor, voice: str
) -> None:
    (fault,) = editor.saves(0, put(["voices", "en"], voice))["faults"]

    assert fault["path"] == ["voices", "en"]


@pytest.mark.audio
def test_what_was_made_audible_is_known_at_its_field(
    voiced: Flask, editor: Editor
) -> None:
    text = "Northside Dental. How can I help you?"
    heard = editor.sends("hear", text=text, language="en")

    found = editor.sends("judge", revision=0, path=LINE, language="en", text=text)

    assert found["heard"][0]["sound"] == heard["sound"]
    assert found["heard"][0]["seconds"] == heard["seconds"]


def test_words_upon_a_text_that_is_long_gone_are_not_lost(
    public: Flask, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "KEPT", 2)
    old = editor.saves(0, put(["company"], "A"))["revision"]
    for name in ("B", "C", "D", "E"):
        found = current(public.extensions["ivr"])
        assert found is not None
        editor.saves(found.revision, put(["company"], name))

    state = editor.saves(old, put(["country"], "CA"))

    assert "company: E" in state["text"]
    assert "country: CA" in state["text"]
