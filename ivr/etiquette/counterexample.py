"""A call that breaks a rule, told with times, as JSON or as a transcript."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ivr.etiquette.presence import Presence
from ivr.etiquette.replay import Played
from ivr.flow import events
from ivr.flow.actions import (
    Action,
    Ask,
    CancelRing,
    Connect,
    FindTime,
    Hangup,
    LeaveLine,
    LetGo,
    LineUp,
    PlayMusic,
    PlayRingback,
    Promise,
    PromiseKind,
    Record,
    Ring,
    Say,
    Words,
)
from ivr.flow.events import Event
from ivr.flow.flow import Flow

THINKS = 1  # seconds until a caller presses a key or begins to speak
SPEAKS = 2
PICKS_UP = 5


@dataclass(frozen=True)
class Line:
    """One line of the telling: seconds since the call began, who, and what.

    `template` is one of a closed set, so that it can be told in other languages;
    `slots` fill it, `about` are the circumstances.
    """

    at: float
    who: str
    template: str
    slots: Mapping[str, str | int] = field(default_factory=dict)
    about: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """What happens, in English."""
        about = f" ({', '.join(self.about)})" if self.about else ""
        return self.template % self.slots + about

    @property
    def clock(self) -> str:
        """Minutes and seconds: "1:05"."""
        return f"{int(self.at) // 60}:{int(self.at) % 60:02}"

    def __str__(self) -> str:
        return f"{self.clock:>5}  {self.who:<7} {self.what}"

    def to_json(self) -> dict[str, Any]:
        """The line by name; times in seconds."""
        return {"at": round(self.at, 1), "who": self.who, "what": self.what}

    def in_parts(self) -> dict[str, Any]:
        """The line as it is told in other languages."""
        parts = {"template": self.template, "slots": self.slots, "about": self.about}
        return self.to_json() | parts


def told(flow: Flow, played: Sequence[Played]) -> tuple[Line, ...]:
    """The call as its caller lives it; times are the typical ones."""
    return tuple(_Teller(flow).told(played))


class _Teller:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.clock = 0.0

    def told(self, played: Sequence[Played]) -> Iterator[Line]:
        last: tuple[Action, ...] = ()
        for one in played:
            self.clock += _delay(one.event, last)
            yield from self._happened(one)
            for action in one.actions:
                yield from self._did(one, action)
            last = one.actions or last

    def _line(
        self, who: str, template: str, *, about: Sequence[str] = (), **slots: str | int
    ) -> Line:
        return Line(self.clock, who, template, slots, tuple(about))

    def _happened(self, one: Played) -> Iterator[Line]:
        yield from self._what_happened(one)
        if one.turn.presence is not Presence.EVERYBODY:
            yield self._line("Line", f"({one.turn.presence.value})")

    def _what_happened(self, one: Played) -> Iterator[Line]:
        match one.event:
            case events.Dialed(to, _, is_open, opens, number_withheld):
                about = []
                if not is_open:
                    about.append("outside hours" if opens else "the line has closed")
                if number_withheld:
                    about.append("the number is withheld")
                dials = "dials %(to)s" if to else "dials the line"
                yield self._line("Caller", dials, about=about, to=to)
            case events.Pressed(digit):
                yield self._line("Caller", "presses %(key)s", key=digit)
            case events.Spoke(words, meaning) if meaning:
                yield self._line("Caller", "says “%(words)s”", words=words)
            case events.Spoke():
                yield self._line("Caller", "says something that is not understood")
            case events.StayedSilent():
                yield self._line("Caller", "stays silent")
            case events.Elapsed(seconds, place):
                yield self._line("", **_passed(seconds, place))
            case events.AgentAccepted(agent):
                yield self._agent(one, agent, "%(name)s takes the call")
            case events.AgentDeclined(agent):
                yield self._agent(one, agent, "%(name)s declines")
            case events.AgentUnanswered(agent):
                yield self._agent(one, agent, "%(name)s does not answer")
            case events.AgentFreed(agent):
                yield self._agent(one, agent, "%(name)s becomes free")
            case events.AgentOpenedMenu():
                yield self._line("Agent", "looks at what can be done")
            case events.AgentAskedToHold():
                yield self._line("Agent", "would like to look into something")
            case events.AgentAskedToTransfer(to) if "/" in to:
                yield self._agent(one, to, "would hand over to %(name)s")
            case events.AgentAskedToTransfer(to):
                name = self.flow.departments[to].name[one.after.language]
                yield self._line("Agent", "would hand over to %(name)s", name=name)
            case events.CallbackSuggested():
                yield self._line("Agent", "would call back later")
            case events.AgentReturned():
                yield self._line("Agent", "is back")
            case events.AgentPickedUp(agent):
                yield self._agent(one, agent, "%(name)s picks up")
            case events.AgentLeft():
                yield self._line("Agent", "hangs up")
            case events.HungUp():
                yield self._line("Caller", "hangs up")
            case events.NumberKeyed(allowed) if allowed:
                yield self._line("Caller", "keys in a number")
            case events.NumberKeyed():
                yield self._line("Caller", "keys in a number that we may not call")
            case events.Recorded(seconds):
                yield self._line("Caller", "speaks for %(seconds)s s", seconds=seconds)
            case events.RecordedNothing():
                yield self._line("Caller", "says nothing after the tone")
            case events.NoTimeFound():
                yield self._line("Line", "(no time can be offered)")
            case events.TimeGone():
                yield self._line("Line", "(the time has been taken meanwhile)")
            case events.Promised():
                yield self._line("Line", "(the promise is written down)")
            case events.PromiseFailed():
                yield self._line("Line", "(the promise cannot be written down)")
            case events.Resumed():
                yield self._line("", "the call goes on after a fault")
            case events.TimeFound() | events.LinedUp():
                pass

    def _did(self, one: Played, action: Action) -> Iterator[Line]:
        match action:
            case Say(words):
                yield from self._said(one, words)
            case Ask(words, _):
                yield from self._said(one, words)
            case PlayMusic(seconds):
                template = "plays hold music for %(seconds)s s"
                yield self._line("Line", template, seconds=seconds)
            case PlayRingback(seconds):
                template = "plays the ringing tone for %(seconds)s s"
                yield self._line("Line", template, seconds=seconds)
            case Record():
                yield self._line("Line", "sounds the tone and records")
            case Connect(agent):
                name = self._name(one, agent)
                yield self._line("Line", "connects %(name)s", name=name)
            case Hangup():
                yield self._line("Line", "hangs up")
            case Ring(agent, seconds):
                template, name = (
                    "rings %(name)s for %(seconds)s s",
                    self._name(one, agent),
                )
                yield self._line("Line", template, name=name, seconds=seconds)
            case CancelRing(agent):
                name = self._name(one, agent)
                yield self._line("Line", "stops ringing %(name)s", name=name)
            case LineUp():
                yield self._line("Line", "gives the caller a place in line")
            case LetGo():
                yield self._line("Line", "lets the agent go")
            case LeaveLine():
                yield self._line("Line", "gives up the caller's place in line")
            case Promise(kind) if kind is PromiseKind.CALLBACK:
                yield self._line("Line", "writes a callback down")
            case Promise():
                yield self._line("Line", "writes a reply down")
            case FindTime():
                pass
            case _:
                pass

    def _said(self, one: Played, words: tuple[Words, ...]) -> Iterator[Line]:
        for said in words:
            yield self._line("Line", "“%(words)s”", words=said.text)
            self.clock += one.turn.bounds(said)[1] / 1.3

    def _agent(self, one: Played, agent: str, template: str) -> Line:
        return self._line("Agent", template, name=self._name(one, agent))

    def _name(self, one: Played, agent: str) -> str:
        return self.flow.agent_name(agent, one.after.language)


def _delay(event: Event, last: tuple[Action, ...]) -> float:
    """Seconds from the end of the line's words until the event, as a rule."""
    wait = next((a.listening.wait for a in last if isinstance(a, Ask)), 0)
    rings = next((a.seconds for a in last if isinstance(a, PlayRingback)), 0)
    match event:
        case events.Pressed():
            return THINKS
        case events.Spoke():
            return THINKS + SPEAKS
        case events.StayedSilent():
            return wait
        case events.Elapsed(seconds):
            return seconds
        case events.AgentAccepted() | events.AgentDeclined() | events.AgentFreed():
            return PICKS_UP
        case events.AgentUnanswered():
            return rings
        case events.Recorded(seconds):
            return seconds
        case events.RecordedNothing():
            return PICKS_UP
        case events.NumberKeyed():
            return PICKS_UP + SPEAKS
        case _:
            return 0


def _passed(seconds: int, place: int | None) -> dict[str, Any]:
    """That time goes by, and the place in line that is told then."""
    short = seconds < 60
    time = seconds if short else f"{seconds // 60}:{seconds % 60:02}"
    if place:
        told = "%(time)s s go by, place %(place)s in line"
        long = "%(time)s minutes go by, place %(place)s in line"
        return {"template": told if short else long, "time": time, "place": place}
    plain = "%(time)s s go by" if short else "%(time)s minutes go by"
    return {"template": plain, "time": time}
