"""A counterexample as a transcript that `ivr phone --play` makes again."""

import json
from collections.abc import Iterator, Sequence

from ivr.etiquette.relevance import phrase_facts
from ivr.etiquette.replay import Played
from ivr.flow import events
from ivr.flow.actions import Ask, Say, Words
from ivr.flow.flow import Flow, Rota

KEYED, NOT_ALLOWED = "5035550123#", "911#"
HERE, ENGAGED, AWAY = "is back", "is with another caller", "is away"
IN_HOURS, OUTSIDE = "2026-11-25 10:00", "2026-11-29 03:00"


def transcript(flow: Flow, played: Sequence[Played], script: str, about: str) -> str:
    """The call as YAML: what everybody does, and what the caller hears then.

    `script` is the path of the call script, seen from the transcript's folder.
    Times and places come from the simulated office, so prompts that tell one are
    left out of what must be heard.
    """
    dialed = next((p.event for p in played if isinstance(p.event, events.Dialed)), None)
    is_open = dialed is None or dialed.is_open
    lines = [
        f"script: {json.dumps(script, ensure_ascii=False)}",
        f"at: {IN_HOURS if is_open else OUTSIDE}",
        f"language: {flow.languages[0]}",
        f"about: {json.dumps(about, ensure_ascii=False)}",
    ]
    if dialed is not None and dialed.number_withheld:
        lines.append("caller: withheld")
    lines.append("steps:")
    standing: dict[str, str] = {}
    for one in played:
        lines += [f"  - {step}" for step in _comes_and_goes(flow, one, standing)]
        lines += [f"  - {step}" for step in _happens(flow, one)]
        lines += [
            f"  - hears: {json.dumps(said.text, ensure_ascii=False)}"
            for action in one.actions
            if isinstance(action, Say | Ask)
            for said in action.words
            if not _tells_a_time(flow, one, said)
        ]
    return "\n".join(lines) + "\n"


def _comes_and_goes(flow: Flow, one: Played, standing: dict[str, str]) -> Iterator[str]:
    """Who of the departments in question is there now, where that has changed."""
    for key in {one.before.department: 0, one.after.department: 0}:
        if key not in flow.departments:
            continue
        everybody = tuple(range(len(flow.departments[key].agents)))
        today = one.rota.get(key, Rota(everybody, everybody))
        for index in everybody:
            name = _name(flow, one, flow.departments[key].agent_id(index))
            now = HERE if index in today.free else ENGAGED
            now = now if index in today.there else AWAY
            if standing.get(name, HERE) != now:
                standing[name] = now
                yield f"agent {name}: {now}"


def _tells_a_time(flow: Flow, one: Played, said: Words) -> bool:
    facts = phrase_facts(flow, (said.phrase,), said.language)
    return bool(facts & {"time", "opens", "place", "waited", "minutes"})


def _happens(flow: Flow, one: Played) -> Iterator[str]:
    match one.event:
        case events.Dialed(to):
            yield f'dials: "{to}"' if to else "dials"
        case events.Pressed(digit):
            yield f'presses: "{digit}"'
        case events.Spoke(words, meaning):
            said = words if meaning else "hm"
            yield f"says: {json.dumps(said, ensure_ascii=False)}"
        case events.StayedSilent():
            yield "stays silent"
        case events.Elapsed(seconds):
            yield f"waits: {seconds}"
        case events.AgentAccepted(agent):
            yield f"agent {_name(flow, one, agent)}: accepts"
        case events.AgentDeclined(agent):
            yield f"agent {_name(flow, one, agent)}: declines"
        case events.AgentUnanswered() if (
            "lost-agent" in flow.states[one.before.state].edges
        ):
            yield f"agent {_helper(flow, one)}: drops"
        case events.AgentUnanswered(agent):
            yield f"agent {_name(flow, one, agent)}: does not answer"
        case events.AgentFreed(agent):
            yield f"agent {_name(flow, one, agent)}: becomes free"
        case events.AgentLeft():
            yield f"agent {_helper(flow, one)}: leaves"
        case events.AgentOpenedMenu():
            yield f"agent {_helper(flow, one)}: opens the menu"
        case events.AgentAskedToHold():
            yield f"agent {_helper(flow, one)}: asks to hold"
        case events.AgentAskedToTransfer(to):
            department = to.partition("/")[0]
            yield f"agent {_helper(flow, one)}: transfers to {department}"
        case events.AgentReturned():
            yield f"agent {_helper(flow, one)}: returns"
        case events.HungUp():
            yield "hangs up"
        case events.NumberKeyed(allowed):
            yield f'presses: "{KEYED if allowed else NOT_ALLOWED}"'
        case events.Recorded(seconds):
            yield f"records: {seconds}"
        case events.RecordedNothing():
            yield "records: 0"


def _helper(flow: Flow, one: Played) -> str:
    """The agent who is with the caller, or would have a colleague go on."""
    call = one.before
    key, agent = call.first_department, call.first_agent
    if agent < 0:
        key, agent = call.department, max(call.agent, 0)
    return _name(flow, one, flow.departments[key].agent_id(agent))


def _name(flow: Flow, one: Played, agent: str) -> str:
    return flow.agent_name(agent, flow.languages[0])
