"""Reads the options of a menu: which key, what for, and which is said first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ivr.wording.phrase import Span
from ivr.wording.reading import Reading

_NEAR = 7
_LONGEST_KEY = 2
_MOST_KEYS = 30
_DASHES = frozenset("—–-")


class Option(NamedTuple):
    """One option of a menu.

    `key` is the key as it is said, `span` the words that ask for it, and
    `purpose` the word of the meaning if it comes after the key, else -1.
    """

    key: str
    span: Span
    purpose: int

    @property
    def key_first(self) -> bool:
        """Whether the caller hears the key before its meaning."""
        return self.purpose >= 0


def options(words: Reading) -> list[Option]:
    """The options of a prompt in the order in which they are said."""
    keys = words.found("menu", "key")
    if not keys:
        return []
    known: list[Option] | None = words.remembered.get("options")
    if known is None:
        short = [span for span in keys if _is_key(words, span)][:_MOST_KEYS]
        spans = sorted([*short, *_elliptic(words, short)])
        known = words.remembered["options"] = [
            Option(words.tokens[span.last - 1].form, span, _purpose(words, span, spans))
            for span in spans
        ]
    return known


def _is_key(words: Reading, span: Span) -> bool:
    """Whether one key is asked for, and not a telephone number such as 911."""
    form = words.tokens[span.last - 1].form
    return not form.isdigit() or len(form) <= _LONGEST_KEY


def only_options(words: Reading) -> bool:
    """Whether every sentence offers a key, so that the prompt says nothing else."""
    offered = {words.tokens[option.span.first].sentence for option in options(words)}
    return bool(offered) and len(offered) == len(words.sentences)


def _elliptic(words: Reading, keys: list[Span]) -> Iterator[Span]:
    """Keys without a verb: "press 1 for sales, 2 for support", "Loans — 2"."""
    told = {words.tokens[span.first].sentence for span in keys}
    for span in words.found("menu", "more"):
        token = words.tokens[span.first]
        dashed = bool(keys) and not _DASHES.isdisjoint(token.before)
        if token.sentence not in told and not dashed:
            continue
        if any(span.first < key.last and key.first <= span.first for key in keys):
            continue
        if not token.before and not _joined(words, span.first):
            continue
        yield Span(token.start, token.end, span.first, span.first + 1, span.phrase)


def _joined(words: Reading, index: int) -> bool:
    before = words.tokens[index - 1].form if index else ""
    return before in words.lexicon.members("conjunctions")


def _purpose(words: Reading, span: Span, spans: list[Span]) -> int:
    """Where the meaning begins if it follows the key, else -1."""
    if not _begins_clause(words, span.first):
        return -1
    sentence = words.sentences[words.tokens[span.first].sentence]
    number = words.tokens[span.first].sentence
    if number and words.sentences[number - 1].asks and span.first == sentence.first:
        return -1
    purposes = words.lexicon.members("purposes")
    ends = [each.first for each in spans if each.first > span.first]
    stop = min([sentence.last, span.last + _NEAR, *ends])
    for index in range(span.last, stop):
        if words.tokens[index].form in purposes:
            return index
    return -1


def _begins_clause(words: Reading, index: int) -> bool:
    skipped = words.lexicon.members("please") | words.lexicon.members("conjunctions")
    while not words.tokens[index].opens:
        if words.tokens[index].before and not _after_purpose(words, index):
            return True
        if words.tokens[index - 1].form not in skipped:
            return False
        index -= 1
    return True


def _after_purpose(words: Reading, index: int) -> bool:
    """Whether the clause before the comma tells the meaning: "For sales, press 1"."""
    purposes = words.lexicon.members("purposes")
    keys = words.found("menu", "key")
    at = index - 1
    while at >= 0 and words.tokens[at].sentence == words.tokens[index].sentence:
        if any(key.first <= at < key.last for key in keys):
            return False
        if words.tokens[at].form in purposes and _opens_clause(words, at):
            return True
        at -= 1
    return "—" in words.tokens[index].before or "–" in words.tokens[index].before


def _opens_clause(words: Reading, index: int) -> bool:
    token = words.tokens[index]
    return token.opens or bool(token.before) or _joined(words, index)


def meaning_first(words: Reading, said: list[Option]) -> str:
    """The prompt with every meaning before its key, or nothing if that is unclear."""
    text = words.text
    parts: list[str] = []
    at = 0
    for number, option in enumerate(said):
        if not option.key_first:
            continue
        first = _clause_start(words, option.span.first)
        last = _meaning_end(words, option, said[number + 1 :])
        meaning = text[words.tokens[option.purpose].start : last].strip(" ,;")
        key = _key_words(words, option, said)
        if option.purpose != option.span.last or not meaning:
            return ""
        comma = "" if words.lexicon.language == "ru" else ","
        start = words.tokens[first].start
        joint = text[at:start]
        if parts and joint.strip(" ,;") in {"", *words.lexicon.members("conjunctions")}:
            joint = ". "
        parts.append(joint)
        parts.append(f"{meaning[0].upper()}{meaning[1:]}{comma} {key}")
        at = last
    return "".join([*parts, text[at:]]) if parts else ""


def _clause_start(words: Reading, index: int) -> int:
    skipped = words.lexicon.members("please")
    while (
        not words.tokens[index].opens
        and not words.tokens[index].before
        and words.tokens[index - 1].form in skipped
    ):
        index -= 1
    return index


def _meaning_end(words: Reading, option: Option, later: list[Option]) -> int:
    sentence = words.sentences[words.tokens[option.span.first].sentence]
    for following in later:
        first = _clause_start(words, following.span.first)
        if words.tokens[first].sentence != words.tokens[option.span.first].sentence:
            break
        while first > option.span.last and _joined(words, first):
            first -= 1
        return words.tokens[first - 1].end
    return sentence.end - len(sentence.sign)


def _key_words(words: Reading, option: Option, said: list[Option]) -> str:
    """The words that ask for the key, borrowed from the first option if left out."""
    span = option.span
    if span.last - span.first > 1:
        asked = words.text[span.start : span.end]
    else:
        model = next(each.span for each in said if each.span.last - each.span.first > 1)
        head = words.text[model.start : words.tokens[model.last - 1].start]
        asked = head + words.text[span.start : span.end]
    return asked[0].lower() + asked[1:]
