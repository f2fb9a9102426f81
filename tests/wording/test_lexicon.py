"""The little language in which the word lists are written."""

import pkgutil

import pytest
import yaml

from ivr.wording.lexicon import LANGUAGES, NOT_LISTS, Lexicon, lexicon
from ivr.wording.reading import Reading


def _struck(phrase: str, text: str, **sets: list[str]) -> list[str]:
    words = Lexicon("en", {"sets": sets, "rule": {"avoid": [phrase]}})
    spans = Reading(text, words).found("rule")
    return [text[span.start : span.end] for span in spans]


def test_it_finds_a_word_and_not_a_part_of_one() -> None:
    assert _struck("ingen", "Avdelingen. Ingen svarer.") == ["Ingen"]


def test_it_finds_stems_ends_and_middles() -> None:
    assert _struck("занят*", "Линия занята") == ["занята"]
    assert _struck("*avdelingen", "Til salgsavdelingen") == ["salgsavdelingen"]
    assert _struck("*hintay*", "Naghihintayan po") == ["Naghihintayan"]


def test_it_finds_a_choice_and_an_optional_word() -> None:
    assert _struck("hold/wait the? line", "Hold the line. Wait line.") == [
        "Hold the line",
        "Wait line",
    ]


def test_a_gap_is_three_words_at_most() -> None:
    assert _struck("say .. please", "say one two three please") != []
    assert _struck("say .. please", "say one two three four please") == []


def test_a_phrase_never_crosses_the_end_of_a_sentence() -> None:
    assert _struck("press one", "Press. One moment.") == []


def test_it_passes_over_commas() -> None:
    assert _struck("please hold", "Please, hold.") == ["Please, hold"]


def test_the_edges_of_a_sentence_and_of_a_clause_are_kept() -> None:
    assert _struck("^ wait", "Wait here. You wait.") == ["Wait"]
    assert _struck("moment $", "One moment. A moment ago.") == ["moment"]
    assert _struck("| hold", "Well, hold. Do hold.") == ["hold"]


def test_a_set_stands_for_its_words_and_a_number_for_any() -> None:
    said = "Press 1 or press two"

    assert _struck("press <number>", said, numbers=["two"]) == ["Press 1", "press two"]
    assert _struck("<verbs> 1", said, verbs=["press", "dial"]) == ["Press 1"]


def test_a_name_is_a_capital_word_inside_a_sentence_or_a_slot() -> None:
    assert _struck("calling @", "Calling Acme. Calling [Store]. Calling us.") == [
        "Calling Acme",
        "Calling [Store]",
    ]


def test_the_except_list_excuses_a_strike() -> None:
    words = Lexicon("en", {"rule": {"avoid": ["cannot"], "except": ["cannot wait"]}})

    assert Reading("It cannot wait.", words).found("rule") == []
    assert len(Reading("We cannot.", words).found("rule")) == 1


def test_a_word_that_could_never_match_is_refused() -> None:
    with pytest.raises(ValueError, match="no word of a phrase"):
        Lexicon("en", {"rule": {"avoid": ['say "yes"']}})


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="known: en, fil, ru, nb"):
        lexicon("de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_lists_is_text(language: str) -> None:
    lists = [
        entry
        for section in lexicon(language).rules.values()
        for name, entries in section.items()
        if name not in NOT_LISTS
        for entry in entries
    ]

    assert [entry for entry in lists if not isinstance(entry, str)] == []


def test_the_four_languages_have_the_same_sections() -> None:
    sections = {language: set(lexicon(language).rules) for language in LANGUAGES}

    assert sections["fil"] == sections["en"]
    assert sections["ru"] == sections["en"]
    assert sections["nb"] == sections["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_lists_are_plain_yaml_for_any_reader(language: str) -> None:
    text = pkgutil.get_data("ivr.languages", f"{language}/wording.yaml")

    assert text is not None
    assert yaml.load(text, Loader=yaml.SafeLoader)
