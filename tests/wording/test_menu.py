"""Reading and turning the options of a menu."""

import pytest

from ivr.wording.check import check_text
from ivr.wording.menu import options
from ivr.wording.reading import read

TURNED = [
    ("en", "Press 1 for sales.", "For sales, press 1."),
    ("en", "Please press 2 to leave a message.", "To leave a message, press 2."),
    (
        "en",
        "Press 1 for sales, 2 for support.",
        "For sales, press 1. For support, press 2.",
    ),
    ("nb", "Trykk 1 for salg.", "For salg, trykk 1."),
    ("ru", "Нажмите 1 для записи.", "Для записи нажмите 1."),
    ("fil", "Pindutin po ang 1 para sa order.", "Para sa order, pindutin po ang 1."),
]


def _keys(text: str, language: str) -> list[str]:
    return [option.key for option in options(read(text, language))]


def test_it_reads_keys_in_figures_and_words() -> None:
    assert _keys("For sales, press 1. For a person, press zero.", "en") == ["1", "zero"]


def test_it_reads_keys_that_are_named_without_a_verb() -> None:
    said = "Нажмите 1 для записи, 2 для оплаты, или 0 для администратора."

    assert _keys(said, "ru") == ["1", "2", "0"]


def test_it_takes_no_other_number_for_a_key() -> None:
    assert _keys("We are open from 8 to 5. For sales, press 1.", "en") == ["1"]


@pytest.mark.parametrize(("language", "said", "turned"), TURNED)
def test_it_says_the_meaning_first(language: str, said: str, turned: str) -> None:
    found = check_text(said, language, "menu", select=["key-before-meaning"])

    assert [each.suggestion for each in found] == [turned]


@pytest.mark.parametrize(
    "said",
    [
        "For sales, press 1.",
        "If you smell gas, press 1.",
        "When you are done, press the pound key.",
        "Would you like to leave a message? Press 3.",
    ],
)
def test_a_meaning_that_comes_first_is_left_alone(said: str) -> None:
    assert check_text(said, "en", "menu", select=["key-before-meaning"]) == ()


def test_it_reads_keys_that_only_a_dash_joins() -> None:
    assert _keys("Вклады — нажмите 1. Кредиты — 2. Карты — 3.", "ru") == ["1", "2", "3"]


def test_a_menu_of_spoken_words_tells_how_to_reach_a_person() -> None:
    spoken = "If it is about an invoice, say billing."
    found = {each.name for each in check_text(spoken, "en", "menu")}

    assert "person-missing" in found
