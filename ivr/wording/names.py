"""Who a prompt names: the company, the department, the agent."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from ivr.wording.introduction import (
    Named,
    company_alone,
    company_quoted,
    desk_between,
    person_after,
    person_alone,
)
from ivr.wording.name_words import (
    DEPARTMENT_SLOTS,
    is_colleague,
    is_person,
    may_be_agent,
    may_be_company,
    slot_says,
    speaks_as_one,
)
from ivr.wording.phrase import Span, Token
from ivr.wording.prompt import Prompt
from ivr.wording.reading import Reading, read

_Fits = Callable[[Token, Reading], bool]


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
    alone = None if company else company_alone(reading)
    company = company or alone
    for span, token in either:
        named = Named(span.first, span.last)
        if any(each and each.covers(token) for each in (company, agent)):
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
    company = company or company_quoted(reading)
    if agent is None:
        agent = person_alone(reading) or person_after(reading, company)
        agent = None if agent == company else agent
    department = _department(reading, alone) or desk_between(reading, company, agent)
    return Names(company, department, agent)


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


def _department(reading: Reading, company: Named | None) -> Named | None:
    """A listed desk that is no part of the company's own name."""
    for span in reading.found("names", "department"):
        if not (company and company.first < span.first < company.last):
            return Named(span.first, span.last)
    for index, token in enumerate(reading.tokens):
        if slot_says(token, DEPARTMENT_SLOTS):
            return Named(index, index + 1)
    return None
