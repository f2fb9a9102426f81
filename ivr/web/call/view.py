"""What the page shows of a call: what was heard, and what can be done now."""

from dataclasses import dataclass
from math import inf

from ivr.flow.actions import PromiseKind
from ivr.flow.flow import Kind
from ivr.phone.bookings import GivenPromise
from ivr.speech.diction import diction
from ivr.web import heard
from ivr.web.call.phoned import Phoned
from ivr.web.desk.agents_at_work import AtWork, at_work
from ivr.web.interface import gettext as _
from ivr.web.telling import of_agents


@dataclass(frozen=True)
class Now:
    """What the page shows of a call: the stretches, what is heard now, the agents."""

    phoned: Phoned
    moments: list[heard.Moment]
    playing: int | None
    remaining: float | None
    status: str
    agents: list[AtWork]
    outcome: list[str]

    @property
    def over(self) -> bool:
        """Whether the call has ended."""
        return self.phoned.terminal.caller.over

    @property
    def kind(self) -> Kind:
        """What the caller is doing."""
        return self.phoned.terminal.caller.call.kind


def now_of(phoned: Phoned) -> Now:
    """What there is to show of a call."""
    call, script = phoned.terminal.caller.call, phoned.line.script
    entries, playing = call.timeline, call.playing
    at = next((n for n, e in enumerate(entries) if e is playing), None)
    remaining: float | None = None
    if playing is not None:
        stays = playing.seconds or (inf if call.kind is Kind.TALKING else 0.0)
        remaining = max(playing.at + stays - call.clock, 0.0)
    stretches = heard.moments(entries, diction(script), script.languages[0])
    return Now(
        phoned,
        list(of_agents(stretches)),
        at,
        None if remaining == inf else remaining,
        _status(phoned),
        at_work(phoned),
        _outcome(phoned),
    )


def _status(phoned: Phoned) -> str:
    """What the caller can do now, in a sentence."""
    call = phoned.terminal.caller.call
    if call.over:
        return _("The call is over.")
    match call.kind:
        case Kind.RINGING:
            names = ", ".join(agent.name for agent in call.ringing)
            return _("Ringing: %(name)s") % {"name": names}
        case Kind.HOLDING:
            return _("You are holding.")
        case Kind.RECORDING:
            return _("Speak after the tone.")
        case Kind.NUMBER:
            return _("Key in a telephone number, then #.")
        case Kind.TALKING:
            agents = [one for one in at_work(phoned) if one.state == "talks"]
            name = agents[0].name if agents else ""
            return _("You are talking with %(name)s.") % {"name": name}
        case _:
            return _("Your turn: say something or press a key.")


def _outcome(phoned: Phoned) -> list[str]:
    """What the office is left with after the call."""
    call = phoned.terminal.caller.call
    told = [_promised(phoned, promise) for promise in call.promises]
    told += [
        _("A message of %(seconds)s seconds.") % {"seconds": seconds}
        for seconds in call.messages
    ]
    return told


def _promised(phoned: Phoned, promise: GivenPromise) -> str:
    flow = phoned.line.flow
    language = flow.languages[0]
    if promise.agent:
        who = flow.agent_name(promise.agent, language)
    else:
        who = flow.departments[promise.department].name[language]
    about = {"time": f"{promise.at:%Y-%m-%d %H:%M}", "who": who}
    if promise.kind is PromiseKind.CALLBACK:
        return _("Promised: a callback by %(time)s, %(who)s.") % about
    return _("Promised: a reply by %(time)s, %(who)s.") % about
