"""Judges single words: a company, a person, the beginning of a longer name."""

from __future__ import annotations

from collections.abc import Iterator

from ivr.wording.phrase import Token
from ivr.wording.reading import Reading

# Slots are named by whoever wrote the template, in whatever language.
AGENT_SLOTS = ("agent", "navn", "имя", "pangalan", "ahente", "оператор", "ansatt")
DEPARTMENT_SLOTS = ("department", "team", "avdeling", "отдел", "kagawaran", "desk")
COMPANY_SLOTS = (
    *("company", "business", "store", "shop", "bank", "hospital", "restaurant"),
    *("firm", "clinic", "brand", "client", "telco", "organi", "bedrift", "selskap"),
    *("компан", "фирм", "клиник", "магазин", "kompanya", "kumpanya", "negosyo"),
    *("practice", "office", "hotel", "utility", "school", "agency"),
)
_ENDINGS = ("", "а", "я", "й", "ь")


def slot_says(token: Token, words: tuple[str, ...]) -> bool:
    return token.kind == "slot" and any(word in token.form for word in words)


def may_be_company(token: Token, reading: Reading) -> bool:
    if token.kind == "slot":
        if slot_says(token, COMPANY_SLOTS):
            return True
        return not slot_says(token, AGENT_SLOTS + DEPARTMENT_SLOTS)
    if is_person(token, reading) and not _goes_on(token, reading):
        return False
    return token.form not in reading.lexicon.members("not-names")


def is_colleague(token: Token, reading: Reading) -> bool:
    """Whether a name of one word stands beside a department: "Sales, this is Olga"."""
    alone = token.kind == "word" and not _goes_on(token, reading)
    return alone and may_be_agent(token, reading) and reading.has("names", "department")


def speaks_as_one(token: Token, reading: Reading) -> bool:
    """Whether a name of one word says "I": "You've reached Denise. I'm out"."""
    if token.kind != "word" or _goes_on(token, reading):
        return False
    return reading.has("names", "first-person") and may_be_agent(token, reading)


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


def may_be_agent(token: Token, reading: Reading) -> bool:
    if token.kind == "slot":
        return not slot_says(token, COMPANY_SLOTS + DEPARTMENT_SLOTS)
    return token.form not in reading.lexicon.members("not-names")


def is_person(token: Token, reading: Reading) -> bool:
    if token.kind == "slot":
        return may_be_agent(token, reading)
    form = token.form.removesuffix("'s")
    given = reading.lexicon.members("given-names")
    return form in given or any(base in given for base in _base_forms(form))


def _base_forms(form: str) -> Iterator[str]:
    """What a Russian name in another case may be in the nominative."""
    if "а" <= form[:1] <= "я":
        for stem in (form[:-1], form[:-2]):
            yield from (stem + ending for ending in _ENDINGS)
