"""What callers notice between two versions of a line."""

from lines import SCRIPTS

from ivr.publishing.noticed import Change, Noticed, noticed
from ivr.script.load import read
from ivr.script.model import Script

CLINIC = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
HOTEL = (SCRIPTS / "hotel.en-fil.yaml").read_text("utf-8")


def script(text: str) -> Script:
    return read(text, "line.yaml").script


def between(before: str, after: str) -> Noticed:
    return noticed(script(before), script(after))


def test_the_same_line_is_not_noticed() -> None:
    assert between(CLINIC, CLINIC + "\n# a comment\n").nothing


def test_other_hours_are_told_as_callers_hear_them() -> None:
    later = CLINIC.replace("friday: 08:00-14:00", "friday: 08:00-16:00")

    found = between(CLINIC, later)
    assert found.hours[0].before.endswith("Friday from eight to two")
    assert found.hours[0].after.endswith("Friday from eight to four")


def test_a_holiday_is_told() -> None:
    found = between(CLINIC, CLINIC.replace("  - 12-25\n", "  - 12-25\n  - 12-26\n"))

    assert found.hours[-1].after.endswith("12-25, 12-26")


def test_another_voice_another_spelling_and_other_music_are_told() -> None:
    spoken = "\nvoices:\n  en: Polly.Matthew\npronounce:\n  Northside: North side\n"
    louder = CLINIC.replace("\nhold:\n", "\nhold:\n  music: harbour\n") + spoken

    assert between(CLINIC, louder).sounds == (
        Change("first-light", "harbour"),
        Change("", "English: Polly.Matthew"),
        Change("", "Northside: North side"),
    )
    assert not between(CLINIC, CLINIC + spoken).nothing


def test_a_person_who_leaves_and_one_who_changed_the_name() -> None:
    other = CLINIC.replace("name: James", "name: Jamie").replace(
        "      - name: Ben\n        phone: +1 503 555 0105\n", ""
    )

    found = between(CLINIC, other)
    assert found.people == (Change("James", "Jamie"), Change("Ben", ""))
    assert Change("Hello, Northside Dental, urgent care", "") not in found.departments


def test_words_are_told_by_language() -> None:
    renamed = HOTEL.replace("name: Paolo", "name: Pablo")

    found = between(HOTEL, renamed)
    assert list(found.words) == ["en", "fil"]
    assert any("Pablo" in change.after for change in found.words["fil"])
    assert all("Grace" not in change.after for change in found.words["en"])


def test_a_department_that_is_new() -> None:
    renamed = CLINIC.replace("    name: billing", "    name: accounts")

    assert between(CLINIC, renamed).departments == (Change("billing", "accounts"),)


def test_a_language_that_is_new() -> None:
    english = HOTEL.replace("  - en\n  - fil\n", "  - en\n")

    assert between(english, HOTEL).languages == Change("en", "en fil")


def test_the_first_version_is_all_words() -> None:
    found = noticed(None, script(CLINIC))

    assert len(found.words["en"]) > 50
    assert all(change.before == "" for change in found.words["en"])
    assert (found.people, found.hours, found.departments) == ((), (), ())


def test_certificates_tell_how_calls_go() -> None:
    before = {
        "figures": {
            "longest_greeting": 10.0,
            "departments": [{"department": "billing", "typical": 20.5}],
        },
        "rules": {"HLD001": {"verdict": "proved"}, "GRT001": {"verdict": "proved"}},
    }
    after = {
        "figures": {
            "longest_greeting": 12.5,
            "departments": [{"department": "billing", "typical": 24.0}],
        },
        "rules": {"HLD001": {"verdict": "proved"}, "SIL009": {"verdict": "proved"}},
    }
    found = noticed(script(CLINIC), script(CLINIC), before, after)

    assert found.calls == {
        "longest_greeting": Change("10.0", "12.5"),
        "billing": Change("20.5", "24.0"),
    }
    assert found.rules == (Change("GRT001", ""), Change("", "SIL009"))
