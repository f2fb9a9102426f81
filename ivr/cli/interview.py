"""The questions of `ivr new`, asked only for what was not given."""

from dataclasses import dataclass

import click

from ivr.languages import CODES, LANGUAGES
from ivr.script.answers import (
    AnsweringAgent,
    AnsweringDepartment,
    Answers,
    answering,
)
from ivr.script.conversation import timezone_in
from ivr.script.starting import Starting, starting
from ivr.script.telephone import NotDialled, country_of, dial_target, timezone_of


@dataclass(frozen=True)
class Given:
    """What was given on the command line."""

    company: str | None
    departments: tuple[str, ...]
    agents: tuple[str, ...]
    languages: tuple[str, ...]
    phones: tuple[str, ...]


def interview(given: Given) -> Answers:
    """The answers to everything that a call script needs; asks for what is missing."""
    languages = tuple(dict.fromkeys(given.languages)) or _ask_languages()
    usual = starting(languages[0])
    company = given.company or click.prompt(usual.questions["company"])
    if given.agents and given.phones and given.departments:
        departments = _paired(given, usual)
    else:
        departments = _ask_departments(given, usual)
    phone = departments[0].agents[0].phone
    country = country_of(phone) or usual.country
    timezone = timezone_of(phone) or timezone_in(country, languages[0])
    return Answers(company, languages, departments, country, timezone)


def _paired(given: Given, usual: Starting) -> tuple[AnsweringDepartment, ...]:
    try:
        phones = [dial_target(phone, usual.country) for phone in given.phones]
    except NotDialled as wrong:
        raise click.UsageError(f"The phone {wrong.reason}; {wrong.way_out}.") from None
    try:
        return answering(given.departments, given.agents, phones)
    except ValueError as wrong:
        raise click.UsageError(f"Please {wrong}.") from None


def _ask_languages() -> tuple[str, ...]:
    names = ", ".join(f"{code} ({LANGUAGES[code].name})" for code in CODES)
    click.echo(f"Languages: {names}. Several go with commas between; the first greets.")
    asked: tuple[str, ...] = click.prompt(
        "Which languages does the line speak?", default="en", value_proc=_languages
    )
    return asked


def _languages(written: str) -> tuple[str, ...]:
    from ivr.script.errors import nearest_language

    codes = [part.strip().lower() for part in written.split(",") if part.strip()]
    for code in codes:
        if code not in CODES:
            raise click.UsageError(f"'{code}' is not one; {nearest_language(code)}")
    return tuple(dict.fromkeys(codes)) or ("en",)


def _ask_departments(given: Given, usual: Starting) -> tuple[AnsweringDepartment, ...]:
    """Asks per department; names, agents and telephones that were given go first."""
    questions = usual.questions
    first = usual.departments["front-desk"].names[0]
    names = list(given.departments)
    if not names:
        names = [click.prompt(questions["department"], default=first)]
    departments = []
    agents, phones = list(given.agents), list(given.phones)
    while names:
        name = names.pop(0)
        asked = questions["agent"].format(department=name)
        agent = agents.pop(0) if agents else click.prompt(asked)
        phone = phones.pop(0) if phones else None
        number = _telephone(phone, questions["phone"].format(agent=agent), usual)
        people = (AnsweringAgent(agent, number),)
        departments.append(AnsweringDepartment(name, people))
        if not names and not given.departments and len(departments) < 9:
            more = click.prompt(questions["another"], default="", show_default=False)
            names.extend([more] if more.strip() else [])
    return tuple(departments)


def _telephone(given: str | None, question: str, usual: Starting) -> str:
    def number(written: str) -> str:
        try:
            return dial_target(written, usual.country)
        except NotDialled as wrong:
            raise click.UsageError(f"It {wrong.reason}; {wrong.way_out}.") from None

    if given:
        return number(given)
    asked: str = click.prompt(question, value_proc=number)
    return asked
