"""Minutes are told only where there are data to tell them from, and never "zero".

A made-up estimate is a promise that breaks. Without data the place in line is told
alone.

Bad:
    machine: guesses minutes
Good:
    holding: seconds = 24
Source: Q5 in docs/proof.md; E26 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events

CODE = "HLD009"
NAME = "minutes-without-data"
SERVES = ("E26", "Q5")
START = ""


def observe(memory: str, turn: Turn) -> str | Broken:
    """Compare the minutes that the line knows with those that it was given."""
    match turn.event:
        case events.Elapsed(_, _, minutes) | events.LinedUp(_, minutes):
            return BROKEN if turn.minutes and turn.minutes != minutes else memory
        case _:
            return memory
