"""Single steps that an agent's telephone causes, on the machine and the webhooks."""

from dataclasses import dataclass
from random import Random

from ivr.flow import events
from ivr.flow.actions import Action
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind
from ivr.flow.machine import present
from ivr.store import calls, rings, waiting
from ivr.store.database import reading, writing
from ivr.telephony.switchboard import Switchboard

LEG = "CA" + "f" * 32
MOVES = 3  # that other legs have made before


@dataclass(frozen=True)
class Report:
    """What an agent's telephone reports, the event, and the request that tells it."""

    does: str
    event: Event
    path: str
    brings: dict[str, str]


def rung(flow: Flow, call: Call) -> str:
    """The agent whose telephone rings for the call."""
    return flow.departments[call.department].agent_id(call.agent)


def random_report(
    board: Switchboard, flow: Flow, call: Call, ring: str, chance: Random
) -> Report:
    """The agent who is rung takes the call, turns it down, or cannot be had."""
    agent, links = rung(flow, call), board.links
    match chance.choice(("accepts", "declines", "no-answer", "busy", "failed")):
        case "accepts":
            event: Event = events.AgentAccepted(agent)
            return Report("accepts", event, links.answer(ring), {"Digits": "1"})
        case "declines":
            event = events.AgentDeclined(agent)
            return Report("declines", event, links.answer(ring), {"Digits": "2"})
        case became:
            event = events.AgentUnanswered(agent)
            brings: dict[str, str] = {"CallStatus": became}
            return Report(became, event, links.agent_status(ring), brings)


def is_known(
    board: Switchboard, flow: Flow, call: Call, call_sid: str, number: str, line: str
) -> str:
    """Writes down a call for which an agent is rung; answers the ring."""
    ring = f"{call_sid}:t4:{call.agent}"
    state, now = flow.states[call.state], board.now()
    with writing(board.engine) as conn:
        calls.save(
            conn,
            call_sid,
            version=board.live_line().version,
            call=call,
            turn=MOVES,
            number=number,
            line=line,
            now=now,
        )
        rings.begin(conn, ring, rung(flow, call), now, call_sid=call_sid)
        rings.placed(conn, ring, LEG)
        if state.in_line or (state.kind is Kind.RINGING and call.place):
            waiting.line_up(conn, call_sid, call.department, now * 1000)
    return ring


def stands(board: Switchboard, call_sid: str) -> calls.CallRow:
    """Where the call stands now, and after how many moves."""
    with reading(board.engine) as conn:
        row = calls.find(conn, call_sid)
    assert row is not None
    return row


def heard_then(
    flow: Flow, before: Call, after: Call, actions: tuple[Action, ...]
) -> tuple[Action, ...]:
    """What a caller hears who fetches the document now; a hold plays on."""
    kinds = {flow.states[call.state].kind for call in (before, after)}
    return present(flow, after) if kinds == {Kind.HOLDING} else actions
