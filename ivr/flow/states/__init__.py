"""The call as the caller lives it, state by state."""

from ivr.flow.states.closed import after_hours
from ivr.flow.states.closing import closings
from ivr.flow.states.connecting import connecting
from ivr.flow.states.greeting import answering, finding_out
from ivr.flow.states.holding import holding
from ivr.flow.states.knowing import knowing
from ivr.flow.states.moment import moment
from ivr.flow.states.promising import promising
from ivr.flow.states.temper import temper
from ivr.flow.states.with_agent import with_agent

__all__ = [
    "after_hours",
    "answering",
    "closings",
    "connecting",
    "finding_out",
    "holding",
    "knowing",
    "moment",
    "promising",
    "temper",
    "with_agent",
]
