"""A call that breaks a rule as a sound: what the caller goes through, to be heard."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli.prove import command

pytest.importorskip("numpy")

from ivr.speech.sound import from_wav, to_floats

pytestmark = pytest.mark.audio

SCRIPT = """
company: Kari's Flowers
languages: [en]
departments:
  shop:
    name: the shop
    handles: [I want to order roses]
    agents:
      - name: Kari
        phone: "+12125550123"
"""
SILENCE_IS_A_YES = "ask-hold: silence -> holding"


@pytest.fixture
def script(tmp_path: Path) -> str:
    file = tmp_path / "shop.yaml"
    file.write_text(SCRIPT)
    return str(file)


def prove(script: str, *given: str) -> Result:
    without_a_voice = {"IVR_VOICE_ENGINE": "none"}
    return CliRunner().invoke(command, [script, *given], env=without_a_voice)


def loudness(sound: Path, start: float, end: float) -> float:
    heard = to_floats(from_wav(sound.read_bytes()))
    return float((heard[round(start * 8000) : round(end * 8000)] ** 2).mean() ** 0.5)


def test_the_caller_who_is_held_unasked_is_heard(script: str, tmp_path: Path) -> None:
    sound = tmp_path / "held.wav"
    result = prove(
        script, "--select", "HLD001", "--edit", SILENCE_IS_A_YES, "--listen", str(sound)
    )
    captions = sound.with_suffix(".vtt").read_text()
    when = seconds(captions, "presses 0")
    music = seconds(captions, "(music)")

    assert result.exit_code == 1
    assert "HLD001 hold-without-consent to listen to:" in result.output
    assert loudness(sound, when, when + 0.12) > 0.01  # the tone of the key
    assert loudness(sound, when + 1, when + 3) == 0.0  # no voice here: silence
    assert loudness(sound, music + 1, music + 9) > 0.005
    assert "<v caller>stays silent" in captions


def seconds(captions: str, words: str) -> float:
    before = captions.partition(words)[0].splitlines()[-2]
    hours, minutes, rest = before.partition(" --> ")[0].split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_where_nothing_is_broken_it_says_so_and_writes_nothing(
    script: str, tmp_path: Path
) -> None:
    sound = tmp_path / "none.wav"
    result = prove(script, "--select", "HLD001", "--listen", str(sound))

    assert result.exit_code == 0
    assert "No rule is broken; there is no call to listen to." in result.output
    assert not sound.exists()


def test_only_a_wav_file_is_listened_to(script: str) -> None:
    assert prove(script, "--listen", "call.mp3").exit_code == 2
