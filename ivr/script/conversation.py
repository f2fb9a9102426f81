"""The first conversation with an owner: who you are, who answers, what is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.languages import CODES
from ivr.languages.ru.latin import is_cyrillic, latin
from ivr.languages.spoken_time import WEEKDAYS
from ivr.script.answers import AnsweringAgent, AnsweringDepartment, Answers
from ivr.script.hours import A_DAY, Band, bands, weekdays
from ivr.script.starting import starting
from ivr.script.telephone import country_of, dial_target, timezone_of
from ivr.script.trades import Trade, emergency_number, trades

RUSSIAN = "ru"


@dataclass(frozen=True)
class Person:
    """Who answers, the telephone that rings, and in which department."""

    name: str
    phone: str
    department: str = ""


@dataclass(frozen=True)
class Told:
    """What the owner told us. `needs` are the owner's words in the first language.

    `in_latin` is the company's name in Latin letters, if it is written in others.
    """

    company: str
    trade: str
    languages: tuple[str, ...]
    people: tuple[Person, ...]
    hours: Mapping[str, str]
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_latin: str = ""


def answers(told: Told) -> Answers:
    """The answers from which a call script is written; NotDialled for a telephone.

    What is wanted of a department in which nobody answers goes to the first one.
    """
    usual = starting(told.languages[0])
    people = [
        AnsweringAgent(
            person.name,
            dial_target(person.phone, usual.country),
            _spelled(person.name, told.languages),
        )
        for person in told.people
    ]
    country = country_of(people[0].phone) or usual.country
    return Answers(
        told.company,
        told.languages,
        tuple(_departments(told, people)),
        country,
        timezone_of(people[0].phone) or timezone_in(country, told.languages[0]),
        told.hours,
        _emergency(told, country),
        _spelled(told.company, told.languages, told.in_latin),
    )


def needs_latin(name: str, languages: tuple[str, ...]) -> bool:
    """Whether a name has to be written in Latin letters as well."""
    return is_cyrillic(name) and languages != (RUSSIAN,)


def timezone_in(country: str, language: str) -> str:
    """The timezone that a line in a country usually has."""
    usual = starting(language)
    for near in (usual, *(starting(code) for code in CODES)):
        if near.country == country:
            return near.timezone
    return usual.timezone


def merged(hours: Mapping[int, str]) -> dict[str, str]:
    """Times by weekday (0-6) as a script has them: "monday-friday", days alike."""
    found: dict[str, str] = {}
    first = 0
    for day in range(7):
        if day == 6 or hours.get(day) != hours.get(day + 1):
            days = dict.fromkeys((WEEKDAYS[first], WEEKDAYS[day]))
            if times := hours.get(day):
                found["-".join(days)] = times
            first = day + 1
    return found


def by_weekday(hours: Mapping[str, str]) -> dict[int, Band]:
    """The first band of each open weekday."""
    return {
        day: opening[0]
        for days, times in hours.items()
        for day in weekdays(days)
        if (opening := bands(times))
    }


def clock(minutes: int) -> str:
    """Minutes after midnight as "08:30"."""
    hour, minute = divmod(minutes % A_DAY, 60)
    return f"{hour:02}:{minute:02}"


def _departments(told: Told, people: list[AnsweringAgent]) -> list[AnsweringDepartment]:
    in_each = {language: trades(language)[told.trade] for language in told.languages}
    own = in_each[told.languages[0]]
    first = next(iter(own.departments))
    staffed: dict[str, list[AnsweringAgent]] = {}
    for person, agent in zip(told.people, people, strict=True):
        key = person.department if person.department in own.departments else first
        staffed.setdefault(key, []).append(agent)
    order = [key for key in own.departments if key in staffed]
    loose = [key for key in own.departments if key not in staffed]
    return [
        AnsweringDepartment(
            own.departments[key].names[0],
            tuple(staffed[key]),
            key,
            {code: trade.departments[key].names[0] for code, trade in in_each.items()},
            {
                code: _handles(told, trade, code, [key, *(loose if n == 0 else ())])
                for code, trade in in_each.items()
            },
        )
        for n, key in enumerate(order)
    ]


def _handles(
    told: Told, trade: Trade, language: str, keys: list[str]
) -> tuple[str, ...]:
    said: list[str] = []
    for key in keys:
        own = told.needs.get(key) if language == told.languages[0] else None
        said += trade.departments[key].handles if own is None else own
    return tuple(dict.fromkeys(said))


def _spelled(
    name: str, languages: tuple[str, ...], in_latin: str = ""
) -> dict[str, str]:
    """A name as each language reads it; nothing where it is the same everywhere."""
    if not needs_latin(name, languages):
        return {}
    other = in_latin or latin(name)
    return {code: name if code == RUSSIAN else other for code in languages}


def _emergency(told: Told, country: str) -> dict[str, str]:
    number = emergency_number(country)
    said = {code: trades(code)[told.trade].emergency for code in told.languages}
    return {
        code: text.replace("{number}", number) for code, text in said.items() if text
    }
