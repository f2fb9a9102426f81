"""A short conversation with an owner gives a call script that checks clean."""

import pytest

from ivr.languages import CODES
from ivr.languages.ru.latin import latin
from ivr.script.conversation import Person, Told, answers, merged
from ivr.script.load import read
from ivr.script.model import Script
from ivr.script.trades import trades
from ivr.script.write import write
from ivr.wording.check_script import check_loaded
from ivr.wording.judged import all_findings

PEOPLE = {
    "en": Person("Maria", "+1 503 555 0101"),
    "fil": Person("Liza", "0917 555 0101"),
    "ru": Person("Анна", "+7 495 000 01 01"),
    "nb": Person("Kari", "21 00 01 01"),
}


def told(trade: str, *languages: str, people: tuple[Person, ...] = ()) -> Told:
    first = languages[0]
    usual = trades(first)[trade]
    answering = people or (PEOPLE[first],)
    return Told(usual.example, trade, languages, answering, usual.hours)


def script(given: Told) -> Script:
    return read(write(answers(given)), "line.yaml").script


@pytest.mark.parametrize("language", CODES)
def test_each_language_knows_the_same_trades(language: str) -> None:
    of_it = {k: list(t.departments) for k, t in trades(language).items()}

    assert of_it == {k: list(t.departments) for k, t in trades("en").items()}
    assert list(of_it)[-1] == "office"


@pytest.mark.parametrize("trade", trades("en"))
@pytest.mark.parametrize(
    "languages",
    [("en",), ("fil",), ("ru",), ("nb",), ("ru", "en"), ("en", "nb", "fil", "ru")],
    ids="-".join,
)
def test_every_trade_begins_without_a_finding(
    trade: str, languages: tuple[str, ...]
) -> None:
    written = write(answers(told(trade, *languages)))

    judged = check_loaded(read(written, "line.yaml"))
    assert [f"{f.code} {f.message}" for f in all_findings(judged)] == []


def test_a_finding_would_be_seen() -> None:
    given = told("shop", "en")
    shouting = Told("Smith & Sons", given.trade, ("en",), given.people, given.hours)
    written = write(answers(shouting)).replace("the store", "THE STORE!!")

    assert all_findings(check_loaded(read(written, "line.yaml"))) != []


def test_one_person_answers_for_everything_that_callers_want() -> None:
    made = script(told("clinic", "en"))

    assert list(made.departments) == ["front-desk"]
    wanted = made.departments["front-desk"].handles.in_("en")
    assert wanted[0] == "I would like to make an appointment"
    assert "I have a question about my bill" in wanted


def test_each_person_answers_where_they_belong() -> None:
    kari, jonas = PEOPLE["nb"], Person("Jonas", "21 00 01 02", "billing")
    made = script(told("clinic", "nb", "en", people=(kari, jonas)))

    names = {key: d.agents[0].name.in_("nb") for key, d in made.departments.items()}
    assert names == {"front-desk": "Kari", "billing": "Jonas"}
    assert made.departments["billing"].name.in_("en") == "billing"
    assert (made.country, made.timezone) == ("NO", "Europe/Oslo")


def test_the_owners_words_take_the_place_of_the_usual_ones() -> None:
    given = told("office", "en", "nb")
    wishes = {"front-desk": ("Do you walk dogs", "My dog ran away")}
    made = script(Told("Paws", "office", ("en", "nb"), given.people, {}, wishes))

    wanted = made.departments["front-desk"].handles
    assert wanted.in_("en")[:2] == ("Do you walk dogs", "My dog ran away")
    assert wanted.in_("nb")[0] == "Jeg vil bestille time"


def test_a_clinic_says_where_to_turn_in_an_emergency() -> None:
    numbers = {
        code: script(told("clinic", code)).emergency.in_(code)[-4:]  # type: ignore[union-attr]
        for code in CODES
    }

    assert numbers == {"en": "911.", "fil": "911.", "ru": "112.", "nb": "113."}


def test_a_russian_name_is_read_in_every_language() -> None:
    made = script(told("pharmacy", "ru", "en"))

    assert made.company.in_("ru") == "Аптека «Ромашка»"
    assert made.company.in_("en") == "Apteka Romashka"
    assert made.departments["information"].agents[0].name.in_("en") == "Anna"


def test_an_owner_may_spell_the_name() -> None:
    given = told("pharmacy", "ru", "nb")
    spelled = Told(
        given.company, given.trade, given.languages, given.people, {}, {}, "Romashka"
    )

    assert script(spelled).company.in_("nb") == "Romashka"


@pytest.mark.parametrize(
    ("name", "written"),
    [("Андрей", "Andrey"), ("Юлия Щукина", "Yuliya Shchukina"), ("Игорь", "Igor")],
)
def test_russian_in_latin_letters(name: str, written: str) -> None:
    assert latin(name) == written


def test_days_of_equal_hours_are_written_together() -> None:
    week = dict.fromkeys(range(5), "08:00-16:00") | {5: "10:00-14:00"}

    assert merged(week) == {
        "monday-friday": "08:00-16:00",
        "saturday": "10:00-14:00",
    }
