"""What each state of a line says: every prompt once, for judging a whole line."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from ivr.flow.actions import Words
from ivr.flow.call import Call, Time
from ivr.flow.flow import Flow
from ivr.flow.words import HALF_MINUTE, speak

PLACES = range(1, 6)  # places in line; beyond them Twilio's voice says the same words
HALF_MINUTES = range(1, 21)

# Phrases for the agent's ear and for callbacks hold names or words of a caller.
WAITED = (
    ("hold-update.moved",),
    ("hold-update.still",),
    ("hold-update.waited",),
    ("hold-update.first",),
    ("hold-question.again-no-time",),
)


def fixed_prompts(flow: Flow) -> tuple[Words, ...]:
    """What the line says whatever the clock shows; waits up to ten minutes."""
    found: dict[Words, None] = {}
    for call in _calls(flow):
        found.update(dict.fromkeys(_spoken(flow, call)))
    for language in flow.languages:
        call = Call("greeting", language)
        for place, halves in product((0, *PLACES), (0, *HALF_MINUTES)):
            waited = replace(call, place=place, waited=halves * HALF_MINUTE)
            for moved in (True, False) if place else (False,):
                at = replace(waited, moved=moved)
                for alternatives in WAITED:
                    found.update(dict.fromkeys(speak(flow, at, alternatives)))
    return tuple(found)


def timed_prompts(
    flow: Flow, times: Iterable[Time], opens: Time | None = None
) -> tuple[Words, ...]:
    """What the line says when it offers or promises one of these times."""
    found: dict[Words, None] = {}
    for time in times:
        for call in _calls(flow):
            timed = replace(call, time=time, opens=opens)
            found.update(dict.fromkeys(_spoken(flow, timed)))
    return tuple(found)


def _calls(flow: Flow) -> Iterator[Call]:
    """A call in each language, for each department and agent, by day."""
    for language in flow.languages:
        yield Call("greeting", language)
        for department in flow.departments.values():
            for agent in range(-1, len(department.agents)):
                for hour in (9, 14, 19):
                    yield Call("greeting", language, department.key, agent, hour=hour)


def _spoken(flow: Flow, call: Call) -> Iterator[Words]:
    for state in flow.states.values():
        for alternatives in state.says:
            yield from speak(flow, call, alternatives)
        for ways in state.edges.values():
            for edge in ways:
                for alternatives in edge.says:
                    yield from speak(flow, call, alternatives)
