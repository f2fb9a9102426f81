"""The picture of the call in words: its chapters, and what leads on from each."""

from collections.abc import Iterable

from ivr.web.interface import gettext
from ivr.web.interface import marked as _

TITLES = {
    "dialed": _("A call comes in"),
    "greeting": _("Greeting"),
    "need": _("Finding out the need"),
    "asking": _("Asking before connecting"),
    "ringing": _("Ringing"),
    "talking": _("Talking"),
    "hold-question": _("Asking before the hold"),
    "holding": _("On hold"),
    "callback": _("Callback"),
    "message": _("Message"),
    "closed": _("Outside hours"),
    "facts": _("Hours and address"),
    "upset": _("Upset callers"),
    "goodbye": _("Goodbye"),
}
CUES = {
    "dialed": _("the call comes in"),
    "department": _("says what it is about"),
    "department-again": _("says it once more"),
    "agent": _("asks for somebody by name"),
    "manager": _("asks for the manager"),
    "person": _("asks for a person"),
    "callback": _("wants to be called back"),
    "message": _("wants to leave a message"),
    "hours": _("asks for the hours"),
    "address": _("asks for the address"),
    "language": _("chooses another language"),
    "nothing-else": _("needs nothing else"),
    "upset": _("is upset"),
    "abuse": _("is abusive"),
    "yes": _("says yes"),
    "no": _("says no"),
    "hold": _("wants to hold"),
    "silence": _("says nothing"),
    "unclear": _("is not understood"),
    "forget": _("wants to be forgotten"),
    "accepted": _("the agent takes the call"),
    "declined": _("the agent declines"),
    "unanswered": _("nobody answers"),
    "picked-up": _("the agent picks up"),
    "left": _("the agent hangs up"),
    "lost-agent": _("the agent's line is lost"),
    "returned": _("the agent is back"),
    "agent-callback": _("the agent would rather call back"),
    "agent-transfer": _("the agent hands over"),
    "agent-hold": _("the agent asks for time"),
    "agent-menu": _("the agent looks at the keys"),
    "elapsed": _("time goes by"),
    "freed": _("an agent becomes free"),
    "number": _("keys in a number"),
    "refused": _("keys in a number that we cannot call"),
    "recorded": _("has spoken"),
    "empty": _("says nothing after the tone"),
}


def title(chapter: str) -> str:
    """The chapter's title in the reader's language."""
    return gettext(TITLES[chapter])


def told(cues: Iterable[str]) -> list[str]:
    """The cues in the reader's language."""
    return [gettext(CUES[cue]) if cue in CUES else cue for cue in cues]
