"""Reads a prompt once: words, sentences, and where the word lists strike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

from ivr.wording.lexicon import Lexicon, lexicon
from ivr.wording.phrase import Marks, Span, Token

_TOKEN = re.compile(
    r"(?P<word>(?:[ap]\.m\.)"
    r"|[^\W\d_]+(?:[\u0300-\u036f'’‑-]+[^\W\d_]+|[\u0300-\u036f]+)*)"
    r"|(?P<slot>\{\{[^{}\n]{0,80}\}\}|\$?\{[^{}\n]{0,80}\}|\[[^\[\]\n]{1,80}\]"
    r"|<[^<>\n]{1,60}>|%\([a-z_]{1,30}\)s)"
    r"|(?P<time>\d{1,2}[:.]\d{2}(?![\d.,:]\d))"
    r"|(?P<number>\d+(?:[.,:/]\d+)*)",
    re.IGNORECASE,
)
_ENDS = '.!?…。？！"”»)'
_SIGNS = re.compile(r"[.!?…。？！]+")
_PLAIN = str.maketrans({"’": "'", "‑": "-", "ё": "е"})
_LONGEST_WORD = 48
_SHORT = 2_000


class Sentence(NamedTuple):
    """A sentence: character offsets, its words, and the sign that ends it."""

    start: int
    end: int
    first: int
    last: int
    sign: str

    @property
    def asks(self) -> bool:
        """Whether it ends in a question mark."""
        return "?" in self.sign or "？" in self.sign


class Reading:
    """A prompt taken apart, with every strike of its language's word lists."""

    __slots__ = ("lexicon", "marks", "remembered", "sentences", "text", "tokens")

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text = text
        self.lexicon = words
        self.tokens: list[Token]
        self.sentences: list[Sentence]
        self.tokens, self.sentences = _split(text, words.members("abbreviations"))
        self.marks: Marks = words.strikes(self.tokens)
        self.remembered: dict[str, Any] = {}

    def found(self, name: str, words: str = "avoid") -> list[Span]:
        """The strikes of one list of a rule, less those its `except` list excuses."""
        lists = self.marks.get(name)
        if lists is None:
            return []
        spans = lists.get(words)
        if spans is None:
            return []
        excused = lists.get("except")
        if excused is None:
            return spans
        covered = {at for each in excused for at in range(each.first, each.last)}
        return [s for s in spans if covered.isdisjoint(range(s.first, s.last))]

    def has(self, name: str, words: str = "avoid") -> bool:
        """Whether one list of a rule strikes at all."""
        return bool(self.found(name, words))

    def sentence_of(self, span: Span) -> Sentence:
        """The sentence in which a strike begins."""
        return self.sentences[self.tokens[span.first].sentence]

    def asks(self, span: Span) -> bool:
        """Whether a strike stands in a question."""
        return self.sentence_of(span).asks

    def words_of(self, sentence: Sentence) -> list[Token]:
        """The words of a sentence."""
        return self.tokens[sentence.first : sentence.last]

    def marks_trade(self, index: int) -> bool:
        """Whether a word says what trade a company is in: "clinic", "hotel"."""
        trades = self.found("names", "trade")
        return any(span.first <= index < span.last for span in trades)

    def replaced(self, sentence: Sentence, words: str) -> str:
        """The prompt with one sentence put in other words."""
        before = self.text[: sentence.start].rstrip()
        after = self.text[sentence.end :].strip()
        return " ".join(part for part in (before, words.strip(), after) if part)

    def followed_by(self, sentence: str) -> str:
        """The prompt with a sentence after it; its own last one is ended first."""
        text = self.text.strip()
        if text and text[-1] not in _ENDS:
            text = f"{text.rstrip(',;:-–— ')}."
        return f"{text} {sentence}".strip()


def _split(
    text: str, abbreviations: frozenset[str]
) -> tuple[list[Token], list[Sentence]]:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    low = _lowered(text)
    is_composed = low.isascii() or unicodedata.is_normalized("NFC", low)
    append = tokens.append
    new = tuple.__new__
    first = begins = ends = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        before = ""
        if start - ends != 1 or text[ends] != " ":
            before = text[ends:start].strip()
            if len(tokens) > first:
                shortened = before == "." and tokens[-1].form in abbreviations
                end_sign = _end_sign(text, ends, start, shortened)
                if end_sign is not None:
                    sentences.append(
                        Sentence(
                            begins, ends + end_sign[0], first, len(tokens), end_sign[1]
                        )
                    )
                    first = len(tokens)
                    before = before.lstrip(".!?…。？！ \n")
        opens = len(tokens) == first
        if opens:
            begins = start
        form = low[start:end]
        if not is_composed:
            form = unicodedata.normalize("NFC", form)
        if end - start > _LONGEST_WORD:
            form = form[:_LONGEST_WORD]
        kind = match.lastgroup
        capital = kind == "word" and text[start].isupper()
        number = len(sentences)
        place = len(tokens)
        facts = (form, start, end, kind, number, capital, opens, before, place)
        append(new(Token, facts))
        ends = end
    if len(tokens) > first:
        sign = _SIGNS.search(text, ends)
        stop = sign.end() if sign else len(text.rstrip())
        shown = sign.group() if sign else ""
        sentences.append(Sentence(begins, stop, first, len(tokens), shown))
    return tokens, sentences


def _end_sign(
    text: str, start: int, end: int, shortened: bool
) -> tuple[int, str] | None:
    """How far behind a word its sentence ends, and by which sign; None if it goes on.

    A new line ends it before a capital letter; the point of an abbreviation does not
    before a small one.
    """
    begins_anew = text[end].isupper()
    if shortened and not begins_anew:
        return None
    sign = _SIGNS.search(text, start, end)
    if sign is not None:
        return sign.end() - start, sign.group()
    if begins_anew and "\n" in text[start:end]:
        return 0, ""
    return None


def _lowered(text: str) -> str:
    """The text in plain lower-case letters, every one at its old place."""
    low = text.lower()
    if len(low) != len(text):  # "İ" becomes two signs
        low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return low if low.isascii() else low.translate(_PLAIN)


def read(text: str, language: str) -> Reading:
    """The reading of a text in a language; short ones are remembered."""
    if len(text) > _SHORT:
        return Reading(text, lexicon(language))
    return _remembered(text, language)


def forget() -> None:
    """Forgets every reading, for measuring."""
    _remembered.cache_clear()


@lru_cache(maxsize=256)
def _remembered(text: str, language: str) -> Reading:
    return Reading(text, lexicon(language))
