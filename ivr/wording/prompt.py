"""A prompt: the words a caller or an agent hears, and what they are for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.script.place import Place


class PromptKind(StrEnum):
    """What a prompt is for; each rule states the kinds that it judges."""

    GREETING_LINE = "greeting-line"
    GREETING_DEPARTMENT = "greeting-department"
    GREETING_AGENT = "greeting-agent"
    MENU = "menu"
    HOLD_QUESTION = "hold-question"
    HOLD_UPDATE = "hold-update"
    TRANSFER_QUESTION = "transfer-question"
    RINGING = "ringing"
    CALLBACK = "callback"
    VOICEMAIL = "voicemail"
    AFTER_HOURS = "after-hours"
    ANSWER = "answer"
    WHISPER = "whisper"
    CLOSING = "closing"
    ERROR = "error"
    LANGUAGE_OFFER = "language-offer"

    @classmethod
    def of(cls, name: str) -> PromptKind:
        """The kind of that name, or the kind that a coarser name stands for.

        Raises ValueError with the known names if there is none.
        """
        plain = "-".join(name.lower().replace("_", " ").replace("-", " ").split())
        kind = _COARSE.get(plain)
        if kind is not None:
            return kind
        try:
            return cls(plain)
        except ValueError:
            known = ", ".join(sorted({*cls, *_COARSE}))
            raise ValueError(
                f"{name!r} is no kind of prompt; known are: {known}"
            ) from None


_COARSE = {
    "greeting": PromptKind.GREETING_LINE,
    "line": PromptKind.GREETING_LINE,
    "auto-attendant": PromptKind.GREETING_LINE,
    "department": PromptKind.GREETING_DEPARTMENT,
    "agent": PromptKind.GREETING_AGENT,
    "live-answer-greeting": PromptKind.GREETING_AGENT,
    "live-answer": PromptKind.GREETING_AGENT,
    "hold": PromptKind.HOLD_UPDATE,
    "hold-consent": PromptKind.HOLD_QUESTION,
    "transfer": PromptKind.TRANSFER_QUESTION,
    "afterhours": PromptKind.AFTER_HOURS,
    "closed": PromptKind.AFTER_HOURS,
    "goodbye": PromptKind.CLOSING,
    "language": PromptKind.LANGUAGE_OFFER,
    "other": PromptKind.ANSWER,
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt with all that is known about it.

    `company`, `department` and `agent` are the names that belong into it; where
    they are None the rules judge from the words alone. `seconds` is the length
    of the rendered speech; None means that it is estimated.
    """

    text: str
    language: str
    kind: PromptKind
    company: str | None = None
    department: str | None = None
    agent: str | None = None
    seconds: float | None = None
    place: Place | None = None
    id: str = ""

    @property
    def names_are_known(self) -> bool:
        """Whether the names come from a call script and not from guessing."""
        return self.company is not None
