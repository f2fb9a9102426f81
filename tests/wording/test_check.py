"""Judging prompts, texts and sequences."""

import pytest

from ivr.script.place import Place
from ivr.wording.check import check_prompt, check_sequence, check_text
from ivr.wording.finding import Severity
from ivr.wording.prompt import Prompt, PromptKind

HOLD = "Please hold. Your call is important to us."


def test_findings_come_in_the_order_of_the_words() -> None:
    found = [each.name for each in check_text(HOLD, "en", "hold")]

    assert found == [
        "hold-without-asking",
        "wait-without-time",
        "command-tone",
        "cliche",
    ]


def test_a_finding_points_at_its_words() -> None:
    (found,) = check_text(HOLD, "en", "hold", select=["TON108"])

    assert HOLD[found.start : found.end] == "Your call is important"


def test_a_finding_carries_the_place_and_id_of_its_prompt() -> None:
    place = Place("clinic.yaml", 3, 7)
    prompt = Prompt("Please hold.", "en", PromptKind.ANSWER, place=place, id="a")

    found = check_prompt(prompt)[0]

    assert (found.place, found.prompt_id) == (place, "a")


def test_rules_are_selected_and_ignored_by_code_start_of_code_or_name() -> None:
    by_topic = check_text(HOLD, "en", "hold", select=["HLD"])
    without = check_text(HOLD, "en", "hold", select=["HLD"], ignore=["HLD102"])
    by_name = check_text(HOLD, "en", "hold", select=["cliche"])

    assert [each.code for each in by_topic] == ["HLD101", "HLD102"]
    assert [each.code for each in without] == ["HLD101"]
    assert [each.code for each in by_name] == ["TON108"]


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="no wording rule 'HLD999'"):
        check_text(HOLD, "en", "hold", select=["HLD999"])


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'nonsense' is no kind of prompt"):
        check_text(HOLD, "en", "nonsense")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("greeting", PromptKind.GREETING_LINE),
        ("Live-answer greeting", PromptKind.GREETING_AGENT),
        ("auto-attendant", PromptKind.GREETING_LINE),
        ("after hours", PromptKind.AFTER_HOURS),
        ("hold", PromptKind.HOLD_UPDATE),
        ("hold_question", PromptKind.HOLD_QUESTION),
        ("other", PromptKind.ANSWER),
    ],
)
def test_coarse_names_of_kinds_are_understood(name: str, kind: PromptKind) -> None:
    assert PromptKind.of(name) is kind


def test_the_same_words_are_told_once_by_a_rule() -> None:
    said = "Please stay on the line."

    found = check_text(said, "en", "hold", select=["command-tone"])

    assert len(found) == 1


def test_a_script_without_departments_need_not_name_one() -> None:
    prompt = Prompt(
        "Northside Dental. This is Maria. How can I help you?",
        "en",
        PromptKind.GREETING_AGENT,
        company="Northside Dental",
        agent="Maria",
    )

    assert check_prompt(prompt) == ()


def test_a_lone_text_gets_only_advice_about_a_department() -> None:
    said = "Northside Dental. This is Maria. How can I help you?"

    (found,) = check_text(said, "en", "greeting-agent")

    assert (found.name, found.severity) == ("department-missing", Severity.ADVICE)
    assert not found.fails


def test_rendered_seconds_outweigh_the_estimate() -> None:
    said = "Northside Dental. How can I help you?"
    slow = Prompt(said, "en", PromptKind.GREETING_LINE, seconds=12.0)
    quick = Prompt(said, "en", PromptKind.GREETING_LINE, seconds=3.0)

    assert [each.severity for each in check_prompt(slow)] == [Severity.ERROR]
    assert check_prompt(quick) == ()


def test_a_long_company_name_is_not_held_against_the_owner() -> None:
    company = "The Law Offices of Lindqvist, Abernathy, Rosenberg and Partners"
    said = f"Thank you for calling {company}. How can I help you?"
    prompt = Prompt(said, "en", PromptKind.GREETING_LINE, company=company)

    assert check_prompt(prompt, select=["too-long"]) == ()


def test_a_sequence_is_judged_beyond_its_prompts() -> None:
    update = Prompt("You are third in line.", "en", PromptKind.HOLD_UPDATE, id="u")

    found = check_sequence([update, update])

    assert [each.name for each in found] == ["update-without-news"]
    assert [each.prompt_id for each in found] == ["u"]
