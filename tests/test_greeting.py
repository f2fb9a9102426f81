"""Greetings composed from a script: what is said, and what is left out."""

import json
from pathlib import Path

import pytest
from callers import SCRIPTS, starter
from click.testing import CliRunner

from ivr.cli.compose import command
from ivr.greeting import Greeting, GreetingKind, compose
from ivr.script.load import read

ALONE = """\
company: Kari's Flowers
languages: [en]
departments:
  shop:
    name: the shop
    agents:
      - name: Kari
        phone: +1 503 555 0101
"""


def said(script: str, kind: GreetingKind, language: str, **of: str) -> list[str]:
    return [
        greeting.text
        for greeting in compose(starter(script))
        if (greeting.kind, greeting.language) == (kind, language)
        and all(getattr(greeting, name) == value for name, value in of.items())
    ]


def composed(text: str) -> tuple[Greeting, ...]:
    return compose(read(text, "x.yaml").script)


@pytest.mark.parametrize(
    ("script", "language", "agent", "text"),
    [
        (
            "dental-clinic.en",
            "en",
            "Maria",
            "Good morning, Northside Dental, the front desk. This is Maria. "
            "How can I help you?",
        ),
        (
            "sari-sari.fil",
            "fil",
            "Tess",
            "Magandang umaga po, Aling Nena Store, catering. Si Tess po ito. "
            "Ano po ang maitutulong ko?",
        ),
        (
            "pharmacy.ru",
            "ru",
            "Тимур",
            "Доброе утро, Аптека «Ромашка», отдел заказов. Меня зовут Тимур. "
            "Чем могу вам помочь?",
        ),
        (
            "workshop.nb",
            "nb",
            "Øyvind",
            "God morgen, Fjellheim Rør, lekkasjevakten. Du snakker med Øyvind. "
            "Hva kan jeg hjelpe deg med?",
        ),
    ],
)
def test_an_agent_answers_with_company_department_name_and_question(
    script: str, language: str, agent: str, text: str
) -> None:
    assert said(script, GreetingKind.AGENT, language, agent=agent) == [text]


def test_the_line_answers_with_company_and_question() -> None:
    assert said("dental-clinic.en", GreetingKind.LINE, "en") == [
        "Hello, Northside Dental. How can I help you?"
    ]


def test_a_department_answers_with_company_department_and_question() -> None:
    assert said(
        "dental-clinic.en", GreetingKind.DEPARTMENT, "en", department="billing"
    ) == ["Northside Dental, billing. How can I help you?"]


def test_a_voicemail_greeting_says_by_when_the_agent_replies() -> None:
    greetings = said("dental-clinic.en", GreetingKind.VOICEMAIL, "en", agent="Priya")

    assert greetings == [
        "This is Priya in billing at Northside Dental. Please tell me after the tone "
        "how I can help, and I will reply within four business hours. "
        "Thank you for calling."
    ]


def test_the_manager_answers_without_a_department() -> None:
    greetings = said("dental-clinic.en", GreetingKind.AGENT, "en", agent="Helen Park")

    assert greetings == [
        "Good morning, Northside Dental. This is Helen Park. How can I help you?"
    ]


def test_the_hour_decides_the_salutation() -> None:
    greetings = compose(starter("dental-clinic.en"), hour=15)

    agents = [g.text for g in greetings if g.kind is GreetingKind.AGENT]
    assert all(text.startswith("Good afternoon, ") for text in agents)


def test_a_bilingual_line_greets_in_each_language() -> None:
    assert {g.language for g in compose(starter("hotel.en-fil"))} == {"en", "fil"}


def test_the_owners_own_words_take_the_place_of_ours() -> None:
    own = ALONE + "greetings:\n  line: Flowers by {company}, what can I tie for you?\n"

    assert composed(own)[0].text == "Flowers by Kari's Flowers, what can I tie for you?"


def test_own_words_for_agents_are_filled_for_each_agent() -> None:
    own = ALONE + 'greetings:\n  agent: "{agent} at {company}. How may I help?"\n'

    texts = [g.text for g in composed(own) if g.kind is GreetingKind.AGENT]
    assert texts == ["Kari at Kari's Flowers. How may I help?"]


def test_no_greeting_of_a_starter_has_a_blank_or_a_slot() -> None:
    for path in sorted(SCRIPTS.glob("*.yaml")):
        for greeting in compose(starter(path.stem)):
            assert "  " not in greeting.text
            assert not set("{}[]") & set(greeting.text)
            assert " ," not in greeting.text


def test_ivr_compose_groups_by_department(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        command, [str(SCRIPTS / "dental-clinic.en.yaml"), "--audio", str(tmp_path)]
    )

    assert result.exit_code == 0
    assert "\n  billing\n    department  Northside Dental, billing." in result.output
    assert "Hello, Northside Dental. How can I help you?  (about 4." in result.output


def test_ivr_compose_prints_json() -> None:
    result = CliRunner().invoke(
        command,
        [
            str(SCRIPTS / "hotel.en-fil.yaml"),
            "--language",
            "fil",
            "--format",
            "json",
        ],
    )

    first = json.loads(result.output)[0]
    assert first["kind"] == "line"
    assert first["language"] == "fil"
    assert first["rendered"] is False


def test_ivr_compose_refuses_a_language_that_the_script_lacks() -> None:
    result = CliRunner().invoke(
        command, [str(SCRIPTS / "dental-clinic.en.yaml"), "--language", "nb"]
    )

    assert result.exit_code == 2
    assert "speaks en" in result.output


def test_ivr_compose_tells_where_a_script_is_wrong() -> None:
    result = CliRunner().invoke(command, ["missing.yaml"])

    assert result.exit_code == 2
    assert "missing.yaml:1:1: there is no such file" in result.output
