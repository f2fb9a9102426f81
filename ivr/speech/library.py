"""The library of rendered prompts: audio named by what it says and who says it.

A file's name is the hash of its words, language, voice and mastering, so a file
never changes. Writers make a file complete under another name and then rename it;
any number of them may work on one folder, and a crash leaves no half prompt.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from ivr.speech.engine import Engine, Grade
from ivr.speech.ensemble import speaker
from ivr.speech.errors import LanguageNotSpoken, SpeechError, UnreadableSound
from ivr.speech.mastering import MASTERING, Mastered, master
from ivr.speech.prompt import HASH_LENGTH, Prompt, audio_hash
from ivr.speech.sound import from_wav, seconds

AUDIO, WIDE, WORDS = ".wav", ".wide.wav", ".txt"
DRAFTS = "drafts"
MOST_WORKERS = 4

_HASH = re.compile(rf"[0-9a-f]{{{HASH_LENGTH}}}")
_UNFINISHED = ".part"
_ABANDONED_SECONDS = 3600.0

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

    def hash(self, prompt: Prompt) -> str:
        voice = speaker(self.engine, prompt.language).voice
        return audio_hash(prompt, voice, MASTERING)

    def has(self, prompt: Prompt) -> bool:
        """Whether there is a file for the prompt; cheap, and no look inside."""
        return (self.folder / f"{self.hash(prompt)}{AUDIO}").exists()

    def find(self, prompt: Prompt) -> Rendered | None:
        """The audio that a caller may hear, None where it is not rendered."""
        if self._grade(prompt) is not Grade.CALLER:
            return None
        return self._read(self.folder, self.hash(prompt), draft=False)

    def find_preview(self, prompt: Prompt) -> Rendered | None:
        """The audio that a manager may hear, drafts included."""
        if self._grade(prompt) is Grade.DRAFT:
            return self._read(self._drafts, self.hash(prompt), draft=True)
        return self.find(prompt)

    def preview(self, prompt: Prompt) -> Rendered:
        """Renders one prompt on request, as a draft where the voice is one.

        Raises SpeechError where the engine cannot speak it.
        """
        grade = self._grade(prompt)
        if grade is None:
            raise LanguageNotSpoken(self.engine.name, prompt.language)
        found = self.find_preview(prompt)
        return found or self._render(prompt, draft=grade is Grade.DRAFT)

    def render(
        self, prompts: Iterable[Prompt], progress: Progress | None = None
    ) -> Report:
        """Renders what is missing of the prompts that callers will hear.

        Never raises for one prompt: what failed is in the report with its reason.
        """
        wanted = list(dict.fromkeys(prompts))
        callers = [p for p in wanted if self._grade(p) is Grade.CALLER]
        found = {p: self.find(p) for p in callers}
        missing = [p for p in callers if found[p] is None]
        new, failed = self._render_all(missing, len(callers), progress)
        return Report(
            new=tuple(new[p] for p in missing if p in new),
            unchanged=tuple(r for r in found.values() if r is not None),
            stale=self._stale(callers),
            failed=tuple(failed[p] for p in missing if p in failed),
            without_voice=tuple(p for p in wanted if p not in found),
        )

    def wav(self, hash: str) -> bytes | None:
        """The telephone audio, linear 16 bit at 8 kHz; never a draft."""
        return self._bytes(self.folder, hash, AUDIO)

    def mulaw(self, hash: str) -> bytes | None:
        """The same audio as mu-law, half the size."""
        audio = self.wav(hash)
        return from_wav(audio).mulaw_wav() if audio else None

    def wide(self, hash: str) -> bytes | None:
        """The wide-band master of the same prompt."""
        return self._bytes(self.folder, hash, WIDE)

    def preview_wav(self, hash: str) -> bytes | None:
        """The telephone audio of a prompt or of a draft, for a manager's ears."""
        return self.wav(hash) or self._bytes(self._drafts, hash, AUDIO)

    def words(self, hash: str) -> str | None:
        """What the audio says."""
        written = self._bytes(self.folder, hash, WORDS)
        if written is None:
            written = self._bytes(self._drafts, hash, WORDS)
        return None if written is None else written.decode("utf-8", "replace")

    def put(self, rendered_hash: str, words: str, audio: bytes) -> None:
        """Lays audio back into the folder, as after the loss of a throw-away disk.

        Raises UnreadableSound where the audio is no WAV file of ours and ValueError
        where the hash is none.
        """
        if not _HASH.fullmatch(rendered_hash):
            raise ValueError(f"{rendered_hash!r} is no audio hash")
        from_wav(audio)
        self._write(self.folder, rendered_hash, words, {AUDIO: audio})

    def clean(self, keep: Iterable[Prompt], limit_bytes: int) -> tuple[str, ...]:
        """Removes the oldest audio that `keep` does not need until the rest fits.

        Removes what a crashed writer left behind, too. Answers the removed hashes;
        what is kept is never removed, even if it is larger than the limit.
        """
        self._remove_abandoned()
        kept = {self.hash(p) for p in keep}
        sizes = self._sizes()
        total = sum(size for size, _ in sizes.values())
        removed = []
        for name in sorted(sizes, key=lambda name: (sizes[name][1], name)):
            if total <= limit_bytes:
                break
            if name not in kept:
                self._remove(name)
                total -= sizes[name][0]
                removed.append(name)
        return tuple(removed)

    @property
    def _drafts(self) -> Path:
        return self.folder / DRAFTS

    def _grade(self, prompt: Prompt) -> Grade | None:
        return self.engine.grades.get(prompt.language)

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
            futures = {pool.submit(self._render, p, draft=False): p for p in missing}
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

    def _render(self, prompt: Prompt, *, draft: bool) -> Rendered:
        mastered = master(self.engine.speak(prompt))
        folder = self._drafts if draft else self.folder
        name = self.hash(prompt)
        self._write(folder, name, prompt.text, _files(mastered))
        return Rendered(
            name,
            mastered.telephone.seconds,
            folder / f"{name}{AUDIO}",
            prompt.text,
            draft,
        )

    def _write(
        self, folder: Path, name: str, words: str, audio: dict[str, bytes]
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        spoken = words.encode("utf-8", "replace")
        # The audio comes last: whoever finds it finds the words, too.
        for suffix, content in ({WORDS: spoken} | audio).items():
            finished = folder / f"{name}{suffix}"
            unfinished = folder / f"{name}{suffix}.{secrets.token_hex(8)}{_UNFINISHED}"
            try:
                unfinished.write_bytes(content)
                unfinished.replace(finished)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise

    def _read(self, folder: Path, name: str, *, draft: bool) -> Rendered | None:
        words = self._bytes(folder, name, WORDS)
        audio = self._bytes(folder, name, AUDIO)
        if words is None or audio is None:
            return None
        try:
            length = seconds(audio)
        except UnreadableSound:
            return None
        text = words.decode("utf-8", "replace")
        return Rendered(name, length, folder / f"{name}{AUDIO}", text, draft)

    def _bytes(self, folder: Path, name: str, suffix: str) -> bytes | None:
        if not _HASH.fullmatch(name):
            return None
        try:
            return (folder / f"{name}{suffix}").read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _stale(self, wanted: Iterable[Prompt]) -> tuple[str, ...]:
        needed = {self.hash(p) for p in wanted}
        return tuple(sorted(set(self._sizes()) - needed))

    def _sizes(self) -> dict[str, tuple[int, float]]:
        """Bytes and age of each prompt in the folder, drafts included."""
        sizes: dict[str, tuple[int, float]] = {}
        for path in self._files():
            name = path.name[:HASH_LENGTH]
            if not _HASH.fullmatch(name) or path.name.endswith(_UNFINISHED):
                continue
            try:
                found = path.stat()
            except FileNotFoundError:
                continue
            size, changed = sizes.get(name, (0, 0.0))
            sizes[name] = (size + found.st_size, max(changed, found.st_mtime))
        return sizes

    def _files(self) -> Iterator[Path]:
        for folder in (self.folder, self._drafts):
            if folder.is_dir():
                yield from folder.iterdir()

    def _remove(self, name: str) -> None:
        for folder in (self.folder, self._drafts):
            for suffix in (AUDIO, WIDE, WORDS):
                (folder / f"{name}{suffix}").unlink(missing_ok=True)

    def _remove_abandoned(self) -> None:
        oldest = time.time() - _ABANDONED_SECONDS
        for path in self._files():
            if path.name.endswith(_UNFINISHED) and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def _files(mastered: Mastered) -> dict[str, bytes]:
    return {WIDE: mastered.wide.wav(), AUDIO: mastered.telephone.wav()}
