"""The false-alarm test: nothing that our own line says is ever flagged."""

from pathlib import Path

import pytest

from ivr.languages import SLOT, fill, grammar, phrase, phrasebook
from ivr.languages.spoken_time import SpokenTime
from ivr.wording.check import check_prompt
from ivr.wording.check_script import check_script
from ivr.wording.lexicon import LANGUAGES
from ivr.wording.prompt import Prompt, PromptKind

STARTERS = sorted((Path(__file__).parents[2] / "scripts").glob("*.yaml"))
NAMES = {
    "en": ("Northside Dental", "Accounts", "Maria", "James", "an appointment"),
    "fil": ("Dalisay Catering", "Reserbasyon", "Liza", "Ramon", "order sa kasal"),
    "ru": ("Клиника «Улыбка»", "Регистратура", "Ольга", "Иван", "запись на приём"),
    "nb": ("Fjordgløtt Tannklinikk", "resepsjonen", "Kari", "Ola", "timebestilling"),
}
WEEK = (((0, 1, 2, 3, 4), "08:00", "17:00"),)


def _slots(language: str) -> dict[str, str]:
    said = grammar(language)
    company, department, agent, previous, need = NAMES[language]
    return {
        "company": company,
        "department": department,
        "team": department,
        "agent": agent,
        "colleague": agent,
        "manager": agent,
        "boss": agent,
        "regret": phrase(language, "answer.sorry"),
        "previous": previous,
        "need": need,
        "language": "English",
        "address": "12 Harbour Street",
        "daypart": said.daypart(9),
        "by": said.by(SpokenTime("tomorrow", 15, 15)),
        "at": said.at(SpokenTime("monday", 8)),
        "within": said.within(4),
        "place": said.place(2),
        "still": said.still(2),
        "waiting": said.waiting(2),
        "waited": said.duration(3),
        "minutes": said.about_minutes(5),
        "hours": said.hours(WEEK),
        "key": said.key("1"),
        "examples": said.either((need, previous)),
    }


def _spoken(language: str) -> list[tuple[str, Prompt]]:
    slots = _slots(language)
    person = fill(phrasebook(language)["menu.person"])
    found = []
    for name, words in phrasebook(language).items():
        text = fill(words, **slots)
        if name == "menu.option":
            text = f"{text} {person}"
        kind = name.partition(".")[0]
        if kind == "greeting-line" and name != "greeting-line.line":
            kind = "answer"  # said again to a caller who was greeted before
        used = SLOT.findall(words) if kind.startswith("greeting") else ()
        prompt = Prompt(
            text,
            language,
            PromptKind(kind),
            company=slots["company"],
            department=slots["department"] if "department" in used else None,
            agent=slots["agent"] if "agent" in used else None,
        )
        found.append((name, prompt))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_a_phrasebook_is_flagged(language: str) -> None:
    flagged = [
        (name, found.name, prompt.text)
        for name, prompt in _spoken(language)
        for found in check_prompt(prompt)
        if found.fails
    ]

    assert flagged == []


@pytest.mark.parametrize("starter", STARTERS, ids=lambda path: path.stem)
def test_no_prompt_of_a_starter_is_flagged(starter: Path) -> None:
    flagged = [
        (found.name, judged.prompt.text)
        for judged in check_script(starter)
        for found in judged.findings
        if found.fails
    ]

    assert flagged == []
