"""The life of a leg: rung, answered, led from document to document, ended."""

from __future__ import annotations

from ivr.carrier.errors import DocumentRefused, Problem
from ivr.carrier.leg import Leg
from ivr.carrier.program import (
    Ask,
    Changed,
    Ended,
    LeftQueue,
    Moved,
    Next,
    Program,
    Signal,
    Starred,
    TimeUp,
    Wait,
)
from ivr.carrier.rooms import Member, Room
from ivr.carrier.sound import speech_seconds
from ivr.carrier.verbs import conference
from ivr.carrier.verbs.perform import perform_all
from ivr.carrier.verbs.speech import SECONDS_PER_TONE, sound
from ivr.carrier.webhook import fetch

APPLICATION_ERROR = "We're sorry, an application error has occurred. Goodbye."
LONGEST_CALL_SECONDS = 4 * 3600
# Synchronous detection of a machine delays the first word by about this long.
DETECTION_SECONDS = 4.0
SECONDS_PER_W = 0.5


def live(leg: Leg, program: Program[None]) -> Program[None]:
    """Runs the program and ends the leg, whatever happens."""
    try:
        yield from program
    except Ended as end:
        leg.end(end.status, end.by)
    else:
        leg.end("completed", "end of the document")


def inbound(leg: Leg, ask: Ask) -> Program[None]:
    """Somebody calls: the application is asked while the line still rings."""
    leg.become("ringing")
    yield from documents(leg, ask)


def outbound(
    leg: Leg, timeout: float, ask: Ask | None, room: Room | None
) -> Program[None]:
    """Somebody is called; who answers hears a document, or comes into the room."""
    exchange = leg.exchange
    leg.become("initiated")
    leg.become("ringing")
    exchange.person(leg.to).is_rung(leg)
    end = exchange.clock.now + timeout
    while not leg.connected:
        event = yield Wait(end, signals=True)
        match event:
            case TimeUp():
                raise Ended("carrier", "no-answer")
            case Signal(source, "answers") if source is leg:
                leg.become("in-progress")
            case Signal(source, status) if source is leg:
                raise Ended("person", status)
    if leg.tones:
        pauses = sum(key in "wW," for key in leg.tones)
        seconds = pauses * SECONDS_PER_W + (len(leg.tones) - pauses) * SECONDS_PER_TONE
        yield from sound(leg, "beep", f"tones {leg.tones}", seconds)
    if leg.detection:
        yield from _detect_machine(leg)
    if ask is not None:
        yield from documents(leg, ask)
    if room is not None and not room.ended:
        if leg.parent is not None:
            leg.parent.signal(Signal(leg, "bridged"))
        yield from conference.stay(leg, room, Member(leg), False, LONGEST_CALL_SECONDS)


def _detect_machine(leg: Leg) -> Program[None]:
    exchange = leg.exchange
    answered_by = "machine_start" if exchange.person(leg.to).is_machine else "human"
    parameters = {"AnsweredBy": answered_by, "MachineDetectionDuration": "4000"}
    if leg.detected_url:
        exchange.callbacks.send(
            leg, leg.detected_url, "POST", parameters, DETECTION_SECONDS
        )
        return
    yield Wait(exchange.clock.now + DETECTION_SECONDS)
    leg.answered_by = answered_by
    leg.extra |= parameters


def documents(leg: Leg, ask: Ask) -> Program[None]:
    """Leads the leg from document to document until there is no next one.

    A document that fails is replaced once by that of the fallback URL; then the caller
    hears that an application error has occurred.
    """
    failed = False
    while True:
        try:
            document = yield from fetch(leg, ask)
            yield from perform_all(leg, document)
        except (Next, Moved) as turn:
            ask = turn.ask
        except LeftQueue:
            message = "<Leave> outside of a queue"
            problem = Problem("carrier-not-allowed", message, leg.url, "notice")
            leg.exchange.report_problem(leg, problem)
            return
        except (Changed, Starred):
            return
        except DocumentRefused as refusal:
            for problem in refusal.problems:
                leg.exchange.report_problem(leg, problem)
            if failed or leg.fallback is None:
                yield from _apologise(leg)
                raise Ended("application error") from None
            failed = True
            ask = _fallback(leg.fallback, refusal.problems[0], ask.url)
        else:
            return


def _fallback(fallback: Ask, problem: Problem, url: str) -> Ask:
    parameters = {
        **fallback.parameters,
        "ErrorCode": problem.code,
        "ErrorUrl": url,
    }
    return Ask(fallback.url, fallback.method, parameters)


def _apologise(leg: Leg) -> Program[None]:
    leg.answer()
    leg.note("state", "gets an application error")
    seconds = speech_seconds(APPLICATION_ERROR)
    yield from sound(leg, "say", APPLICATION_ERROR, seconds, by="carrier")
