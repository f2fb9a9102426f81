"""The manifest of a folder of prompts: file, words, language, seconds."""

import json
from collections.abc import Iterable
from pathlib import Path

from ivr.speech.library import Library
from ivr.speech.prompt import Prompt


def write_manifest(library: Library, prompts: Iterable[Prompt]) -> Path:
    """Writes manifest.json beside the prompts that are rendered; answers its path."""
    found = ((prompt, library.find(prompt)) for prompt in prompts)
    entries = [
        {
            "file": rendered.path.name,
            "words": rendered.words,
            "language": prompt.language,
            "seconds": round(rendered.seconds, 2),
        }
        for prompt, rendered in found
        if rendered
    ]
    manifest = {
        "voice": library.engine.voice,
        "format": "WAV, 8000 Hz, mono, 16 bit",
        "prompts": entries,
    }
    library.folder.mkdir(parents=True, exist_ok=True)
    path = library.folder / "manifest.json"
    unfinished = path.with_suffix(".json.part")
    unfinished.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    unfinished.replace(path)
    return path
