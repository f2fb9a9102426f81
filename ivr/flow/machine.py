"""The only meaning of a call: step(flow, call, event) -> Step(call, actions)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from ivr.flow import events
from ivr.flow.actions import (
    Action,
    Ask,
    CancelRing,
    Connect,
    FindTime,
    ForgetCaller,
    Hangup,
    KeepFeedback,
    LeaveLine,
    LetGo,
    LineUp,
    Listening,
    Note,
    NoteAbuse,
    PlayMusic,
    PlayRingback,
    Promise,
    PromiseKind,
    Record,
    Ring,
    Say,
    TellAgent,
    Words,
)
from ivr.flow.call import MOST_WARNINGS, Call
from ivr.flow.choosing import GUARDS, anyone, choose, rung_next
from ivr.flow.events import Event
from ivr.flow.flow import Edge, Flow, Kind, State
from ivr.flow.hearing import HEARD, hear
from ivr.flow.words import speak

LISTEN_AFTER_UPDATE = 5  # seconds
OPEN_QUESTION_PAUSE = 2  # seconds of silence that end free speech
DIGITS = tuple("0123456789*#")

# What an agent's own telephone reports: it has stopped ringing by itself.
AGENT_REPORTS = (events.AgentAccepted, events.AgentDeclined, events.AgentUnanswered)
# The answers with which a look-up ends when it brought nothing.
EMPTY_HANDED = ("no-time", "failed", "lined-up", "dialed")

# How phrases become words; the proof passes one that remembers.
Speak = Callable[[Flow, Call, tuple[str, ...]], tuple[Words, ...]]


@dataclass(frozen=True)
class Step:
    """Where the call stands after an event, and what the line does now."""

    call: Call
    actions: tuple[Action, ...]


def start(flow: Flow) -> Call:
    """A call before anything happened."""
    return Call("answering", flow.languages[0])


def step(flow: Flow, call: Call, event: Event, speak: Speak = speak) -> Step:
    """The one transition function. It never raises and never leaves silence.

    An event that has no meaning in this state (a late report about an agent's
    telephone, say) changes nothing; the caller hears the state again.
    """
    state = flow.states.get(call.state)
    if state is None:
        return step(flow, call.but(state="lost"), events.Resumed(), speak)
    if isinstance(event, events.HungUp):
        ended = call.but(state="ended", ringing=False, others=0)
        return Step(ended, _leaving(flow, call, ended))
    cue, value, heard = hear(flow, state, call, event)
    if state.kind is Kind.ASIDE and cue not in state.edges:
        cue = next(answer for answer in EMPTY_HANDED if answer in state.edges)
    if cue is None:
        return Step(heard, present(flow, heard, speak=speak))
    edge, chosen = _way(flow, state, heard, cue, value)
    if edge is None:
        return Step(heard, present(flow, heard, speak=speak))
    before = heard if isinstance(event, AGENT_REPORTS) else call
    return _follow(flow, before, chosen, edge, speak)


def present(
    flow: Flow, call: Call, before: tuple[Words, ...] = (), speak: Speak = speak
) -> tuple[Action, ...]:
    """What the caller hears in the state the call is in, after the words `before`."""
    state = flow.states[call.state]
    words = before + tuple(w for s in state.says for w in speak(flow, call, s))
    listening = _listening(state)
    match state.kind:
        case Kind.QUESTION | Kind.NUMBER:
            return (Ask(words, listening),)
        case Kind.RINGING:
            seconds = state.seconds or flow.departments[call.department].ring_seconds
            return (*_say(words), PlayRingback(seconds, listening))
        case Kind.HOLDING:
            music = PlayMusic(state.seconds, replace(listening, speech=False))
            return (Ask(words, listening), music) if words else (music,)
        case Kind.RECORDING:
            return (*_say(words), Record(flow.longest_message))
        case Kind.TALKING:
            agent = flow.departments[call.department].agent_id(call.agent)
            return (*_say(words), Connect(agent))
        case Kind.CLOSING | Kind.ENDED:
            return (*_say(words), Hangup())
        case Kind.ASIDE:
            return ()
        case _:
            assert_never(state.kind)


def _say(words: tuple[Words, ...]) -> tuple[Say, ...]:
    return (Say(words),) if words else ()


def _listening(state: State) -> Listening:
    keys = tuple(state.keys)
    if state.kind is Kind.NUMBER:
        return Listening(keys=DIGITS, speech=False, wait=6, number=True)
    if state.kind is Kind.HOLDING:
        return Listening(keys, wait=LISTEN_AFTER_UPDATE)
    open_question = "yes" not in state.edges
    return Listening(keys, pause=OPEN_QUESTION_PAUSE if open_question else 1)


def _way(
    flow: Flow, state: State, call: Call, cue: str, value: str
) -> tuple[Edge | None, Call]:
    """The first edge of the cue whose guards hold for the call it would lead to."""
    ways = state.edges.get(cue)
    if ways is None and state.kind in (
        Kind.QUESTION,
        Kind.NUMBER,
        Kind.HOLDING,
    ):
        ways = state.edges.get("unclear") if cue in HEARD else None
    for edge in ways or ():
        chosen = choose(flow, call, edge, value)
        if chosen and all(GUARDS[guard](flow, chosen) for guard in edge.when):
            return edge, chosen
    if cue in HEARD and cue != "unclear" and "unclear" in state.edges:
        return _way(flow, state, call, "unclear", "")
    return None, call


def _follow(flow: Flow, before: Call, call: Call, edge: Edge, speak: Speak) -> Step:
    effects: list[Action] = []
    for effect in edge.does:
        call = _perform(flow, call, effect, effects)
    call = call.but(state=edge.to)
    if not _may_ring(flow.states[edge.to]):
        call = call.but(ringing=False)
    if not call.ringing:
        call = call.but(others=0)
    let_go = _leaving(flow, before, call)
    if LeaveLine() in let_go:
        call = call.but(place=0, moved=False)
    effects = [*let_go, *effects]
    words = tuple(w for s in edge.says for w in speak(flow, call, s))
    actions = (*effects, *present(flow, call, words, speak))
    if flow.states[edge.to].kind is Kind.HOLDING:
        call = call.but(moved=False, minutes=0)  # the news has been told
    return Step(call, actions)


def _may_ring(state: State) -> bool:
    """Whether an agent's telephone may go on ringing; an update does not stop it."""
    looks_up = state.kind is Kind.ASIDE and state.in_line
    return looks_up or state.kind in (Kind.RINGING, Kind.HOLDING)


def _leaving(flow: Flow, before: Call, call: Call) -> tuple[Action, ...]:
    """What must be let go of: a place in line, a telephone that still rings."""
    let_go: list[Action] = []
    was, now = flow.states[before.state], flow.states[call.state]
    for index in _unwanted(before, call, now):
        agent = flow.departments[before.department].agent_id(index)
        let_go.append(CancelRing(agent))
    keeps_place = now.in_line or (now.kind is Kind.RINGING and call.place > 0)
    had_place = was.in_line or (was.kind is Kind.RINGING and before.place > 0)
    if had_place and not keeps_place:
        let_go.append(LeaveLine())
    if _with_agent(was) and not _with_agent(now):
        let_go.append(LetGo())
    return tuple(let_go)


def _unwanted(before: Call, call: Call, now: State) -> Iterator[int]:
    """The agents whose telephones rang and need not ring any more."""
    wanted = call.rung
    if now.kind is Kind.TALKING and call.agent >= 0:
        wanted |= 1 << call.agent
    if call.department != before.department:
        wanted = 0
    stopped = before.rung & ~wanted
    return (index for index in range(stopped.bit_length()) if stopped >> index & 1)


def _with_agent(state: State) -> bool:
    """Whether an agent is with the caller: talking, or away for a moment."""
    return state.kind is Kind.TALKING or state.for_agent


def _perform(flow: Flow, call: Call, effect: str, effects: list[Action]) -> Call:
    """The call after an effect; the action that carries it out is appended."""
    department = flow.departments[call.department or flow.operator]
    match effect:
        case (
            "choose"
            | "choose-manager"
            | "choose-operator"
            | "choose-language"
            | "choose-nobody"
            | "hand-over"
            | "take-back"
        ):
            return call
        case "tell-agent":
            effects.append(TellAgent())
        case "feedback-helped" | "feedback-not-helped":
            effects.append(KeepFeedback(effect == "feedback-helped"))
        case "forget-caller":
            effects.append(ForgetCaller())
        case "upset":
            return call.but(upset=True)
        case "warn":
            warned = min(call.warned + 1, MOST_WARNINGS)
            effects.append(NoteAbuse(warned))
            return call.but(upset=True, warned=warned)
        case "end-for-abuse":
            effects.append(NoteAbuse())
        case "note":
            effects.append(Note())
        case "ring":
            coming = rung_next(flow, call)
            for index in coming:
                agent = department.agent_id(index)
                effects.append(Ring(agent, department.ring_seconds))
            first, others = coming[0], _bits(coming[1:])
            tried = call.tried | _bits(coming)
            return call.but(agent=first, others=others, tried=tried, ringing=True)
        case "ring-freed":
            freed = department.agent_id(call.agent)
            effects.append(Ring(freed, department.ring_seconds))
        case "line-up":
            effects.append(LineUp(department.key))
            return anyone(flow, call)
        case "anyone":
            return anyone(flow, call)
        case "begin-hold":
            known = call.agent >= 0
            own = 1 << call.agent if known else 0
            return call.but(waited=0, agreed=0, named=known, tried=own)
        case "forget-colleague":
            return call.but(first_department="", first_agent=-1)
        case "anybody":
            return anyone(flow, call.but(named=False, tried=0))
        case "agree":
            return call.but(agreed=call.waited)
        case "find-time":
            effects.append(FindTime(PromiseKind.CALLBACK, department.key))
            return call if call.ringing else anyone(flow, call)
        case "find-reply-time":
            effects.append(FindTime(PromiseKind.REPLY, department.key))
        case "promise-callback":
            call = anyone(flow, call)
            effects.append(_promise(PromiseKind.CALLBACK, flow, call))
        case "promise-reply":
            call = anyone(flow, call)
            effects.append(_promise(PromiseKind.REPLY, flow, call))
        case "connect":
            return call.but(
                ringing=False,
                named=False,
                tried=0,
                first_department="",
                first_agent=-1,
            )
        case _:
            raise ValueError(f"a flow has no effect named {effect}")
    return call


def _bits(agents: Iterable[int]) -> int:
    return sum(1 << index for index in agents)


def _promise(kind: PromiseKind, flow: Flow, call: Call) -> Promise:
    department = flow.departments[call.department or flow.operator]
    agent = department.agent_id(call.agent) if call.agent >= 0 else ""
    at = call.time.at if call.time else 0
    return Promise(kind, department.key, agent, at)
