"""Nothing is asked again that the caller has just answered.

An answer that was understood is acted on, and a number that was keyed in is not
asked for again while the callback is being arranged.

Bad:
    offer-message: yes -> offer-message
Good:
    offer-message: yes -> finding-reply-time does find-reply-time
Source: E14 in the etiquette
"""

from ivr.etiquette.turn import BROKEN, Broken, Turn
from ivr.flow import events
from ivr.flow.actions import Ask, Connect
from ivr.flow.flow import Kind

CODE = "HUM006"
NAME = "asked-twice"
SERVES = ("E14",)
START = ("", "", False)

QUESTIONS = (
    "transfer-question.",
    "hold-question.",
    "callback.offer",
    "callback.gone",
    "callback.number",
    "voicemail.question",
    "answer.more",
)
# Where a line gives no callbacks, the wish for one is answered by what there is.
ANSWERED_OTHERWISE = "callback.instead"
ANSWERS = ("yes", "no", "hold", "callback", "message", "number")


def observe(
    memory: tuple[str, str, bool], turn: Turn
) -> tuple[str, str, bool] | Broken:
    """Remember the question that was asked, the one just answered, a known number."""
    asked, answered, number_known = memory
    match turn.event:
        case events.NumberKeyed(allowed):
            number_known = allowed
        case events.TimeGone() | events.NoTimeFound() | events.PromiseFailed():
            answered = ""
    if turn.before.kind is Kind.TALKING:
        answered = ""  # whatever an agent asks now is asked anew
    asks = turn.before.kind in (Kind.QUESTION, Kind.NUMBER)
    if asks and turn.understood and turn.cue in ANSWERS:
        answered = asked
    if turn.does(Connect):
        return START
    if not turn.does(Ask):
        asked = asked if turn.after.kind is Kind.ASIDE else ""
        return asked, answered, number_known
    now = _question(turn)
    if ANSWERED_OTHERWISE in turn.phrases:
        return now, "", number_known
    if now and now == answered:
        return BROKEN
    if now == "callback.number" and number_known:
        return BROKEN
    return now, "", number_known and now == "callback.gone"


def _question(turn: Turn) -> str:
    return next((p for p in turn.phrases if p.startswith(QUESTIONS)), "")
