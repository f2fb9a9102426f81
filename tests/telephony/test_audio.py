"""Sounds over HTTP: under a name that never changes what it says."""

from hashlib import sha256

import pytest
from lines import Line

from ivr.speech.sound import Sound
from ivr.store import audio as stored
from ivr.store.audio import Audio
from ivr.store.database import writing

from .test_store_faults import FAULTS, Fault

WAV = Sound(b"\x01\x00" * 800, 8000).wav()
NAME = sha256(WAV).hexdigest()[:32]
WORDS = "Takk for at du ringer Åsane Rør."


@pytest.fixture
def on_disk(clinic: Line) -> Line:
    clinic.app.extensions["ivr"].library.put(NAME, WORDS, WAV)
    return clinic


@pytest.fixture
def in_store(clinic: Line) -> Line:
    """The audio of a published version, on a machine whose disk was thrown away."""
    with writing(clinic.engine) as conn:
        stored.keep(conn, Audio(NAME, WAV, WORDS, "nb", 0.1))
    return clinic


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_sound_is_served_for_ever_under_its_name(on_disk: Line, method: str) -> None:
    answer = on_disk.app.test_client().open(f"/audio/{NAME}.wav", method=method)

    assert (answer.status_code, answer.mimetype) == (200, "audio/wav")
    assert answer.data == WAV
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["ETag"] == f'"{NAME}"'
    assert answer.content_length == len(WAV)


def test_who_has_it_already_is_told_so(on_disk: Line) -> None:
    headers = {"If-None-Match": f'"{NAME}"'}

    answer = on_disk.app.test_client().get(f"/audio/{NAME}.wav", headers=headers)

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == f'"{NAME}"'


def test_a_head_request_has_no_body(on_disk: Line) -> None:
    answer = on_disk.app.test_client().head(f"/audio/{NAME}.wav")

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.content_length == len(WAV)


def test_a_part_of_it_can_be_had(on_disk: Line) -> None:
    headers = {"Range": "bytes=0-3"}

    answer = on_disk.app.test_client().get(f"/audio/{NAME}.wav", headers=headers)

    assert (answer.status_code, answer.data) == (206, b"RIFF")


def test_its_words_lie_beside_it(on_disk: Line) -> None:
    answer = on_disk.app.test_client().get(f"/audio/{NAME}.txt")

    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text == WORDS


def test_what_the_disk_lost_comes_from_the_store(in_store: Line) -> None:
    client = in_store.app.test_client()

    assert client.get(f"/audio/{NAME}.txt").text == WORDS
    assert client.post(f"/audio/{NAME}.wav").data == WAV
    assert in_store.app.extensions["ivr"].library.wav(NAME) == WAV


@FAULTS
def test_what_is_on_the_disk_needs_no_store(on_disk: Line, fault: Fault) -> None:
    with fault(on_disk):
        assert on_disk.app.test_client().get(f"/audio/{NAME}.wav").data == WAV


@FAULTS
def test_what_is_nowhere_is_not_found(clinic: Line, fault: Fault) -> None:
    with fault(clinic):
        assert clinic.app.test_client().get(f"/audio/{NAME}.wav").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/audio/",
        "/audio/x.wav",
        f"/audio/{'0' * 31}.wav",
        f"/audio/{'g' * 32}.wav",
        f"/audio/{NAME.upper()}.WAV",
        f"/audio/{NAME}.mp3",
        f"/audio/..%2F..%2F{'a' * 20}.wav",
        "/audio/../ivr.db",
        f"/audio/%00{'a' * 31}.wav",
        f"/audio/drafts%2F{'a' * 25}.wav",
    ],
)
def test_no_other_path_leads_to_a_file(on_disk: Line, path: str) -> None:
    assert on_disk.app.test_client().get(path).status_code == 404


def test_a_sound_that_is_none_is_not_kept(clinic: Line) -> None:
    with writing(clinic.engine) as conn:
        stored.keep(conn, Audio(NAME, b"not a sound", WORDS, "nb", 0.1))

    answer = clinic.app.test_client().get(f"/audio/{NAME}.wav")

    assert answer.status_code == 404
    assert clinic.app.extensions["ivr"].library.wav(NAME) is None
