"""The REST imitation through the vendor's own client library."""

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from ivr.carrier import Carrier

from .apps import TwimlApp

AGENT = "+15550100001"
LINE = "+15550100000"
HOST = "http://localhost"
PAGES = {
    "/voice": "<Say>Welcome.</Say><Pause length='600'/>",
    "/agent": "<Say>A call for you.</Say>",
    "/join": '<Dial><Conference waitUrl="">room</Conference></Dial>',
    "/status": "",
    "/hold": "<Say>Please hold.</Say>",
    "/queue": '<Enqueue waitUrl="">support</Enqueue>',
}


def client(carrier: Carrier, token: str | None = None) -> Client:
    exchange = carrier.exchange
    return Client(
        exchange.account, token or exchange.token, http_client=carrier.http_client()
    )


@pytest.fixture
def app() -> TwimlApp:
    return TwimlApp(dict(PAGES))


@pytest.fixture
def company(app) -> Carrier:
    return Carrier(app)


def test_an_agent_is_called(app, company):
    agent = company.agent("Kari", AGENT).answers(after=5)
    call = client(company).calls.create(
        to=AGENT,
        from_=LINE,
        url=f"{HOST}/agent",
        status_callback=f"{HOST}/status",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )
    company.waits(0)
    assert call.status == "queued"

    company.waits(5)
    agent.hears("A call for you.")
    company.finishes()
    assert client(company).calls(call.sid).fetch().status == "completed"
    assert [form["CallStatus"] for form in app.forms("/status")] == [
        "initiated",
        "ringing",
        "in-progress",
        "completed",
    ]


def test_nobody_answers_within_the_timeout(company):
    call = client(company).calls.create(
        to=AGENT, from_=LINE, url=f"{HOST}/agent", timeout=18
    )
    company.finishes()

    assert client(company).calls(call.sid).fetch().status == "no-answer"
    assert company.clock.now == 18


def test_calls_leave_one_a_second(company):
    rest = client(company)
    for number in (AGENT, "+15550100002"):
        rest.calls.create(to=number, from_=LINE, url=f"{HOST}/agent")
    company.waits(30)

    rung = [e.at for e in company.trace.entries if e.what == "rings"]
    assert rung == [0, 1]


def test_a_call_is_moved_in_the_middle_of_a_word(company):
    call = company.call().dials().waits(0.3)
    client(company).calls(call.leg.sid).update(url=f"{HOST}/agent")

    call.hears("A call for you.")
    assert 'hears "Welcome.", cut off' in str(company.trace)


def test_a_call_is_moved_to_a_document_sent_along(company):
    call = company.call().dials()
    client(company).calls(call.leg.sid).update(
        twiml="<Response><Say>Goodbye.</Say></Response>"
    )

    call.hears("Goodbye.")


def test_a_call_is_ended(company):
    call = company.call().dials().waits(3)
    client(company).calls(call.leg.sid).update(status="completed")
    company.finishes()

    assert call.leg.status == "completed"
    assert call.outcome == "application"


def test_a_ringing_agent_is_cancelled(company):
    rest = client(company)
    call = rest.calls.create(to=AGENT, from_=LINE, url=f"{HOST}/agent")
    company.waits(5)
    rest.calls(call.sid).update(status="canceled")
    company.finishes()

    assert rest.calls(call.sid).fetch().status == "canceled"


def test_a_machine_is_detected(app, company):
    company.agent("Kari", AGENT).is_a_machine(after=4)
    client(company).calls.create(
        to=AGENT, from_=LINE, url=f"{HOST}/agent", machine_detection="Enable"
    )
    company.finishes()

    assert app.forms("/agent")[0]["AnsweredBy"] == "machine_start"


def test_calls_are_found_by_number(company):
    rest = client(company)
    rest.calls.create(to=AGENT, from_=LINE, url=f"{HOST}/agent")
    company.call().dials()

    assert [call.to for call in rest.calls.list(to=AGENT)] == [AGENT]
    assert len(rest.calls.list(limit=1, page_size=1)) == 1
    assert len(rest.calls.list(page_size=1)) == 2


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"to": "nobody", "from_": LINE, "url": f"{HOST}/agent"}, 21211),
        ({"to": AGENT, "from_": LINE, "url": "/agent"}, 21205),
        ({"to": AGENT, "from_": LINE}, 21205),
        ({"to": AGENT, "from_": LINE, "twiml": "<Response>" * 500}, 32018),
        (
            {
                "to": AGENT,
                "from_": LINE,
                "twiml": "<Response><Redirect>/x</Redirect></Response>",
            },
            15004,
        ),
    ],
)
def test_a_bad_request_is_refused_with_its_code(company, settings, code):
    with pytest.raises(TwilioRestException) as refused:
        client(company).calls.create(**settings)

    assert refused.value.code == code


def test_a_call_that_is_over_cannot_be_moved(company):
    call = company.call().dials().hangs_up()

    with pytest.raises(TwilioRestException) as refused:
        client(company).calls(call.leg.sid).update(url=f"{HOST}/agent")
    assert refused.value.code == 21220


def test_an_unknown_call_is_404(company):
    with pytest.raises(TwilioRestException) as refused:
        client(company).calls("CA" + "f" * 32).fetch()

    assert (refused.value.status, refused.value.code) == (404, 20404)


def test_a_wrong_token_is_401(company):
    with pytest.raises(TwilioRestException) as refused:
        client(company, "wrong").calls("CA1").fetch()

    assert refused.value.status == 401


def test_a_participant_is_held_and_taken_back(company):
    rest = client(company)
    for name, number in (("Andrei", "+15550100101"), ("Maria", "+15550100102")):
        call = company.call(name=name).dials(from_=number)
        rest.calls(call.leg.sid).update(url=f"{HOST}/join")
    company.waits(2)
    room = rest.conferences.list(status="in-progress")[0]
    maria, andrei = call, company.agent("Andrei")

    rest.conferences(room.sid).participants(andrei.leg.sid).update(
        hold=True, hold_url=f"{HOST}/hold", hold_method="POST"
    )
    andrei.hears("Please hold.")
    rest.conferences(room.sid).participants(andrei.leg.sid).update(hold=False)
    maria.waits(1).says("Here I am")

    andrei.hears("Here I am")
    assert len(rest.conferences(room.sid).participants.list()) == 2


def test_somebody_is_called_into_a_conference(company):
    rest = client(company)
    call = company.call(name="Andrei").dials()
    rest.calls(call.leg.sid).update(url=f"{HOST}/join")
    company.waits(1)
    company.agent("Maria", AGENT).answers().waits(1).says("Maria here")
    rest.conferences("room").participants.create(from_=LINE, to=AGENT)

    call.hears("Maria here")


def test_a_participant_is_removed_and_a_conference_ended(company):
    rest = client(company)
    call = company.call(name="Andrei").dials()
    rest.calls(call.leg.sid).update(url=f"{HOST}/join")
    company.waits(1)
    rest.conferences("room").participants(call.leg.sid).delete()
    company.finishes()

    assert rest.conferences.list()[0].status == "completed"
    assert not call.leg.alive


def test_a_caller_is_taken_out_of_a_queue(company):
    rest = client(company)
    call = company.call().dials()
    rest.calls(call.leg.sid).update(url=f"{HOST}/queue")
    company.waits(20)
    queue = rest.queues.list()[0]
    member = rest.queues(queue.sid).members("Front").fetch()
    rest.queues(queue.sid).members(member.call_sid).update(url=f"{HOST}/agent")

    assert (queue.current_size, member.wait_time) == (1, 20)
    call.hears("A call for you.")


def test_a_recording_can_be_had():
    app = TwimlApp({"/voice": "<Record action='/done'/>", "/done": "<Hangup/>"})
    company = Carrier(app)
    company.call().dials().waits(1).says("Please call me back")
    company.finishes()
    rest = client(company)
    recording = rest.recordings.list()[0]

    assert recording.duration == "2"
    assert recording.source == "RecordVerb"
    media = rest.request("GET", f"{app.forms('/done')[0]['RecordingUrl']}.wav")
    assert media.status_code == 200
    assert rest.recordings(recording.sid).delete()
    assert rest.recordings.list() == []


def test_a_message_is_delivered_or_not(app, company):
    rest = client(company)
    company.exchange.undeliverable.add("+15550100199")
    fine = rest.messages.create(to=AGENT, from_=LINE, body="Call back at three.")
    lost = rest.messages.create(
        to="+15550100199", from_=LINE, body="Hello", status_callback=f"{HOST}/status"
    )
    company.finishes()

    assert company.agent(AGENT).messages == ["Call back at three."]
    assert rest.messages(fine.sid).fetch().status == "delivered"
    assert rest.messages(lost.sid).fetch().error_code == 30003
    assert [form["MessageStatus"] for form in app.forms("/status")] == [
        "sent",
        "undelivered",
    ]


def test_a_number_is_pointed_at_a_line(company):
    company.exchange.owns(LINE)
    rest = client(company)
    number = rest.incoming_phone_numbers.list(phone_number=LINE)[0]
    rest.incoming_phone_numbers(number.sid).update(voice_url=f"{HOST}/agent")

    company.call().dials(to=LINE).hears("A call for you.")


def test_429_is_refused_and_nothing_happens(company):
    company.api.faults.answer(429, "POST", times=1)
    rest = client(company)

    with pytest.raises(TwilioRestException) as refused:
        rest.calls.create(to=AGENT, from_=LINE, url=f"{HOST}/agent")
    assert (refused.value.status, refused.value.code) == (429, 20429)
    assert rest.calls.list() == []


def test_500_may_come_after_the_call_was_placed(company):
    company.api.faults.answer_after(500, "POST", times=1)
    rest = client(company)

    with pytest.raises(TwilioRestException) as refused:
        rest.calls.create(to=AGENT, from_=LINE, url=f"{HOST}/agent")
    assert refused.value.code == 20500
    assert len(rest.calls.list(to=AGENT)) == 1


def test_an_answer_may_be_lost(company):
    company.api.faults.lose("POST", times=1)
    rest = client(company)

    with pytest.raises(TimeoutError):
        rest.calls.create(to=AGENT, from_=LINE, url=f"{HOST}/agent")
    assert len(rest.calls.list(to=AGENT)) == 1
