"""Machines with one fault each: what the rules about the machine itself must catch."""

from collections.abc import Mapping
from dataclasses import replace

from ivr.etiquette.model import Machine
from ivr.flow import events
from ivr.flow.actions import Action, Ask, Promise, PromiseKind
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow
from ivr.flow.machine import Speak, Step, step


def tells_every_place(flow: Flow, call: Call, event: Event, speak: Speak) -> Step:
    """Tells each new place in line, also one that is worse."""
    worse = isinstance(event, events.Elapsed) and (event.place or 0) > call.place > 0
    return step(flow, call.but(place=0) if worse else call, event, speak)


def guesses_minutes(flow: Flow, call: Call, event: Event, speak: Speak) -> Step:
    """Tells five minutes where nobody knows."""
    match event:
        case events.Elapsed(seconds, place, None) if place:
            event = events.Elapsed(seconds, place, 5)
        case events.LinedUp(place, None) if place:
            event = events.LinedUp(place, 5)
    return step(flow, call, event, speak)


def forgets_who_declined(flow: Flow, call: Call, event: Event, speak: Speak) -> Step:
    """Takes a refusal for a telephone that nobody answered."""
    if isinstance(event, events.AgentDeclined):
        event = events.AgentUnanswered(event.agent)
    return step(flow, call, event, speak)


def rings_who_declined_once_they_are_free(
    flow: Flow, call: Call, event: Event, speak: Speak
) -> Step:
    """Rings an agent again for a caller on hold whom the agent turned down."""
    if not isinstance(event, events.AgentFreed):
        return step(flow, call, event, speak)
    taken = step(flow, call.but(declined=0), event, speak)
    return replace(taken, call=taken.call.but(declined=call.declined))


def promises_a_time_of_its_own(
    flow: Flow, call: Call, event: Event, speak: Speak
) -> Step:
    """Promises a quarter of an hour before the time that was offered."""
    taken = step(flow, call, event, speak)
    actions = tuple(_earlier(action) for action in taken.actions)
    return replace(taken, actions=actions)


def promises_replies_too_early(
    flow: Flow, call: Call, event: Event, speak: Speak
) -> Step:
    """Promises a reply to each message for the day before."""
    taken = step(flow, call, event, speak)
    actions = tuple(
        replace(action, at=action.at - 86_400)
        if isinstance(action, Promise) and action.kind is PromiseKind.REPLY
        else action
        for action in taken.actions
    )
    return replace(taken, actions=actions)


def promises_no_time(flow: Flow, call: Call, event: Event, speak: Speak) -> Step:
    """Promises callbacks without a time."""
    taken = step(flow, call, event, speak)
    actions = tuple(
        replace(action, at=0)
        if isinstance(action, Promise) and action.kind is PromiseKind.CALLBACK
        else action
        for action in taken.actions
    )
    return replace(taken, actions=actions)


def rings_the_next_one_too_long(
    flow: Flow, call: Call, event: Event, speak: Speak
) -> Step:
    """Rings every agent after the first for a minute."""
    taken = step(flow, call, event, speak)
    if call.tried and taken.call.tried != call.tried:
        departments = {
            key: replace(department, ring_seconds=60)
            for key, department in flow.departments.items()
        }
        return step(replace(flow, departments=departments), call, event, speak)
    return taken


def keeps_the_language(flow: Flow, call: Call, event: Event, speak: Speak) -> Step:
    """Goes on in the language of the greeting, whatever the caller chose."""
    taken = step(flow, call, event, speak)
    return (
        taken
        if taken.call.language == call.language
        else step(flow, call, events.Resumed(), speak)
    )


def cuts_callers_off(flow: Flow, call: Call, event: Event, speak: Speak) -> Step:
    """Goes on as soon as the caller draws breath."""
    taken = step(flow, call, event, speak)
    actions = tuple(_hasty(action) for action in taken.actions)
    return replace(taken, actions=actions)


def waits_for_no_answer(flow: Flow, call: Call, event: Event, speak: Speak) -> Step:
    """Takes callers for silent who have not begun to speak within two seconds."""
    taken = step(flow, call, event, speak)
    actions = tuple(
        replace(action, listening=replace(action.listening, wait=2))
        if isinstance(action, Ask)
        else action
        for action in taken.actions
    )
    return replace(taken, actions=actions)


def _hasty(action: Action) -> Action:
    if isinstance(action, Ask):
        return replace(action, listening=replace(action.listening, pause=0))
    return action


def _earlier(action: Action) -> Action:
    if isinstance(action, Promise) and action.at:
        return replace(action, at=action.at + 900)
    return action


FAULTS: Mapping[str, Machine] = {
    fault.__name__.replace("_", " "): fault
    for fault in (
        tells_every_place,
        guesses_minutes,
        forgets_who_declined,
        rings_who_declined_once_they_are_free,
        promises_a_time_of_its_own,
        promises_replies_too_early,
        promises_no_time,
        rings_the_next_one_too_long,
        keeps_the_language,
        cuts_callers_off,
        waits_for_no_answer,
    )
}
