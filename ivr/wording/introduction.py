"""Reads an introduction by its parts: "Northside Dental, front desk, Maria"."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, pairwise
from typing import NamedTuple

from ivr.wording.name_words import is_person, may_be_company
from ivr.wording.phrase import Token
from ivr.wording.reading import Reading

_LONGEST_NAME = 7
_LONGEST_PERSON = 2
_LONGEST_DESK = 3
_MOST_PARTS = 12  # an introduction has no more
_PARTING = frozenset(",;:—–")
_QUOTES = frozenset("«„“")


class Named(NamedTuple):
    """The words that name someone, by first and last word of the reading."""

    first: int
    last: int

    def covers(self, token: Token) -> bool:
        """Whether a word is among them."""
        return self.first <= token.at < self.last


def company_alone(reading: Reading) -> Named | None:
    """A company between punctuation: "Northside Dental, good morning"."""
    return _first_part(reading, _is_company)


def company_quoted(reading: Reading) -> Named | None:
    """A company in quotation marks, where no word to say is quoted."""
    if reading.has("keyword-robot") or reading.has("keyword-robot", "say"):
        return None
    for token in reading.tokens:
        if token.capital and not _QUOTES.isdisjoint(token.before):
            return Named(token.at, token.at + 1)
    return None


def person_alone(reading: Reading) -> Named | None:
    """A person between punctuation: "Bakery, Maria, good morning"."""
    return _first_part(reading, _is_given_name)


def person_after(reading: Reading, company: Named | None) -> Named | None:
    """An unfamiliar name after the company or the desk: "Personnel, Wiborg"."""
    for before, part in pairwise(_parts(reading)):
        words = reading.tokens[part.first : part.last]
        first = (company and before.covers(reading.tokens[company.first])) or (
            _is_desk_listed(reading, before)
        )
        if first and "," in words[0].before and _may_be_person(reading, part):
            return part
    return None


def desk_between(
    reading: Reading, company: Named | None, agent: Named | None
) -> Named | None:
    """A desk between company and person: "Bergen kommune, byggesak, det er Kari"."""
    if company is None:
        return None
    parts = _parts(reading)
    for before, part in pairwise(parts[:-1]):
        words = reading.tokens[part.first : part.last]
        if (
            before.covers(reading.tokens[company.first])
            and "," in words[0].before
            and len(words) <= _LONGEST_PERSON
            and _is_desk(reading, words, agent)
        ):
            return part
    return None


def _is_desk(reading: Reading, words: list[Token], agent: Named | None) -> bool:
    common = reading.lexicon.members("common")
    if any(word.kind != "word" or word.form in common for word in words):
        return False
    if words[-1].capital and (agent is None or agent.covers(words[-1])):
        return False
    return not any(is_person(word, reading) for word in words)


def _parts(reading: Reading, number: int = 0) -> list[Named]:
    """What a sentence says between its commas, colons and dashes."""
    if number >= len(reading.sentences):
        return []
    sentence = reading.sentences[number]
    cuts = [
        index
        for index in range(sentence.first + 1, sentence.last)
        if not _PARTING.isdisjoint(reading.tokens[index].before)
    ]
    edges = [sentence.first, *cuts, sentence.last]
    parts = (Named(first, last) for first, last in pairwise(edges))
    return list(islice(parts, _MOST_PARTS))


def _first_part(
    reading: Reading, fits: Callable[[Reading, Named], bool]
) -> Named | None:
    for number in (0, 1):
        for part in _parts(reading, number):
            if fits(reading, part):
                return part
    return None


def _is_desk_listed(reading: Reading, part: Named) -> bool:
    """Whether a part begins with a listed desk and says little else."""
    return part.last - part.first <= _LONGEST_DESK and any(
        part.first == span.first for span in reading.found("names", "department")
    )


def _crosses(reading: Reading, part: Named, words: str) -> bool:
    return any(
        span.first < part.last and part.first < span.last
        for span in reading.found("names", words)
    )


def _may_be_person(reading: Reading, part: Named) -> bool:
    words = reading.tokens[part.first : part.last]
    common = reading.lexicon.members("common")
    return (
        len(words) <= _LONGEST_PERSON
        and all(word.kind == "word" and word.capital for word in words)
        and not any(word.form in common for word in words)
        and not any(word.before.strip(" ,.»") for word in words)
        and not any(_crosses(reading, part, each) for each in ("department", "trade"))
    )


def _is_given_name(reading: Reading, part: Named) -> bool:
    polite = reading.lexicon.members("polite-words")
    common = reading.lexicon.members("common")
    words = [
        word
        for word in reading.tokens[part.first : part.last]
        if word.form not in polite
    ]
    titles = 0
    while titles < min(_LONGEST_PERSON, len(words)) and not words[titles].capital:
        titles += 1
    if any(word.form in common for word in words[:titles]):
        return False
    words = words[titles:]
    return (
        0 < len(words) <= _LONGEST_PERSON
        and words[0].kind == "word"
        and all(word.capital for word in words)
        and words[0].form in reading.lexicon.members("given-names")
        and not _crosses(reading, Named(words[0].at, part.last), "trade")
    )


def _is_company(reading: Reading, part: Named) -> bool:
    words = reading.tokens[part.first : part.last]
    if not 0 < len(words) <= _LONGEST_NAME or len(words) == len(reading.tokens):
        return False
    lexicon = reading.lexicon
    joins = lexicon.members("joins") | lexicon.members("polite-words")
    common = lexicon.members("common")
    content = [word for word in words if word.form not in joins]
    if not content or not (content[0] is words[0] or words[0].capital):
        return False
    if len(words) == 1 and not _may_be_one_word(reading, part):
        return False
    if any(word.form in common for word in content):
        return False
    capitals = all(word.capital for word in content)
    if any(
        span.first < part.last
        and part.first < span.last
        # "Kongsberg Regnskap" is a company, "Regnskap" a desk
        and not (capitals and part.first < span.first)
        for span in reading.found("names", "department")
    ):
        return False
    opening = content[0]
    if opening.kind == "slot":
        return may_be_company(opening, reading)
    if not opening.capital:
        return any("«" in word.before for word in words)
    return capitals or _crosses(reading, part, "trade")


def _may_be_one_word(reading: Reading, part: Named) -> bool:
    """Whether a word alone may be a company: no person, no verb, not after a desk."""
    if reading.tokens[part.first].form in reading.lexicon.members("given-names"):
        return False
    if _crosses(reading, part, "verb"):
        return False
    return not any(
        following == part and _is_desk_listed(reading, before)
        for before, following in pairwise(_parts(reading))
    )
