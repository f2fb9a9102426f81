"""Every event that could happen to a call of a flow."""

from collections.abc import Iterator
from functools import cache

from callers import starter
from hypothesis import strategies as st

from ivr.flow import events
from ivr.flow.call import Call, Time
from ivr.flow.compile import compile_script
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind, State
from ivr.flow.hearing import AGAIN, HEARD
from ivr.languages.spoken_time import SpokenTime
from ivr.script.load import read

STARTERS = (
    "dental-clinic.en",
    "hotel.en-fil",
    "law-office.en-nb",
    "pharmacy.ru",
    "sari-sari.fil",
    "workshop.nb",
)
FOUR_LANGUAGES = """\
company: Fjord
languages: [en, fil, ru, nb]
timezone: Europe/Oslo
hours:
  monday-friday: 08:00-17:00
address: Pier 3
departments:
  desk:
    name: Reception
    handles:
      en:
        - I would like to come by
      fil:
        - Pupunta po sana ako
      ru:
        - Хочу зайти к вам
      nb:
        - Jeg vil stikke innom
    agents:
      - name: Maria
        phone: +1 503 555 0101
      - name: Kari
        phone: +1 503 555 0102
  billing:
    name: Billing
    agents:
      - name: Andrei
        phone: +1 503 555 0103
  empty:
    name: Archive
feedback: true
manager:
  name: Santos
  phone: +1 503 555 0104
numbers:
  - number: +1 503 555 0110
  - number: +1 503 555 0120
    agent: Kari
"""
SOON = Time(1795632300, SpokenTime("today", 10, 45))
LATER = Time(1795633200, SpokenTime("tomorrow", 8, 0))


@cache
def flow_of(name: str) -> Flow:
    return compile_script(starter(name))


def beginnings(flow: Flow) -> Iterator[Event]:
    for number in ("", *flow.doors):
        for withheld in (False, True):
            yield events.Dialed(number, 10, True, None, withheld)
            yield events.Dialed(number, 20, False, LATER, withheld)
    yield events.Dialed("", 20, False, None)
    for agent in (*agents(flow), "nobody/7"):
        yield events.Dialed(helped_by=agent, language=flow.languages[-1])


def meanings(flow: Flow) -> Iterator[str | None]:
    yield from sorted(HEARD - {"department", "agent", "language"})
    for key, department in flow.departments.items():
        yield f"department:{key}"
        for index in range(len(department.agents)):
            yield f"agent:{department.agent_id(index)}"
    for language in flow.languages:
        yield f"language:{language}"
    yield from (None, "repeat", "department:nowhere", "agent:nobody/7", "language:xx")


def agents(flow: Flow) -> list[str]:
    return [
        department.agent_id(index)
        for department in flow.departments.values()
        for index in range(len(department.agents))
    ]


def in_four_languages() -> Flow:
    """A small line that speaks all four languages."""
    return compile_script(read(FOUR_LANGUAGES, "four.yaml").script)


@cache
def anything(name: str) -> st.SearchStrategy[list[Event]]:
    """A first event and up to twenty others on the line of a starter."""
    flow = flow_of(name)
    first = st.sampled_from(list(beginnings(flow)))
    later = st.lists(st.sampled_from(happenings(flow)), max_size=20)
    return st.builds(lambda one, others: [one, *others], first, later)


def happenings(flow: Flow) -> list[Event]:
    """All events after the first, with a few values of each."""
    found: list[Event] = [events.Pressed(digit) for digit in "0123456789*#"]
    found += [events.Spoke("…", meaning) for meaning in meanings(flow)]
    found += again(flow)
    for agent in (*agents(flow), "nobody/7"):
        found += [
            events.AgentPickedUp(agent),
            events.AgentAccepted(agent),
            events.AgentDeclined(agent),
            events.AgentUnanswered(agent),
            events.AgentFreed(agent),
        ]
    for place in (None, 1, 2, 7, 250):
        found += [
            events.LinedUp(place, 5),
            events.Elapsed(38, place),
            events.Elapsed(700, place, 3),
        ]
    return [
        *found,
        events.StayedSilent(),
        events.Elapsed(4000),
        events.AgentLeft(),
        events.AgentOpenedMenu(),
        events.AgentAskedToHold(),
        events.AgentReturned(),
        *(events.AgentAskedToTransfer(key) for key in (*flow.departments, "nowhere")),
        *(events.AgentAskedToTransfer(agent) for agent in (*agents(flow), "nobody/7")),
        events.CallbackSuggested(),
        events.TimeFound(SOON),
        events.NoTimeFound(),
        events.Promised(SOON),
        events.TimeGone(LATER),
        events.PromiseFailed(),
        events.NumberKeyed(True),
        events.NumberKeyed(False),
        events.Recorded(12),
        events.RecordedNothing(),
        events.Resumed(),
    ]


def again(flow: Flow) -> list[Event]:
    """A caller who called today before about each department."""
    return [
        events.Spoke("…", f"department:{key}", again=True) for key in flow.departments
    ]


def expected(flow: Flow, call: Call) -> list[Event]:
    """One event for each cue that the state of a call knows."""
    state = flow.states[call.state]
    department = flow.departments.get(call.department)
    ringing = department.agent_id(max(call.agent, 0)) if department else ""
    reports = {
        "accepted": events.AgentAccepted(ringing),
        "picked-up": events.AgentPickedUp(ringing),
        "declined": events.AgentDeclined(ringing),
        "unanswered": events.AgentUnanswered(ringing),
        "lost-agent": events.AgentUnanswered(ringing),
        "freed": events.AgentFreed(ringing),
        "left": events.AgentLeft(),
        "agent-menu": events.AgentOpenedMenu(),
        "agent-hold": events.AgentAskedToHold(),
        "agent-transfer": events.AgentAskedToTransfer(next(iter(flow.departments))),
        "agent-callback": events.CallbackSuggested(),
        "returned": events.AgentReturned(),
        "silence": events.StayedSilent(),
        "elapsed": events.Elapsed(38, 1),
        "lined-up": events.LinedUp(2),
        "time-found": events.TimeFound(SOON),
        "no-time": events.NoTimeFound(),
        "promised": events.Promised(SOON),
        "gone": events.TimeGone(LATER),
        "failed": events.PromiseFailed(),
        "number": events.NumberKeyed(True),
        "refused": events.NumberKeyed(False),
        "recorded": events.Recorded(12),
        "empty": events.RecordedNothing(),
    }
    found = [reports[cue] for cue in state.edges if cue in reports]
    found += [events.Pressed(digit) for digit in state.keys]
    found += [events.Spoke("…", said) for said in meanings(flow) if _fits(said, state)]
    if AGAIN in state.edges:
        found += again(flow)
    if state.kind is Kind.HOLDING:
        found += [events.Elapsed(flow.ask_again_after, 1), events.Elapsed(38)]
    return found


def _fits(meaning: str | None, state: State) -> bool:
    return (meaning or "unclear").partition(":")[0] in state.edges
