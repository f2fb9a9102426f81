"""A caller passes one menu, at most two, and never three.

Every further menu loses callers and makes those who stay say less. A broad menu
serves better than a deep one.

Bad:
    - For appointments, press 1. For invoices, press 2.
    - For a new appointment, press 1. To move one, press 2.
    - For this week, press 1. For next week, press 2.
Good:
    - For appointments, press 1. For invoices, press 2. For a person, press 0.
    - Would you like this week or next week?
Source: E23, E53 in the etiquette; Commarford and Lewis, Human Factors 50(1), 2008
"""

from collections.abc import Iterator, Sequence

from ivr.script.message import Message
from ivr.wording.finding import Remark, Severity
from ivr.wording.menu import options
from ivr.wording.prompt import PromptKind
from ivr.wording.rulebook import Heard

CODE = "MNU103"
NAME = "menu-too-deep"
SEVERITY = Severity.WARNING
SERVES = ("E23", "E53")
EXAMPLE = PromptKind.MENU

_MENUS = frozenset({PromptKind.MENU, PromptKind.GREETING_LINE})
_WARNS = 2
_ERRS = 3


def check_path(heard: Sequence[Heard]) -> Iterator[tuple[int, Remark]]:
    """Remark on the third different menu of a path; a fourth is an error."""
    passed: set[str] = set()
    for index, (prompt, words) in enumerate(heard):
        if prompt.kind not in _MENUS or prompt.text in passed or not options(words):
            continue
        passed.add(prompt.text)
        depth = len(passed)
        if depth > _WARNS:
            yield (
                index,
                Remark(
                    0,
                    len(prompt.text),
                    Message(
                        "This is menu number %(depth)s on the caller's way.",
                        depth=depth,
                    ),
                    severity=Severity.ERROR if depth > _ERRS else None,
                ),
            )
