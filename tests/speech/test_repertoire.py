"""What is rendered before the first caller rings."""

from pathlib import Path

from ivr.languages.spoken_time import SpokenTime
from ivr.script.load import load
from ivr.speech.prompt import Prompt
from ivr.speech.repertoire import lasting_sentences, repertoire

CLINIC = load(Path(__file__).parents[2] / "scripts" / "dental-clinic.en.yaml")
LAW_OFFICE = load(Path(__file__).parents[2] / "scripts" / "law-office.en-nb.yaml")


def test_it_holds_what_a_holding_caller_hears():
    said = {prompt.text for prompt in repertoire(CLINIC)}

    assert (
        "Thank you for holding. You are third in line. I will keep you posted." in said
    )
    update = "You are still second in line. You have been on the line for one minute."
    assert update in said


def test_it_holds_the_times_that_are_given_and_no_others():
    quarter_past = SpokenTime("today", 15, 15)
    said = {prompt.text for prompt in repertoire(CLINIC, [quarter_past])}

    assert "It is arranged. We will call you back by quarter past three." in said
    assert not any("booked" in text or "{" in text for text in said)
    assert not any("by quarter past three" in p.text for p in repertoire(CLINIC))


def test_no_sentence_is_there_twice_and_none_has_a_blank():
    prompts = repertoire(LAW_OFFICE)

    assert len(prompts) == len(set(prompts))
    assert all(prompt.text.strip() and "{" not in prompt.text for prompt in prompts)


def test_every_language_of_the_script_is_there():
    assert {prompt.language for prompt in repertoire(LAW_OFFICE)} == {"en", "nb"}


def test_the_greeting_of_the_line_comes_first():
    first = repertoire(CLINIC)[0]

    assert isinstance(first, Prompt)
    assert first.text.endswith("How can I help you?")


def test_what_lasts_names_no_place_in_line_and_no_wait():
    said = [sentence.prompt.text for sentence in lasting_sentences(CLINIC)]

    assert "Thank you for holding. I will keep you posted." in said
    assert not any("in line. I" in text or "on the line for" in text for text in said)
