"""Prompt packs for other telephone systems."""

import json
from pathlib import Path

import pytest

from ivr.script.load import load
from ivr.speech.engine import NoVoice
from ivr.speech.export import Target, export, file_name
from ivr.speech.grade import Grade
from ivr.speech.library import Library
from ivr.speech.prompt import Prompt
from ivr.speech.repertoire import lasting_sentences
from ivr.speech.sound import Sound, from_wav

np = pytest.importorskip("numpy")

from ivr.speech.sound import from_floats  # noqa: E402

pytestmark = pytest.mark.audio

SCRIPTS = Path(__file__).parents[2] / "scripts"
WHOLE_OFFICE = load(SCRIPTS / "law-office.en-nb.yaml")
LAW_OFFICE = WHOLE_OFFICE.model_copy(
    update={"departments": dict(list(WHOLE_OFFICE.departments.items())[:1])}
)


class Hummer:
    name, voice = "hummer", "hummer-1"

    def __init__(self) -> None:
        self.grades = {"en": Grade.CALLER, "nb": Grade.DRAFT}

    def speak(self, prompt: Prompt) -> Sound:
        time_line = np.arange(4000) / 8000
        return from_floats(0.2 * np.sin(2 * np.pi * 440 * time_line), 8000)


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Library:
    library = Library(tmp_path_factory.mktemp("rendered"), Hummer())
    library.render(sentence.prompt for sentence in lasting_sentences(LAW_OFFICE))
    return library


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (Target.ASTERISK, "sounds/en/custom/line.ulaw"),
        (Target.FREEPBX, "sounds/en/custom/line.wav"),
        (Target.THREE_CX, "en-line.wav"),
        (Target.GENERIC, "en/line.wav"),
    ],
)
def test_each_system_has_its_own_names(target, path, library, tmp_path):
    export(LAW_OFFICE, library, target, tmp_path)

    assert (tmp_path / path).stat().st_size > 3000


def test_asterisk_gets_mulaw_without_a_header(library, tmp_path):
    export(LAW_OFFICE, library, Target.ASTERISK, tmp_path)
    raw = (tmp_path / "sounds/en/custom/line.ulaw").read_bytes()
    rendered = library.find(next(lasting_sentences(LAW_OFFICE)).prompt)

    assert len(raw) == round(rendered.seconds * 8000)
    assert raw[:100] == b"\xff" * 100


def test_3cx_gets_linear_16_bit_at_8_khz(library, tmp_path):
    export(LAW_OFFICE, library, Target.THREE_CX, tmp_path)
    file = (tmp_path / "en-line.wav").read_bytes()

    assert file[20:24] == b"\x01\x00\x01\x00"
    assert from_wav(file).rate == 8000


def test_the_manifest_says_words_language_and_seconds_of_every_file(library, tmp_path):
    export(LAW_OFFICE, library, Target.GENERIC, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    with_file = [one for one in manifest["prompts"] if one["file"]]

    assert {one["language"] for one in with_file} == {"en"}
    for one in with_file:
        sound = from_wav((tmp_path / one["file"]).read_bytes())
        assert one["seconds"] == pytest.approx(sound.seconds, abs=0.01)
        assert one["words"]
    assert len({one["file"] for one in with_file}) == len(with_file)


def test_a_language_without_a_callers_voice_is_listed_to_be_recorded(library, tmp_path):
    pack = export(LAW_OFFICE, library, Target.GENERIC, tmp_path)

    assert {one.language for one in pack.without_audio} == {"nb"}
    assert "record them" in (tmp_path / "README.txt").read_text("utf-8")
    assert not list(tmp_path.glob("nb/*"))


def test_without_any_voice_the_words_and_the_cards_are_still_written(tmp_path):
    pack = export(
        LAW_OFFICE, Library(tmp_path / "none", NoVoice()), Target.GENERIC, tmp_path
    )

    assert len(pack.without_audio) == len(pack.prompts)
    assert (tmp_path / "cards/nb/resepsjonen-ingrid.html").is_file()


def test_file_names_are_plain_latin():
    assert file_name("agent Лекарства Мария") == "agent-lekarstva-mariya"
    assert file_name("Bjørn Ødegård, rør & bad") == "bjorn-odegard-ror-bad"
    assert file_name("../../etc/passwd") == "etc-passwd"
    assert file_name("…") == "prompt"
