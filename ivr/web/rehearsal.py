"""Prompts are rendered for a manager's ears beside the requests, a few at a time."""

import logging
import threading
from collections.abc import Iterable

from ivr.speech.errors import SpeechError
from ivr.speech.grade import Grade
from ivr.speech.library import Library
from ivr.speech.prompt import Prompt

log = logging.getLogger("ivr.web")

_at_work = threading.Lock()


def rehearse(library: Library, prompts: Iterable[Prompt]) -> bool:
    """Whether all that a voice can speak is rendered; begins with what is missing.

    Each web process may begin: what one has rendered the others find on the disk.
    """
    missing = [
        prompt
        for prompt in dict.fromkeys(prompts)
        if library.grade(prompt) is not None and library.find_preview(prompt) is None
    ]
    if missing and _at_work.acquire(blocking=False):
        threading.Thread(target=_render, args=(library, missing), daemon=True).start()
    return not missing


def sound_of(library: Library, prompt: Prompt) -> str:
    """The name of a prompt's audio, "" where there is none yet."""
    found = library.find_preview(prompt)
    return found.hash if found else ""


def is_heard(library: Library, prompt: Prompt) -> bool:
    """Whether callers hear our own audio of a prompt."""
    own = library.own_hash(prompt) is not None
    return own or library.grade(prompt) is Grade.CALLER


def _render(library: Library, prompts: list[Prompt]) -> None:
    try:
        for prompt in prompts:
            try:
                library.preview(prompt)
            except (SpeechError, OSError) as error:
                log.warning("a prompt is not rendered: %s", type(error).__name__)
    finally:
        _at_work.release()
