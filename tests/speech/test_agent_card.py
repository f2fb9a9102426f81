"""Cards beside an agent's telephone."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from ivr.script.load import load
from ivr.speech.agent_card import agent_cards

SCRIPTS = Path(__file__).parents[2] / "scripts"
STARTERS = {
    "en": "dental-clinic.en.yaml",
    "fil": "sari-sari.fil.yaml",
    "nb": "workshop.nb.yaml",
    "ru": "pharmacy.ru.yaml",
}
EVERY_LANGUAGE = pytest.mark.parametrize("language", STARTERS)


def first_card(language):
    return agent_cards(load(SCRIPTS / STARTERS[language]))[0]


def lines(card, name):
    return next(part for part in card.parts if part.name == name)


@EVERY_LANGUAGE
def test_a_card_opens_with_the_agents_own_answering_script(language):
    card = first_card(language)
    opening = lines(card, "opening").say[0]

    assert card.agent in opening
    assert opening.endswith("?")


@EVERY_LANGUAGE
def test_a_card_has_opening_questions_hold_transfer_upset_close_and_speakerphone(
    language,
):
    names = [part.name for part in first_card(language).parts]

    assert names == [
        "opening",
        "listening",
        "questions",
        "hold",
        "transfer",
        "upset",
        "unsure",
        "close",
        "speakerphone",
    ]


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Which solution would you like?"),
        ("fil", "Ano po ang gusto ninyong gawin natin?"),
        ("nb", "Hvilken løsning ønsker du?"),
        ("ru", "Какое решение вам подойдёт?"),
    ],
)
def test_it_asks_which_solution_the_caller_would_like(language, question):
    assert question in lines(first_card(language), "questions").say


@EVERY_LANGUAGE
def test_hold_and_transfer_are_questions(language):
    card = first_card(language)

    assert lines(card, "hold").say[0].endswith("?")
    assert lines(card, "transfer").say[0].endswith("?")


@EVERY_LANGUAGE
def test_every_line_can_be_said_in_one_breath(language):
    for part in first_card(language).parts[1:]:
        assert all(len(line.split()) <= 16 for line in part.say)
        assert len(part.say) <= 4


@EVERY_LANGUAGE
def test_the_card_serves_speakerphone_listening_notes_questions_and_own_words(language):
    card = first_card(language)
    served = {one for part in card.parts for one in part.serves}

    assert {"E05", "E13", "E14", "E16"} <= served
    assert card.use


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@EVERY_LANGUAGE
def test_the_page_is_well_formed_and_names_its_language(language):
    page = first_card(language).html()
    parser = Tags()
    parser.feed(page)

    assert parser.open == []
    assert f'<html lang="{language}">' in page
    assert "http" not in page


def test_a_name_with_angle_brackets_stays_a_name():
    clinic = load(SCRIPTS / STARTERS["en"])
    hostile = clinic.company.model_copy(update={"texts": {"*": "A <b>& Sons"}})
    page = agent_cards(clinic.model_copy(update={"company": hostile}))[0].html()

    assert "A &lt;b&gt;&amp; Sons" in page
    assert "<b>" not in page
