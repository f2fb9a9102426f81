"""Seconds of a hold as a turn passes them, for the rules about holding."""

from ivr.etiquette.limits import ANSWER
from ivr.etiquette.turn import Turn
from ivr.flow import events
from ivr.flow.actions import Ask, PlayMusic
from ivr.flow.flow import Kind

NOT_BY_THE_CALLER = (
    events.AgentAccepted,
    events.AgentDeclined,
    events.AgentFreed,
    events.AgentPickedUp,
    events.AgentUnanswered,
    events.AgentLeft,
    events.AgentReturned,
    events.CallbackSuggested,
    events.Resumed,
)
# An update tells something of these; the choices alone are no news.
NEWS = (
    "hold-update.moved",
    "hold-update.still",
    "hold-update.waited",
    "hold-update.agent-waited",
)


def begins(turn: Turn) -> bool:
    """Whether the turn puts the caller on hold, who was not."""
    return turn.does(PlayMusic) and not goes_on(turn)


def goes_on(turn: Turn) -> bool:
    """Whether the caller was on hold before the turn, or while it was looked up."""
    held = turn.before.kind is Kind.HOLDING
    aside = turn.before.kind is Kind.ASIDE
    return held or (aside and (turn.before.in_line or turn.before.for_agent))


def plays_on(turn: Turn) -> bool:
    """Whether an agent's report, or a fault, leaves the caller to what is playing."""
    stays = turn.before.kind is Kind.HOLDING is turn.after.kind
    return stays and isinstance(turn.event, NOT_BY_THE_CALLER)


def without_words(turn: Turn) -> int:
    """Seconds from the last word of the turn until the line does something else."""
    silence = sum(a.listening.wait for a in turn.actions if isinstance(a, Ask))
    music = sum(a.seconds for a in turn.actions if isinstance(a, PlayMusic))
    return silence + music + ANSWER
