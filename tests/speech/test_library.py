"""Prompts rendered once and found again."""

import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ivr.speech.engine import NoVoice
from ivr.speech.errors import LanguageNotSpoken, VoiceFailed
from ivr.speech.grade import Grade
from ivr.speech.library import Library
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound, from_floats, seconds

np = pytest.importorskip("numpy")

pytestmark = pytest.mark.audio

HELLO = Prompt("How can I help you?", "en")
WAIT = Prompt("Would you like to hold?", "en")
HEI = Prompt("Hva kan jeg hjelpe deg med?", "nb")


class Hummer:
    """Hums for as long as the words are: English well, Norwegian as a draft."""

    name = "hummer"

    def __init__(self, voice: str = "hummer-1") -> None:
        self.voice = voice
        self.grades = {"en": Grade.CALLER, "nb": Grade.DRAFT}
        self.spoken: list[Prompt] = []

    def speak(self, prompt: Prompt) -> Sound:
        if "cannot" in prompt.text:
            raise VoiceFailed("hoarse", "drink tea", permanent=False)
        self.spoken.append(prompt)
        time_line = np.arange(800 * len(prompt.text)) / 16000
        return from_floats(0.2 * np.sin(2 * np.pi * 440 * time_line), 16000)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "rendered", Hummer())


def test_it_says_what_is_new_and_then_what_is_unchanged(library):
    first = library.render([HELLO, WAIT])
    second = library.render([HELLO, WAIT])

    assert [r.words for r in first.new] == [HELLO.text, WAIT.text]
    assert second.new == ()
    assert [r.words for r in second.unchanged] == [HELLO.text, WAIT.text]


def test_a_changed_sentence_is_rendered_and_the_old_one_is_stale(library):
    old = library.render([HELLO]).new[0]
    report = library.render([WAIT])

    assert [r.words for r in report.new] == [WAIT.text]
    assert report.stale == (old.hash,)


def test_the_same_sentence_twice_is_spoken_once(library):
    library.render([HELLO, HELLO])

    assert library.engine.spoken == [HELLO]


def test_another_voice_renders_again(tmp_path):
    Library(tmp_path, Hummer()).render([HELLO])
    report = Library(tmp_path, Hummer("hummer-2")).render([HELLO])

    assert len(report.new) == 1


def test_found_audio_lasts_as_long_as_it_says(library):
    library.render([HELLO])
    found = library.find(HELLO)

    assert found.seconds == seconds(found.path.read_bytes())
    assert found.words == HELLO.text
    assert library.words(found.hash) == HELLO.text


def test_nothing_is_found_before_it_is_rendered(library):
    assert library.find(HELLO) is None
    assert library.wav("0" * 32) is None
    assert library.words("0" * 32) is None


def test_the_mulaw_file_is_half_the_size(library):
    found = library.render([HELLO]).new[0]

    assert len(library.mulaw(found.hash)) < 0.51 * len(library.wav(found.hash))


def test_a_draft_voice_is_never_played_to_a_caller(library):
    report = library.render([HEI])
    draft = library.preview(HEI)

    assert report.without_voice == (HEI,)
    assert draft.draft
    assert library.find(HEI) is None
    assert library.wav(draft.hash) is None
    assert library.preview_wav(draft.hash) == draft.path.read_bytes()


def test_a_preview_is_rendered_once(library):
    library.preview(HEI)
    library.preview(HEI)

    assert library.engine.spoken == [HEI]


def test_a_language_the_voice_does_not_speak_has_no_preview(library):
    with pytest.raises(LanguageNotSpoken, match="'ru'"):
        library.preview(Prompt("Здравствуйте", "ru"))


def test_one_failing_prompt_stops_no_other(library):
    bad = Prompt("This cannot be said.", "en")
    report = library.render([bad, HELLO])

    assert [f.prompt for f in report.failed] == [bad]
    assert str(report.failed[0].error) == "hoarse; drink tea"
    assert [r.words for r in report.new] == [HELLO.text]


def test_progress_is_told_after_each_prompt(library):
    told = []
    library.render(
        [HELLO, WAIT], progress=lambda done, all, _: told.append((done, all))
    )

    assert told == [(1, 2), (2, 2)]


def test_without_a_voice_nothing_is_found_and_nothing_fails(tmp_path):
    silent = Library(tmp_path, NoVoice())

    assert silent.find(HELLO) is None
    assert silent.render([HELLO]).without_voice == (HELLO,)


def test_a_file_cut_short_is_rendered_again(library):
    path = library.render([HELLO]).new[0].path
    path.write_bytes(path.read_bytes()[:1000])

    assert library.find(HELLO) is None
    assert len(library.render([HELLO]).new) == 1


def test_a_hash_is_never_a_path(library):
    library.render([HELLO])

    assert library.wav("../../../etc/passwd") is None
    assert library.words("drafts/" + "0" * 25) is None


def test_writers_at_the_same_time_leave_whole_files_and_nothing_else(tmp_path):
    prompts = [Prompt(f"Line {n}", "en") for n in range(6)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: Library(tmp_path, Hummer()).render(prompts), range(4)))
    library = Library(tmp_path, Hummer())

    assert all(library.find(prompt) for prompt in prompts)
    assert len(list(tmp_path.iterdir())) == 18


def test_cleaning_removes_the_oldest_that_nobody_needs(library):
    old, kept = library.render([WAIT, HELLO]).new
    newer = library.render([Prompt("One moment.", "en")]).new[0]
    for name, age in ((old.hash, 300), (kept.hash, 400), (newer.hash, 100)):
        for path in library.folder.glob(f"{name}*"):
            os.utime(path, (time.time() - age, time.time() - age))
    size = sum(p.stat().st_size for p in library.folder.glob("*.*"))
    removed = library.clean([HELLO], limit_bytes=size - 1)

    assert removed == (old.hash,)
    assert library.find(WAIT) is None
    assert library.find(HELLO) is not None


def test_cleaning_never_removes_what_is_needed(library):
    library.render([HELLO])

    assert library.clean([HELLO], limit_bytes=0) == ()


def test_what_a_crashed_writer_left_is_removed(library):
    library.render([HELLO])
    left = library.folder / f"{'a' * 32}.wav.1234.part"
    left.write_bytes(b"RIFF")
    os.utime(left, (0, 0))
    library.clean([HELLO], limit_bytes=10**9)

    assert not left.exists()


def test_audio_of_a_published_version_can_be_laid_back(library, tmp_path):
    rendered = library.render([HELLO]).new[0]
    elsewhere = Library(tmp_path / "new-disk", Hummer())
    elsewhere.put(rendered.hash, rendered.words, library.wav(rendered.hash))

    assert elsewhere.find(HELLO).seconds == rendered.seconds
    with pytest.raises(ValueError, match="no audio hash"):
        elsewhere.put("../x", "x", library.wav(rendered.hash))


def test_rendering_twice_gives_the_same_bytes(tmp_path):
    files = []
    for name in ("one", "two"):
        library = Library(tmp_path / name, Hummer())
        rendered = library.render([HELLO]).new[0]
        files.append(hashlib.sha256(library.wav(rendered.hash)).hexdigest())

    assert files[0] == files[1]


def recording() -> Sound:
    time_line = np.arange(32000) / 16000
    return from_floats(0.1 * np.sin(2 * np.pi * 600 * time_line), 16000)


def test_an_own_recording_wins_over_the_voice(library):
    spoken = library.render([HELLO]).new[0]
    own = library.record(HELLO, recording())

    assert library.find(HELLO).hash == own.hash != spoken.hash
    assert library.find(HELLO).own
    assert library.words(own.hash) == HELLO.text


def test_an_own_recording_is_heard_where_there_is_only_a_draft_or_no_voice(tmp_path):
    silent = Library(tmp_path, NoVoice())
    own = silent.record(HEI, recording())

    assert silent.find(HEI).hash == own.hash
    assert silent.render([HEI]).without_voice == ()
    assert [r.hash for r in silent.render([HEI]).unchanged] == [own.hash]


def test_another_take_has_another_name_so_that_no_cache_plays_the_old_one(library):
    first = library.record(HELLO, recording())
    again = library.record(HELLO, Sound(recording().pcm[:40000], 16000))

    assert first.hash != again.hash
    assert library.find(HELLO).hash == again.hash


def test_one_can_go_back_to_the_voice(library):
    spoken = library.render([HELLO]).new[0]
    library.record(HELLO, recording())
    library.unrecord(HELLO)

    assert library.find(HELLO).hash == spoken.hash


def test_cleaning_never_removes_an_own_recording(library):
    own = library.record(HELLO, recording())

    assert library.clean([], limit_bytes=0) == ()
    assert library.find(HELLO).hash == own.hash


RENDERED = """
import sys
from pathlib import Path
from ivr.speech.engine import choose
from ivr.speech.library import Library
from ivr.speech.prompt import Prompt

library = Library(Path(sys.argv[1]), choose("hibari"))
print(len(library.render([Prompt("How can I help you?", "en")]).new))
"""


def test_it_renders_with_an_empty_path_and_without_a_warning(tmp_path):
    pytest.importorskip("hibari")
    command = [sys.executable, "-W", "error", "-c", RENDERED, str(tmp_path)]
    run = subprocess.run(command, env={"PATH": ""}, capture_output=True, check=False)

    assert run.stderr == b""
    assert run.stdout == b"1\n"


def test_the_voice_reads_the_respelling_and_the_words_stay_as_written(library):
    prompt = Prompt("This is Nguyen.", "en", "This is Win.")
    made = library.render([prompt]).new[0]

    assert library.engine.spoken == [Prompt("This is Win.", "en")]
    assert library.words(made.hash) == "This is Nguyen."
    assert library.find(prompt).hash == made.hash
    assert library.find(Prompt("This is Nguyen.", "en")) is None


def test_an_own_recording_stays_whatever_the_voice_would_read(library):
    recording = library.engine.speak(HELLO)
    library.record(HELLO, recording)

    assert library.find(Prompt(HELLO.text, "en", "How can eye help you?")).own
