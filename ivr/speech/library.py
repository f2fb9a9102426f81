"""The library of rendered prompts: audio named by what it says and who says it.

A file's name is the hash of its words, language, voice and mastering, so a file
never changes. A person's own recording wins over every voice. Drafts lie apart, in
a folder that no caller's request reaches.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ivr.speech.ensemble import grade, speaker
from ivr.speech.errors import LanguageNotSpoken, SpeechError, UnreadableSound
from ivr.speech.grade import Engine, Grade
from ivr.speech.mastering import MASTERING, Mastered, master
from ivr.speech.prompt import Prompt, audio_hash
from ivr.speech.shelf import AUDIO, OWN, WIDE, WORDS, Shelf
from ivr.speech.sound import Sound, file_seconds, from_wav

DRAFTS = "drafts"
MOST_WORKERS = 4

Progress = Callable[[int, int, Prompt], None]
"""Called after each prompt with how many are done, how many in all, and which."""


@dataclass(frozen=True)
class Rendered:
    """One prompt as audio; a draft is for previews and never played to a caller."""

    hash: str
    seconds: float
    path: Path
    words: str
    draft: bool = False
    own: bool = False
    """A person's own recording."""


@dataclass(frozen=True)
class Failure:
    prompt: Prompt
    error: SpeechError


@dataclass(frozen=True)
class Report:
    """What a rendering changed.

    `stale` are the hashes in the folder that none of the prompts needs any more;
    `without_voice` are prompts in languages for which the engine has no
    caller-grade voice: the carrier's voice says them.
    """

    new: tuple[Rendered, ...] = ()
    unchanged: tuple[Rendered, ...] = ()
    stale: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    without_voice: tuple[Prompt, ...] = ()


class Library:
    """Finds and renders prompts in one folder with one engine."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self.engine = engine
        self._shelf = Shelf(folder)
        self._drafts = Shelf(folder / DRAFTS)

    def hash(self, prompt: Prompt) -> str:
        """The name of the audio that the engine speaks."""
        voice = speaker(self.engine, prompt) or self.engine
        return audio_hash(prompt, voice.voice, MASTERING)

    def grade(self, prompt: Prompt) -> Grade | None:
        """Whether callers may hear a prompt in its voice here; None for no voice."""
        return grade(self.engine, prompt)

    def playable(self, prompt: Prompt) -> str | None:
        """The hash of the audio that a caller may hear, if its file is there.

        Cheap: on the path of every webhook; `find` looks inside.
        """
        own = self.own_hash(prompt)
        if own is not None:
            return own
        name = self.hash(prompt)
        fit = self.grade(prompt) is Grade.CALLER
        return name if fit and self._shelf.path(name, AUDIO).exists() else None

    def find(self, prompt: Prompt) -> Rendered | None:
        """The audio that a caller may hear, None where it is not rendered."""
        own = self.own_hash(prompt)
        if own is not None:
            found = self._rendered(self._shelf, own)
            if found:
                return _as_own(found)
        if self.grade(prompt) is not Grade.CALLER:
            return None
        return self._rendered(self._shelf, self.hash(prompt))

    def find_preview(self, prompt: Prompt) -> Rendered | None:
        """The audio that a manager may hear, drafts included."""
        found = self.find(prompt)
        if found is None and self.grade(prompt) is Grade.DRAFT:
            return self._rendered(self._drafts, self.hash(prompt))
        return found

    def preview(self, prompt: Prompt) -> Rendered:
        """Renders one prompt on request, as a draft where the voice is one.

        Raises SpeechError where the engine cannot speak it.
        """
        found = self.find_preview(prompt)
        if found:
            return found
        heard_as = self.grade(prompt)
        if heard_as is None:
            raise LanguageNotSpoken(self.engine.name, prompt.language)
        return self._render(prompt, self._drafts if heard_as is Grade.DRAFT else None)

    def render(
        self, prompts: Iterable[Prompt], progress: Progress | None = None
    ) -> Report:
        """Renders what is missing of the prompts that callers will hear.

        Never raises for one prompt: what failed is in the report with its reason.
        """
        wanted = list(dict.fromkeys(prompts))
        found = {p: r for p in wanted if (r := self.find(p))}
        fit = {p for p in wanted if self.grade(p) is Grade.CALLER}
        missing = [p for p in wanted if p in fit and p not in found]
        new, failed = self._render_all(missing, len(found) + len(missing), progress)
        return Report(
            new=tuple(new[p] for p in missing if p in new),
            unchanged=tuple(found.values()),
            stale=self._stale(wanted),
            failed=tuple(failed[p] for p in missing if p in failed),
            without_voice=tuple(p for p in wanted if p not in found and p not in fit),
        )

    def record(self, prompt: Prompt, recording: Sound) -> Rendered:
        """Takes a person's own recording of a prompt; from now on callers hear it.

        Raises SpeechError where it holds no speech.
        """
        mastered = master(recording)
        digest = sha256(mastered.telephone.pcm).hexdigest()
        name = audio_hash(_written(prompt), f"own-{digest}", MASTERING)
        self._shelf.write(name, _files(prompt, mastered))
        self._shelf.write(own_key(prompt), {OWN: name.encode()})
        path = self._shelf.path(name, AUDIO)
        return Rendered(name, mastered.telephone.seconds, path, prompt.text, own=True)

    def own_hash(self, prompt: Prompt) -> str | None:
        """The hash of a person's own recording of a prompt, where there is one."""
        name = self._shelf.read(own_key(prompt), OWN)
        return None if name is None else name.decode("ascii", "replace")

    def unrecord(self, prompt: Prompt) -> None:
        """Goes back from a person's own recording to the voice."""
        self._shelf.path(own_key(prompt), OWN).unlink(missing_ok=True)

    def holds(self, hash: str) -> bool:
        """Whether there is telephone audio of this name that can be read; cheap."""
        return os.access(self._shelf.path(hash, AUDIO), os.R_OK)

    def wav(self, hash: str) -> bytes | None:
        """The telephone audio, linear 16 bit at 8 kHz; never a draft."""
        return self._shelf.read(hash, AUDIO)

    def mulaw(self, hash: str) -> bytes | None:
        """The same audio as mu-law, half the size."""
        audio = self.wav(hash)
        return from_wav(audio).mulaw_wav() if audio else None

    def wide(self, hash: str) -> bytes | None:
        """The wide-band master of the same prompt."""
        return self._shelf.read(hash, WIDE)

    def preview_wav(self, hash: str) -> bytes | None:
        """The telephone audio of a prompt or of a draft, for a manager's ears."""
        return self.wav(hash) or self._drafts.read(hash, AUDIO)

    def preview_wide(self, hash: str) -> bytes | None:
        """The wide-band master of a prompt or of a draft, for a manager's ears."""
        return self.wide(hash) or self._drafts.read(hash, WIDE)

    def words(self, hash: str) -> str | None:
        """What the audio says."""
        for shelf in (self._shelf, self._drafts):
            written = shelf.read(hash, WORDS)
            if written is not None:
                return written.decode("utf-8", "replace")
        return None

    def put(self, hash: str, words: str, audio: bytes) -> None:
        """Lays audio back into the folder, as after the loss of a throw-away disk.

        Raises UnreadableSound where the audio is no WAV file of ours and ValueError
        where the hash is none.
        """
        from_wav(audio)
        spoken = words.encode("utf-8", "replace")
        self._shelf.write(hash, {WORDS: spoken, AUDIO: audio})

    def clean(self, keep: Iterable[Prompt], limit_bytes: int) -> tuple[str, ...]:
        """Removes the oldest audio that `keep` does not need until the rest fits.

        Removes what a crashed writer left behind, too. Answers the removed hashes;
        own recordings and what is kept are never removed, even over the limit.
        """
        kept = {self.hash(p) for p in keep} | self._shelf.own()
        total, idle = 0, []
        for shelf in (self._shelf, self._drafts):
            shelf.remove_abandoned()
            for name, stored in shelf.stored().items():
                total += stored.bytes
                if name not in kept:
                    idle.append((stored.written, name, stored.bytes, shelf))
        removed = []
        for _, name, size, shelf in sorted(idle, key=lambda one: one[:2]):
            if total <= limit_bytes:
                break
            shelf.remove(name)
            total -= size
            removed.append(name)
        return tuple(removed)

    def _render_all(
        self, missing: list[Prompt], count: int, progress: Progress | None
    ) -> tuple[dict[Prompt, Rendered], dict[Prompt, Failure]]:
        new: dict[Prompt, Rendered] = {}
        failed: dict[Prompt, Failure] = {}
        done = count - len(missing)
        if not missing:
            return new, failed
        workers = min((os.cpu_count() or 1) + 1, MOST_WORKERS, len(missing))
        with ThreadPoolExecutor(workers, thread_name_prefix="render") as pool:
            futures = {pool.submit(self._render, p): p for p in missing}
            for future in as_completed(futures):
                prompt = futures[future]
                try:
                    new[prompt] = future.result()
                except SpeechError as error:
                    failed[prompt] = Failure(prompt, error)
                done += 1
                if progress:
                    progress(done, count, prompt)
        return new, failed

    def _render(self, prompt: Prompt, drafts: Shelf | None = None) -> Rendered:
        mastered = master(self.engine.speak(prompt.aloud))
        shelf, name = drafts or self._shelf, self.hash(prompt)
        shelf.write(name, _files(prompt, mastered))
        length, path = mastered.telephone.seconds, shelf.path(name, AUDIO)
        return Rendered(name, length, path, prompt.text, draft=drafts is not None)

    def _rendered(self, shelf: Shelf, name: str) -> Rendered | None:
        words = shelf.read(name, WORDS)
        if words is None:
            return None
        text, path = words.decode("utf-8", "replace"), shelf.path(name, AUDIO)
        try:
            length = file_seconds(path)
        except (FileNotFoundError, UnreadableSound):
            return None
        return Rendered(name, length, path, text, draft=shelf is self._drafts)

    def _stale(self, wanted: Iterable[Prompt]) -> tuple[str, ...]:
        needed = {self.hash(p) for p in wanted} | self._shelf.own()
        present = self._shelf.names() | self._drafts.names()
        return tuple(sorted(present - needed))


def own_key(prompt: Prompt) -> str:
    """Under what a person's own recording of a prompt is kept, in every voice."""
    return audio_hash(_written(prompt), "own", "")


def _written(prompt: Prompt) -> Prompt:
    """A person reads what is written, however a voice has to spell it."""
    return Prompt(prompt.text, prompt.language)


def _as_own(found: Rendered) -> Rendered:
    return Rendered(found.hash, found.seconds, found.path, found.words, own=True)


def _files(prompt: Prompt, mastered: Mastered) -> dict[str, bytes]:
    """The files of a prompt; whoever finds the audio finds the rest, too."""
    return {
        WORDS: prompt.text.encode("utf-8", "replace"),
        WIDE: mastered.wide.wav(),
        AUDIO: mastered.telephone.wav(),
    }
