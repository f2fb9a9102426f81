"""Every hold update brings something new.

The same words again tell the caller that nobody is there. A place in line, the
minutes gone by, or another choice shows that the line is alive.

Bad:
    - Thank you for holding. Maria will be with you in about two minutes.
    - Thank you for holding. Maria will be with you in about two minutes.
Good:
    - Thank you for holding. You are second in line.
    - You are next in line. It should take about two minutes.
Source: E13, E19 in the etiquette
"""

from collections.abc import Iterator, Sequence

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import PromptKind
from ivr.wording.rulebook import Heard

CODE = "HLD104"
NAME = "update-without-news"
SEVERITY = Severity.WARNING
SERVES = ("E13", "E19")
EXAMPLE = PromptKind.HOLD_UPDATE


def check_path(heard: Sequence[Heard]) -> Iterator[tuple[int, Remark]]:
    """Remark on a hold update in the very words of the one before it."""
    before: tuple[str, ...] = ()
    for index, (prompt, words) in enumerate(heard):
        if prompt.kind is not PromptKind.HOLD_UPDATE:
            continue
        spoken = tuple(token.form for token in words.tokens)
        if spoken and spoken == before:
            end = len(prompt.text)
            yield index, Remark(0, end, "The update says what was said before.")
        before = spoken
