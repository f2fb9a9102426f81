"""The line's side of a simulated call: what it plays and rings as time passes."""

from datetime import datetime, timedelta
from math import inf

from ivr.flow import events
from ivr.flow.actions import Ring, Words
from ivr.flow.call import Call
from ivr.flow.events import Event
from ivr.flow.flow import Flow, Kind
from ivr.flow.machine import step
from ivr.phone.office import Office, SimulatedAgent
from ivr.phone.programme import Ending, Programme, SecondsOf, programme
from ivr.phone.reel import Reel
from ivr.phone.telephones import REPORTS, TOLD
from ivr.phone.timeline import Who
from ivr.phone.turns import Turns
from ivr.script.model import Script
from ivr.script.telephone import NotDialled, country_of, dial_target
from ivr.wording.measures import estimate_seconds


class CallIsOver(Exception):
    """Something was to happen on a call that has ended or not begun."""


def estimated(words: Words) -> float:
    """Seconds that the words take to say, by their language's estimate."""
    return estimate_seconds(words.text, words.language)


class SimulatedLine:
    """A call as the line carries it, from the first event to the last.

    `reel` holds the clock and what is heard; time passes by `next_thing` alone.
    """

    def __init__(
        self,
        flow: Flow,
        script: Script,
        began: datetime,
        office: Office,
        seconds_of: SecondsOf,
    ) -> None:
        self.flow, self.script, self.began = flow, script, began
        self.office, self.seconds_of = office, seconds_of
        self.over = True
        self.turns = Turns(flow, script, office)
        self.telephones = self.turns.telephones
        self.reel = Reel()
        self._keyed = ""

    @property
    def clock(self) -> float:
        """Seconds since the call began."""
        return self.reel.clock

    @property
    def now(self) -> datetime:
        """The virtual time of day."""
        return self.began + timedelta(seconds=self.clock)

    @property
    def call(self) -> Call:
        """Where the call stands."""
        return self.turns.call

    @property
    def kind(self) -> Kind:
        """What the caller is doing."""
        return self.turns.kind

    def happens(self, event: Event) -> None:
        """Something happens; what the caller hears changes with it."""
        if self.over:
            raise CallIsOver("the call is over")
        before, was = self.call, self.kind
        flow = self.turns.today(self._second)
        actions = self.turns.take(event, self.now, self.clock)
        for action in actions:
            if isinstance(action, Ring):
                self.note(self.office.with_id(action.agent), "the telephone rings")
        if isinstance(event, REPORTS) and _plays_on(before, was, self.call, self.kind):
            return
        if self.kind is Kind.ENDED:
            self.reel.cut()
            self._end()
            return
        self._follow(
            self.reel.play(programme(actions, self.seconds_of), self.call.state)
        )
        if self.turns.lasts:
            self._ring_again(flow)
        self.ring_the_free()

    def presses(self, key: str) -> None:
        """A key arrives."""
        match self.kind:
            case Kind.NUMBER if key != "#":
                self._keyed += key
                silence = self.reel.programme.stretches[-1]
                self.reel.play(Programme((silence,), Ending.SILENT), self.call.state)
            case Kind.NUMBER:
                self._number_is_complete()
            case Kind.RECORDING if key == "#":
                self.happens(events.RecordedNothing())
            case Kind.TALKING | Kind.RECORDING:
                pass
            case _:
                self.happens(events.Pressed(key))

    def ring_the_free(self) -> None:
        """Rings an agent of the department who came free, for a caller who holds."""
        if not self._is_waiting():
            return
        for agent in self._department():
            if self.office.with_id(agent).free and not self.call.ringing:
                self.happens(events.AgentFreed(agent))

    def note(self, agent: SimulatedAgent, does: str) -> None:
        """Writes down what an agent does."""
        self.reel.note(Who.AGENT, f"{agent.name}: {does}", self.call.state)

    def next_thing(self, until: float) -> bool:
        """Passes to what next happens by itself; False if nothing does by then."""
        reported, back = self.telephones.next_at, self._next_back()
        at = min(self.reel.ends, reported, back)
        if self.over or at > until or at == inf:
            return False
        self.reel.clock = max(self.clock, at)
        if back < min(self.reel.ends, reported):
            self._come_back()
        elif self.reel.ends <= reported:
            self._follow(self.reel.turn())
        else:
            self.hear_of_telephone()
        return True

    def hear_out(self) -> None:
        """Hears the line as far as it speaks without a pause."""
        while (stretch := self.reel.stretch) and stretch.who is Who.LINE:
            if not self.next_thing(inf):
                return

    def passes(self, until: float) -> None:
        """Lets everything happen up to that second, and that second come."""
        while self.next_thing(until):
            pass
        self.reel.clock = max(self.clock, until)

    def hear_of_telephone(self) -> None:
        """The next report of a telephone that rings."""
        agent, report = self.telephones.take()
        self.note(agent, TOLD[type(report)])
        if isinstance(report, events.AgentPickedUp):
            self.turns.roster.picks_up(report.agent, self._second)
        else:
            self.happens(report)

    @property
    def _second(self) -> int:
        return int(self.now.timestamp())

    def _is_waiting(self) -> bool:
        state = self.flow.states[self.call.state]
        holds = state.kind is Kind.HOLDING and not state.for_agent
        return holds and not self.over and not self.call.ringing

    def _department(self) -> list[str]:
        department = self.flow.departments[self.call.department]
        return [department.agent_id(i) for i in range(len(department.agents))]

    def _ring_again(self, flow: Flow) -> None:
        """Rings who is free by the rota and was not rung lately, for the first in
        line."""
        first = self.office.place(self.call.department) == 1
        if not first or not self._is_waiting():
            return
        agents, rota = self._department(), flow.rota.get(self.call.department)
        for index in rota.free if rota else range(len(agents)):
            freed = events.AgentFreed(agents[index])
            if self.turns.roster.was_rung_lately(freed.agent, self._second):
                continue
            if step(self.flow, self.call, freed).call.ringing:
                self.happens(freed)
                return

    def _next_back(self) -> float:
        back = self.turns.roster.next_back
        return inf if back is None else back - self.began.timestamp()

    def _come_back(self) -> None:
        """Agents have had their time after a conversation, and can be rung."""
        for agent in self.turns.roster.come_back(self._second):
            if self._is_waiting() and agent in self._department():
                self.happens(events.AgentFreed(agent))

    def _follow(self, ending: Ending | None) -> None:
        match ending:
            case Ending.SILENT:
                self._number_is_complete()
            case Ending.ELAPSED:
                self.happens(self._elapsed())
            case Ending.RECORDED_NOTHING:
                self.happens(events.RecordedNothing())
            case Ending.HUNG_UP:
                self._end()

    def _elapsed(self) -> Event:
        """The seconds of what was heard, or that a telephone rang.

        An agent who has picked up by then gets the time to hear what it is about.
        """
        stretches = self.reel.programme.stretches
        if self.kind is not Kind.RINGING:
            seconds = round(sum(stretch.seconds for stretch in stretches))
            return events.Elapsed(seconds, self.office.place(self.call.department))
        rung = self.telephones.picked_up
        if rung and "picked-up" in self.flow.states[self.call.state].edges:
            return events.AgentPickedUp(rung)
        return events.Elapsed(round(stretches[-1].seconds))

    def _number_is_complete(self) -> None:
        """The pound key, or silence: nothing at all was keyed in, or a number."""
        keyed, self._keyed = self._keyed, ""
        if keyed:
            self.happens(events.NumberKeyed(self._may_call(keyed)))
        else:
            self.happens(events.StayedSilent())

    def _may_call(self, number: str) -> bool:
        try:
            target = dial_target(number, self.script.country)
        except NotDialled:
            return False
        return country_of(target) in ("", self.script.country)

    def _end(self) -> None:
        self.over = True
        self.telephones.silence()


def _plays_on(before: Call, was: Kind, after: Call, kind: Kind) -> bool:
    """Whether an agent's report leaves the caller to what is playing."""
    if was is Kind.HOLDING and kind is Kind.HOLDING:
        return True
    return before.state == after.state and before.tried == after.tried
