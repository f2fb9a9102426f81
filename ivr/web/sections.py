"""The prompts of a line by the moment of the call at which they are heard."""

from ivr.web.interface import gettext
from ivr.web.interface import marked as _

# By the first part of a prompt's name, in the order of a call.
HEADINGS = {
    "line": _("Greetings"),
    "department": _("Greetings"),
    "agent": _("Greetings"),
    "greeting-line": _("Finding out what the caller needs"),
    "greeting-department": _("Finding out what the caller needs"),
    "greeting-agent": _("Finding out what the caller needs"),
    "language-offer": _("Finding out what the caller needs"),
    "transfer-question": _("Asking before a transfer"),
    "ringing": _("While the telephone rings"),
    "hold-question": _("Asking before the hold"),
    "hold-update": _("On hold"),
    "callback": _("Callbacks"),
    "voicemail": _("Messages"),
    "after-hours": _("Outside hours"),
    "answer": _("Facts"),
    "closing": _("Goodbye"),
    "menu": _("Keys"),
    "whisper": _("What agents hear"),
}
GREETINGS = frozenset({"line", "department", "agent"})
ELSE = _("Everything else")
ORDER = list(dict.fromkeys((*HEADINGS.values(), ELSE)))


def section(name: str) -> tuple[int, str]:
    """The place and the heading of a prompt's section, in the reader's language."""
    title = HEADINGS.get(moment(name), ELSE)
    return ORDER.index(title), gettext(title)


def moment(name: str) -> str:
    """Where in a call a prompt of this name is heard, such as "hold-update"."""
    return name.partition(" ")[0].partition(".")[0]
