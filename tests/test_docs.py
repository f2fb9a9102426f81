"""The manual: complete, without dead links, and showing what the terminal shows."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from ivr.cli import COMMANDS
from ivr.config import SETTINGS
from ivr.etiquette.rulebook import rules_for
from ivr.store.schema import metadata
from ivr.wording.rulebook import rulebook

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
RENEW = runpy.run_path(str(DOCS / "renew.py"))
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])

FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

# What may differ between two runs: seconds, the moment of a call, how much was seen.
CLOCK = re.compile(r"^ +\d+:\d\d  ", re.MULTILINE)
SECONDS = re.compile(r"\b\d+(\.\d)? s\b")
COUNTS = re.compile(r"[\d,]+(?= (states|turns|findings?|prompts|warnings?)\b)")

WORKPLACE = ("/work/", "/tmp/", "shared/", "as an ai", "language model", "todo")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _prose(page: Path) -> str:
    return FENCED.sub("", page.read_text("utf-8"))


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = HEADING.findall(_prose(page))
    bare = (re.sub(r"[^\w\s-]", "", title.lower()) for title in titles)
    return {title.strip().replace(" ", "-") for title in bare}


def _links(page: Path) -> list[str]:
    found = LINK.findall(_prose(page))
    return [link for link in found if not re.match(r"https?:|mailto:", link)]


def _still(shown: str) -> str:
    """What a terminal shows, without what differs from run to run."""
    return COUNTS.sub("#", SECONDS.sub("# s", CLOCK.sub("  #:##  ", shown)))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for link in _links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            dead.append(link)

    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_a_page_speaks_of_the_product_alone(page: Path) -> None:
    text = page.read_text("utf-8").lower()

    assert [word for word in WORKPLACE if word in text] == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    ahead = {ROOT / "README.md"}
    while ahead:
        page = ahead.pop()
        reached.add(page)
        paths = (link.partition("#")[0] for link in _links(page))
        found = {(page.parent / path).resolve() for path in paths if path}
        ahead |= (found & set(PAGES)) - reached

    assert [_name(page) for page in PAGES if page not in reached] == []


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 120


def test_the_page_of_commands_is_what_help_prints() -> None:
    written = (DOCS / "commands.md").read_text("utf-8")

    assert written == RENEW["commands_page"]() + "\n", "run: python docs/renew.py"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command: str) -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    section = page.partition(f"\n## ivr {command}\n")[2].partition("\n## ")[0]

    assert re.search(r"Examples?:\s+(\w+=\S+ )?ivr " + command, section)


def test_the_table_of_settings_is_that_of_the_code() -> None:
    page = (DOCS / "deploying.md").read_text("utf-8")

    assert page == RENEW["with_settings"](page), "run: python docs/renew.py"
    assert [s.name for s in SETTINGS if f"| `{s.name}` |" not in page] == []


def test_every_table_of_the_database_is_named() -> None:
    page = (DOCS / "architecture.md").read_text("utf-8")

    assert [name for name in metadata.tables if f"`{name}`" not in page] == []


def test_every_rule_has_its_page() -> None:
    manual = (DOCS / "rules.md").read_text("utf-8")
    rules = [(rule.code, rule.name) for rule in rulebook()]
    rules += [(rule.code, rule.name) for rule in rules_for()]

    assert [r for r in rules if f"| {r[0]} | [{r[1]}](" not in manual] == []


def test_every_statement_that_a_rule_serves_is_told() -> None:
    told = (DOCS / "why.md").read_text("utf-8")
    served = {s for rule in rulebook() for s in rule.serves}
    served |= {s for rule in rules_for() for s in rule.serves}

    assert sorted(s for s in served if s[0] == "E" and f"| {s} |" not in told) == []


def test_the_python_of_the_architecture_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "architecture.md").read_text("utf-8")
    monkeypatch.chdir(ROOT)

    for block in PYTHON.findall(page):
        exec(block, {})

    assert "HLD101 The caller is told to wait" in capsys.readouterr().out


@pytest.mark.parametrize("page", RENEW["TERMINAL_PAGES"], ids=_name)
def test_the_terminal_shows_what_the_page_shows(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    text = page.read_text("utf-8")
    renewed: Any = RENEW["with_terminals"](text)

    assert _still(text) == _still(renewed), "run: python docs/renew.py"
