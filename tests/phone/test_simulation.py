"""A call on a virtual clock."""

import itertools
from datetime import datetime

import pytest
from callers import AT_NIGHT, PureCaller, starter

from ivr.flow import events
from ivr.flow.actions import PromiseKind
from ivr.phone.office import NobodyOfThatName
from ivr.phone.simulation import CallIsOver, NotRecording
from ivr.phone.timeline import Who
from ivr.script.model import Script


def asked_to_hold(caller: PureCaller) -> PureCaller:
    caller.dials()
    caller.says("I have a question about my bill")
    caller.says("Yes, please.")
    caller.agent("Priya", "is busy")
    assert caller.hears("Would you like to hold")
    return caller


def on_hold(caller: PureCaller) -> PureCaller:
    asked_to_hold(caller).says("I'll hold.")
    assert caller.hears("Thank you for holding.")
    return caller


def test_the_clock_stands_still_until_something_is_done(caller: PureCaller) -> None:
    caller.dials()
    before = caller.call.clock
    caller.call.heard_since_last()

    assert caller.call.clock == before


def test_the_timeline_has_no_gap_and_no_overlap(caller: PureCaller) -> None:
    on_hold(caller)
    caller.waits(200)
    heard = [
        entry
        for entry in caller.call.timeline
        if entry.who is not Who.AGENT and entry.seconds
    ]

    for earlier, later in itertools.pairwise(heard):
        assert later.at == pytest.approx(earlier.at + earlier.seconds, abs=0.01)


def test_waiting_lets_exactly_that_many_seconds_pass(caller: PureCaller) -> None:
    on_hold(caller)
    before = caller.call.clock
    caller.waits(47)

    assert caller.call.clock == pytest.approx(before + 47)


def test_an_agent_who_does_not_answer_rings_three_times(caller: PureCaller) -> None:
    caller.dials()
    caller.says("I have a question about my bill")
    caller.says("Yes, please.")
    before = caller.call.clock
    caller.agent("Priya", "does not answer")

    rung = next(e.at for e in caller.call.timeline if e.words.startswith("Priya: the"))
    gave_up = next(e.at for e in caller.call.timeline if "does not" in e.words)
    assert gave_up - rung == pytest.approx(18)
    assert before < gave_up


def test_an_agent_picks_up_then_hears_the_whisper_then_accepts(
    caller: PureCaller,
) -> None:
    caller.dials()
    caller.presses("0")
    caller.agent("Maria", "answers after", 6)

    acts = [e.words for e in caller.call.timeline if e.who is Who.AGENT and e.words]
    assert acts == [
        "Maria: the telephone rings",
        "Maria: picks up",
        "Maria: accepts",
    ]
    assert caller.state == "talking"


def test_the_caller_hears_the_ringing_on_while_the_agent_hears_the_whisper(
    caller: PureCaller,
) -> None:
    caller.dials()
    caller.presses("0")
    caller.agent("Maria", "answers after", 6)

    assert not caller.hears("has picked up")
    assert caller.hears("Here is Maria")


def test_words_are_lost_when_an_agent_accepts_while_the_caller_speaks(
    caller: PureCaller,
) -> None:
    caller.office.agent("Maria").accepts()
    caller.dials()
    caller.presses("0")
    caller.says("please have somebody call me back later this afternoon " * 2)

    assert caller.state == "talking"


def test_an_agent_too_slow_to_answer_counts_as_not_answering(
    caller: PureCaller,
) -> None:
    caller.dials()
    caller.says("I have a question about my bill")
    caller.says("Yes, please.")
    caller.agent("Priya", "answers after", 30)

    assert caller.hears("I am waiting for Priya to be free")


def test_the_seconds_on_hold_are_the_sum_of_what_was_heard(caller: PureCaller) -> None:
    on_hold(caller)
    agreed = caller.call.clock - sum(
        entry.seconds for entry in caller.call.heard_since_last()
    )
    caller.stays_silent()
    caller.stays_silent()
    caller.stays_silent()

    elapsed = [e for e in caller.call.happened if isinstance(e, events.Elapsed)]
    updates = [e for e in caller.call.timeline if e.phrase == "hold-update.still"]
    assert abs(sum(e.seconds for e in elapsed) - (updates[-1].at - agreed)) < 1


def test_each_update_on_hold_says_something_new(caller: PureCaller) -> None:
    on_hold(caller)
    caller.waits(400)

    updates = [
        entry.words
        for entry in caller.call.timeline
        if entry.phrase in ("hold-update.moved", "hold-update.still")
    ]
    assert len(updates) >= 9
    assert all(a != b for a, b in itertools.pairwise(updates))


def test_music_never_plays_for_longer_than_the_interval(caller: PureCaller) -> None:
    on_hold(caller)
    caller.waits(300)
    line = [e for e in caller.call.timeline if e.who is Who.LINE]

    for earlier, later in itertools.pairwise(line):
        if earlier.state == later.state == "holding":
            assert later.at - (earlier.at + earlier.seconds) <= 30


def test_the_line_moves_up_and_says_so(caller: PureCaller) -> None:
    asked_to_hold(caller)
    caller.hangs_up()
    waiting = PureCaller(caller.script)
    waiting.callers_ahead(2)
    on_hold(waiting)
    assert waiting.hears("You are third in line.")

    waiting.callers_ahead(1)
    waiting.stays_silent()

    assert waiting.hears("You are second in line.")


def test_more_callers_ahead_are_never_mentioned(caller: PureCaller) -> None:
    on_hold(caller)
    caller.callers_ahead(4)
    caller.stays_silent()

    assert caller.hears("You are still next in line.")


def test_music_does_not_listen_to_words_but_to_keys(caller: PureCaller) -> None:
    on_hold(caller)
    caller.waits(12)
    caller.says("Hello?")
    assert caller.state == "holding"

    caller.presses("3")

    assert caller.state == "recording"


def test_after_a_free_agent_is_rung_the_music_plays_on(caller: PureCaller) -> None:
    on_hold(caller)
    caller.waits(10)
    caller.agent("Priya", "becomes free")

    assert [agent.name for agent in caller.call.ringing] == ["Priya"]
    assert caller.call.heard_since_last() == ()


def test_an_agent_of_another_department_is_not_rung(caller: PureCaller) -> None:
    on_hold(caller)
    caller.agent("Ben", "becomes free")

    assert caller.call.ringing == ()


def test_an_agent_who_is_free_is_rung_as_soon_as_the_caller_holds(
    caller: PureCaller,
) -> None:
    asked_to_hold(caller)
    caller.agent("Priya", "becomes free")
    caller.says("I'll hold.")

    assert [agent.name for agent in caller.call.ringing] == ["Priya"]


def test_a_promise_has_a_time_and_somebody_who_keeps_it(caller: PureCaller) -> None:
    asked_to_hold(caller).says("Please call me back.")

    (promise,) = caller.call.promises
    assert promise.kind is PromiseKind.CALLBACK
    assert promise.agent == "billing/0"
    assert f"{promise.at:%H:%M}" == "10:45"
    assert caller.over


def test_a_quarter_of_an_hour_takes_only_so_many_callbacks(clinic: Script) -> None:
    first = PureCaller(clinic)
    for caller in (first, PureCaller(clinic), PureCaller(clinic)):
        caller.office.booked = first.office.booked
        asked_to_hold(caller).says("Please call me back.")

    assert caller.hears("We will call you back by eleven") or caller.hears(
        "Priya will call you back by eleven"
    )


def test_a_time_taken_meanwhile_is_replaced_by_the_next(caller: PureCaller) -> None:
    asked_to_hold(caller)
    caller.office.next_time_goes = True
    caller.says("Please call me back.")
    assert caller.hears("That time has just been taken.")
    assert caller.call.promises == []

    caller.says("Yes, that's fine.")

    assert len(caller.call.promises) == 1


def test_a_promise_that_cannot_be_kept_is_not_made(caller: PureCaller) -> None:
    asked_to_hold(caller)
    caller.office.promises_fail = True
    caller.says("Please call me back.")

    assert caller.hears("a fault on our side")
    assert caller.call.promises == []


def test_a_caller_without_a_number_keys_one_in(caller: PureCaller) -> None:
    caller.dials(number_withheld=True)
    caller.says("Please call me back.")
    caller.says("Yes.")
    assert caller.hears("Which number may we call?")

    caller.presses("5035550199#")

    assert caller.hears("It is arranged.")


def test_an_emergency_number_is_not_called_back(caller: PureCaller) -> None:
    caller.dials(number_withheld=True)
    caller.says("Please call me back.")
    caller.says("Yes.")
    caller.presses("911#")

    assert caller.hears("That number is outside the area that we can call.")


def test_a_foreign_number_is_not_called_back(caller: PureCaller) -> None:
    caller.dials(number_withheld=True)
    caller.says("Please call me back.")
    caller.says("Yes.")
    caller.presses("0114722334455#")

    assert caller.hears("That number is outside the area that we can call.")


def test_what_the_caller_needs_is_noted_in_the_callers_words(
    caller: PureCaller,
) -> None:
    asked_to_hold(caller)

    assert caller.call.notes == ["I have a question about my bill"]


def test_silence_after_the_tone_is_no_message(caller: PureCaller) -> None:
    caller.dials()
    caller.says("I'd like to leave a message.")
    caller.stays_silent()

    assert caller.hears("The recording came out empty.")
    assert caller.call.messages == []


def test_the_pound_key_after_the_tone_ends_an_empty_message(
    caller: PureCaller,
) -> None:
    caller.dials()
    caller.says("I'd like to leave a message.")
    caller.presses("8")
    assert caller.heard() == ()

    caller.presses("#")

    assert caller.hears("The recording came out empty.")


def test_a_message_ends_after_five_seconds_of_silence(caller: PureCaller) -> None:
    caller.dials()
    caller.says("I'd like to leave a message.")
    caller.says("My tooth hurts")

    said = next(e for e in caller.call.timeline if e.words == "My tooth hurts")
    thanks = next(e for e in caller.call.timeline if "your message" in e.words)
    assert thanks.at - said.at == pytest.approx(said.seconds + 5)


def test_nothing_can_be_recorded_before_the_tone(caller: PureCaller) -> None:
    caller.dials()

    with pytest.raises(NotRecording):
        caller.records(5)


def test_nothing_happens_after_the_end_of_a_call(caller: PureCaller) -> None:
    caller.dials()
    caller.hangs_up()

    with pytest.raises(CallIsOver):
        caller.says("Hello?")


def test_an_unknown_agent_is_named_with_those_who_exist(caller: PureCaller) -> None:
    with pytest.raises(NobodyOfThatName, match="there is Maria, James, Priya"):
        caller.agent("Bob", "accepts")


def test_a_number_may_be_dialed_as_it_is_written(caller: PureCaller) -> None:
    caller.dials("(503) 555-0120")

    assert caller.hears("Northside Dental, billing. How can I help you?")


def test_at_night_the_line_is_closed(clinic: Script) -> None:
    caller = PureCaller(clinic, AT_NIGHT)
    caller.dials()

    assert caller.hears("We are closed now and open again at eight tomorrow morning.")


def test_a_holiday_is_closed_too(clinic: Script) -> None:
    caller = PureCaller(clinic, datetime(2026, 12, 25, 10, 0))
    caller.dials()

    assert caller.hears("We are closed now")


def test_a_bilingual_caller_changes_the_language_by_a_key() -> None:
    caller = PureCaller(starter("hotel.en-fil"))
    caller.dials()
    assert caller.hears("Para sa Filipino, pindutin po ang nine.")

    caller.presses("9")

    assert caller.hears("Ano po ang maitutulong ko?")
