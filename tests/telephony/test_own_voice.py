"""An owner's own recordings outlive the folder that they are played from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from ivr.cli import group
from ivr.speech.engine import NoVoice
from ivr.speech.library import Library
from ivr.speech.own_music import OwnMusic
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound, tone
from ivr.store.database import open_database
from ivr.store.migrate import migrate
from ivr.telephony.own_voice import OwnVoice

pytest.importorskip("numpy")

SCRIPT = Path(__file__).parents[2] / "scripts" / "dental-clinic.en.yaml"
HELLO = Prompt("Hello, Northside Dental. How can I help you?", "en")
NOON = 1_795_550_400


def takes(*pitches: int) -> list[Sound]:
    return [tone(pitch, 1.5, 0.3) for pitch in pitches]


@pytest.fixture
def url(tmp_path: Path) -> str:
    prepared = f"sqlite:///{tmp_path}/ivr.db"
    migrate(prepared)
    return prepared


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = open_database(url)
    yield opened
    opened.dispose()


def machine(engine: Engine, folder: Path) -> OwnVoice:
    """One of the machines that serve the line, with a disk of its own."""
    return OwnVoice(engine, Library(folder, NoVoice()))


def test_a_recording_comes_back_after_the_disk_was_lost(engine, tmp_path):
    (take,) = takes(300)
    told = machine(engine, tmp_path / "lost").record(HELLO, take, "santos", NOON)
    fresh = machine(engine, tmp_path / "fresh")

    assert fresh.library.playable(HELLO) is None
    fresh.follow()
    assert fresh.library.playable(HELLO) == told.hash
    assert fresh.library.find(HELLO).own


def test_another_machine_hears_the_newer_take(engine, tmp_path):
    old, new = takes(300, 500)
    here, there = machine(engine, tmp_path / "a"), machine(engine, tmp_path / "b")
    here.record(HELLO, old, "santos", NOON)
    there.follow()
    told = here.record(HELLO, new, "santos", NOON + 60)
    there.follow()

    assert there.library.playable(HELLO) == told.hash


def test_a_removed_recording_is_gone_on_every_machine(engine, tmp_path):
    (take,) = takes(300)
    here, there = machine(engine, tmp_path / "a"), machine(engine, tmp_path / "b")
    here.record(HELLO, take, "santos", NOON)
    there.follow()
    here.unrecord(HELLO, NOON + 60)
    there.follow()

    assert there.library.playable(HELLO) is None


def test_own_music_comes_back_as_well_and_goes(engine, tmp_path):
    (music,) = takes(200)
    here, there = machine(engine, tmp_path / "a"), machine(engine, tmp_path / "b")
    here.play(music, "santos", NOON)
    there.follow()

    assert there.music.wav() == music.wav()
    assert here.stop_playing(NOON + 60)
    there.follow()
    assert there.music.hash() is None


def test_a_folder_of_which_the_store_knows_nothing_is_left_alone(engine, tmp_path):
    (take,) = takes(300)
    here = machine(engine, tmp_path / "a")
    told = here.library.record(HELLO, take)
    here.follow()

    assert here.library.playable(HELLO) == told.hash


def test_what_is_recorded_by_hand_for_the_line_is_kept_in_the_store(
    url, engine, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    settings = {"DATABASE_URL": url, "IVR_VOICE_ENGINE": "none"}
    (take,) = takes(200)
    Path("music.wav").write_bytes(Sound(take.pcm * 10, take.rate).wav())
    typed = ["record", "--music", "music.wav"]
    result = CliRunner(env=settings).invoke(group, typed)
    fresh = machine(engine, tmp_path / "fresh")
    fresh.follow()

    assert result.exit_code == 0, result.output
    assert fresh.music.hash() == OwnMusic(Path("audio/rendered")).hash() is not None
