"""Whose voice a caller hears: ours where it is fit for callers, else Twilio's."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask
from lines import SCRIPTS

from ivr.config import Settings
from ivr.script.load import read
from ivr.speech.diction import diction
from ivr.speech.grade import Grade
from ivr.speech.hold_music import hold_music
from ivr.speech.kokoro_voice import KokoroVoice
from ivr.speech.library import Library
from ivr.speech.own_music import OwnMusic
from ivr.speech.prompt import Prompt
from ivr.speech.repertoire import repertoire
from ivr.speech.sound import Sound, from_wav, tone
from ivr.store.migrate import migrate
from ivr.telephony.last_resort import LastResort
from ivr.telephony.sounds import LineSounds, music_clip
from ivr.telephony.switchboard import Switchboard
from ivr.web.app import create_app

from .conftest import ANDREI, LINE, TUESDAY_TEN

pytestmark = pytest.mark.audio

DRAFTS = KokoroVoice.grades
SPOKEN_AS_DRAFT = pytest.mark.parametrize(
    ("name", "language", "carrier"),
    [
        ("sari-sari.fil.yaml", "fil", "Google.fil-PH-Wavenet-A"),
        ("workshop.nb.yaml", "nb", "Polly.Liv"),
        ("pharmacy.ru.yaml", "ru", "Polly.Tatyana"),
    ],
)


class Singer:
    """Sings one tone, whatever the words."""

    name = "singer"
    voice = "singer-1"

    def __init__(self, grades: Mapping[str, Grade]) -> None:
        self.grades = grades

    def speak(self, prompt: Prompt) -> Sound:
        return tone(440.0, 2.0)


class Opened:
    """A line on this machine, with a singer in place of its voice."""

    def __init__(self, app: Flask, library: Library) -> None:
        self.app = app
        self.board: Switchboard = app.extensions["ivr"]
        self.board.library = library
        self.board.sounds = LineSounds(library)
        self.line = self.board.live_line()
        self.prompts = repertoire(self.line.script)

    def answers(self) -> ElementTree.Element:
        """The document that answers a call."""
        form = {"CallSid": "CA" + "a" * 32, "From": ANDREI, "To": LINE}
        form |= {"CallStatus": "ringing", "Direction": "inbound"}
        return ElementTree.fromstring(
            self.app.test_client().post("/voice", data=form).data
        )

    def page(self) -> str:
        return self.app.test_client().get("/hear").text


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[object]:
    apps: list[Flask] = []

    def open_script(text: str, grades: Mapping[str, Grade]) -> Opened:
        url = f"sqlite:///{tmp_path}/ivr.db"
        migrate(url)
        app = create_app(
            Settings(database_url=url, secret_key="s" * 40, voice_engine="none"),
            clock=TUESDAY_TEN.timestamp,
            script=text,
            audio_folder=tmp_path / "audio",
            inline_errands=True,
        )
        apps.append(app)
        return Opened(app, Library(tmp_path / "audio", Singer(grades)))

    yield open_script
    for app in apps:
        app.extensions["ivr"].engine.dispose()


@SPOKEN_AS_DRAFT
def test_a_draft_is_never_played_to_a_caller(opened, name, language, carrier):
    line = opened((SCRIPTS / name).read_text("utf-8"), DRAFTS)
    said = [say.text or "" for say in line.answers().iter("Say")]
    drafts = [line.board.library.preview(Prompt(text, language)) for text in said]
    document = line.answers()

    assert drafts
    assert all(draft.draft for draft in drafts)
    assert list(document.iter("Play")) == []
    assert [say.text for say in document.iter("Say")] == said
    assert {say.get("voice") for say in document.iter("Say")} == {carrier}


def test_no_url_leads_a_caller_to_a_draft(opened):
    line = opened((SCRIPTS / "workshop.nb.yaml").read_text("utf-8"), DRAFTS)
    draft = line.board.library.preview(line.prompts[0])
    browser = line.app.test_client()

    assert browser.get(f"/audio/{draft.hash}.wav").status_code == 404
    assert browser.get(f"/preview/nb/{draft.hash}.wav").status_code == 200


@SPOKEN_AS_DRAFT
def test_the_preview_names_the_voice_that_callers_hear(opened, name, language, carrier):
    line = opened((SCRIPTS / name).read_text("utf-8"), DRAFTS)
    line.board.library.preview(line.prompts[0])
    spoken = {"fil": "Google Wavenet A", "nb": "Liv", "ru": "Tatyana"}[language]
    page = line.page().replace("&#39;", "'")

    assert f"draft: callers hear Twilio's {spoken}" in page


def test_an_own_recording_is_played_where_the_voice_is_a_draft(opened):
    line = opened((SCRIPTS / "workshop.nb.yaml").read_text("utf-8"), DRAFTS)
    said = [say.text or "" for say in line.answers().iter("Say")]
    for text in said:
        line.board.library.record(Prompt(text, "nb"), tone(440.0, 2.0))
    document = line.answers()

    assert list(document.iter("Say")) == []
    assert len(list(document.iter("Play"))) == len(said)


def test_the_preview_of_an_own_recording_names_no_other_voice(opened):
    line = opened((SCRIPTS / "workshop.nb.yaml").read_text("utf-8"), DRAFTS)
    before = line.page().count("callers hear Twilio")
    line.board.library.record(line.prompts[0], tone(440.0, 2.0))

    assert line.page().count("callers hear Twilio") == before - 1


CLINIC = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
RESPELT = f"{CLINIC}\npronounce:\n  Northside: North side\n"


CHOSEN = [
    ("dental-clinic.en.yaml", "en", "Polly.Matthew"),
    ("sari-sari.fil.yaml", "fil", "Google.fil-PH-Wavenet-C"),
    ("pharmacy.ru.yaml", "ru", "Polly.Maxim"),
    ("workshop.nb.yaml", "nb", "Polly.Ida-Neural"),
]


@pytest.mark.parametrize(("name", "language", "carrier"), CHOSEN)
def test_the_voice_that_the_script_asks_for_says_everything(
    opened, name, language, carrier
):
    text = (SCRIPTS / name).read_text("utf-8")
    line = opened(
        f"{text}\nvoices:\n  {language}: {carrier}\n", {language: Grade.CALLER}
    )
    line.board.library.render(line.prompts[:4])
    document = line.answers()

    assert list(document.iter("Play")) == []
    assert {say.get("voice") for say in document.iter("Say")} == {carrier}


def test_a_voice_that_is_not_installed_here_leaves_the_words_to_the_carrier(opened):
    line = opened(f"{CLINIC}\nvoices:\n  en: flite\n", {"en": Grade.CALLER})
    report = line.board.library.render(line.prompts[:4])

    assert len(report.without_voice) == 4
    assert {say.get("voice") for say in line.answers().iter("Say")} == {"Polly.Joanna"}


def test_the_last_resort_speaks_in_the_voice_of_the_line(opened):
    line = opened(f"{CLINIC}\nvoices:\n  en: Polly.Matthew\n", {"en": Grade.CALLER})

    assert b'voice="Polly.Matthew"' in LastResort.of(line.line).apology


def test_a_respelt_prompt_is_found_by_its_written_words(opened):
    line = opened(RESPELT, {"en": Grade.CALLER})
    line.board.library.render(line.prompts[:4])
    (played,) = line.answers().iter("Play")
    name = (played.text or "").rpartition("/")[2].removesuffix(".wav")

    assert line.board.library.words(name) == (
        "Hello, Northside Dental. How can I help you?"
    )
    assert name == line.board.library.hash(
        diction(read(RESPELT, "clinic").script).prompt(
            "Hello, Northside Dental. How can I help you?", "en"
        )
    )


def test_twilios_voice_reads_the_respelling_too(opened):
    (said,) = opened(RESPELT, {}).answers().iter("Say")

    assert said.text == "Hello, North side Dental. How can I help you?"


@pytest.mark.parametrize("piece", ["harbour", "lanterns"])
def test_the_music_of_the_script_is_played(opened, piece):
    text = CLINIC.replace("hold:\n", f"hold:\n  music: {piece}\n")
    line = opened(text, {})
    url = line.board.voice(line.line).music(20)
    heard = line.app.test_client().get(url.removeprefix(line.board.links.base_url))

    assert heard.data == music_clip(hold_music(piece), 20)
    assert from_wav(heard.data).pcm == from_wav(hold_music(piece)).pcm[: 2 * 8000 * 20]


def test_own_music_takes_the_place_of_the_scripts_at_once(opened):
    line = opened(CLINIC, {})
    voice = line.board.voice(line.line)
    before = voice.music(20)
    OwnMusic(line.board.library.folder).keep(tone(523.0, 12.0))
    during = voice.music(20)
    OwnMusic(line.board.library.folder).forget()

    assert before != during
    assert voice.music(20) == before


def test_music_that_was_cleared_away_is_made_again(opened):
    line = opened(CLINIC, {})
    url = line.board.voice(line.line).music(20)
    line.board.library.clean([], 0)
    again = line.board.voice(line.line).music(20)
    heard = line.app.test_client().get(again.removeprefix(line.board.links.base_url))

    assert again == url
    assert heard.status_code == 200
