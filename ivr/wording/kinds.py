"""Groups of prompt kinds that rules share."""

from ivr.wording.prompt import PromptKind

GREETINGS = frozenset(
    {
        PromptKind.GREETING_LINE,
        PromptKind.GREETING_DEPARTMENT,
        PromptKind.GREETING_AGENT,
    }
)
TO_CALLERS = frozenset(PromptKind) - {PromptKind.WHISPER}
