"""A person's own recordings: which prompts want one, and whether a take is fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ivr.speech.judge import Remark, Verdict, Weight, judge
from ivr.speech.library import Library, own_key
from ivr.speech.mastering import master
from ivr.speech.prompt import Prompt
from ivr.speech.recognition import Said, installed, said
from ivr.speech.sound import Sound

ID_LENGTH = 8
MOST_MISSING_SHOWN = 8
SOMETHING_ELSE = 0.6
"""Share of wrong letters; good recordings of the four languages stay far below."""


class UnknownPrompt(LookupError):
    """No prompt of the line has this id."""


@dataclass(frozen=True)
class Recordable:
    """A prompt with the id by which it is recorded; the id lives as long as its words.

    `recorded` is true where callers hear a person's own recording already.
    """

    id: str
    prompt: Prompt
    recorded: bool


def recordables(library: Library, prompts: Iterable[Prompt]) -> Iterator[Recordable]:
    """Every prompt with its id, in the order given."""
    for prompt in prompts:
        found = library.find(prompt)
        yield Recordable(prompt_id(prompt), prompt, bool(found and found.own))


def prompt_id(prompt: Prompt) -> str:
    """Eight hex digits of the words and the language, whatever the voice."""
    return own_key(prompt)[:ID_LENGTH]


def prompt_of(prompts: Iterable[Prompt], id: str) -> Prompt:
    """The prompt with an id; raises UnknownPrompt."""
    for prompt in prompts:
        if prompt_id(prompt) == id.lower():
            return prompt
    raise UnknownPrompt(id)


def judge_take(recording: Sound, prompt: Prompt) -> Verdict:
    """Judges how a recording sounds and, with a recogniser installed, what it says."""
    verdict = judge(recording, prompt)
    if not installed() or not verdict.usable:
        return verdict
    heard = said(master(recording).telephone, prompt)
    return replace(verdict, remarks=(*verdict.remarks, *words_heard(heard)))


def words_heard(heard: Said) -> Iterator[Remark]:
    """What there is to remark on the words that a recogniser heard."""
    if heard.character_errors > SOMETHING_ELSE:
        yield Remark(
            "other-words",
            Weight.REFUSED,
            f"this says something else: {heard.heard!r}",
            "read the text of this prompt",
        )
    elif heard.missing:
        missing = ", ".join(heard.missing[:MOST_MISSING_SHOWN])
        yield Remark(
            "words-not-heard",
            Weight.ADVICE,
            f"not heard: {missing}",
            "names are often misheard; listen whether the rest is there",
        )
