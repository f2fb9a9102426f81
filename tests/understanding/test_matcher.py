"""Callers of the starters reach the right department, or are asked again."""

from pathlib import Path

import pytest
import yaml
from callers import starter

from ivr.understanding.matcher import ExampleMatcher

FOLDER = Path(__file__).parent / "paraphrases"
STARTERS = [path.stem for path in sorted(FOLDER.glob("*.yaml"))]


def matched(name: str) -> dict[str, list[str | None]]:
    """What the sentences of each department of a starter were taken for."""
    script = starter(name)
    language = script.languages[0]
    matcher = ExampleMatcher.of(
        {
            key: (*department.handles.in_(language), department.name.in_(language))
            for key, department in script.departments.items()
        },
        language,
    )
    said = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return {
        key: [matcher.match(words) for part in said.values() for words in part[key]]
        for key in said["tuned"]
    }


@pytest.mark.parametrize("name", STARTERS)
def test_nine_of_ten_who_are_understood_reach_the_right_department(name: str) -> None:
    found = matched(name)
    unclear = found.pop("unclear")
    right = sum(match == key for key, all_ in found.items() for match in all_)
    wrong = sum(
        match not in (key, None) for key, all_ in found.items() for match in all_
    )

    assert right >= 36  # of 48
    assert wrong <= 2
    assert sum(match is None for match in unclear) >= 14  # of 16


def test_a_tie_between_departments_is_no_match() -> None:
    matcher = ExampleMatcher.of(
        {"sales": ["Buy a bicycle"], "repairs": ["Fix a bicycle"]},
        "en",
    )

    assert matcher.match("it is about a bicycle") is None


def test_words_of_any_call_resemble_no_department() -> None:
    matcher = ExampleMatcher.of({"sales": ["I would like to buy a bicycle"]}, "en")

    assert matcher.match("I would like to talk to you about it") is None


def test_inflected_words_meet() -> None:
    matcher = ExampleMatcher.of(
        {"orders": ["Где мой заказ"], "advice": ["Чем лечить кашель"]}, "ru"
    )

    assert matcher.match("Я по поводу заказа") == "orders"


def test_nothing_said_matches_nothing() -> None:
    assert ExampleMatcher.of({"sales": ["I want a bicycle"]}, "en").match("…") is None
