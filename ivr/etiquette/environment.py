"""What can happen next on a call: the caller, the agents, time, the store."""

from collections.abc import Iterator
from dataclasses import replace

from ivr.flow import events
from ivr.flow.actions import Action, FindTime, LineUp, Promise, PromiseKind
from ivr.flow.call import LONGEST_WAIT, Call, Time
from ivr.flow.events import Event
from ivr.flow.flow import MANAGER, Flow, Kind, State
from ivr.flow.hearing import AGAIN, HEARD
from ivr.languages.spoken_time import SpokenTime

# Places in line. The line only compares a new place with the one it spoke, so a
# spoken place stands for every place, and a new one is better, the same or worse.
BETTER, SPOKEN, WORSE = 1, 2, 3
A_FEW_MINUTES = 5
NEWS = (
    (None, None),
    (BETTER, None),
    (BETTER, A_FEW_MINUTES),
    (SPOKEN, A_FEW_MINUTES),
    (WORSE, None),
)

# One time of each kind: a call never computes with times, it only passes them on.
OFFERED = Time(1, SpokenTime("tomorrow", 10, 45))
NEXT_OFFERED = Time(2, SpokenTime("wednesday", 14, 45))
OPENS = Time(3, SpokenTime("wednesday", 8, 30))

WITH_A_VALUE = ("department", "agent", "language")
ASKING = (Kind.QUESTION, Kind.HOLDING, Kind.RINGING)
MESSAGE_SECONDS = 20


class Environment:
    """The events that can follow in each state of a flow."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        # Music alone does not listen for words.
        self._spoken_in = {s.name for s in flow.states.values() if s.says} | {
            edge.to
            for state in flow.states.values()
            for edges in state.edges.values()
            for edge in edges
            if edge.says
        }
        self._said = {
            name: tuple(self._by_caller(s)) for name, s in flow.states.items()
        }
        self._waits = {name: tuple(self._by_time(s)) for name, s in flow.states.items()}

    def dials(self) -> Iterator[events.Dialed]:
        """Each way a call can begin: by number, hours, and number shown or not."""
        for to in ("", *self.flow.doors):
            for withheld in (False, True):
                for is_open, opens in ((True, None), (False, OPENS), (False, None)):
                    yield events.Dialed(to, 9, is_open, opens, withheld)
        for language in self.flow.languages:
            for helper in self._helpers():
                known = events.Dialed(helped_by=helper, language=language)
                yield known
                yield replace(known, number_withheld=True)

    def _helpers(self) -> Iterator[str]:
        """An agent of each department, by whom a caller may have been helped."""
        for department in self.flow.departments.values():
            if department.agents:
                yield department.agent_id(0)

    def answers(self, request: Action) -> tuple[Event, ...]:
        """What a look-up can bring."""
        match request:
            case FindTime(PromiseKind.CALLBACK) if not self.flow.callbacks:
                return (events.NoTimeFound(),)
            case FindTime():
                return (events.TimeFound(OFFERED), events.NoTimeFound())
            case Promise():
                return (
                    events.Promised(OFFERED),
                    events.TimeGone(NEXT_OFFERED),
                    events.PromiseFailed(),
                )
            case LineUp():
                return (*self._lined_up(), events.LinedUp())
            case _:
                return ()

    def next(self, call: Call) -> Iterator[Event]:
        """What can happen while the call stands here; hanging up comes last."""
        state = self.flow.states[call.state]
        if state.kind in (Kind.CLOSING, Kind.ENDED, Kind.ASIDE):
            return
        yield from self._by_agents(call, state)
        yield from self._said[state.name]
        if state.kind is Kind.RINGING:
            seconds = self.flow.departments[call.department].ring_seconds
            yield events.Elapsed(seconds)
        yield from self._waits[state.name]
        yield events.Resumed()
        yield events.HungUp()

    def _by_caller(self, state: State) -> Iterator[Event]:
        match state.kind:
            case Kind.NUMBER:
                yield events.NumberKeyed(True)
                yield events.NumberKeyed(False)
                yield events.StayedSilent()
            case Kind.RECORDING:
                yield events.Recorded(MESSAGE_SECONDS)
                yield events.RecordedNothing()
            case Kind.TALKING:
                yield from self._by_agent_with(state)
            case Kind.QUESTION | Kind.HOLDING | Kind.RINGING:
                yield from self._by_agent_with(state)
                yield from self._keys(state)
                if state.kind is not Kind.HOLDING or state.name in self._spoken_in:
                    yield from self._speech(state)
                if state.kind is Kind.QUESTION:
                    yield events.StayedSilent()

    def _by_agent_with(self, state: State) -> Iterator[Event]:
        """What an agent can do who is with the caller."""
        if "left" in state.edges:
            yield events.AgentLeft()
        if "returned" in state.edges:
            yield events.AgentReturned()
        if state.kind is Kind.TALKING:
            yield events.AgentOpenedMenu()  # the key works whatever the flow says of it
        if "agent-hold" in state.edges:
            yield events.AgentAskedToHold()
        if "agent-transfer" in state.edges:
            for department in self.flow.departments.values():
                yield events.AgentAskedToTransfer(department.key)
                if len(department.agents) > 1:
                    for index in range(len(department.agents)):
                        to = department.agent_id(index)
                        yield events.AgentAskedToTransfer(to)
        if "agent-callback" in state.edges:
            yield events.CallbackSuggested()

    def _keys(self, state: State) -> Iterator[Event]:
        """Every key with a meaning; one without means what unclear words mean."""
        for digit in sorted(state.keys):
            yield events.Pressed(digit)
        unknown = next((d for d in "#*987654321" if d not in state.keys), None)
        if unknown and state.kind is Kind.HOLDING:
            yield events.Pressed(unknown)

    def _speech(self, state: State) -> Iterator[Event]:
        """Whatever no key stands for: words and keys with one meaning are one event."""
        keyed = set(state.keys.values()) | {"unclear"}
        for cue in sorted(HEARD & set(state.edges)):
            meanings = (
                [f"{cue}:{value}" for value in self._values(cue)]
                if cue in WITH_A_VALUE
                else [cue]
            )
            for meaning in meanings:
                if meaning not in keyed:
                    yield events.Spoke("…", meaning)
        if AGAIN in state.edges:
            for value in self._values("department"):
                yield events.Spoke("…", f"department:{value}", again=True)
        yield events.Spoke("…", "repeat")
        yield events.Spoke("…")

    def _values(self, cue: str) -> Iterator[str]:
        if cue == "language":
            yield from self.flow.languages
            return
        for department in self.flow.departments.values():
            if cue == "department":
                if department.key != MANAGER:
                    yield department.key
            else:
                for index in range(len(department.agents)):
                    yield department.agent_id(index)

    def _by_agents(self, call: Call, state: State) -> Iterator[Event]:
        department = self.flow.departments.get(call.department)
        if department is None or not department.agents:
            return
        if call.ringing:
            for index in range(call.rung.bit_length()):
                if call.rung >> index & 1:
                    ringing = department.agent_id(index)
                    yield events.AgentPickedUp(ringing)
                    yield events.AgentAccepted(ringing)
                    yield events.AgentDeclined(ringing)
                    yield events.AgentUnanswered(ringing)
        elif state.kind is Kind.TALKING or state.for_agent:
            yield events.AgentUnanswered(department.agent_id(call.agent))
        elif state.kind is Kind.HOLDING and state.in_line:
            for index in range(len(department.agents)):
                yield events.AgentFreed(department.agent_id(index))

    def _by_time(self, state: State) -> Iterator[Event]:
        """The next update; or so many that we ask again; or as long as we ever hold."""
        if state.kind is not Kind.HOLDING:
            return
        for place, minutes in NEWS if state.in_line else NEWS[:1]:
            yield events.Elapsed(state.seconds, place, minutes)
        for seconds in (self.flow.ask_again_after, LONGEST_WAIT):
            for place in (None, BETTER) if state.in_line else (None,):
                yield events.Elapsed(seconds, place)

    def _lined_up(self) -> Iterator[Event]:
        yield events.LinedUp(SPOKEN)
        yield events.LinedUp(SPOKEN, A_FEW_MINUTES)
