"""Conferences and queues: waiting, meeting, holding, leaving."""

from ivr.carrier import Carrier

from .apps import TwimlApp, wav

MEET = '<Dial action="/after"><Conference {}>room</Conference></Dial>'


def conference(**pages) -> TwimlApp:
    return TwimlApp(
        {
            "/voice": MEET.format('waitUrl="/music"'),
            "/music": "<Say>Please wait.</Say><Pause length='10'/>",
            "/after": "<Say>Goodbye.</Say>",
            **pages,
        }
    )


def test_the_first_one_waits_until_the_second_comes():
    carrier = Carrier(conference())
    andrei = carrier.call(name="Andrei").dials(from_="+15550100101")
    andrei.hears("Please wait.").hears("Please wait.")
    maria = carrier.call(name="Maria").dials(from_="+15550100102")
    maria.says("Good morning")

    andrei.hears("Good morning").says("At last")
    maria.hears("At last")


def test_two_callers_of_one_name_are_told_apart():
    carrier = Carrier(conference())
    carrier.call().dials(from_="+15550100101")
    carrier.call().dials(from_="+15550100102").waits(1)

    assert "caller is talking with caller 2" in str(carrier.trace)


def test_who_enters_without_starting_waits():
    line = conference(
        **{"/voice": MEET.format('startConferenceOnEnter="false" waitUrl="/music"')}
    )
    carrier = Carrier(line)
    carrier.call(name="Andrei").dials(from_="+15550100101")
    maria = carrier.call(name="Maria").dials(from_="+15550100102")
    maria.says("Hello")

    assert "nobody listened: Maria" in str(carrier.trace)


def test_the_end_for_one_is_the_end_for_all_where_that_is_asked_for():
    line = conference(**{"/voice": MEET.format('endConferenceOnExit="true"')})
    carrier = Carrier(line)
    andrei = carrier.call(name="Andrei").dials(from_="+15550100101")
    maria = carrier.call(name="Maria").dials(from_="+15550100102")
    maria.hangs_up()

    andrei.hears("Goodbye.")


def test_a_wait_document_that_asks_is_refused_with_13238():
    carrier = Carrier(conference(**{"/music": "<Gather/>"}))
    carrier.call().dials().waits(5)

    assert [problem.code for problem in carrier.problems] == ["13238"]


def test_the_default_is_music():
    carrier = Carrier(conference(**{"/voice": MEET.format("")}))
    carrier.call().dials().waits(5)

    assert "caller hears the carrier's own waiting music" in str(carrier.trace)


def test_conference_events_are_reported():
    attributes = 'statusCallback="/event" statusCallbackEvent="start end join leave"'
    line = conference(**{"/voice": MEET.format(attributes), "/event": ""})
    carrier = Carrier(line)
    carrier.call().dials().waits(5).hangs_up()
    carrier.finishes()

    told = [form["StatusCallbackEvent"] for form in line.forms("/event")]
    assert told == [
        "conference-start",
        "participant-join",
        "participant-leave",
        "conference-end",
    ]


QUEUE = '<Enqueue waitUrl="/wait" action="/left">support</Enqueue>'


def queue(**pages) -> TwimlApp:
    return TwimlApp(
        {
            "/voice": QUEUE,
            "/wait": lambda form: (
                f"<Say>You are number {form['QueuePosition']}.</Say>"
                '<Gather numDigits="1" action="/key" timeout="10"/>'
            ),
            "/key": "<Leave/>",
            "/left": lambda form: f"<Say>It was {form['QueueResult']}.</Say>",
            "/agent": '<Dial><Queue url="/connect">support</Queue></Dial>',
            "/connect": "<Say>You are being connected.</Say>",
            **pages,
        }
    )


def test_callers_are_told_their_place():
    carrier = Carrier(queue())
    carrier.call(name="Andrei").dials(from_="+15550100101").hears("number 1")
    second = carrier.call(name="Olga").dials(from_="+15550100102")

    second.hears("number 2")


def test_a_key_leads_out_of_the_queue():
    call = Carrier(queue()).call().dials().hears("number 1").presses("1")

    call.hears("It was leave.")


def test_an_agent_takes_the_first_caller_out():
    line = queue()
    carrier = Carrier(line)
    andrei = carrier.call(name="Andrei").dials(from_="+15550100101").waits(30)
    agent = carrier.call(line, name="Maria", voice="/agent").dials(from_="+15550100102")
    andrei.hears("You are being connected.")
    agent.says("Maria here")
    andrei.hears("Maria here")
    agent.hangs_up()

    andrei.hears("It was bridged.")
    assert line.forms("/connect")[0]["QueueTime"] == "30"


def test_an_agent_waits_for_a_caller():
    line = queue()
    carrier = Carrier(line)
    agent = carrier.call(line, name="Maria", voice="/agent").dials(from_="+15550100102")
    agent.waits(10)
    andrei = carrier.call(line, name="Andrei").dials(from_="+15550100101")
    andrei.says("Hello there")

    agent.waits(3).says("Hello")
    andrei.hears("Hello")


def test_a_hangup_in_the_queue_is_told_to_the_action():
    line = queue()
    carrier = Carrier(line)
    carrier.call().dials().waits(20).hangs_up()
    carrier.finishes()

    assert line.forms("/left")[0]["QueueResult"] == "hangup"


def test_a_full_queue_takes_nobody():
    line = queue(**{"/voice": QUEUE.replace("waitUrl", 'maxQueueSize="1" waitUrl')})
    carrier = Carrier(line)
    carrier.call().dials(from_="+15550100101")

    carrier.call().dials(from_="+15550100102").hears("It was queue-full.")


def test_a_sound_as_wait_document_is_played_over_and_over():
    sound = (200, "audio/wav", wav(10))
    carrier = Carrier(queue(**{"/wait": sound}))
    carrier.call().dials().waits(25)

    played = [e for e in carrier.trace.entries if e.what == "sound"]
    assert [entry.at for entry in played] == [0, 10, 20]
