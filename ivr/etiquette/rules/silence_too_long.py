"""No caller hears nothing for more than seven seconds.

Every turn lets the caller hear something or listens for an answer, and no wait for
one is longer than that, the line's own answer time included. An agent who looks at
what the keys can do has left the caller: the line says so at once.

Bad:
    offer-message: says nothing
Good:
    offer-message: says voicemail.question
Source: E13 in the etiquette; Q11 in docs/proof.md
"""

from ivr.etiquette.limits import ANSWER, END_OF_RECORDING, LONGEST_SILENCE
from ivr.etiquette.turn import AUDIBLE, BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Ask, Connect, FindTime, LineUp, Promise
from ivr.flow.flow import Kind

CODE = "SIL001"
NAME = "silence-too-long"
SERVES = ("E13", "Q11")
START = ""


def observe(memory: str, turn: Turn) -> str | Broken:
    """Look at what the turn lets the caller hear, and for how long nothing."""
    if turn.after.kind is Kind.ASIDE:
        return memory if turn.does(FindTime, LineUp, Promise) else BROKEN
    if turn.does(Connect) and isinstance(turn.event, events.AgentOpenedMenu):
        return BROKEN  # there is nobody to be connected with
    if turn.after.kind in (Kind.CLOSING, Kind.ENDED):
        return memory
    if not turn.does(*AUDIBLE, Connect):
        return BROKEN
    return BROKEN if silence(turn) > LONGEST_SILENCE else memory


def silence(turn: Turn) -> int:
    """The longest silence of a turn in seconds; a question without words is one."""
    silences = [0]
    for action in turn.actions:
        if isinstance(action, Ask):
            wordless = LONGEST_SILENCE if not action.words else 0
            silences.append(action.listening.wait + ANSWER + wordless)
    if turn.after.kind is Kind.RECORDING:
        silences.append(END_OF_RECORDING + ANSWER)
    return max(silences)
