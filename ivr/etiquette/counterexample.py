"""A call that breaks a rule, told with times, as JSON or as a transcript."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """One line of the telling: seconds since the call began, who, and what."""

    at: float
    who: str
    what: str

    @property
    def clock(self) -> str:
        """Minutes and seconds: "1:05"."""
        return f"{int(self.at) // 60}:{int(self.at) % 60:02}"

    def __str__(self) -> str:
        return f"{self.clock:>5}  {self.who:<7} {self.what}"

    def to_json(self) -> dict[str, Any]:
        """The line by name; times in seconds."""
        return {"at": round(self.at, 1), "who": self.who, "what": self.what}


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

    def _line(self, who: str, what: str) -> Line:
        return Line(self.clock, who, what)

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
                when = f" ({', '.join(about)})" if about else ""
                yield self._line("Caller", f"dials {to or 'the line'}{when}")
            case events.Pressed(digit):
                yield self._line("Caller", f"presses {digit}")
            case events.Spoke(words, meaning):
                said = f"“{words}”" if meaning else "something that is not understood"
                yield self._line("Caller", f"says {said}")
            case events.StayedSilent():
                yield self._line("Caller", "stays silent")
            case events.Elapsed(seconds, place):
                news = f", place {place} in line" if place else ""
                yield self._line("", f"{_minutes(seconds)} go by{news}")
            case events.AgentAccepted(agent):
                yield self._line("Agent", f"{self._name(one, agent)} takes the call")
            case events.AgentDeclined(agent):
                yield self._line("Agent", f"{self._name(one, agent)} declines")
            case events.AgentUnanswered(agent):
                yield self._line("Agent", f"{self._name(one, agent)} does not answer")
            case events.AgentFreed(agent):
                yield self._line("Agent", f"{self._name(one, agent)} becomes free")
            case events.AgentOpenedMenu():
                yield self._line("Agent", "looks at what can be done")
            case events.AgentAskedToHold():
                yield self._line("Agent", "would like to look into something")
            case events.AgentAskedToTransfer(to) if "/" in to:
                yield self._line("Agent", f"would hand over to {self._name(one, to)}")
            case events.AgentAskedToTransfer(to):
                key = self.flow.departments[to].name[one.after.language]
                yield self._line("Agent", f"would hand over to {key}")
            case events.CallbackSuggested():
                yield self._line("Agent", "would call back later")
            case events.AgentReturned():
                yield self._line("Agent", "is back")
            case events.AgentPickedUp(agent):
                yield self._line("Agent", f"{self._name(one, agent)} picks up")
            case events.AgentLeft():
                yield self._line("Agent", "hangs up")
            case events.HungUp():
                yield self._line("Caller", "hangs up")
            case events.NumberKeyed(allowed):
                which = "a number" if allowed else "a number that we may not call"
                yield self._line("Caller", f"keys in {which}")
            case events.Recorded(seconds):
                yield self._line("Caller", f"speaks for {seconds} s")
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
                yield self._line("Line", f"plays hold music for {seconds} s")
            case PlayRingback(seconds):
                yield self._line("Line", f"plays the ringing tone for {seconds} s")
            case Record():
                yield self._line("Line", "sounds the tone and records")
            case Connect(agent):
                yield self._line("Line", f"connects {self._name(one, agent)}")
            case Hangup():
                yield self._line("Line", "hangs up")
            case Ring(agent, seconds):
                who = self._name(one, agent)
                yield self._line("Line", f"rings {who} for {seconds} s")
            case CancelRing(agent):
                yield self._line("Line", f"stops ringing {self._name(one, agent)}")
            case LineUp():
                yield self._line("Line", "gives the caller a place in line")
            case LetGo():
                yield self._line("Line", "lets the agent go")
            case LeaveLine():
                yield self._line("Line", "gives up the caller's place in line")
            case Promise(kind):
                what = "a callback" if kind is PromiseKind.CALLBACK else "a reply"
                yield self._line("Line", f"writes {what} down")
            case FindTime():
                pass
            case _:
                pass

    def _said(self, one: Played, words: tuple[Words, ...]) -> Iterator[Line]:
        for said in words:
            yield self._line("Line", f"“{said.text}”")
            self.clock += one.turn.bounds(said)[1] / 1.3

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


def _minutes(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} s"
    return f"{seconds // 60}:{seconds % 60:02} minutes"
