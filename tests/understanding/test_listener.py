"""What a caller means depends on what was asked."""

from dataclasses import replace

import pytest
from callers import starter

from ivr.flow.compile import compile_script
from ivr.flow.machine import start
from ivr.understanding import Listener


def meaning(name: str, state: str, words: str, **of: object) -> str | None:
    flow = compile_script(starter(name))
    call = replace(start(flow), state=state, **of)  # type: ignore[arg-type]
    return Listener(flow).meaning(call, words)


@pytest.mark.parametrize(
    ("name", "words", "agent"),
    [
        ("dental-clinic.en", "Could I talk to James, please?", "agent:front-desk/1"),
        ("workshop.nb", "Kan jeg få snakke med Turid?", "agent:invoices/0"),
        ("pharmacy.ru", "Соедините меня с Мариной", "agent:orders/0"),
        ("sari-sari.fil", "Puwede po bang makausap si Aling Tess", "agent:catering/0"),
    ],
)
def test_an_agent_is_asked_for_by_name(name: str, words: str, agent: str) -> None:
    assert meaning(name, "greeting", words) == agent


def test_the_managers_name_means_the_manager() -> None:
    assert meaning("dental-clinic.en", "greeting", "Is Helen there?") == "manager"


def test_the_companys_name_is_nobodys_name() -> None:
    assert meaning("workshop.nb", "greeting", "Er dette Fjellheim?") is None


def test_a_yes_that_repeats_the_need_is_a_yes() -> None:
    words = "Yes, it is about a bill I have to pay"

    assert meaning("dental-clinic.en", "confirm", words, department="billing") == "yes"


def test_a_no_that_states_another_need_is_that_need() -> None:
    words = "No, actually my tooth hurts terribly"

    heard = meaning("dental-clinic.en", "confirm", words, department="billing")

    assert heard == "department:urgent-care"


def test_silence_in_words_means_nothing() -> None:
    assert meaning("dental-clinic.en", "greeting", " … ") is None


def test_an_unknown_state_is_understood_as_nothing() -> None:
    assert meaning("dental-clinic.en", "no-such-state", "yes") is None
