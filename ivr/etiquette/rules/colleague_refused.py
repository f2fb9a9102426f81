"""A caller who asks for somebody by name is asked about exactly that one.

The line repeats the name and offers to put the caller through; outside hours it says
when somebody is back. Nobody is sent to a menu first.

Bad:
    greeting: agent -> menu
Good:
    greeting: agent -> confirm-agent does note choose
Source: E23 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow.flow import Kind

CODE = "HUM008"
NAME = "colleague-refused"
SERVES = ("E23",)
START = ""

AFTER_HOURS = "after-hours."
QUESTION = "transfer-question.agent"


def observe(wanted: str, turn: Turn) -> str | Broken:
    """Remember who was asked for until the line is heard again."""
    cue, _, agent = turn.meaning.partition(":")
    if cue == "agent" and turn.understood:
        wanted = agent
    if not wanted or turn.after.kind is Kind.ASIDE:
        return turn.known_as(wanted)
    if any(phrase.startswith(AFTER_HOURS) for phrase in turn.phrases):
        return ""
    asked = any(
        words.phrase == QUESTION
        and turn.flow.agent_name(wanted, words.language) in words.text
        for words in turn.words
    )
    return "" if asked else BROKEN
