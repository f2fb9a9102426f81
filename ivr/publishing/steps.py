"""The steps to being live, one by one; the terminal and the designer take the same."""

from collections.abc import Iterable

from sqlalchemy import Connection

from ivr.script.load import Loaded
from ivr.speech.library import Library
from ivr.speech.prompt import Prompt
from ivr.store import audio
from ivr.wording.check_script import check_loaded
from ivr.wording.finding import Finding
from ivr.wording.judged import all_findings


def failures(loaded: Loaded) -> list[Finding]:
    """What the wording rules find that keeps a script from being live."""
    return [found for found in all_findings(check_loaded(loaded)) if found.fails]


def keep_sounds(conn: Connection, library: Library, prompts: Iterable[Prompt]) -> None:
    """Keeps the rendered prompts in the database; the disk is only their cache."""
    known = audio.known(conn)
    for prompt in prompts:
        found = library.find(prompt)
        sound = library.wav(found.hash) if found else None
        if found and sound and found.hash not in known:
            row = audio.Audio(
                found.hash, sound, found.words, prompt.language, found.seconds
            )
            audio.keep(conn, row)
