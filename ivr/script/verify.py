"""What a call script means: numbers, references, hours, languages.

Works on the document rather than on the model, so that everything that is wrong
is said at once, whatever else is wrong.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from zoneinfo import ZoneInfo, available_timezones

from ivr.languages.spoken_time import WEEKDAYS
from ivr.script import hours as opening
from ivr.script.coverage import coverage
from ivr.script.document import Document
from ivr.script.errors import MOST_PROBLEMS, Problem, did_you_mean, shown
from ivr.script.message import Message
from ivr.script.place import Path
from ivr.script.reference import entries, group, phones, references
from ivr.script.telephone import NotDialled, dial_target, known_country, own_number
from ivr.script.text import replaced

DEFAULT_COUNTRY = "US"
ONE_TIMEZONE = {
    "DK": "Europe/Copenhagen",
    "FI": "Europe/Helsinki",
    "GB": "Europe/London",
    "IE": "Europe/Dublin",
    "NO": "Europe/Oslo",
    "PH": "Asia/Manila",
    "SE": "Europe/Stockholm",
}


def verify(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """The document with its telephone numbers in E.164, and what is wrong in it."""
    document = _with_timezone(document)
    document, undialled = _telephones(document)
    found = chain(
        undialled,
        _country(document),
        _timezone(document),
        _hours(document),
        _holidays(document),
        coverage(document),
        references(document),
    )
    return document, tuple(islice(found, MOST_PROBLEMS + 1))


def country_of(document: Document) -> str:
    """The script's country where it is a known one."""
    country = group(document.data).get("country")
    if isinstance(country, str) and known_country(country):
        return country
    return DEFAULT_COUNTRY


def _country(document: Document) -> Iterator[Problem]:
    country = group(document.data).get("country")
    if not isinstance(country, str) or len(country) != 2 or not country.isupper():
        return
    if not known_country(country):
        near = {"UK": "GB", "EN": "GB", "RF": "RU"}.get(country)
        way_out = (
            Message("did you mean '%(meant)s'?", meant=near)
            if near
            else Message("for example NO, PH, RU or US")
        )
        message = Message("%(said)s is not a country", said=shown(country))
        yield Problem(document.place(("country",)), message, way_out)


def _with_timezone(document: Document) -> Document:
    script = group(document.data)
    country = script.get("country")
    if not isinstance(country, str) or country not in ONE_TIMEZONE:
        return document
    if script.get("timezone") is None:
        zoned = {**script, "timezone": ONE_TIMEZONE[country]}
        return replace(document, data=zoned)
    return document


def _timezone(document: Document) -> Iterator[Problem]:
    script = group(document.data)
    name = script.get("timezone")
    if name is None and script.get("hours"):
        place = document.key(("hours",))
        way_out = "add, for example: timezone: America/New_York"
        yield Problem(place, "the hours need a timezone", way_out)
    if isinstance(name, str) and not _is_timezone(name):
        message = Message("%(said)s is not a timezone", said=shown(name))
        yield Problem(document.place(("timezone",)), message, _nearest_timezone(name))


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return name not in ("localtime", "posixrules")


def _nearest_timezone(name: str) -> str:
    city = name.rpartition("/")[2].strip().replace(" ", "_").lower()
    known = sorted(available_timezones())
    for zone in known:
        if zone.rpartition("/")[2].lower() == city:
            return Message("did you mean '%(meant)s'?", meant=zone)
    region = name.partition("/")[0].lower()
    near = [zone for zone in known if zone.lower().startswith(region)]
    return did_you_mean(name, near, "for example Europe/Oslo")


def _hours(document: Document) -> Iterator[Problem]:
    written: dict[int, str] = {}
    for days, times in group(document.data, "hours").items():
        path: Path = ("hours", days)
        try:
            for day in opening.weekdays(days):
                if day in written:
                    message = Message("%(day)s has hours twice", day=WEEKDAYS[day])
                    way_out = Message(
                        "it is also in %(said)s; keep one", said=shown(written[day])
                    )
                    yield Problem(document.key(path), message, way_out)
                    break
                written[day] = days
        except opening.NotHours as wrong:
            yield Problem(document.key(path), wrong.reason, wrong.way_out)
        if isinstance(times, str):
            try:
                opening.bands(times)
            except opening.NotHours as wrong:
                yield Problem(document.place(path), wrong.reason, wrong.way_out)


def _holidays(document: Document) -> Iterator[Problem]:
    for path, day in entries(document.data, "holidays"):
        if isinstance(day, str):
            try:
                opening.holiday(day)
            except opening.NotHours as wrong:
                yield Problem(document.place(path), wrong.reason, wrong.way_out)


def _telephones(document: Document) -> tuple[Document, list[Problem]]:
    country = country_of(document)
    problems = []
    full: dict[Path, str] = {}
    for path, number, rings in _numbers(document):
        try:
            full[path] = (dial_target if rings else own_number)(number, country)
        except NotDialled as wrong:
            message = Message(
                "%(number)s %(reason)s", number=shown(number), reason=wrong.reason
            )
            problems.append(Problem(document.place(path), message, wrong.way_out))
    return replace(document, data=replaced(document.data, full)), problems


def _numbers(document: Document) -> Iterator[tuple[Path, str, bool]]:
    """Each telephone number, and whether the line rings it."""
    for path, number in entries(document.data, "numbers"):
        own = group(number).get("number")
        if isinstance(own, str) and own:
            yield (*path, "number"), own, False
    for path, phone in phones(document.data):
        yield path, phone, True
