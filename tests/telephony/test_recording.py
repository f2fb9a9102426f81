"""Nothing is recorded but a message, and nobody who did not hear that it will be."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from callers import starter
from lines import Line

from ivr.carrier import Caller
from ivr.flow.actions import Record, Say
from ivr.flow.compile import compile_script
from ivr.flow.flow import Kind
from ivr.flow.machine import present, start
from ivr.telephony.last_resort import LastResort
from ivr.telephony.line import UNPUBLISHED
from ivr.telephony.twiml import conference

from .conftest import MARIA, asks_for_an_appointment

# "We will record it", as the line says it.
TOLD = {
    "en": "We will record it",
    "fil": "Ire-record po namin",
    "ru": "запи(шем|сать)",
    "nb": "Vi tar (det )?opp",
}
STARTERS = {
    "en": "dental-clinic.en",
    "fil": "sari-sari.fil",
    "ru": "pharmacy.ru",
    "nb": "workshop.nb",
}


def test_a_conversation_is_never_recorded(clinic: Line, andrei: Caller) -> None:
    maria = clinic.agent(MARIA, "Maria").answers(after=2)
    maria.hears("press one").presses("1").waits(30).hangs_up()
    asks_for_an_appointment(andrei)
    andrei.hears("Here is Maria").hears("Thank you for calling").waits(5)

    attributes = ElementTree.fromstring(str(conference("room", "/left"))).iter()
    assert not [a for verb in attributes for a in verb.attrib if a.startswith("record")]
    assert clinic.carrier.exchange.recordings.kept == {}


@pytest.mark.parametrize("language", TOLD)
def test_who_leaves_a_message_hears_that_it_is_recorded(language: str) -> None:
    flow = compile_script(starter(STARTERS[language]), str(UNPUBLISHED))
    records = [s.name for s in flow.states.values() if s.kind is Kind.RECORDING]
    call = replace(start(flow), state="recording", department=flow.operator)

    first, *_, last = present(flow, call)
    assert records == ["recording", "recording-again"]
    assert isinstance(first, Say)
    assert isinstance(last, Record)
    assert re.search(TOLD[language], " ".join(w.text for w in first.words))


@pytest.mark.parametrize("language", TOLD)
def test_after_a_fault_too_it_is_said_before_the_tone(language: str) -> None:
    said, tone, *_ = ElementTree.fromstring(LastResort.of(None, language).apology)

    assert re.search(TOLD[language], said.text or "")
    assert tone.tag == "Record"
