"""Verbs that end the call, move it, or only note something down."""

from __future__ import annotations

from ivr.carrier.document import Element
from ivr.carrier.errors import Problem
from ivr.carrier.leg import Leg
from ivr.carrier.program import Ask, Ended, LeftQueue, Next, Program, Spoke, Wait
from ivr.carrier.verbs.perform import at_once, performs
from ivr.carrier.verbs.speech import sound
from ivr.carrier.webhook import absolute


@performs("Hangup")
@at_once
def hangup(leg: Leg, verb: Element) -> None:
    """Ends the call."""
    leg.answer()
    raise Ended("application")


@performs("Reject")
@at_once
def reject(leg: Leg, verb: Element) -> None:
    """Refuses a call that was not answered yet; else ends it."""
    status = "busy" if verb.get("reason") == "busy" else "no-answer"
    raise Ended("application", "completed" if leg.connected else status)


@performs("Redirect")
@at_once
def redirect(leg: Leg, verb: Element) -> None:
    """Goes on with another document; without a URL, with this one again."""
    url = absolute(verb.text, leg.url)
    raise Next(Ask(url, verb.get("method", "POST").upper()))


@performs("Leave")
@at_once
def leave(leg: Leg, verb: Element) -> None:
    """Leaves the queue that the document belongs to."""
    raise LeftQueue


@performs("Echo")
def echo(leg: Leg, verb: Element) -> Program[object]:
    """Plays back what is said until somebody hangs up."""
    leg.answer()
    while True:
        event = yield Wait(speech=True)
        if isinstance(event, Spoke):
            yield from sound(leg, "voice", event.words, event.seconds)


@performs("Sms")
@at_once
def sms(leg: Leg, verb: Element) -> None:
    """Sends a text message and goes on at the action, if there is one."""
    from_, to = verb.get("from", leg.to), verb.get("to", leg.from_)
    message = leg.exchange.send_message(from_, to, verb.text)
    action = verb.get("action")
    if action:
        parameters = {"MessageSid": message["sid"], "MessageStatus": "sent"}
        method = verb.get("method", "POST").upper()
        raise Next(Ask(absolute(action, leg.url), method, parameters))


@performs("Refer")
@at_once
def refer(leg: Leg, verb: Element) -> None:
    """Hands a SIP call over to another address, and asks the action what follows."""
    leg.answer()
    target = verb.children[0].text if verb.children else ""
    leg.note("state", f"is referred to {target}")
    action = verb.get("action")
    if action:
        parameters = {"ReferCallStatus": "completed", "ReferTo": target}
        method = verb.get("method", "POST").upper()
        raise Next(Ask(absolute(action, leg.url), method, parameters))
    raise Ended("application")


@performs("Connect", "Start", "Stop", "Pay", "Prompt", "Queue")
@at_once
def not_imitated(leg: Leg, verb: Element) -> None:
    """Notes that a verb needs a service which does not exist here, and goes on."""
    leg.answer()
    inner = verb.children[0].name if verb.children else ""
    name = f"<{verb.name}><{inner}>" if inner else f"<{verb.name}>"
    message = f"{name} is valid, but needs a service that is not imitated here"
    problem = Problem("carrier-not-imitated", message, f"line {verb.line}", "notice")
    leg.exchange.report_problem(leg, problem)
    action = verb.get("action")
    if action and verb.name not in ("Start", "Stop"):
        method = verb.get("method", "POST").upper()
        raise Next(Ask(absolute(action, leg.url), method))
