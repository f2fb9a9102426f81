"""The goodbye fits how the call went.

After a promise it looks forward to it, after a message it thanks for it, after
trouble it first regrets. A cheerful goodbye to somebody who was not helped is worse
than none.

Bad:
    offer-message: no -> closing-thanks
Good:
    offer-message: no -> closing-regret
Source: E43 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Connect, Hangup, NoteAbuse, Promise, PromiseKind

CODE = "END002"
NAME = "thanks-do-not-fit"
SERVES = ("E43",)
START = ("plain", "")

REGRETS = ("closing.regret", "closing.ended")
LEAVES = ("", "no", "nothing-else")
WITHOUT_A_MESSAGE = ("no", "nothing-else", "unclear", "callback")
FITS = {
    "plain": (
        "closing.thanks",
        "closing.silence",
        "closing.ended",
        "closing.feedback",
    ),
    "talked": ("closing.thanks",),
    "callback": ("closing.booked",),
    "reply": ("closing.message",),
    "failed": REGRETS,
    "left without": REGRETS,
    "abusive": ("closing.abuse",),
}


def observe(memory: tuple[str, str], turn: Turn) -> tuple[str, str] | Broken:
    """Remember how the call went, and what is being promised."""
    went, promising = memory
    for action in turn.actions:
        if isinstance(action, Promise):
            callback = action.kind is PromiseKind.CALLBACK
            promising = "callback" if callback else "reply"
    if NoteAbuse() in turn.actions:
        went = "abusive"
    elif isinstance(turn.event, events.Promised):
        went = promising
    elif isinstance(turn.event, events.PromiseFailed):
        went = "failed"
    elif turn.does(Connect):
        went = "talked"
    elif _leaves_no_message(turn):
        went = "left without"
    elif went != "failed" or (turn.understood and turn.cue not in LEAVES):
        went = "plain"
    if turn.does(Hangup):
        last = turn.phrases[-1] if turn.phrases else ""
        return (went, "") if last in FITS[went] or not last else BROKEN
    return went, promising


def _leaves_no_message(turn: Turn) -> bool:
    if isinstance(turn.event, events.RecordedNothing):
        return True
    asked = any("voicemail.question" in says for says in turn.before.says)
    silent = isinstance(turn.event, events.StayedSilent)
    return asked and (silent or turn.cue in WITHOUT_A_MESSAGE)
