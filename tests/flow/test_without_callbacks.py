"""A line without callbacks tells whoever wishes for one what there is instead."""

from dataclasses import replace

import pytest

from flow.events_of import flow_of
from ivr.etiquette.report import report
from ivr.flow import events
from ivr.flow.actions import Ask
from ivr.flow.flow import Flow
from ivr.flow.machine import Step, start, step
from ivr.wording.measures import estimate_seconds

WISH = events.Spoke("call me back", "callback")
INSTEAD = {
    "dental-clinic.en": "We answer messages here instead of booking callbacks.",
    "sari-sari.fil": "Mga message po ang sinasagot namin dito sa halip na callback.",
    "pharmacy.ru": "Вместо обратного звонка мы отвечаем на каждое сообщение.",
    "workshop.nb": "Her svarer vi på beskjeder i stedet for å avtale oppringning.",
}


def line(starter: str) -> Flow:
    return replace(flow_of(starter), callbacks=False)


def heard(taken: Step) -> list[str]:
    (asked,) = [action for action in taken.actions if isinstance(action, Ask)]
    return [words.text for words in asked.words]


@pytest.mark.parametrize("starter", INSTEAD)
def test_the_wish_is_answered_by_what_there_is(starter: str) -> None:
    flow = line(starter)
    greeted = step(flow, start(flow), events.Dialed()).call

    taken = step(flow, greeted, WISH)

    assert taken.call.state == "offer-message"
    assert heard(taken)[0] == INSTEAD[starter]


def test_whoever_is_asked_to_hold_may_hold_on() -> None:
    flow = line("dental-clinic.en")
    asked = replace(start(flow), state="ask-hold", department="billing", place=1)

    taken = step(flow, asked, WISH)

    assert taken.call.state == "ask-hold-keys"
    assert taken.call.place == 1
    assert heard(taken)[0] == INSTEAD["dental-clinic.en"]


def test_whoever_insists_is_not_asked_for_ever() -> None:
    flow = line("dental-clinic.en")
    greeted = step(flow, start(flow), events.Dialed()).call

    call = greeted
    for _ in range(3):
        call = step(flow, call, WISH).call

    assert call.state == "closing-regret"


def test_every_call_of_such_a_line_is_proved() -> None:
    found = report(
        line("workshop.nb"), estimate_seconds, select=["END002", "HUM006", "HUM001"]
    )

    assert found.proof.holds
