"""The form of the first conversation: what was filled in, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from ivr.languages import CODES
from ivr.script.conversation import (
    Person,
    Told,
    by_weekday,
    clock,
    merged,
    needs_latin,
)
from ivr.script.hours import A_DAY
from ivr.script.starting import starting
from ivr.script.telephone import NotDialled, dial_target, example
from ivr.script.trades import Trade, trades
from ivr.web.interface import gettext as _

MOST_PEOPLE = 9
LONGEST = 80  # characters of a name
LONGEST_NEEDS = 2000
# The rows of the form; each stands for one weekday or several alike.
ROWS = (tuple(range(5)), (5,), (6,))


@dataclass(frozen=True)
class Row:
    """The hours of some weekdays as the form has them."""

    is_open: bool
    opens: str
    closes: str


@dataclass(frozen=True)
class Form:
    """What is in the form; `needs` by department, a sentence a line."""

    company: str
    in_latin: str
    trade: str
    languages: tuple[str, ...]
    people: tuple[Person, ...]
    rows: tuple[Row, ...]
    needs: Mapping[str, str]

    @property
    def usual(self) -> Trade:
        """The trade in the first language of the line."""
        return trades(self.languages[0])[self.trade]

    @property
    def asks_for_latin(self) -> bool:
        """Whether the name has to be spelled for the other languages."""
        return needs_latin(self.company, self.languages)

    def told(self) -> Told:
        """What the owner told us."""
        return Told(
            self.company,
            self.trade,
            self.languages,
            tuple(person for person in self.people if person.name or person.phone),
            merged(dict(self._hours())),
            {
                key: tuple(line.strip() for line in lines.splitlines() if line.strip())
                for key, lines in self.needs.items()
            },
            self.in_latin if self.asks_for_latin else "",
        )

    def _hours(self) -> Iterator[tuple[int, str]]:
        for days, row in zip(ROWS, self.rows, strict=True):
            if row.is_open:
                closes = "24:00" if row.closes == "00:00" else row.closes
                yield from ((day, f"{row.opens}-{closes}") for day in days)


def blank(language: str, trade: str = "clinic") -> Form:
    """The form before anything is filled in."""
    usual = trades(language)[trade]
    person = Person("", "")
    return Form("", "", trade, (language,), (person,), _rows(usual), _needs(usual))


def filled(given: MultiDict[str, str], language: str) -> Form:
    """The form as it was sent; a new trade or language brings its usual answers."""
    known = trades(language)
    trade = given.get("trade", "")
    trade = trade if trade in known else next(iter(known))
    first = given.get("first", "")
    first = first if first in CODES else language
    chosen = given.getlist("languages")
    others = (code for code in CODES if code in chosen and code != first)
    languages = (first, *others)
    usual = trades(languages[0])[trade]
    changed = given.get("of") != f"{trade} {languages[0]}"
    return Form(
        _line(given.get("company", "")),
        _line(given.get("in_latin", "")),
        trade,
        languages,
        _people(given),
        _rows(usual) if changed else _sent_rows(given),
        _needs(usual) if changed else _sent_needs(given, usual),
    )


def mistakes(form: Form) -> dict[str, str]:
    """What is missing or cannot be, by field, in the reader's language."""
    wrong: dict[str, str] = {}
    if not form.company:
        wrong["company"] = _("What is your company called?")
    country = starting(form.languages[0]).country
    for number, person in enumerate(form.people):
        if not person.name and not person.phone and len(form.people) > 1:
            continue
        if not person.name:
            wrong[f"name-{number}"] = _("Who answers?")
        try:
            dial_target(person.phone, country)
        except NotDialled as refused:
            wrong[f"phone-{number}"] = _number_refused(refused)
    if not any(row.is_open for row in form.rows):
        wrong["hours"] = _("When are you open?")
    return wrong


def imagined(form: Form) -> Form:
    """The form with a name and a number for whoever has none yet."""
    country = starting(form.languages[0]).country
    people = [
        Person(
            person.name or form.usual.example,
            person.phone if _is_rung(person.phone, country) else example(country),
            person.department,
        )
        for person in form.people
    ]
    return replace(form, people=tuple(people))


def _is_rung(phone: str, country: str) -> bool:
    try:
        dial_target(phone, country)
    except NotDialled:
        return False
    return True


def _number_refused(refused: NotDialled) -> str:
    reasons = {
        "is an emergency number": _("This is an emergency number."),
        "is a premium-rate number": _("This is a premium-rate number."),
        "is a shared-cost number": _("This is a shared-cost number."),
        "has an extension": _("Please give the direct number, without an extension."),
    }
    usual = _("Please write the number with its country code.")
    return reasons.get(refused.reason, usual)


def _people(given: MultiDict[str, str]) -> tuple[Person, ...]:
    sent = zip(
        given.getlist("name"),
        given.getlist("phone"),
        given.getlist("department"),
        strict=False,
    )
    people = [
        Person(_line(name), _line(phone), department)
        for name, phone, department in list(sent)[:MOST_PEOPLE]
    ]
    gone = given.get("remove", "")
    if gone.isdecimal() and int(gone) < len(people) and len(people) > 1:
        del people[int(gone)]
    if "add" in given and len(people) < MOST_PEOPLE:
        people.append(Person("", ""))
    return tuple(people) or (Person("", ""),)


def _rows(usual: Trade) -> tuple[Row, ...]:
    bands = by_weekday(usual.hours)
    times = next(iter(bands.values()))
    rows = []
    for days in ROWS:
        band = bands.get(days[0])
        shown = band or times
        rows.append(Row(band is not None, clock(shown.opens), clock(shown.closes)))
    return tuple(rows)


def _sent_rows(given: MultiDict[str, str]) -> tuple[Row, ...]:
    rows = []
    for number in range(len(ROWS)):
        opens, closes = (given.get(f"{edge}-{number}", "") for edge in OPEN_CLOSE)
        sound = _is_time(opens) and _is_time(closes) and opens != closes
        is_open = f"open-{number}" in given and sound
        rows.append(Row(is_open, opens or "08:00", closes or "16:00"))
    return tuple(rows)


OPEN_CLOSE = ("opens", "closes")


def _is_time(written: str) -> bool:
    hour, colon, minute = written.partition(":")
    whole = hour.isdecimal() and minute.isdecimal() and len(written) == 5
    return bool(colon) and whole and int(hour) * 60 + int(minute) < A_DAY


def _needs(usual: Trade) -> dict[str, str]:
    return {key: "\n".join(kind.handles) for key, kind in usual.departments.items()}


def _sent_needs(given: MultiDict[str, str], usual: Trade) -> dict[str, str]:
    return {
        key: given.get(f"needs-{key}", "\n".join(kind.handles))[:LONGEST_NEEDS]
        for key, kind in usual.departments.items()
    }


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
