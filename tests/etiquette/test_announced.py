"""The tables of what the words announce follow the phrasebook."""

import pytest

from ivr.etiquette.announced import KEYS, WORDS, sayable
from ivr.flow.actions import Words
from ivr.languages import phrasebook

# For an agent's ear, and for those whom we call back; and options by their own keys.
NOT_ON_THIS_CALL = ("whisper.", "callback.hello", "menu.option", "language-offer.")
POUND_KEY = "press the pound key"  # it ends a message, and is no choice
NOTHING_TO_CHOOSE = ("greeting-", "callback.number", "voicemail.record", "error.")


def phrases() -> list[tuple[str, str]]:
    return [
        (name, text)
        for name, text in phrasebook("en").items()
        if not name.startswith(NOT_ON_THIS_CALL)
    ]


def test_every_phrase_that_announces_a_key_is_known() -> None:
    announcing = {
        name for name, text in phrases() if "press" in text.replace(POUND_KEY, "")
    }

    assert announcing == set(KEYS)


def test_every_question_is_known_with_its_answers() -> None:
    asking = {
        name
        for name, text in phrases()
        if "?" in text and not name.startswith(NOTHING_TO_CHOOSE)
    }

    assert {name for name in asking if not answers(name)} == set()


def answers(name: str) -> frozenset[str]:
    return sayable([Words("…", "en", name)])


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("hold-question.agent", {"hold", "callback", "message"}),
        ("hold-question.agent-no-time", {"hold", "message"}),
        ("callback.offer-agent", {"yes", "no"}),
        ("greeting-line.line", set()),
    ],
)
def test_a_question_invites_its_answers(phrase: str, expected: set[str]) -> None:
    assert answers(phrase) == expected


def test_no_answer_is_listed_for_a_phrase_that_is_gone() -> None:
    assert set(WORDS) - set(phrasebook("en")) == set()
