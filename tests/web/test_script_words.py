"""What is wrong with a script reaches the owner in the owner's language."""

import ast
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import ivr.script
from ivr.script.errors import Problem, ScriptError
from ivr.script.load import read
from ivr.script.message import Message
from ivr.web.script_words import SAID

from .test_editor import Editor, put

SOUND = """\
company: Northside Dental
languages: [en]
departments:
  front-desk:
    name: the front desk
    agents:
      - name: Maria
        phone: +1 503 555 0101
"""
WRONG = (
    "a: [b\n",
    "a: b: c\n",
    "@a\n",
    "a: &b c\nd: *b\n",
    "a\nb: c\n",
    "- a\n",
    "a: 1\na: 2\n",
    "\x07",
    "# ivr: allow\ncompany: X\n",
    SOUND.replace("[en]", "[xx]"),
    SOUND.replace("company", "compani"),
    SOUND.replace("front-desk", "Front Desk"),
    SOUND.replace("+1 503 555 0101", "12"),
    SOUND.replace("+1 503 555 0101", "911"),
    SOUND.replace("+1 503 555 0101", "+1 900 555 0101"),
    SOUND.replace("+1 503 555 0101", "maria"),
    SOUND.replace("name: Maria", "nam: Maria"),
    SOUND.replace("the front desk", "☎"),
    SOUND + "country: USA\n",
    SOUND + "country: UK\n",
    SOUND + "timezone: Oslo\n",
    SOUND + "hours:\n  monday: 8-17\n  mondag: closed\n",
    SOUND + "timezone: Europe/Oslo\nhours:\n  monday: 25:00-26:00\n",
    SOUND + "holidays: [2026-13-40, xmas]\n",
    SOUND + "operator: sales\n",
    SOUND + "hold:\n  update_every: 5\n  music: jazz\n",
    SOUND + "hold:\n  update_every: often\n",
    SOUND + "voices:\n  en: Polly.Nobody\n",
    SOUND + "greetings:\n  line: '{nobody}'\n",
    SOUND + "numbers:\n  - number: +1 503 555 0101\n    agent: Otto\n",
    SOUND + "pronounce:\n  '!': ''\n",
    SOUND.replace("[en]", "[en, ru]").replace("the front desk", "{en: reception}"),
)


def problems(text: str) -> tuple[Problem, ...]:
    try:
        read(text, "line.yaml")
    except ScriptError as error:
        return error.problems
    return ()


def templates(said: str) -> set[str]:
    """What has to be translated of a sentence: its template, and those in its slots."""
    if not isinstance(said, Message):
        return {said} if said else set()
    parts = [slot for slot in said.slots.values() if isinstance(slot, Message)]
    return {said.template}.union(*(templates(part) for part in parts))


@pytest.mark.parametrize("text", WRONG)
def test_whatever_is_wrong_can_be_told_in_every_language(text: str) -> None:
    found = problems(text)
    said = {t for p in found for t in templates(p.message) | templates(p.way_out)}

    assert found
    assert said - set(SAID) == set()


def test_no_sentence_about_scripts_is_left_out() -> None:
    modules = Path(ivr.script.__file__).parent.glob("*.py")
    calls = [
        node.args[0].value
        for module in modules
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Message"
        and isinstance(node.args[0], ast.Constant)
    ]

    assert len(calls) > 60
    assert set(calls) - set(SAID) == set()


@pytest.mark.parametrize(
    ("code", "message", "way_out"),
    [
        ("en", "'country' is 'USA'", "write the two capital letters of the country"),
        ("fil", "ang 'country' ay 'USA'", "isulat ang dalawang malalaking titik"),
        ("ru", "'country': 'USA'", "напишите две заглавные буквы страны"),
        ("nb", "'country' er 'USA'", "skriv landets to store bokstaver"),
    ],
)
def test_the_owner_is_told_in_the_language_of_the_pages(
    browser: FlaskClient, code: str, message: str, way_out: str
) -> None:
    editor = Editor(browser, "santos")
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = code
    (fault,) = editor.saves(0, put(["country"], "USA"))["faults"]

    assert fault["message"] == message
    assert fault["way_out"].startswith(way_out)
