"""What an event means in a state: a cue, and what the call now knows."""

from typing import assert_never

from ivr.flow import events
from ivr.flow.call import LAST_PLACE, LONGEST_WAIT, Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind, State

# Cues that come from the caller; where one leads nowhere it counts as unclear.
HEARD = frozenset(
    {
        "abuse",
        "address",
        "agent",
        "callback",
        "department",
        "hold",
        "hours",
        "language",
        "manager",
        "message",
        "no",
        "nothing-else",
        "person",
        "unclear",
        "upset",
        "yes",
    }
)

AGAIN = "department-again"  # the need of an earlier call of today


def hear(
    flow: Flow, state: State, call: Call, event: Event
) -> tuple[str | None, str, Call]:
    """The cue an event gives in a state, its value, and the call that knows of it."""
    match event:
        case events.Dialed():
            return "dialed", event.to, _dialed(flow, call, event)
        case events.Pressed():
            meaning = state.keys.get(event.digit, "unclear")
            return *_meant(state, meaning, event.again), call
        case events.Spoke(meaning="repeat"):
            return None, "", call
        case events.Spoke():
            return *_meant(state, event.meaning or "unclear", event.again), call
        case events.StayedSilent():
            return "silence", "", call
        case events.Elapsed():
            if state.kind is Kind.RINGING:
                tried = call.but(ringing=False)
                return "unanswered", "", tried
            place = event.place if state.in_line else None
            return "elapsed", "", _waited(call, event, place)
        case events.AgentAccepted():
            rings = _rings(flow, call, event.agent)
            return ("accepted", "", _first(call, rings)) if rings else (None, "", call)
        case events.AgentPickedUp():
            rings = _rings(flow, call, event.agent)
            return ("picked-up", "", _first(call, rings)) if rings else (None, "", call)
        case events.AgentDeclined():
            rings = _rings(flow, call, event.agent)
            declined = call.declined | _bit(flow, call, event.agent)
            call = call.but(declined=declined)
            return _stopped("declined", call, rings)
        case events.AgentUnanswered():
            if "lost-agent" in state.edges:
                return "lost-agent", "", call
            return _stopped("unanswered", call, _rings(flow, call, event.agent))
        case events.AgentFreed():
            bit = _bit(flow, call, event.agent)
            comes = bool(bit) and not call.ringing and not call.declined & bit
            if call.named and bit != 1 << call.agent:
                comes = False
            return ("freed" if comes else None), event.agent, call
        case events.AgentLeft():
            return "left", "", call
        case events.AgentOpenedMenu():
            return "agent-menu", "", call
        case events.AgentAskedToHold():
            return "agent-hold", "", call
        case events.AgentAskedToTransfer():
            return "agent-transfer", event.to, call
        case events.CallbackSuggested():
            return "agent-callback", "", call
        case events.AgentReturned():
            return "returned", "", call
        case events.LinedUp():
            return "lined-up", "", _placed(call, event.place, event.minutes)
        case events.TimeFound():
            return "time-found", "", call.but(time=event.time)
        case events.NoTimeFound():
            return "no-time", "", call.but(time=None)
        case events.Promised():
            return "promised", "", call.but(time=event.time)
        case events.TimeGone():
            return "gone", "", call.but(time=event.time)
        case events.PromiseFailed():
            return "failed", "", call.but(time=None)
        case events.NumberKeyed():
            if not event.allowed:
                return "refused", "", call
            return "number", "", call.but(number_withheld=False)
        case events.Recorded():
            return "recorded", "", call
        case events.RecordedNothing():
            return "empty", "", call
        case events.HungUp() | events.Resumed():
            return None, "", call
        case _:
            assert_never(event)


def _meant(state: State, meaning: str, again: bool) -> tuple[str, str]:
    cue, _, value = meaning.partition(":")
    return (
        AGAIN if again and cue == "department" and AGAIN in state.edges else cue
    ), value


def _dialed(flow: Flow, call: Call, event: events.Dialed) -> Call:
    department, agent = door = flow.doors.get(event.to, flow.home)
    if not department:
        department, agent = _helper(flow, event.helped_by)
    return call.but(
        language=event.language if event.language in flow.languages else call.language,
        department=department,
        agent=agent,
        named=agent >= 0,
        door=door[0],
        hour=event.hour,
        is_open=event.is_open,
        opens=event.opens,
        number_withheld=event.number_withheld,
    )


def _helper(flow: Flow, agent: str) -> tuple[str, int]:
    """The agent who helped last, if they still work there."""
    key, _, index = agent.rpartition("/")
    department = flow.departments.get(key)
    if department is None or not index.isdigit():
        return "", -1
    known = int(index) < len(department.agents)
    return (key, int(index)) if known else ("", -1)


def _waited(call: Call, event: events.Elapsed, place: int | None) -> Call:
    waited = min(call.waited + event.seconds, LONGEST_WAIT)
    return _placed(call.but(waited=waited), place, event.minutes)


def _placed(call: Call, place: int | None, minutes: int | None) -> Call:
    """The spoken place never gets worse (Q4); minutes only where there is data (Q5)."""
    if not place:
        return call.but(moved=False, minutes=0)
    better = call.place == 0 or place < call.place
    return call.but(
        place=min(place, LAST_PLACE) if better else call.place,
        moved=better,
        minutes=minutes or 0,
    )


def _rings(flow: Flow, call: Call, agent: str) -> int:
    """The bit of an agent whose telephone rings for the call; 0 for anybody else."""
    return call.rung & _bit(flow, call, agent)


def _first(call: Call, agent: int) -> Call:
    """The call with one of those who are rung as the one it is about."""
    return call.but(agent=agent.bit_length() - 1, others=call.rung & ~agent)


def _stopped(cue: str, call: Call, agent: int) -> tuple[str | None, str, Call]:
    """An agent's telephone has stopped ringing; with the last one the call goes on."""
    left = call.rung & ~agent
    if not agent:
        return None, "", call
    if not left:
        return cue, "", call.but(ringing=False)
    first = left & ~call.others or left & -left
    return None, "", call.but(agent=first.bit_length() - 1, others=left & ~first)


def _bit(flow: Flow, call: Call, agent: str) -> int:
    key, _, index = agent.rpartition("/")
    department = flow.departments.get(call.department)
    if department is None or key != call.department or not index.isdigit():
        return 0
    return 1 << int(index) if int(index) < len(department.agents) else 0
