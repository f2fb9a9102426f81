"""Findings on one field while somebody types in it."""

from typing import Any

import pytest

from ivr.wording.template import filled, unfilled
from ivr.wording.typed import Mark, is_spoken, typed

LINE = ("greetings", "line")


def clinic(**greetings: str) -> dict[str, Any]:
    return {
        "company": "Northside Dental",
        "languages": ["en"],
        "departments": {
            "desk": {"name": "the desk", "agents": [{"name": "Maria", "phone": "1"}]}
        },
        "greetings": greetings,
    }


def only(marks: tuple[Mark, ...], name: str) -> Mark:
    found = [mark for mark in marks if mark.name == name]
    assert len(found) == 1, marks
    return found[0]


def test_a_greeting_is_heard_with_its_names() -> None:
    heard = typed(clinic(line="{company}. How can I help you?"), LINE, "en").heard

    assert heard == ("Northside Dental. How can I help you?",)


def test_where_nothing_is_written_the_composed_greeting_is_heard() -> None:
    found = typed(clinic(), ("greetings", "agent"), "en")

    assert found.heard == (
        "Good morning, Northside Dental, the desk. This is Maria. How can I help you?",
    )
    assert found.marks == ()


def test_a_finding_stands_at_its_words_in_the_field() -> None:
    own = "{company}. You must hold. How can I help you?"
    mark = only(typed(clinic(line=own), LINE, "en").marks, "command-tone")

    assert "You must" in own[mark.start : mark.end]


def test_a_suggestion_keeps_the_slots() -> None:
    own = "Thank you for calling {company}."
    mark = only(typed(clinic(line=own), LINE, "en").marks, "question-missing")

    assert mark.becomes.startswith("Thank you for calling {company}. ")
    assert mark.becomes.endswith("?")


def test_a_suggestion_that_was_taken_is_made_no_more() -> None:
    own = "Thank you for calling {company}."
    mark = only(typed(clinic(line=own), LINE, "en").marks, "question-missing")

    assert typed(clinic(line=mark.becomes), LINE, "en").marks == ()


def test_a_greeting_of_agents_is_tried_with_every_name() -> None:
    script = clinic(agent="{company}, {agent} speaking. How can I help you?")
    script["departments"]["desk"]["agents"].append({"name": "James", "phone": "2"})

    heard = typed(script, ("greetings", "agent"), "en").heard

    assert [each.split(",")[1] for each in heard] == [
        " Maria speaking. How can I help you?",
        " James speaking. How can I help you?",
    ]


def test_the_emergency_notice_is_heard_with_the_closed_greeting() -> None:
    script = clinic(after_hours="{company} opens {at}. May we call back {by}?")
    script["emergency"] = "In an emergency, please hang up and dial 911."

    found = typed(script, ("greetings", "after_hours"), "en")

    assert found.heard[0].endswith("please hang up and dial 911.")
    assert all(
        mark.end <= len(script["greetings"]["after_hours"]) for mark in found.marks
    )


def test_a_name_is_marked_where_it_is_wrong() -> None:
    script = clinic()
    script["company"] = "Northside [TODO] Dental"

    mark = only(typed(script, ("company",), "en").marks, "unfilled-slot")

    assert script["company"][mark.start : mark.end] == "[TODO]"
    assert mark.becomes == ""


def test_what_the_script_silences_is_silent() -> None:
    script = clinic(line="Thank you for calling {company}.")
    script["wording"] = {"ignore": {"GRT": "the owner knows"}}

    assert typed(script, LINE, "en").marks == ()


def test_a_rule_that_is_silenced_at_the_line_is_silent() -> None:
    script = clinic(line="Thank you for calling {company}.")

    assert typed(script, LINE, "en", ["question-missing"]).marks == ()


@pytest.mark.parametrize(
    ("language", "own"),
    [
        ("en", "Thank you for calling {company}."),
        ("fil", "Salamat po sa pagtawag sa {company}."),
        ("ru", "Здравствуйте! Вы позвонили в {company}."),
        ("nb", "Takk for at du ringer {company}."),
    ],
)
def test_each_language_asks_for_the_question(language: str, own: str) -> None:
    script = clinic(line=own)
    script["languages"] = [language]

    mark = only(typed(script, LINE, language).marks, "question-missing")

    assert mark.becomes.startswith(own)


@pytest.mark.parametrize(
    "data", [None, [], {}, {"company": []}, {"greetings": {"line": ["a"]}}, "text"]
)
def test_a_script_that_is_no_script_yet_is_no_obstacle(data: Any) -> None:
    assert isinstance(typed(data, LINE, "ru").heard, tuple)
    assert typed(data, ("departments", "x", "agents", 0, "name"), "ru").heard == ()


def test_only_what_callers_hear_is_judged() -> None:
    assert is_spoken(("departments", "desk", "agents", 0, "name"))
    assert not is_spoken(("departments", "desk", "agents", 0, "phone"))
    assert not is_spoken(("greetings", "unknown"))


def test_a_template_and_its_text_lead_to_each_other() -> None:
    template = "{daypart}, {company}[ and {agent}]. Help?"
    slots = {"daypart": "good morning", "company": "Acme"}

    assert filled(template, slots).text == "Good morning, Acme. Help?"
    assert (
        unfilled("Good morning, Acme. How?", template, slots)
        == "{daypart}, {company}. How?"
    )
