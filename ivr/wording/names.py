"""Who a prompt names: the company, the department, the agent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ivr.wording.phrase import Span, Token
from ivr.wording.prompt import Prompt
from ivr.wording.reading import Reading, read

# Slots are named by whoever wrote the template, in whatever language.
_AGENT_SLOTS = ("agent", "navn", "имя", "pangalan", "ahente", "оператор", "ansatt")
_DEPARTMENT_SLOTS = ("department", "team", "avdeling", "отдел", "kagawaran", "desk")
_COMPANY_SLOTS = (
    *("company", "business", "store", "shop", "bank", "hospital", "restaurant"),
    *("firm", "clinic", "brand", "client", "telco", "organi", "bedrift", "selskap"),
    *("компан", "фирм", "клиник", "магазин", "kompanya", "kumpanya", "negosyo"),
    *("practice", "office", "hotel", "utility", "school", "agency"),
)
_LONGEST_NAME = 7
_LONGEST_PERSON = 2
_PARTING = frozenset(",;:—–")
_ENDINGS = ("", "а", "я", "й", "ь")
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
    company = _framed(reading, "company", _may_be_company)
    agent = _framed(reading, "agent", _may_be_agent)
    for span in reading.found("names", "either"):
        token = _name_in(reading, span)
        if token is None:
            continue
        if _is_person(token, reading):
            agent = agent or Named(span.first, span.last)
        elif agent is None and _is_colleague(token, reading):
            agent = Named(span.first, span.last)
        elif company is None and _may_be_company(token, reading):
            company = Named(span.first, span.last)
        elif agent is None and _may_be_agent(token, reading):
            agent = Named(span.first, span.last)
    company = company or _standing_alone(reading, _is_name)
    if agent is None:
        alone = _standing_alone(reading, _is_given_name)
        agent = None if alone == company else alone
    return Names(company, _department(reading), agent)


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


def _slot_says(token: Token, words: tuple[str, ...]) -> bool:
    return token.kind == "slot" and any(word in token.form for word in words)


def _may_be_company(token: Token, reading: Reading) -> bool:
    if token.kind == "slot":
        if _slot_says(token, _COMPANY_SLOTS):
            return True
        return not _slot_says(token, _AGENT_SLOTS + _DEPARTMENT_SLOTS)
    if _is_person(token, reading) and not _goes_on(token, reading):
        return False
    return token.form not in reading.lexicon.members("not-names")


def _is_colleague(token: Token, reading: Reading) -> bool:
    """Whether a name of one word stands beside a department: "Sales, this is Olga"."""
    alone = token.kind == "word" and not _goes_on(token, reading)
    return (
        alone and _may_be_agent(token, reading) and reading.has("names", "department")
    )


def _goes_on(token: Token, reading: Reading) -> bool:
    """Whether a name has more words: "Maria" alone is a person."""
    if token.at + 1 == len(reading.tokens):
        return False
    following = reading.tokens[token.at + 1]
    if following.opens or following.before.strip("&"):
        return False
    return following.capital or "&" in following.before or _joins(following, reading)


def _joins(token: Token, reading: Reading) -> bool:
    return token.form in reading.lexicon.members("joins-names")


def _may_be_agent(token: Token, reading: Reading) -> bool:
    if token.kind == "slot":
        return not _slot_says(token, _COMPANY_SLOTS + _DEPARTMENT_SLOTS)
    return token.form not in reading.lexicon.members("not-names")


def _is_person(token: Token, reading: Reading) -> bool:
    if token.kind == "slot":
        return _may_be_agent(token, reading)
    form = token.form.removesuffix("'s")
    given = reading.lexicon.members("given-names")
    return form in given or any(base in given for base in _base_forms(form))


def _base_forms(form: str) -> Iterator[str]:
    """What a Russian name in another case may be in the nominative."""
    if "а" <= form[:1] <= "я":
        for stem in (form[:-1], form[:-2]):
            yield from (stem + ending for ending in _ENDINGS)


def _department(reading: Reading) -> Named | None:
    for span in reading.found("names", "department"):
        return Named(span.first, span.last)
    for index, token in enumerate(reading.tokens):
        if _slot_says(token, _DEPARTMENT_SLOTS):
            return Named(index, index + 1)
    return None


def _standing_alone(reading: Reading, fits: _FitsWords) -> Named | None:
    """A name between punctuation: "Northside Dental, good morning"."""
    for sentence in reading.sentences[:2]:
        first = sentence.first
        for index in range(sentence.first, sentence.last + 1):
            at_end = index == sentence.last
            if at_end or (index > first and _parts_names(reading.tokens[index].before)):
                if fits(reading, first, index):
                    return Named(first, index)
                first = index
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
        and words[0].form in reading.lexicon.members("given-names")
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
    if len(words) == 1 and words[0].form in lexicon.members("given-names"):
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
        return _may_be_company(opening, reading)
    if not opening.capital:
        return any("«" in word.before for word in words)
    return all(word.capital for word in content) or any(
        reading.marks_trade(index) for index in range(first, last)
    )
