"""The line is closed early while calls are in progress: nobody is cut off.

Who still says what they need hears that we have closed and when we are back. Who was
asked something goes on, and is offered a time after the closure instead of a ring. Who
stands in line, or talks with somebody, is served as before.
"""

from collections.abc import Mapping
from datetime import datetime

from ivr.flow.call import Call
from ivr.flow.flow import Rota
from ivr.script.calendar import Closure
from ivr.telephony.line import Line

FINDING_OUT = frozenset(
    {
        "greeting",
        "lost",
        "again",
        "examples",
        "examples-unclear",
        "menu",
        "menu-unclear",
    }
    | {"answer-hours", "answer-address"}
)
NOBODY = Rota((), ())


def told(line: Line, call: Call, closure: Closure | None, now: datetime) -> Call:
    """The call with what the line knows by now: that it has closed, and until when."""
    if not _counts(closure, now) or not call.is_open or call.state not in FINDING_OUT:
        return call
    opens = line.closed(closure).calendar.next_opening(now)
    return call.but(is_open=False, opens=line.time(opens, now) if opens else None)


def rung(
    line: Line,
    call: Call,
    there: Mapping[str, Rota],
    closure: Closure | None,
    now: datetime,
) -> Mapping[str, Rota]:
    """Who may be rung for a call, of those who are `there`."""
    state = line.flow.states.get(call.state)
    served = state is None or state.in_line or state.for_agent
    if served or not _counts(closure, now):
        return there
    return dict.fromkeys(line.flow.departments, NOBODY)


def _counts(closure: Closure | None, now: datetime) -> bool:
    return closure is not None and closure.begins <= now < closure.ends
