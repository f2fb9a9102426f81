"""The vendor's documented behaviour, case by case.

The cases are those that public test suites of other readers quote from the vendor's
pages (adhearsion-twilio and somleng-switch); the words here are ours.
"""

import pytest

from ivr.carrier import Carrier

from .apps import TwimlApp, wav

AFTER = "<Say>After.</Say>"


def told(form: dict[str, str]) -> str:
    keys = ("Digits", "DialCallStatus", "RecordingDuration", "SpeechResult")
    return f"<Say>{' '.join(form.get(key, '-') for key in keys)}</Say>"


def run(verbs: str, moves: list[tuple[str, object]]) -> tuple[Carrier, TwimlApp]:
    pages = {"/voice": verbs, "/a/doc": verbs, "/act": told, "/foo.wav": SOUND}
    app = TwimlApp(pages)
    carrier = Carrier(app)
    caller = carrier.call().dials()
    for name, argument in moves:
        getattr(caller, name)(argument)
    carrier.waits(200)
    return carrier, app


SOUND = (200, "audio/wav", wav(3))
KEY_1 = [("waits", 1), ("presses", "1")]


@pytest.mark.parametrize(
    ("verbs", "moves", "heard"),
    [
        ("<Gather/>" + AFTER, [], ["After."]),
        ("<Gather/>" + AFTER, [("presses", "#")], ["After."]),
        ('<Gather action="/act"/>', [("presses", "32")], ["32 - - -"]),
        ('<Gather action="/act"/>', [("presses", "32#4")], ["32 - - -"]),
        ('<Gather action="/act" finishOnKey="*"/>', [("presses", "3#*")], ["3# - - -"]),
        (
            '<Gather action="/act" numDigits="4"/>',
            [("presses", "12345")],
            ["1234 - - -"],
        ),
        ('<Gather action="/act" timeout="10"/>', KEY_1, ["1 - - -"]),
        ('<Gather action="/act"/>' + AFTER, KEY_1, ["1 - - -"]),
        ('<Gather actionOnEmptyResult="true" action="/act"/>', [], ["- - - -"]),
        ("<Gather><Say loop='2'>Hi.</Say></Gather>", [], ["Hi.", "Hi."]),
        ("<Say loop='3'>Hi.</Say>", [], ["Hi.", "Hi.", "Hi."]),
        ("<Say>\n  Hello\n  World </Say>", [], ["Hello World"]),
        ("<Hangup/>" + AFTER, [], []),
        ("<Reject/>", [], []),
        ("<Pause length='7'/>" + AFTER, [], ["After."]),
        ("<Play>/foo.wav</Play>" + AFTER, [], ["After."]),
        ('<Record action="/act"/>', [("waits", 1), ("says", "hi")], [" - 1 -"]),
        ('<Record action="/act"/>' + AFTER, [], ["After."]),
        (
            '<Record action="/act" finishOnKey="5"/>',
            [("waits", 1), ("says", "hi"), ("presses", "5")],
            ["5 - 1 -"],
        ),
        ("<Dial timeout='5'>+1555</Dial>" + AFTER, [], ["After."]),
        ("<Dial timeout='5' action='/act'>+1555</Dial>", [], ["- no-answer - -"]),
        ("<Dial action='/act'><Number>nobody</Number></Dial>", [], ["- failed - -"]),
        ("<Redirect>/act</Redirect>" + AFTER, [], ["- - - -"]),
        ("<Redirect method='GET'>act</Redirect>", [], ["- - - -"]),
        ("<Leave/>" + AFTER, [], []),
    ],
)
def test_it_does_as_documented(verbs, moves, heard):
    carrier, _ = run(verbs, moves)

    spoken = [e for e in carrier.trace.entries if e.what == "say"]
    assert [entry.words for entry in spoken] == [words.strip() for words in heard]


@pytest.mark.parametrize(
    ("verbs", "seconds"),
    [
        ("<Gather/>", 5),
        ("<Gather timeout='12'/>", 12),
        ("<Pause/>", 1),
        ("<Pause length='7'/>", 7),
        ("<Play loop='4'>/foo.wav</Play>", 12),
        ("<Record/>", 5.5),
        ("<Record timeout='10' playBeep='false'/>", 10),
        ("<Dial>+1555</Dial>", 30),
        ("<Dial timeout='12'>+1555</Dial>", 12),
    ],
)
def test_it_lasts_as_long_as_documented(verbs, seconds):
    carrier, _ = run(verbs, [])

    over = next(e for e in carrier.trace.entries if e.what == "ends")
    assert over.at == seconds


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("http://localhost/act", "/act"),
        ("/act", "/act"),
        ("../act", "/act"),
        ("doc2", "/a/doc2"),
        ("?step=2", "/a/doc"),
    ],
)
def test_urls_are_relative_to_the_document(written, path):
    app = TwimlApp({"/a/doc": f"<Redirect>{written}</Redirect>", "/act": AFTER})
    Carrier(app, voice="/a/doc").call().dials()

    assert app.asked[1][0] == path


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("415-123-4567", "+14151234567"),
        ("(415) 123 4567", "+14151234567"),
        ("+4722334455", "+4722334455"),
    ],
)
def test_numbers_are_dialled_in_international_form(written, dialled):
    carrier, _ = run(f"<Dial>{written}</Dial>", [])

    assert f"{dialled} is rung" in str(carrier.trace)


@pytest.mark.parametrize(
    ("verbs", "status"),
    [("<Reject/>", "no-answer"), ("<Reject reason='busy'/>", "busy")],
)
def test_a_rejected_call_is_never_answered(verbs, status):
    carrier, _ = run(verbs, [])
    leg = next(iter(carrier.exchange.legs.values()))

    assert (leg.status, leg.answered_at) == (status, None)


def test_tones_are_sent_after_the_answer():
    carrier = Carrier(
        TwimlApp({"/voice": "<Dial><Number sendDigits='ww19'>+1555</Number></Dial>"})
    )
    carrier.agent("+1555").answers(after=2)
    carrier.call().dials().waits(9)

    talking = next(e for e in carrier.trace.entries if e.what == "talk")
    assert talking.at == 3.5
