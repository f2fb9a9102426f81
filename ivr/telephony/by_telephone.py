"""Webhooks of an agent who records a prompt by telephone, for the studio."""

import logging

from flask import Response
from twilio.twiml.voice_response import VoiceResponse

from ivr.flow.actions import Words
from ivr.store import takes
from ivr.store.database import reading, writing
from ivr.store.takes import Take
from ivr.telephony.agent_post import Desk, keys
from ivr.telephony.switchboard import STORE_FAILURES
from ivr.telephony.twiml import finished, speak
from ivr.telephony.webhooks import answer, board, voice

log = logging.getLogger("ivr.telephony")

LONGEST = 60  # seconds
SILENCE = 5  # seconds after which the recording is over


@voice.post("/agent/post-read")
def read() -> Response:
    """The agent hears the words and says them after the tone."""
    desk = Desk()
    take = wanted(desk)
    if take is None:
        return keys(desk, desk.said("whisper.post-keys"))
    response, spoken = VoiceResponse(), board().voice(desk.line)
    speak(response, spoken, desk.said("whisper.take-read"))
    speak(response, spoken, Words(take.words, take.language, "take"))
    response.record(
        action=desk.link("post-taken"),
        method="POST",
        max_length=LONGEST,
        timeout=SILENCE,
        finish_on_key="#",
        play_beep=True,
        trim="do-not-trim",
    )
    response.redirect(desk.link("post-unheard"), method="POST")
    return answer(finished(response))


@voice.post("/agent/post-taken")
def taken() -> Response:
    """It is recorded; thanks are said once that is written down."""
    desk = Desk()
    take = wanted(desk)
    if take is None or not desk.recording_sid:
        return keys(desk, desk.said("whisper.post-keys"))
    try:
        with writing(board().engine) as conn:
            takes.made(conn, take.id, desk.recording_sid, board().now())
    except STORE_FAILURES as error:
        log.error("a recording is not noted: %s", type(error).__name__)
        return keys(desk, desk.said("whisper.post-failed"))
    board().wake()
    return keys(desk, desk.said("whisper.take-kept"))


@voice.post("/agent/post-unheard")
def unheard() -> Response:
    """Nothing was said after the tone."""
    desk = Desk()
    again = (desk.said("whisper.take-offer"),) if wanted(desk) else ()
    return keys(desk, desk.said("whisper.take-unheard"), *again)


def wanted(desk: Desk) -> Take | None:
    """What the studio waits for from this telephone; None if that cannot be read."""
    try:
        with reading(board().engine) as conn:
            return takes.wanted(conn, desk.agent.phone, board().now())
    except STORE_FAILURES as error:
        log.error("the studio cannot be asked: %s", type(error).__name__)
        return None
