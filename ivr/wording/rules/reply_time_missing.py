"""A message or a promised call says by when the answer comes.

"As soon as possible" is no time. A caller who knows the hour stops calling around.

Bad:
    Please leave a message and we will get back to you as soon as possible.
Good:
    Please leave a message and we will call you back by noon tomorrow.
Source: E28, E30, E31 in the etiquette
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.menu import only_options
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "CBK101"
NAME = "reply-time-missing"
SEVERITY = Severity.WARNING
SERVES = ("E28", "E30", "E31")
KINDS = frozenset(PromptKind) - {PromptKind.WHISPER}
EXAMPLE = PromptKind.VOICEMAIL

_TAKES_MESSAGES = frozenset({PromptKind.VOICEMAIL, PromptKind.AFTER_HOURS})


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on a promise without a time; advice where a lone text gives none."""
    if not words.tokens or words.has(NAME, "bounds"):
        return
    promises = [s for s in words.found(NAME, "promises") if not words.asks(s)]
    if promises:
        span = promises[0]
        yield Remark(
            span.start,
            span.end,
            "The promise has no time.",
            words.followed_by(words.lexicon.hint(NAME)),
        )
    elif (
        prompt.kind in _TAKES_MESSAGES
        and not prompt.names_are_known
        and not only_options(words)
    ):
        yield Remark(
            0,
            len(prompt.text),
            "The caller does not hear by when an answer comes.",
            words.followed_by(words.lexicon.hint(NAME)),
            Severity.ADVICE,
        )
