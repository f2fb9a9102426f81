"""A caller who hears nothing is not trapped.

If the sound fails, the caller neither hears a question nor can answer it. Even
then every call goes on by itself to a person, to a promise, or to its end.

Bad:
    examples: silence -> greeting
Good:
    examples: silence -> menu
Source: Q6, Q11 in docs/proof.md; E25 in the etiquette
"""

from ivr.etiquette.model import Graph
from ivr.etiquette.reaching import Found, over, promises_or_connects, reaches
from ivr.etiquette.turn import Turn
from ivr.flow import events
from ivr.flow.actions import Hangup
from ivr.flow.flow import Kind

CODE = "SIL002"
NAME = "audio-failure-traps"
SERVES = ("E25", "Q6", "Q11")

WITHOUT_THE_CALLER = (
    events.AgentUnanswered,
    events.Dialed,
    events.Elapsed,
    events.LinedUp,
    events.NoTimeFound,
    events.PromiseFailed,
    events.Promised,
    events.RecordedNothing,
    events.StayedSilent,
    events.TimeFound,
    events.TimeGone,
)


def judge(graph: Graph) -> Found | None:
    """The first call that goes round and round while nobody does anything."""
    good = reaches(graph, _ends, _without_the_caller)
    for call in range(len(graph.calls)):
        talks = graph.state(call).kind is Kind.TALKING
        astray = call in graph.roots
        if not good[call] and not over(graph, call) and not talks and not astray:
            return Found(call)
    return None


def _without_the_caller(turn: Turn) -> bool:
    return isinstance(turn.event, WITHOUT_THE_CALLER)


def _ends(turn: Turn) -> bool:
    ends = turn.does(Hangup) or promises_or_connects(turn)
    return ends and _without_the_caller(turn)
