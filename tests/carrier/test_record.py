"""Record: messages, their ends, and what is reported."""

from ivr.carrier import Carrier

from .apps import TwimlApp

TAKE = '<Record action="/got" {}/><Say>Nothing was recorded.</Say>'


def line(attributes: str = "") -> TwimlApp:
    return TwimlApp(
        {
            "/voice": TAKE.format(attributes),
            "/got": "<Say>Thank you.</Say>",
            "/rec": "",
            "/text": "",
        }
    )


def test_silence_ends_a_message():
    app = line('timeout="4"')
    call = Carrier(app).call().dials().waits(1).says("Please call me back")
    call.hears("Thank you.")

    got = app.forms("/got")[0]
    assert got["RecordingDuration"] == "2"
    assert got["Digits"] == ""


def test_a_key_ends_a_message():
    app = line()
    Carrier(app).call().dials().waits(1).says("Call me").presses("#").hears("Thank")

    assert app.forms("/got")[0]["Digits"] == "#"


def test_an_empty_message_makes_no_request():
    app = line('timeout="3"')
    Carrier(app).call().dials().hears("Nothing was recorded.")

    assert app.forms("/got") == []


def test_a_hangup_keeps_the_message():
    app = line('recordingStatusCallback="/rec" transcribeCallback="/text"')
    carrier = Carrier(app)
    carrier.call().dials().waits(1).says("Call me at six").hangs_up()
    carrier.finishes()

    assert app.forms("/got")[0]["Digits"] == "hangup"
    assert app.forms("/rec")[0]["RecordingStatus"] == "completed"
    assert app.forms("/text")[0]["TranscriptionText"] == "Call me at six"


def test_the_longest_time_ends_a_message():
    app = line('maxLength="5" playBeep="false"')
    carrier = Carrier(app)
    carrier.call().dials().says("word " * 40)
    carrier.finishes()

    assert app.forms("/got")[0]["RecordingDuration"] == "5"
