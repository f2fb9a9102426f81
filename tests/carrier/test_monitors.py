"""What the monitors say about calls, in any language."""

import pytest

from ivr.carrier import Carrier
from ivr.carrier.monitors import Limits, watch

from .apps import TwimlApp, wav

ASK = '<Gather numDigits="1" action="/yes"><Say>{}</Say></Gather>'
MUSIC = (200, "audio/wav", wav(20))


def remarks(pages, call, limits: Limits | None = None) -> list[str]:
    carrier = Carrier(TwimlApp({"/music.wav": MUSIC, **pages}))
    call(carrier.call().dials())
    return [str(one) for one in watch(carrier.trace, carrier.clock.now, limits)]


@pytest.mark.parametrize(
    "question",
    [
        "Would you like to hold? Press 1.",
        "Nais po ba ninyong maghintay? Pindutin ang 1.",
        "Вы подождёте? Нажмите 1.",
        "Vil du vente? Trykk 1.",
    ],
)
def test_a_question_about_waiting_is_consent(question):
    pages = {"/voice": ASK.format(question), "/yes": "<Play>/music.wav</Play>" * 2}

    found = remarks(pages, lambda call: call.hears(question).presses("1").waits(30))
    assert found == []


def test_a_menu_key_is_no_consent():
    pages = {
        "/voice": ASK.format("Press 1 for sales."),
        "/yes": "<Play>/music.wav</Play>",
    }

    found = remarks(pages, lambda call: call.presses("1").waits(5))
    assert found == [
        "0:00.0 hold-without-consent: the caller is put on hold without having been "
        "asked"
    ]


def test_the_keys_may_be_told_after_the_question():
    pages = {
        "/voice": ASK.format("May I put you on hold?</Say><Say>For yes, press 1."),
        "/yes": "<Play>/music.wav</Play>",
    }

    found = remarks(pages, lambda call: call.hears("press 1").presses("1").waits(5))
    assert found == []


def test_a_question_of_an_earlier_document_is_no_consent():
    pages = {
        "/voice": "<Say>Please hold.</Say><Redirect>/menu</Redirect>",
        "/menu": ASK.format("Press 1 for sales."),
        "/yes": "<Play>/music.wav</Play>",
    }

    found = remarks(pages, lambda call: call.hears("sales").presses("1").waits(5))
    assert [one.split()[1] for one in found] == ["hold-without-consent:"]


def test_no_answer_is_no_consent():
    pages = {"/voice": ASK.format("Will you hold?") + "<Play>/music.wav</Play>"}

    found = remarks(pages, lambda call: call.waits(15))
    assert [one.split()[1] for one in found] == ["hold-without-consent:"]


def test_being_held_in_the_middle_of_a_talk_needs_a_question_too():
    pages = {
        "/voice": ASK.format("Vil du vente? Trykk 1."),
        "/yes": "<Dial hangupOnStar='true'>+15550100001</Dial><Play>/music.wav</Play>",
    }

    def call(caller):
        caller.agent("Kari", "+15550100001").answers().says("Hei")
        caller.presses("1").hears("Hei").presses("*").waits(5)

    assert [one.split()[1] for one in remarks(pages, call)] == ["hold-without-consent:"]


def test_music_without_a_word_is_noticed_after_45_seconds():
    hold = "<Say>You are next.</Say>" + "<Play>/music.wav</Play>" * 3
    pages = {"/voice": ASK.format("Will you hold?"), "/yes": hold * 2}

    found = remarks(pages, lambda call: call.presses("1").waits(125))
    assert found[0] == (
        "0:01.2 hold-without-update: the caller on hold hears no word for 60 s"
    )


def test_updates_every_40_seconds_are_fine():
    hold = "<Say>You are next.</Say>" + "<Play>/music.wav</Play>" * 2
    pages = {"/voice": ASK.format("Will you hold?"), "/yes": hold * 3}

    assert remarks(pages, lambda call: call.presses("1").waits(120)) == []


def test_a_dead_line_is_noticed():
    pages = {"/voice": "<Say>One moment.</Say><Pause length='9'/><Say>Thank you.</Say>"}

    found = remarks(pages, lambda call: call.waits(30))
    assert found == ["0:01.0 silence: the line is silent for 9 s"]


def test_the_limits_can_be_set():
    pages = {"/voice": "<Say>One moment.</Say><Pause length='9'/><Say>Thank you.</Say>"}

    assert remarks(pages, lambda call: call.waits(30), Limits(silence=10)) == []


def test_ringing_without_end_is_noticed():
    pages = {
        "/voice": ASK.format("May I put you through?"),
        "/yes": "<Dial timeout='40'>+15550100001</Dial><Say>Thank you.</Say>",
    }

    found = remarks(pages, lambda call: call.presses("1").waits(60))
    assert found == ["0:00.0 ringing-too-long: it rings for 40 s without a word"]


def test_being_connected_unasked_is_noticed():
    pages = {
        "/voice": "<Say>Hello.</Say><Dial timeout='9'>+1555</Dial><Say>Thanks.</Say>"
    }

    found = remarks(pages, lambda call: call.waits(30))
    assert [one.split()[1] for one in found] == ["transfer-unasked:"]


@pytest.mark.parametrize(
    "goodbye",
    ["Thank you for calling.", "Maraming salamat po.", "Спасибо за звонок.", "Takk!"],
)
def test_thanks_at_the_end_are_heard(goodbye):
    pages = {"/voice": f"<Say>{goodbye}</Say>"}

    assert remarks(pages, lambda call: call.waits(9)) == []


def test_an_end_without_thanks_is_noticed():
    found = remarks({"/voice": "<Say>Goodbye.</Say>"}, lambda call: call.waits(9))

    assert found == [
        '0:00.8 end-without-thanks: the call ends without thanks after "Goodbye."'
    ]


def test_who_hangs_up_needs_no_thanks():
    pages = {"/voice": "<Say>Welcome.</Say><Pause length='60'/>"}

    assert remarks(pages, lambda call: call.hears("Welcome.").hangs_up()) == []


def test_an_application_error_is_a_dead_end():
    found = remarks({"/voice": (500, "text/plain", "")}, lambda call: call.waits(30))

    assert "the caller hears that an application error has occurred" in found[-1]
