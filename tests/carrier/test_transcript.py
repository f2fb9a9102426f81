"""Whole calls as data."""

import pytest

from ivr.carrier import CallDiffers, Carrier
from ivr.carrier.transcript import Unreadable, play, read

from .apps import TwimlApp

PAGES = {
    "/voice": '<Gather input="dtmf speech" speechTimeout="1" numDigits="1" '
    'action="/menu"><Say>How can I help you?</Say></Gather><Say>Thank you. Goodbye.'
    "</Say>",
    "/menu": '<Dial timeout="30"><Number url="/whisper">+15550100001</Number></Dial>'
    "<Say>Nobody is in.</Say>",
    "/whisper": '<Gather numDigits="1" action="/yes"><Say>Press 1.</Say></Gather>'
    "<Hangup/>",
    "/yes": "",
}
CALL = """
agents: {maria: "+15550100001"}
steps:
  - dials: "+15550100000"
  - hears: "How can I help you?"
  - agent maria: answers after 20
  - agent maria presses: "1"
  - agent maria says: "Maria here"
  - says: "my tooth hurts"
  - hears: "Maria here"
  - hears nothing about: "Nobody is in"
  - waits: 30
  - hangs up
"""


def call():
    return Carrier(TwimlApp(PAGES)).call()


def test_a_call_is_played():
    caller = call()
    play(read(CALL), caller)

    assert caller.outcome == "person"


def test_a_list_alone_is_a_transcript():
    play(read("- dials\n- stays silent\n- hears: Thank you\n- line hangs up"), call())


def test_an_agent_accepts():
    steps = '- dials\n- agent "+15550100001": accepts\n- says: hello\n- waits: 9'
    caller = call()
    play(read(steps.replace('"', "")), caller)

    assert "talking" in str(caller.exchange.trace)


def test_a_difference_names_the_step():
    with pytest.raises(CallDiffers) as difference:
        play(read("- dials\n- hears: Welcome"), call())

    first = str(difference.value).splitlines()[0]
    assert first == 'step 2, hears: Welcome: caller does not hear "Welcome"'


def test_what_must_not_be_heard_is_noticed():
    with pytest.raises(CallDiffers) as difference:
        play(
            read("- dials\n- hears: help you\n- hears nothing about: how can I"), call()
        )

    first = str(difference.value).splitlines()[0]
    assert first == (
        'step 3, hears nothing about: how can I: caller hears "How can I help you?"'
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("hello", "a transcript is a list of steps"),
        ("- sings: a song", "step 1, sings: a song: nobody can do that here"),
        ("- waits: soon", "step 1, waits: soon: not a number of seconds"),
        ("- waits: -1", "step 1, waits: -1: not a number of seconds in a day"),
        ("- hears", "step 1, hears: what?"),
        ("- {hears: a, says: b}", "step 1 is not one thing that somebody does"),
        ("- &a hears\n- *a", "aliases are not allowed"),
        (
            "- agent maria: dances",
            "step 1, agent maria dances: nobody can do that here",
        ),
        ("- [", "while parsing a flow node"),
    ],
)
def test_it_says_why_it_cannot_read(text, reason):
    with pytest.raises(Unreadable) as unreadable:
        read(text)

    assert str(unreadable.value).startswith(reason)
