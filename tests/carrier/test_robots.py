"""Robots that phone everything."""

from ivr.carrier import Carrier
from ivr.carrier.robots import differences, explore, phones, replay, wander

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


def disturbed(pages) -> Carrier:
    carrier = Carrier(TwimlApp(pages))
    carrier.faults.duplicate()
    return carrier


def test_a_line_that_remembers_nothing_stands_duplicated_requests():
    pages = {"/voice": MENU, "/menu": menu, "/deep": deep}
    report = wander(PHONE, seed=3, calls=20)

    assert list(differences(report, phones(lambda: disturbed(pages)))) == []


def test_a_line_that_counts_requests_does_not():
    def counting() -> dict:
        asked: list[str] = []

        def voice(form: dict[str, str]) -> str:
            asked.append("voice")
            return f'<Gather numDigits="1"><Say>Round {len(asked)}.</Say></Gather>'

        return {"/voice": voice}

    plain = phones(lambda: Carrier(TwimlApp(counting())))
    report = explore(plain, keys="1", deepest=1)
    found = list(differences(report, phones(lambda: disturbed(counting()))))

    assert found[0][0].heard[0] == "Round 1."
    assert found[0][1].heard[0] == "Round 2."


def test_a_call_can_be_made_again():
    call = replay(PHONE, ("presses 2", "presses 7"))

    assert call.heard == ("Press 1 or 2.", "And now 7.", "No.")
