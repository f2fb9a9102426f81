"""Callers can finish what they say.

The line waits a beat before it speaks: two seconds of quiet end the answer to an open
question, one second a yes or no; and whoever thinks first has four seconds to begin.

Bad:
    machine: cuts callers off
Good:
    holding: seconds = 24
Source: E12 in the etiquette; Commarford and Lewis 2005
"""

from ivr.etiquette.limits import BEAT, OPEN_BEAT, TIME_TO_THINK
from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.actions import Ask
from ivr.flow.flow import Kind

CODE = "SIL003"
NAME = "caller-cut-off"
SERVES = ("E12",)
START = ""


def observe(memory: str, turn: Turn) -> str | Broken:
    """Look at how long the line listens after each question."""
    is_open = turn.after.kind is Kind.QUESTION and "yes" not in turn.after.edges
    beat = OPEN_BEAT if is_open else BEAT
    for action in turn.actions:
        if isinstance(action, Ask):
            listening = action.listening
            cut_off = listening.speech and listening.pause < beat
            if cut_off or listening.wait < TIME_TO_THINK:
                return BROKEN
    return memory
