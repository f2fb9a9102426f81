"""What a script means: telephone numbers, references, hours, languages."""

import pytest

from ivr.script.errors import ScriptError
from ivr.script.load import read

SMALL = """\
company: Northside Dental
languages: [en]
country: US
departments:
  front-desk:
    name: Front Desk
    key: 1
    agents:
      - name: Maria
        phone: +1 503 555 0101
  billing:
    name: Billing
    key: 2
    agents:
      - name: Tom
        phone: +1 503 555 0102
"""
TWO = SMALL.replace("[en]", "[en, fil]")


def problems(text: str) -> list[str]:
    try:
        read(text, "x.yaml")
    except ScriptError as error:
        return [str(problem).removeprefix("x.yaml:") for problem in error.problems]
    return []


def phone(written: str, country: str = "US") -> str:
    text = SMALL.replace("+1 503 555 0101", written)
    text = text.replace("country: US", f"country: {country}")
    return read(text, "x.yaml").script.departments["front-desk"].agents[0].phone


@pytest.mark.parametrize(
    ("written", "country", "stored"),
    [
        ("+1 503 555 0101", "NO", "+15035550101"),
        ("(503) 555-0101", "US", "+15035550101"),
        ("+1 555 555 0100", "US", "+15555550100"),
        ("22 00 01 01", "NO", "+4722000101"),
        ("+47 400 00 101", "US", "+4740000101"),
        ("8 (495) 000-01-01", "RU", "+74950000101"),
        ("+63 917 555 0101", "US", "+639175550101"),
        ("(02) 8555 0101", "PH", "+63285550101"),
    ],
)
def test_a_number_is_stored_in_full(written: str, country: str, stored: str) -> None:
    assert phone(written, country) == stored


@pytest.mark.parametrize(
    ("written", "country", "said"),
    [
        ("911", "US", "is an emergency number"),
        ("112", "NO", "is an emergency number"),
        ("103", "RU", "is an emergency number"),
        ("12345", "NO", "is too short"),
        ("+1 900 555 0100", "US", "is a premium-rate number"),
        ("829 00 000", "NO", "is a premium-rate number"),
        ("+7 809 555 01 01", "RU", "is a premium-rate number"),
        ("+44 844 000 0000", "US", "is a premium-rate number"),
        ("810 00 000", "NO", "is a shared-cost number"),
        ("555 0100", "US", "has no area code"),
        ("+1 503 555 01010", "US", "is too long"),
        ("+47 2200", "NO", "is too short"),
        ("Maria", "US", "is not a telephone number"),
        ("+1 503 555 0101 x12", "US", "has an extension"),
        ("sip:maria@example.com", "US", "is not a telephone number"),
    ],
)
def test_a_number_that_is_never_rung(written: str, country: str, said: str) -> None:
    with pytest.raises(ScriptError, match=said):
        phone(f'"{written}"', country)


def test_a_premium_number_may_be_the_line_but_never_a_manager() -> None:
    text = SMALL + "numbers:\n  - number: +1 900 555 0100\n"
    assert problems(text) == []

    text = SMALL + "manager:\n  name: Helen\n  phone: +1 900 555 0100\n"
    assert problems(text) == [
        "19:10: '+1 900 555 0100' is a premium-rate number; use an ordinary number"
    ]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (
            "operator: biling\n",
            "17:11: operator 'biling' is not a department of this script; "
            "did you mean 'billing'?",
        ),
        (
            "numbers:\n  - number: +1 503 555 0100\n    department: biling\n",
            "19:17: 'biling' is not a department of this script; "
            "did you mean 'billing'?",
        ),
        (
            "numbers:\n  - number: +1 503 555 0100\n    agent: maria\n",
            "19:12: 'maria' is not an agent of this script; did you mean 'Maria'?",
        ),
        (
            "numbers:\n  - number: +1 503 555 0100\n    department: billing\n"
            "    agent: Maria\n",
            "20:12: 'Maria' is not an agent of this department; known here: Tom",
        ),
        (
            "numbers:\n  - number: +1 503 555 0100\n  - number: (503) 555-0100\n",
            "19:13: '+15035550100' is also on line 18; each number answers in one way",
        ),
    ],
)
def test_what_points_at_nothing(added: str, said: str) -> None:
    assert problems(SMALL + added) == [said]


def test_an_agent_whose_telephone_is_the_line_itself() -> None:
    assert problems(SMALL + "numbers:\n  - number: (503) 555-0101\n") == [
        "10:16: '+15035550101' is the line itself, on line 18; "
        "write the telephone that stands on the desk"
    ]


def test_two_departments_on_one_key() -> None:
    assert problems(SMALL.replace("key: 2", "key: 1")) == [
        "13:10: key '1' is also the key of 'front-desk'; 2 is free"
    ]


def test_a_department_on_the_key_of_a_language() -> None:
    assert problems(TWO.replace("key: 2", "key: 9")) == [
        "13:10: key '9' is also the key of Filipino; 2 is free"
    ]


def test_an_agent_of_two_departments_needs_the_department() -> None:
    text = SMALL.replace("name: Tom", "name: Maria")
    text += "numbers:\n  - number: +1 503 555 0100\n    agent: Maria\n"

    assert problems(text) == [
        "19:12: 'Maria' is in 2 departments; add, for example: department: billing"
    ]


def test_a_name_by_language_has_every_language() -> None:
    text = TWO.replace("name: Billing", "name:\n      en: Billing")

    assert problems(text) == [
        "12:5: 'name' has no text in fil; "
        "add 'fil: …' below it, or write one text for all languages"
    ]


def test_one_name_may_serve_all_languages() -> None:
    assert problems(TWO) == []
    assert problems(TWO.replace("name: Billing", 'name: {en: Billing, "*": X}')) == []


def test_a_language_that_nobody_speaks() -> None:
    text = TWO.replace("name: Billing", "name: {en: Billing, tl: Bayaran}")

    assert "12:25: 'tl' is not a language of the line; did you mean 'fil'?" in (
        problems(text)
    )


def test_examples_of_two_languages_are_two_lists() -> None:
    text = TWO.replace("name: Billing", "name: Billing\n    handles:\n      - My bill")
    assert problems(text) == [
        "13:5: 'handles' is one list for 2 languages; "
        "write one list each, below 'en:' and the others"
    ]

    lists = "\n      en:\n        - My bill\n      fil:\n        - Ang bill ko po"
    assert problems(text.replace("\n      - My bill", lists)) == []


def test_an_emergency_notice_is_heard_in_every_language() -> None:
    assert problems(TWO + "emergency:\n  en: Please dial 911.\n")[0].startswith(
        "17:1: 'emergency' has no text in fil"
    )


def test_a_greeting_may_be_given_in_some_languages_only() -> None:
    text = TWO + "greetings:\n  line:\n    en: '{company}. How can I help you?'\n"

    assert problems(text) == []


def test_a_slot_that_nothing_fills() -> None:
    text = SMALL + "greetings:\n  line: '{compny}. How can I help you?'\n"

    assert problems(text) == [
        "18:9: nothing can be said here for '{compny}'; did you mean '{company}'?"
    ]


def test_hours_need_a_timezone() -> None:
    hours = "hours:\n  monday: 08:00-17:00\n"

    assert problems(SMALL + hours) == [
        "17:1: the hours need a timezone; add, for example: timezone: America/New_York"
    ]
    assert problems(SMALL + hours + "timezone: America/Chicago\n") == []


def test_a_country_of_one_timezone_brings_it() -> None:
    text = SMALL.replace("US", "NO") + "hours:\n  monday: 08:00-17:00\n"

    assert read(text, "x.yaml").script.timezone == "Europe/Oslo"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Oslo", "did you mean 'Europe/Oslo'?"),
        ("america/new york", "did you mean 'America/New_York'?"),
        ("Europe/Olso", "did you mean 'Europe/Oslo'?"),
        ("../../etc/passwd", "is not a timezone"),
        ("/etc/localtime", "is not a timezone"),
    ],
)
def test_a_timezone_that_there_is_not(written: str, said: str) -> None:
    assert said in problems(SMALL + f"timezone: {written}\n")[0]


def test_a_country_that_there_is_not() -> None:
    assert problems(SMALL.replace("US", "UK")) == [
        "3:10: 'UK' is not a country; did you mean 'GB'?"
    ]


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("tusday: closed", "did you mean 'tuesday'?"),
        ("monday-fryday: closed", "did you mean 'friday'?"),
        ("weekdays: closed", "'weekdays' is not a day"),
        ("monday: 9-17", "'9-17' is not a time from-to"),
        ("monday: 08:00-25:00", "'08:00-25:00' is not a time of day"),
        ("monday: 08:60-17:00", "'08:60-17:00' is not a time of day"),
        ("monday: 08:00-08:00", "'08:00-08:00' ends when it begins"),
        ("monday: 08:00-12:00, 11:00-17:00", "overlap"),
        ("monday: open", "'open' is not a time from-to"),
        ("monday-friday: closed\n  friday: closed", "friday has hours twice"),
        ("monday:", "'monday' is empty"),
    ],
)
def test_hours_that_say_nothing(hours: str, said: str) -> None:
    found = problems(SMALL + f"timezone: Asia/Manila\nhours:\n  {hours}\n")

    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    "hours",
    [
        "monday: 8:00-17:00",
        "monday: 08:00–17:00",
        "monday-friday: 08:00-12:00,13:00-17:00",
        "saturday-sunday: 22:00-02:00",
        "friday-monday: 00:00-24:00",
        "Monday - Friday: Closed",
    ],
)
def test_hours_as_people_write_them(hours: str) -> None:
    assert problems(SMALL + f"timezone: Asia/Manila\nhours:\n  {hours}\n") == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-29", "there is no date '2026-02-29'"),
        ("02-30", "there is no date '02-30'"),
        ("25.12.2026", "'25.12.2026' is not a date"),
        ("christmas", "'christmas' is not a date"),
    ],
)
def test_a_holiday_that_there_is_not(day: str, said: str) -> None:
    assert said in problems(SMALL + f"holidays:\n  - {day}\n")[0]


def test_holidays_of_one_year_and_of_every_year() -> None:
    assert problems(SMALL + "holidays: [2026-12-24, 12-25, 02-29]\n") == []


def test_a_comment_silences_a_rule_on_its_line_or_the_next() -> None:
    text = SMALL.replace(
        "name: Front Desk", "name: Front Desk  # ivr: allow TON104 our callers say so"
    ).replace("    name: Billing", "    # ivr: allow jargon a word\n    name: Billing")

    allows = read(text, "x.yaml").allows

    assert {line: [(a.rule, a.reason) for a in found] for line, found in allows.items()}
    assert allows[6][0].rule == "TON104"
    assert allows[6][0].reason == "our callers say so"
    assert allows[13][0].rule == "jargon"


def test_a_text_that_looks_like_a_comment_silences_nothing() -> None:
    text = SMALL.replace("Front Desk", '"Desk # ivr: allow TON104 no reason"')

    assert read(text, "x.yaml").allows == {}
