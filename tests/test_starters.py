"""The starters that we ship load cleanly and are complete."""

from pathlib import Path

import pytest

from ivr.script.load import load, read
from ivr.script.model import Script
from ivr.script.telephone import dial_target

STARTERS = sorted((Path(__file__).parents[1] / "scripts").glob("*.yaml"))
LANGUAGES = {
    "dental-clinic.en": ("en",),
    "hotel.en-fil": ("en", "fil"),
    "law-office.en-nb": ("en", "nb"),
    "pharmacy.ru": ("ru",),
    "sari-sari.fil": ("fil",),
    "workshop.nb": ("nb",),
}


@pytest.fixture(params=STARTERS, ids=[starter.stem for starter in STARTERS])
def starter(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def script(starter: Path) -> Script:
    return load(starter)


def test_the_four_languages_have_a_starter() -> None:
    assert {s.stem: load(s).languages for s in STARTERS} == LANGUAGES


def test_every_department_is_described_in_every_language(script: Script) -> None:
    for department in script.departments.values():
        for language in script.languages:
            assert len(department.handles.in_(language)) >= 5
            assert len((department.name.in_(language) or "").split()) <= 3


def test_no_sentence_belongs_to_two_departments(script: Script) -> None:
    for language in script.languages:
        said = [
            sentence.casefold()
            for department in script.departments.values()
            for sentence in department.handles.in_(language)
        ]

        assert len(said) == len(set(said))


def test_every_department_has_somebody_to_ring(script: Script) -> None:
    for department in script.departments.values():
        assert department.agents
        for agent in department.agents:
            assert dial_target(agent.phone, script.country) == agent.phone


def test_each_kind_of_number_is_shown(script: Script) -> None:
    kinds = [bool(n.agent) + 2 * bool(n.department) for n in script.numbers]

    assert kinds[0] == 0
    assert len([kind for kind in kinds if kind]) >= 1


def test_a_manager_is_named(script: Script) -> None:
    assert script.manager is not None
    assert script.operator in script.departments


def test_it_is_written_in_block_style_with_comments(starter: Path) -> None:
    text = starter.read_text("utf-8")

    assert "{" not in text
    assert "[" not in text
    assert text.count("\n#") + text.count("  #") >= 10


def test_nothing_in_it_is_silenced(starter: Path) -> None:
    assert read(starter.read_bytes(), starter.name).allows == {}
