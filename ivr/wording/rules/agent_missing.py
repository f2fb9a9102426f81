"""Whoever answers in person says a name.

"This is Maria" turns a company into somebody who takes care of the matter, and the
caller knows whom to ask for next time.

Bad:
    Northside Dental, front desk. How can I help you?
Good:
    Northside Dental, front desk. This is Maria. How can I help you?
Source: E01, E03 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.composed import greeting
from ivr.wording.finding import Remark, Severity
from ivr.wording.names import names
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "GRT102"
NAME = "agent-missing"
SEVERITY = Severity.WARNING
SERVES = ("E01", "E03")
KINDS = frozenset({PromptKind.GREETING_AGENT})
EXAMPLE = PromptKind.GREETING_AGENT


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on an agent's greeting without the agent's name."""
    if not words.tokens or names(prompt, words).agent is not None:
        return
    end = words.sentences[-1].end
    message = "The caller does not hear who answers."
    yield Remark(0, end, message, greeting(prompt))
