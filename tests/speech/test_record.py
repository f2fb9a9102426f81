"""An owner's own voice and own music, from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli import group
from ivr.speech.engine import NoVoice, choose
from ivr.speech.judge import Weight
from ivr.speech.library import Library
from ivr.speech.own_music import OwnMusic
from ivr.speech.prompt import Prompt
from ivr.speech.recognition import compared
from ivr.speech.recording import UnknownPrompt, prompt_id, prompt_of, words_heard
from ivr.speech.sound import Sound, from_floats, from_wav, to_floats, tone

np = pytest.importorskip("numpy")
pytest.importorskip("hibari")
pytest.importorskip("soundfile")

pytestmark = pytest.mark.audio

SCRIPT = str(Path(__file__).parents[2] / "scripts" / "dental-clinic.en.yaml")
HELLO = Prompt("Hello, Northside Dental. How can I help you?", "en")
ID = "9859a7e4"


@pytest.fixture(scope="module")
def spoken() -> Sound:
    return choose("hibari").speak(HELLO)


@pytest.fixture
def take(tmp_path: Path, spoken: Sound) -> Path:
    path = tmp_path / "take.wav"
    path.write_bytes(spoken.wav())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "rendered"


def record(folder: Path, *words: str | Path) -> Result:
    typed = ["record", *map(str, words), "-o", str(folder)]
    return CliRunner(env={"IVR_VOICE_ENGINE": "none"}).invoke(group, typed)


def test_the_id_of_a_prompt_rests_on_its_words_alone():
    assert prompt_id(HELLO) == ID
    assert prompt_id(Prompt(HELLO.text, "en", "Hello, North side Dental.")) == ID
    assert prompt_of([Prompt("Hei", "nb"), HELLO], ID.upper()) == HELLO
    with pytest.raises(UnknownPrompt):
        prompt_of([HELLO], "00000000")


def test_the_prompts_are_listed_by_id(folder):
    listed = record(folder, SCRIPT, "--list").output

    assert f"{ID}  en             {HELLO.text}\n" in listed
    assert "third in line" not in listed
    assert "third in line" in record(folder, SCRIPT, "--list", "--all").output


def test_callers_hear_a_recording_from_then_on(folder, take):
    result = record(folder, SCRIPT, take, "--prompt", ID)

    assert result.exit_code == 0, result.output
    assert result.output.endswith(f"s: {HELLO.text!r}\n")
    assert Library(folder, NoVoice()).find(HELLO).own
    rows = json.loads(record(folder, SCRIPT, "--list", "--format", "json").output)
    assert [row["id"] for row in rows if row["recorded"]] == [ID]


def test_a_removed_recording_gives_way_to_the_voice(folder, take):
    record(folder, SCRIPT, take, "--prompt", ID)
    result = record(folder, SCRIPT, "--prompt", ID, "--remove")

    assert result.output == f"the voice says it again: {HELLO.text!r}\n"
    assert Library(folder, NoVoice()).find(HELLO) is None


def test_a_clipped_recording_is_refused_with_the_reason(folder, tmp_path, spoken):
    loud = tmp_path / "loud.wav"
    loud.write_bytes(from_floats(to_floats(spoken) * 12, spoken.rate).wav())
    result = record(folder, SCRIPT, loud, "--prompt", ID)

    assert result.exit_code == 1
    assert "refused: the loudest parts are cut off; move back" in result.output
    assert Library(folder, NoVoice()).find(HELLO) is None


def test_a_file_that_is_no_sound_is_refused(folder, tmp_path):
    page = tmp_path / "page.mp3"
    page.write_text("<html>not found</html>")
    result = record(folder, SCRIPT, page, "--prompt", ID)

    assert result.exit_code == 2
    assert "this file holds no sound that we know" in result.output


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([SCRIPT], "say --list, --prompt ID or --music"),
        ([SCRIPT, "--prompt", ID], "give SCRIPT and FILE"),
        ([SCRIPT, "x.wav", "--prompt", "00000000"], "no prompt has the id '00000000'"),
        (["--music"], "give FILE"),
    ],
)
def test_what_is_missing_is_said(folder, typed, said):
    result = record(folder, *typed)

    assert result.exit_code == 2
    assert said in result.output


def test_other_words_are_refused_and_missing_words_are_named():
    other = list(words_heard(compared(HELLO, "Please leave a message after the tone.")))
    partly = list(words_heard(compared(HELLO, "Hello, Northside. How can I help you?")))

    assert [(r.name, r.weight) for r in other] == [("other-words", Weight.REFUSED)]
    assert [r.problem for r in partly] == ["not heard: dental"]
    assert list(words_heard(compared(HELLO, HELLO.text))) == []


def test_own_music_is_kept_and_forgotten(folder, tmp_path):
    music = tmp_path / "music.wav"
    music.write_bytes(tone(523.0, 14.0).wav())
    kept = record(folder, "--music", music)

    assert kept.output == "hold music, 12 s before it begins again\n"
    assert from_wav(OwnMusic(folder).wav()).seconds == pytest.approx(12.0)
    assert Library(folder, NoVoice()).clean([], 0) == ()
    assert record(folder, "--music", "--remove").exit_code == 0
    assert OwnMusic(folder).wav() is None


def test_music_that_is_too_short_is_refused(folder, tmp_path):
    music = tmp_path / "music.wav"
    music.write_bytes(tone(523.0, 4.0).wav())

    assert record(folder, "--music", music).exit_code == 1
    assert OwnMusic(folder).hash() is None
