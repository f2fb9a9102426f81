"""Gather: keys, words, silence and time limits."""

import pytest

from ivr.carrier import CallDiffers, Carrier

from .apps import TwimlApp


def got(form: dict[str, str]) -> str:
    told = {key: form[key] for key in ("Digits", "SpeechResult") if key in form}
    words = ", ".join(f"{key} {value}" for key, value in told.items()) or "nothing"
    return f"<Say>Got {words}.</Say>"


def phone(gather: str, after: str = "<Say>Nothing came.</Say>"):
    carrier = Carrier(TwimlApp({"/voice": gather + after, "/got": got}))
    return carrier.call().dials()


MENU = '<Gather action="/got" {}><Say>Press a key now, please.</Say></Gather>'


def test_a_key_interrupts_the_prompt():
    call = phone(MENU.format('numDigits="1"')).waits(0.5).presses("1")

    call.hears("Got Digits 1.")
    assert call.exchange.clock.now < 2.5


def test_it_waits_for_the_finishing_key_and_leaves_it_out():
    phone(MENU.format("")).hears("please").presses("12#").hears("Got Digits 12.")


def test_without_a_finishing_key_it_waits_for_the_timeout():
    call = phone(MENU.format('finishOnKey="" timeout="4"')).presses("12#")
    before = call.exchange.clock.now

    call.hears("Got Digits 12#.")
    asked = [e for e in call.exchange.trace.entries if e.what == "request"][1]
    assert asked.at - before == 4


def test_the_finishing_key_alone_is_no_input():
    phone(MENU.format("")).hears("please").presses("#").hears("Nothing came.")


def test_silence_falls_through_after_the_timeout():
    call = phone(MENU.format('timeout="7"')).hears("please")
    before = call.exchange.clock.now

    call.hears("Nothing came.")
    said = next(e for e in call.exchange.trace.entries if e.words == "Nothing came.")
    assert said.at - before == 7


def test_silence_goes_to_the_action_where_that_is_asked_for():
    call = phone(MENU.format('actionOnEmptyResult="true"'))

    call.hears("Got nothing.")


def test_words_are_recognised_after_the_speech_timeout():
    call = phone(MENU.format('input="speech" speechTimeout="2"'))
    call.says("opening hours").hears("Got SpeechResult opening hours.")

    said = next(e for e in call.exchange.trace.entries if e.what == "said")
    asked = [e for e in call.exchange.trace.entries if e.what == "request"][1]
    assert asked.at - said.until == 2


def test_keys_win_over_words():
    call = phone(MENU.format('input="dtmf speech" numDigits="1" speechTimeout="3"'))

    call.says("well").presses("2").hears("Got Digits 2.")


def test_a_gather_for_keys_does_not_hear_words():
    call = phone(MENU.format('input="dtmf"')).says("hello")

    assert 'nobody listened: caller said "hello"' in str(call.exchange.trace)


def test_speech_that_is_not_understood_is_no_input():
    phone(MENU.format('input="speech" speechTimeout="1"')).mumbles().hears(
        "Nothing came."
    )


def test_without_barge_in_words_do_not_stop_the_prompt():
    call = phone(MENU.format('input="speech" bargeIn="false"')).says("hello")

    call.hears("Press a key now, please.")


def test_without_an_action_the_same_document_is_asked_for_again():
    app = TwimlApp({"/voice": '<Gather numDigits="1"><Say>Menu.</Say></Gather>'})
    Carrier(app).call().dials().presses("1").hears("Menu.")

    assert [form.get("Digits") for form in app.forms("/voice")] == [None, "1"]


def test_partial_results_are_reported():
    app = TwimlApp(
        {
            "/voice": '<Gather input="speech" action="/got" '
            'partialResultCallback="/part"/>',
            "/got": got,
            "/part": "",
        }
    )
    Carrier(app).call().dials().says("my invoice").hears("Got SpeechResult my invoice")

    part = app.forms("/part")[0]
    assert (part["StableSpeechResult"], part["UnstableSpeechResult"]) == (
        "my",
        "invoice",
    )


def test_a_failure_prints_the_call_so_far():
    with pytest.raises(CallDiffers) as difference:
        phone(MENU.format("")).hears("Welcome", within=3)

    assert str(difference.value).splitlines() == [
        'caller does not hear "Welcome"',
        "",
        "The call so far:",
        "  0:00.0  caller dials +15550100000 from +15550100100",
        "  0:00.0    POST http://localhost/voice -> 200",
        '  0:00.0  caller hears "Press a key now, please."',
    ]
