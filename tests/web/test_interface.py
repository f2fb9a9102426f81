"""The designer in the reader's language."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from .pages import csrf

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "ivr" / "web" / "translations"


def catalogue(code: str) -> Catalog:
    with (CATALOGUES / code / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=code)


@pytest.mark.parametrize("code", ["fil", "ru", "nb"])
def test_every_word_of_the_pages_is_translated(code: str) -> None:
    lacking = [
        message.id
        for message in catalogue(code)
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]

    assert lacking == []


@pytest.mark.parametrize("code", ["fil", "ru", "nb"])
def test_the_translations_keep_the_places_for_names(code: str) -> None:
    wrong = {m.id: [str(e) for e in m.check()] for m in catalogue(code) if m.id}

    assert {words: errors for words, errors in wrong.items() if errors} == {}


def test_the_template_holds_the_words_of_the_pages_as_they_are(tmp_path: Path) -> None:
    fresh = tmp_path / "messages.pot"
    words = "-F translations/babel.cfg -k _ -k marked"
    options = f"{words} --no-location --sort-output --omit-header"
    extract = ["-m", "babel.messages.frontend", "-q", "extract", *options.split()]
    subprocess.run(
        [sys.executable, *extract, "-o", str(fresh), "."],
        cwd=ROOT / "ivr" / "web",
        check=True,
    )

    assert fresh.read_text() == (CATALOGUES / "messages.pot").read_text()


def test_a_browser_is_answered_in_its_language(desk: FlaskClient) -> None:
    page = desk.get("/login", headers={"Accept-Language": "no, en;q=0.5"})

    assert '<html lang="nb">' in page.text
    assert "<h1>Logg inn</h1>" in page.text


def test_a_choice_is_kept(desk: FlaskClient) -> None:
    token = csrf(desk.get("/login"))
    chosen = {"language": "ru", "back": "/login", "csrf": token}
    answer = desk.post("/interface", data=chosen)

    assert answer.headers["Location"] == "/login"
    assert "<h1>Вход</h1>" in desk.get("/login").text


@pytest.mark.parametrize(
    "back",
    [
        "//example.com/",
        "/\\example.com",
        "/\t/example.com",
        "/\n/example.com",
        "example.com",
    ],
)
def test_a_choice_leads_to_no_other_host(desk: FlaskClient, back: str) -> None:
    token = csrf(desk.get("/login"))
    chosen = {"language": "ru", "back": back, "csrf": token}

    assert desk.post("/interface", data=chosen).headers["Location"] == "/"


def test_a_language_that_is_not_there_is_refused(desk: FlaskClient) -> None:
    token = csrf(desk.get("/login"))
    answer = desk.post("/interface", data={"language": "xx", "csrf": token})

    assert answer.status_code == 400


def _forms(string: object) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (str(string or ""),)
