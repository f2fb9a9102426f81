"""Prompt packs for other telephone systems: files in their format, and a manifest."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from ivr.script.model import Script
from ivr.speech.agent_card import agent_cards
from ivr.speech.library import Library, Rendered
from ivr.speech.mulaw import mulaw
from ivr.speech.prompt import Prompt
from ivr.speech.repertoire import Sentence, lasting_sentences
from ivr.speech.sound import from_wav


class Target(StrEnum):
    """The telephone system that a pack is for."""

    ASTERISK = "asterisk"
    FREEPBX = "freepbx"
    THREE_CX = "3cx"
    GENERIC = "generic"


@dataclass(frozen=True)
class Format:
    """How one system wants its prompts.

    `path` places a file by {language} and {name}; `note` says where to put the pack.
    """

    path: str
    audio: Callable[[Library, str], bytes | None]
    note: str


def _linear(library: Library, hash: str) -> bytes | None:
    return library.wav(hash)


def _raw_mulaw(library: Library, hash: str) -> bytes | None:
    """Mu-law without a header, which Asterisk plays without any conversion."""
    audio = library.wav(hash)
    return None if audio is None else mulaw(from_wav(audio).pcm)


FORMATS: Mapping[Target, Format] = MappingProxyType(
    {
        Target.ASTERISK: Format(
            "sounds/{language}/custom/{name}.ulaw",
            _raw_mulaw,
            "Copy sounds/ into /var/lib/asterisk/. Play one with "
            "Playback(custom/NAME) on a channel of its language.",
        ),
        Target.FREEPBX: Format(
            "sounds/{language}/custom/{name}.wav",
            _linear,
            "Copy sounds/ into /var/lib/asterisk/, owned by asterisk. Then choose the "
            "files under Admin, System Recordings, Existing sound file.",
        ),
        Target.THREE_CX: Format(
            "{language}-{name}.wav",
            _linear,
            "Upload the files where the digital receptionist or queue asks for a "
            "prompt: 8 kHz, 16 bit, mono WAV, as 3CX wants them.",
        ),
        Target.GENERIC: Format(
            "{language}/{name}.wav",
            _linear,
            "8 kHz, 16 bit, mono WAV, 300 to 3400 Hz, speech at -23 dBov.",
        ),
    }
)


@dataclass(frozen=True)
class Exported:
    """One prompt of a pack; without a file a person or another voice must say it."""

    name: str
    language: str
    words: str
    file: str | None
    seconds: float | None
    sha256: str | None


@dataclass(frozen=True)
class Pack:
    """What was written: prompts, and the agents' cards beside them."""

    folder: Path
    prompts: tuple[Exported, ...]
    cards: tuple[str, ...]

    @property
    def without_audio(self) -> tuple[Exported, ...]:
        return tuple(one for one in self.prompts if one.file is None)


def export(script: Script, library: Library, target: Target, folder: Path) -> Pack:
    """Writes a prompt pack, its manifest.json, README.txt and the agents' cards.

    Holds the sentences of a line that do not change from call to call. Only
    caller-grade audio that is already rendered is written; what lacks it is in the
    manifest with its words, to be recorded.
    """
    prompts = tuple(
        _write(sentence, library, FORMATS[target], folder)
        for sentence in _named(lasting_sentences(script))
    )
    cards = tuple(_write_cards(script, folder))
    pack = Pack(folder, prompts, cards)
    _write_text(folder / "manifest.json", _manifest(pack, target))
    _write_text(folder / "README.txt", _readme(pack, target))
    return pack


def file_name(text: str) -> str:
    """A name that every file system and dial plan takes: a-z, 0-9 and hyphens."""
    latin = "".join(_LATIN.get(letter, letter) for letter in text.lower())
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "prompt"


def _named(sentences: Iterator[Sentence]) -> Iterator[Sentence]:
    """The sentences under names that differ within a language."""
    taken: set[tuple[str, str]] = set()
    for sentence in sentences:
        stem, count = file_name(sentence.name), 1
        name = stem
        while (sentence.prompt.language, name) in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add((sentence.prompt.language, name))
        yield Sentence(name, sentence.prompt)


def _write(
    sentence: Sentence, library: Library, wanted: Format, folder: Path
) -> Exported:
    prompt = sentence.prompt
    rendered = library.find(prompt)
    audio = wanted.audio(library, rendered.hash) if rendered else None
    if rendered is None or audio is None:
        return Exported(sentence.name, prompt.language, prompt.text, None, None, None)
    path = wanted.path.format(language=prompt.language, name=sentence.name)
    _write_bytes(folder / path, audio)
    return _exported(sentence.name, prompt, path, rendered, audio)


def _exported(
    name: str, prompt: Prompt, path: str, rendered: Rendered, audio: bytes
) -> Exported:
    length = round(rendered.seconds, 2)
    digest = sha256(audio).hexdigest()
    return Exported(name, prompt.language, prompt.text, path, length, digest)


def _write_cards(script: Script, folder: Path) -> Iterator[str]:
    for card in agent_cards(script):
        who = file_name(f"{card.department} {card.agent}")
        path = f"cards/{card.language}/{who}.html"
        _write_text(folder / path, card.html())
        yield path


def _manifest(pack: Pack, target: Target) -> str:
    content = {
        "target": target.value,
        "prompts": [asdict(one) for one in pack.prompts],
        "cards": list(pack.cards),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _readme(pack: Pack, target: Target) -> str:
    lines = [FORMATS[target].note]
    if pack.without_audio:
        tags = sorted({one.language for one in pack.without_audio})
        lines.append(
            f"{len(pack.without_audio)} prompts ({', '.join(tags)}) have no audio: "
            "no caller-grade voice is rendered for them. Their words are in "
            "manifest.json; record them, or let your system's voice say them."
        )
    return "\n\n".join(lines) + "\n"


def _write_text(path: Path, text: str) -> None:
    _write_bytes(path, text.encode())


def _write_bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


_LATIN: Mapping[str, str] = MappingProxyType(
    {
        "æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ł": "l",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo",
        "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m",
        "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip
