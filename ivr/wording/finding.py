"""What a rule found in a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ivr.script.place import Place


class Severity(StrEnum):
    """How much a finding weighs: only errors and warnings fail a check."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def is_counted(self) -> bool:
        """Whether several of them take an s."""
        return self is not Severity.ADVICE


class Remark(NamedTuple):
    """What a rule says about one stretch of a prompt, before it has a code.

    `severity` is given where it differs from the severity of the rule.
    """

    start: int
    end: int
    message: str
    suggestion: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark with the rule behind it and its place.

    `start` and `end` are character offsets in the text of the prompt;
    `suggestion` is the whole prompt rewritten, or words to use, or empty.
    """

    code: str
    name: str
    severity: Severity
    start: int
    end: int
    message: str
    suggestion: str
    place: Place | None = None
    prompt_id: str = ""

    @property
    def fails(self) -> bool:
        """Whether a check with this finding counts as failed."""
        return self.severity is not Severity.ADVICE
