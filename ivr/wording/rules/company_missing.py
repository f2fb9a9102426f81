"""A greeting names the company.

A caller who does not hear where the call has landed asks, hangs up, or tells the
whole story to the wrong office. The name costs a second.

Bad:
    Hello, how can I help you?
Good:
    Thank you for calling Northside Dental. How can I help you?
Source: E01, E03 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.composed import greeting
from ivr.wording.finding import Remark, Severity
from ivr.wording.names import names
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "GRT101"
NAME = "company-missing"
SEVERITY = Severity.ERROR
SERVES = ("E01", "E03")
KINDS = frozenset(
    {
        PromptKind.GREETING_LINE,
        PromptKind.GREETING_DEPARTMENT,
        PromptKind.GREETING_AGENT,
        PromptKind.VOICEMAIL,
        PromptKind.AFTER_HOURS,
    }
)
EXAMPLE = PromptKind.GREETING_LINE


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a greeting in which no company is named."""
    if not words.tokens or names(prompt, words).company is not None:
        return
    if prompt.names_are_known and prompt.kind in _LATER and not _introduces(words):
        return
    end = words.sentences[0].end
    suggestion = greeting(prompt)
    if prompt.company and not suggestion:
        welcome = words.lexicon.hint(NAME).format(company=prompt.company)
        suggestion = f"{welcome} {prompt.text}"
    yield Remark(0, end, "The caller does not hear which company answers.", suggestion)


_LATER = frozenset({PromptKind.VOICEMAIL, PromptKind.AFTER_HOURS})


def _introduces(words: Reading) -> bool:
    """Whether somebody is introduced, so that this is a greeting of its own."""
    return words.has("names", "agent") or words.has("names", "either")
