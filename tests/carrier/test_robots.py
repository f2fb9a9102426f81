"""Robots that phone everything."""

from ivr.carrier import Carrier
from ivr.carrier.robots import explore, phones, wander

from .apps import TwimlApp

MENU = """<Gather numDigits="1" action="/menu" timeout="3"><Say>Press 1 or 2.</Say>
</Gather><Say>Thank you. Goodbye.</Say>"""
DEEP = """<Gather input="dtmf speech" speechTimeout="1" numDigits="1" action="/deep">
<Say>And now 7.</Say></Gather><Redirect>/voice</Redirect>"""


def menu(form: dict[str, str]) -> str:
    return DEEP if form["Digits"] == "2" else "<Say>Thank you for calling.</Say>"


def deep(form: dict[str, str]) -> str:
    if form.get("Digits") == "7" or form.get("SpeechResult") == "the boss":
        return "<Say>No.</Say>"
    return "<Redirect>/voice</Redirect>"


PHONE = phones(
    lambda: Carrier(TwimlApp({"/voice": MENU, "/menu": menu, "/deep": deep}))
)


def test_it_finds_the_one_key_that_ends_rudely():
    found = explore(PHONE, keys="0127").complaints

    rude = 'end-without-thanks: the call ends without thanks after "No."'
    assert list(found) == [rude]
    assert found[rude].moves == ("presses 2", "presses 7")


def test_it_finds_the_one_sentence_that_ends_rudely():
    report = explore(PHONE, keys="2", words=("the boss",))

    (call,) = report.complaints.values()
    assert call.moves == ("presses 2", "says the boss")


def test_it_tries_every_choice_of_every_place_once():
    report = explore(PHONE, keys="0127")

    # Two places with four keys, silence and hangup each, less the way to the second.
    assert (len(report.calls), report.places) == (11, 2)


def test_a_random_robot_does_the_same_with_the_same_seed():
    first = wander(PHONE, seed=3, calls=20)
    second = wander(PHONE, seed=3, calls=20)

    assert [call.moves for call in first.calls] == [call.moves for call in second.calls]


def test_a_random_robot_finds_the_rude_end_too():
    report = wander(PHONE, seed=1, calls=200, keys="1278")

    assert "the call ends without thanks" in str(report)
