"""What happens on a call is told in the reader's language, whoever notes it."""

import inspect
import json
import re

from flask import Flask

from ivr.etiquette import counterexample
from ivr.etiquette.presence import Presence
from ivr.phone import office, simulation, telephones
from ivr.phone.timeline import Entry, Who
from ivr.speech.diction import AS_WRITTEN
from ivr.speech.prompt import Prompt
from ivr.web import telling
from ivr.web.heard import Moment, moments

QUOTED = re.compile(r'"([^"\n]+)"')


def test_every_sentence_of_a_proof_can_be_told() -> None:
    source = inspect.getsource(counterexample._Teller) + inspect.getsource(
        counterexample._passed
    )
    lines = source.replace('"""', "'").splitlines()
    found = {words for line in lines for words in QUOTED.findall(line)}
    sentences = {words for words in found if re.search(r"[a-z] |“", words)}
    sentences = {words for words in sentences if "{" not in words}
    known = {*telling.OF_PROOFS, *telling.CIRCUMSTANCES}

    assert sentences - known == set()
    assert {
        f"({one.value})" for one in Presence if one is not Presence.EVERYBODY
    } <= known


def test_everything_that_a_simulated_agent_does_can_be_told() -> None:
    noted = {*telephones.TOLD.values(), "the telephone rings", "hangs up", "is back"}
    source = inspect.getsource(office) + inspect.getsource(simulation)
    noted |= set(re.findall(r'_with_caller\("([^"]+)"', source))

    assert noted <= {*telling.OF_AGENTS, *telling.OF_PROOFS}


def test_a_call_is_told_in_norwegian(public: Flask) -> None:
    line = {
        "at": 65,
        "who": "Caller",
        "template": "says “%(words)s”",
        "slots": {"words": "100 % sikker"},
        "about": ["the number is withheld"],
    }
    with public.test_request_context(headers={"Accept-Language": "nb"}):
        (told,) = telling.told([line])

    assert (told.clock, told.who) == ("1:05", "Den som ringer")
    assert told.what == "sier «100 % sikker» (skjult nummer)"


def test_what_was_kept_of_a_call_has_its_prompts_again() -> None:
    kept = Entry(0, 3, Who("line"), "How can I help you?", language="en")
    (shown,) = moments([kept], AS_WRITTEN, "en")
    again = Moment.from_json(json.loads(json.dumps(shown.to_json())))

    assert again == shown
    assert again.prompt == Prompt("How can I help you?", "en")


def test_what_an_agent_does_is_told_in_russian(public: Flask) -> None:
    noted = [
        Entry(0, 0, Who.AGENT, "Olga: picks up"),
        Entry(4, 0, Who.AGENT, "Olga: would hand over to billing"),
        Entry(9, 0, Who.CALLER, "Olga: picks up"),
    ]
    with public.test_request_context(headers={"Accept-Language": "ru"}):
        told = telling.of_agents(moments(noted, AS_WRITTEN, "en"))

        assert [one.words for one in told] == [
            "Olga: снимает трубку",
            "Olga: хочет передать: billing",
            "Olga: picks up",
        ]
