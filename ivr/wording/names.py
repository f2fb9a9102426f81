"""Who a prompt names: the company, the department, the agent."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ivr.wording.name_words import (
    DEPARTMENT_SLOTS,
    is_colleague,
    is_person,
    is_surname,
    may_be_agent,
    may_be_company,
    slot_says,
    speaks_as_one,
)
from ivr.wording.phrase import Span, Token
from ivr.wording.prompt import Prompt
from ivr.wording.reading import Reading, Sentence, read

_LONGEST_NAME = 7
_LONGEST_PERSON = 2
_PARTING = frozenset(",;:—–")
_Fits = Callable[[Token, Reading], bool]
_FitsWords = Callable[[Reading, int, int], bool]


class Named(NamedTuple):
    """The words that name someone, by first and last word of the reading."""

    first: int
    last: int


class Names(NamedTuple):
    """Whom a prompt names; None where it names nobody."""

    company: Named | None
    department: Named | None
    agent: Named | None


def names(prompt: Prompt, reading: Reading) -> Names:
    """Whom a prompt names: the known names if there are any, else guessed."""
    known = (prompt.company, prompt.department, prompt.agent)
    return Names(
        *(
            spoken_name(name, reading) if name else guess
            for name, guess in zip(known, _guess(reading), strict=True)
        )
    )


def spoken_name(name: str, reading: Reading) -> Named | None:
    """Where a name is said, its last letters being free for case endings."""
    wanted = _stems(name, reading.lexicon.language)
    if not wanted:
        return None
    tokens = reading.tokens
    for index in range(len(tokens) - len(wanted) + 1):
        if all(
            tokens[index + offset].form.startswith(stem)
            for offset, stem in enumerate(wanted)
        ):
            return Named(index, index + len(wanted))
    return None


@lru_cache(maxsize=512)
def _stems(name: str, language: str) -> tuple[str, ...]:
    forms = [token.form for token in read(name, language).tokens]
    return tuple(form[: max(3, len(form) - 2)] for form in forms)


def _guess(reading: Reading) -> Names:
    known: Names | None = reading.remembered.get("names")
    if known is None:
        known = reading.remembered["names"] = _guessed(reading)
    return known


def _guessed(reading: Reading) -> Names:
    either = [
        (span, token)
        for span in reading.found("names", "either")
        if (token := _name_in(reading, span)) is not None
    ]
    company = _framed(reading, "company", may_be_company)
    if company and any(
        at.at == company.last - 1 and speaks_as_one(at, reading) for _, at in either
    ):
        company = None
    agent = _framed(reading, "agent", may_be_agent)
    company = company or _standing_alone(reading, _is_name)
    for span, token in either:
        named = Named(span.first, span.last)
        if _covers(company, token):
            continue
        if is_person(token, reading):
            agent = agent or named
        elif agent is None and (
            is_colleague(token, reading) or speaks_as_one(token, reading)
        ):
            agent = named
        elif company is None and may_be_company(token, reading):
            company = named
        elif agent is None and may_be_agent(token, reading):
            agent = named
    if agent is None:
        alone = _standing_alone(reading, _is_given_name)
        agent = None if alone == company else alone
    department = _department(reading) or _second_of_three(reading, company, agent)
    return Names(company, department, agent)


def _covers(named: Named | None, token: Token) -> bool:
    return named is not None and named.first <= token.at < named.last


def _framed(reading: Reading, frame: str, fits: _Fits) -> Named | None:
    for span in reading.found("names", frame):
        token = _name_in(reading, span)
        if token is not None and fits(token, reading):
            return Named(span.first, span.last)
    return None


def _name_in(reading: Reading, span: Span) -> Token | None:
    """The slot or capital word of a frame, if no comma comes between."""
    for index in range(span.last - 1, span.first - 1, -1):
        token = reading.tokens[index]
        if token.kind == "slot" or token.capital:
            inside = reading.tokens[span.first + 1 : span.last]
            if any("," in each.before or ";" in each.before for each in inside):
                return None
            return token
    return None


def _department(reading: Reading) -> Named | None:
    for span in reading.found("names", "department"):
        return Named(span.first, span.last)
    for index, token in enumerate(reading.tokens):
        if slot_says(token, DEPARTMENT_SLOTS):
            return Named(index, index + 1)
    return None


def _second_of_three(
    reading: Reading, company: Named | None, agent: Named | None
) -> Named | None:
    """A desk between company and person: "Bergen kommune, byggesak, det er Kari"."""
    if company is None or not reading.sentences:
        return None
    sentence = reading.sentences[0]
    parts = _between_signs(reading, sentence)
    for before, (first, last), _ in zip(parts, parts[1:], parts[2:], strict=False):
        words = reading.tokens[first:last]
        if (
            before[0] <= company.first < before[1]
            and "," in words[0].before
            and len(words) <= _LONGEST_PERSON
            and _is_desk(reading, words, agent)
        ):
            return Named(first, last)
    return None


def _is_desk(reading: Reading, words: list[Token], agent: Named | None) -> bool:
    common = reading.lexicon.members("common")
    if any(word.kind != "word" or word.form in common for word in words):
        return False
    if words[-1].capital and (agent is None or _covers(agent, words[-1])):
        return False
    return not any(is_person(word, reading) for word in words)


def _between_signs(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    cuts = [
        index
        for index in range(sentence.first + 1, sentence.last)
        if _parts_names(reading.tokens[index].before)
    ]
    edges = [sentence.first, *cuts, sentence.last]
    return list(pairwise(edges))


def _standing_alone(reading: Reading, fits: _FitsWords) -> Named | None:
    """A name between punctuation: "Northside Dental, good morning"."""
    for sentence in reading.sentences[:2]:
        for first, last in _between_signs(reading, sentence):
            if fits(reading, first, last):
                return Named(first, last)
    return None


def _parts_names(before: str) -> bool:
    return not _PARTING.isdisjoint(before)


def _is_given_name(reading: Reading, first: int, last: int) -> bool:
    polite = reading.lexicon.members("polite-words")
    words = [word for word in reading.tokens[first:last] if word.form not in polite]
    return (
        0 < len(words) <= _LONGEST_PERSON
        and words[0].kind == "word"
        and all(word.capital for word in words)
        and (
            words[0].form in reading.lexicon.members("given-names")
            or (len(words) == 1 and first > 0 and is_surname(reading, first))
        )
        and not any(reading.marks_trade(index) for index in range(first, last))
    )


def _is_name(reading: Reading, first: int, last: int) -> bool:
    words = reading.tokens[first:last]
    if not 0 < len(words) <= _LONGEST_NAME or len(words) == len(reading.tokens):
        return False
    lexicon = reading.lexicon
    joins = lexicon.members("joins") | lexicon.members("polite-words")
    common = lexicon.members("common")
    content = [word for word in words if word.form not in joins]
    if not content or not (content[0] is words[0] or words[0].capital):
        return False
    if len(words) == 1 and (
        words[0].form in lexicon.members("given-names")
        or is_surname(reading, first)
        or any(span.first == first for span in reading.found("names", "verb"))
    ):
        return False
    if any(word.form in common for word in content):
        return False
    if any(
        span.first < last and first < span.last
        for span in reading.found("names", "department")
    ):
        return False
    opening = content[0]
    if opening.kind == "slot":
        return may_be_company(opening, reading)
    if not opening.capital:
        return any("«" in word.before for word in words)
    return all(word.capital for word in content) or any(
        reading.marks_trade(index) for index in range(first, last)
    )
