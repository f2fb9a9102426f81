"""Dial: ringing others, whispers, time limits, and what the action is told."""

import pytest

from ivr.carrier import Carrier

from .apps import TwimlApp

AGENT = "+15550100001"
OTHER = "+15550100002"
AFTER = "<Say>That was {DialCallStatus}.</Say>"


def app(dial: str, **pages) -> TwimlApp:
    return TwimlApp(
        {"/voice": dial, "/after": lambda form: AFTER.format(**form), **pages}
    )


def number(attributes: str = "", noun: str = f"<Number>{AGENT}</Number>") -> str:
    return f'<Dial action="/after" {attributes}>{noun}</Dial>'


def test_two_people_talk_until_one_hangs_up():
    line = app(number())
    call = Carrier(line).call().dials()
    agent = call.agent("Kari", AGENT).answers(after=8).says("Good morning")
    call.hears("Good morning").says("I lost my key")
    agent.hears("I lost my key").waits(10).hangs_up()
    call.hears("That was completed.")

    after = line.forms("/after")[0]
    assert after["DialCallDuration"] == "13"
    assert after["DialBridged"] == "true"


@pytest.mark.parametrize(
    ("reaction", "status"),
    [
        ("does_not_answer", "no-answer"),
        ("is_busy", "busy"),
        ("declines", "busy"),
        ("cannot_be_reached", "failed"),
    ],
)
def test_the_action_is_told_why_nobody_came(reaction, status):
    carrier = Carrier(app(number('timeout="15"')))
    call = carrier.call().dials()
    getattr(call.agent("Kari", AGENT), reaction)()

    call.hears(f"That was {status}.")


def test_the_caller_hears_ringing_for_the_timeout():
    call = Carrier(app(number('timeout="18"'))).call().dials().hears("no-answer")

    ringing = next(e for e in call.exchange.trace.entries if e.what == "ringing")
    assert (ringing.at, ringing.until) == (0, 18)


def test_without_an_action_the_call_goes_on_after_the_dial():
    line = TwimlApp({"/voice": f"<Dial>{AGENT}</Dial><Say>Goodbye.</Say>"})

    Carrier(line).call().dials().hears("Goodbye.")


def test_of_two_that_ring_the_first_to_answer_gets_the_call():
    both = f"<Number>{AGENT}</Number><Number>{OTHER}</Number>"
    carrier = Carrier(app(number("", both)))
    call = carrier.call().dials()
    slow = call.agent("Kari", AGENT).answers(after=9)
    call.agent("Olga", OTHER).answers(after=4).says("Olga here")
    call.hears("Olga here").hangs_up()

    carrier.finishes()
    assert slow.leg.status == "canceled"


def test_in_sequence_the_second_rings_after_the_first():
    both = f"<Number>{AGENT}</Number><Number>{OTHER}</Number>"
    carrier = Carrier(app(number('sequential="true" timeout="10"', both)))
    call = carrier.call().dials()
    second = call.agent("Olga", OTHER).answers(after=2)
    call.waits(11)

    assert second.leg.created_at == 10


def test_a_whisper_comes_before_the_connection():
    noun = f'<Number url="/whisper">{AGENT}</Number>'
    whisper = (
        '<Gather numDigits="1" action="/yes"><Say>Press 1.</Say></Gather><Hangup/>'
    )
    line = app(number("", noun), **{"/whisper": whisper, "/yes": ""})
    call = Carrier(line).call().dials()
    agent = call.agent("Kari", AGENT).answers().hears("Press 1.").presses("1")
    agent.says("Kari here")

    call.hears("Kari here")
    assert line.forms("/whisper")[0]["ParentCallSid"] == call.leg.sid


def test_who_does_not_accept_is_not_connected():
    noun = f'<Number url="/whisper">{AGENT}</Number>'
    whisper = '<Gather numDigits="1"><Say>Press 1.</Say></Gather><Hangup/>'
    line = app(number("", noun), **{"/whisper": whisper})
    call = Carrier(line).call().dials()
    call.agent("machine", AGENT).is_a_machine()

    call.hears("That was completed.")
    assert line.forms("/after")[0]["DialBridged"] == "false"


def test_the_star_key_ends_only_the_connection():
    line = app(number('hangupOnStar="true"'))
    call = Carrier(line).call().dials()
    call.agent("Kari", AGENT).answers().says("Hello")

    call.hears("Hello").presses("*").hears("That was completed.")


def test_the_time_limit_ends_the_connection():
    line = app(number('timeLimit="60"'))
    call = Carrier(line).call().dials()
    call.agent("Kari", AGENT).answers(after=5)
    call.waits(64).hears("That was completed.")

    assert line.forms("/after")[0]["DialCallDuration"] == "60"


def test_status_callbacks_follow_the_dialled_leg():
    events = "initiated ringing answered completed"
    noun = (
        f'<Number statusCallback="/status" statusCallbackEvent="{events}">'
        f"{AGENT}</Number>"
    )
    line = app(number("", noun), **{"/status": ""})
    call = Carrier(line).call().dials()
    call.agent("Kari", AGENT).answers().waits(5).hangs_up()
    call.hears("completed")

    told = [form["CallStatus"] for form in line.forms("/status")]
    assert told == ["initiated", "ringing", "in-progress", "completed"]


def test_a_caller_who_hangs_up_stops_the_ringing():
    carrier = Carrier(app(number()))
    call = carrier.call().dials().waits(5)
    agent = call.agent("Kari", AGENT)
    call.hangs_up()

    carrier.finishes()
    assert agent.leg.status == "canceled"


def test_answer_on_bridge_leaves_the_call_ringing():
    call = Carrier(app(number('answerOnBridge="true"'))).call().dials().waits(5)

    assert call.leg.status == "ringing"
    call.agent("Kari", AGENT).answers(after=6)
    call.waits(3)
    assert call.leg.status == "in-progress"


def test_a_recorded_connection_has_a_recording():
    line = app(
        number('record="record-from-answer" recordingStatusCallback="/rec"'),
        **{"/rec": ""},
    )
    carrier = Carrier(line)
    call = carrier.call().dials()
    call.agent("Kari", AGENT).answers().waits(9).hangs_up()
    call.hears("completed")
    carrier.finishes()

    told = line.forms("/rec")[0]
    assert told["RecordingUrl"] == line.forms("/after")[0]["RecordingUrl"]
    assert told["RecordingStatus"] == "completed"
