"""Names are spoken as their owner says, and written as they are."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ivr.script.errors import ScriptError
from ivr.script.load import read
from ivr.speech.diction import Diction, diction
from ivr.speech.prompt import Prompt, audio_hash
from ivr.speech.repertoire import lasting_sentences, repertoire

SCRIPT = (Path(__file__).parents[2] / "scripts" / "law-office.en-nb.yaml").read_text(
    "utf-8"
)
NAMES = Diction({"en": {"Van": "Wan", "Van Dyke": "Fan Dike", "Will": "Vill"}})


def with_names(names: str) -> str:
    return f"{SCRIPT}\npronounce:\n{names}"


def test_a_name_is_read_as_its_owner_says():
    prompt = NAMES.prompt("This is Will. How can I help you?", "en")

    assert prompt.text == "This is Will. How can I help you?"
    assert prompt.respelt == "This is Vill. How can I help you?"
    assert prompt.aloud == Prompt("This is Vill. How can I help you?", "en")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Will Van Dyke, Van", "Vill Fan Dike, Wan"),
        ("I will reply. Willem will, too.", "I will reply. Willem will, too."),
        ("Will's desk", "Vill's desk"),
    ],
)
def test_only_whole_names_in_their_own_case_are_respelt(text, heard):
    assert NAMES.aloud(text, "en") == heard


def test_another_language_keeps_its_own_reading():
    assert NAMES.prompt("Will er her.", "nb") == Prompt("Will er her.", "nb")


def test_the_name_of_the_audio_depends_on_the_respelling():
    written = Prompt("This is Will.", "en")
    spoken = NAMES.prompt("This is Will.", "en")

    assert audio_hash(spoken, "a", "1") != audio_hash(written, "a", "1")
    assert audio_hash(spoken, "a", "1") != audio_hash(spoken.aloud, "a", "1")


def test_one_spelling_goes_for_every_language_and_one_each_for_its_own():
    script = read(with_names("  Tveit:\n    nb: Tvæit\n  Moen: Mo-en\n"), "law").script
    names = diction(script)

    assert names.aloud("Tveit, Moen", "nb") == "Tvæit, Mo-en"
    assert names.aloud("Tveit, Moen", "en") == "Tveit, Mo-en"


def test_what_is_rendered_ahead_is_what_the_line_asks_for():
    company = read(SCRIPT, "law").script.company.in_("en")
    script = read(with_names(f'  "{company}": Some Office\n'), "law").script
    names = diction(script)
    respelt = [prompt for prompt in repertoire(script) if prompt.respelt]

    assert any("Some Office" in prompt.respelt for prompt in respelt)
    assert not any("Some Office" in prompt.text for prompt in respelt)
    assert all(p == names.prompt(p.text, p.language) for p in repertoire(script))
    assert any(s.prompt.respelt for s in lasting_sentences(script))


@pytest.mark.parametrize(
    ("names", "complaint"),
    [
        ("  Tveit:\n    no: Tvæit\n", "'no' is not a language of the line"),
        ('  Tveit: "!!"\n', "holds nothing that a voice can speak"),
        ('  Tveit: "{company}"\n', "has braces, which no voice speaks"),
        ("  '&': and\n", "'&' holds nothing that is pronounced"),
    ],
)
def test_a_spelling_that_cannot_be_spoken_is_refused(names, complaint):
    with pytest.raises((ScriptError, ValidationError), match=complaint):
        read(with_names(names), "law")
