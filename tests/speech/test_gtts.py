"""The online voice, against services that answer badly."""

import http.server
import io
import threading

import pytest

from ivr.speech.errors import LanguageNotSpoken, NothingToSay, SpeechError
from ivr.speech.gtts_voice import ONLINE_LANGUAGES, GttsVoice
from ivr.speech.prompt import Prompt

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")

pytestmark = pytest.mark.audio


def test_our_tags_become_those_of_the_service():
    assert ONLINE_LANGUAGES == {"en": "en", "fil": "tl", "nb": "no", "ru": "ru"}


def test_every_tag_is_known_to_the_library():
    from gtts.lang import tts_langs

    assert set(ONLINE_LANGUAGES.values()) <= set(tts_langs())


def test_it_refuses_what_has_no_words_before_it_asks_anyone():
    with pytest.raises(NothingToSay):
        GttsVoice().speak(Prompt("…", "en"))


def test_it_refuses_a_language_it_does_not_speak():
    with pytest.raises(LanguageNotSpoken):
        GttsVoice().speak(Prompt("Guten Tag", "de"))


@pytest.fixture
def proxy(monkeypatch):
    """A proxy that takes every connection and does what `answer` says."""

    class Silent(http.server.BaseHTTPRequestHandler):
        def do_CONNECT(self):
            released.wait(10)

        def log_message(self, *_):
            pass

    released = threading.Event()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.server_port}")
    yield server
    released.set()
    server.shutdown()
    server.server_close()


def test_a_silent_service_is_given_up_at_the_deadline(proxy):
    with pytest.raises(SpeechError, match="took over 1 seconds") as refused:
        GttsVoice(deadline_seconds=1.0).speak(Prompt("Hello", "en"))

    assert not refused.value.permanent


def test_a_service_out_of_reach_says_so(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(SpeechError, match="refused") as refused:
        GttsVoice().speak(Prompt("Hello", "en"))

    assert not refused.value.permanent


def mp3(seconds: float) -> bytes:
    written = io.BytesIO()
    tone = 0.1 * np.sin(np.arange(int(24000 * seconds)) / 10)
    soundfile.write(written, tone, 24000, format="MP3")
    return written.getvalue()


@pytest.mark.parametrize(
    ("received", "words", "problem"),
    [
        (b"", "Hello", "no sound"),
        (b"<html>captcha</html>", "Hello", "no sound"),
        (mp3(0.2), "Hello", "cannot be these words"),
        (mp3(1.0), "A long sentence " * 10, "cannot be these words"),
    ],
)
def test_an_answer_that_cannot_be_these_words_is_refused(received, words, problem):
    from ivr.speech.gtts_voice import _checked

    with pytest.raises(SpeechError, match=problem):
        _checked(received, Prompt(words, "en"))


def test_an_answer_that_can_be_these_words_is_taken():
    from ivr.speech.gtts_voice import _checked

    assert _checked(mp3(1.0), Prompt("Hello there", "en")).rate == 24000
