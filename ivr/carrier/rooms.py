"""Where connected people hear each other: conferences and plain connections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ivr.carrier.leg import Leg
from ivr.carrier.program import Changed

if TYPE_CHECKING:
    from ivr.carrier.exchange import Exchange

Situation = Literal["waiting", "held", "talking", "ended"]


@dataclass(eq=False)
class Member:
    """Somebody's place in a room."""

    leg: Leg
    starts: bool = True
    ends: bool = False
    muted: bool = False
    held: bool = False
    beep: bool = False
    hold_url: str | None = None
    hold_method: str = "GET"
    wait_url: str | None = None
    wait_method: str = "POST"
    announce: tuple[str, str] | None = None
    label: str = ""
    removed: bool = False
    situation: Situation | None = None


@dataclass(eq=False)
class Room:
    """A conference, or the connection of a plain Dial."""

    exchange: Exchange
    sid: str
    name: str = ""
    plain: bool = False
    members: list[Member] = field(default_factory=list)
    started: bool = False
    ended: bool = False
    callback: tuple[str, str, frozenset[str]] | None = None
    sequence: int = 0
    created_at: float = 0.0

    def join(self, member: Member) -> None:
        """Somebody comes in; the room begins once enough people are there."""
        self.members.append(member)
        member.leg.room = self
        if member.starts and not self.started:
            self.started = True
            self.tell("start", member)
        self.tell("join", member)
        if member.beep and not self.plain:
            for other in self.members:
                if other is not member:
                    other.leg.note("beep", "a beep").until = self.exchange.clock.now
        self.refresh(but=member)

    def leave(self, member: Member) -> None:
        """Somebody goes out; the room may end with that."""
        if member not in self.members:
            return
        self.members.remove(member)
        member.leg.room = None
        self.tell("leave", member)
        if self.plain or member.ends or not self.members:
            self.end()
        else:
            self.refresh(but=member)

    def end(self) -> None:
        """The room is over for everybody who is still in it."""
        if self.ended:
            return
        self.ended = True
        self.tell("end", None)
        self.exchange.forget_room(self)
        self.refresh()

    def refresh(self, but: Member | None = None) -> None:
        """Makes the members notice what has changed."""
        for member in list(self.members):
            if member is not but:
                member.leg.throw(Changed(member))

    def situation(self, member: Member) -> Situation:
        """What this member is in at the moment."""
        if self.ended or member.removed:
            return "ended"
        if member.held:
            return "held"
        if not self.started or len(self.members) < 2:
            return "waiting"
        return "talking"

    def is_talking(self, leg: Leg) -> bool:
        """Whether the leg can be heard by somebody in here."""
        mine = next((m for m in self.members if m.leg is leg), None)
        return mine is not None and self.situation(mine) == "talking"

    def partners(self, member: Member) -> str:
        """The names of those who can be talked with."""
        others = [m for m in self.members if m is not member]
        return ", ".join(m.leg.who + (" (on hold)" if m.held else "") for m in others)

    def carry(self, speaker: Leg, words: str, seconds: float) -> bool:
        """Carries words to all others; False if nobody could hear them."""
        mine = next((m for m in self.members if m.leg is speaker), None)
        if mine is None or mine.muted or self.situation(mine) != "talking":
            return False
        heard = False
        now = self.exchange.clock.now
        for member in self.members:
            if member is not mine and self.situation(member) == "talking":
                entry = member.leg.note("voice", words, **{"from": speaker.who})
                entry.until = now + seconds
                self.exchange.heard_at(now + seconds)
                heard = True
        return heard

    def tell(self, event: str, member: Member | None) -> None:
        """Reports an event of a conference where that was asked for."""
        if self.plain or self.callback is None:
            return
        url, method, events = self.callback
        self.sequence += 1
        if event in events:
            self.exchange.callbacks.conference(self, event, member, url, method)
