"""Webhooks of an agent who calls the line: sign in or out, a break, who waits."""

import logging

from flask import Response, abort, request
from twilio.twiml.voice_response import Gather, VoiceResponse

from ivr.flow.actions import Words
from ivr.flow.flow import MANAGER
from ivr.flow.words import HALF_MINUTE, language_key
from ivr.languages import grammar, phrase
from ivr.script.model import Agent
from ivr.script.staff import by_phone
from ivr.store import roster, takes, waiting
from ivr.store.database import reading
from ivr.store.roster import Post, Presence
from ivr.telephony import presence, received
from ivr.telephony.line import Line, at
from ivr.telephony.rota import phones_of
from ivr.telephony.switchboard import STORE_FAILURES
from ivr.telephony.token import BadToken
from ivr.telephony.twiml import finished, speak
from ivr.telephony.webhooks import answer, board, voice

log = logging.getLogger("ivr.telephony")

CHOOSING = 5  # seconds of silence after the keys
KEYING = 6  # seconds of silence after the last digit
LONGEST_BREAK = 8 * 60  # minutes
MINUTE = 60
TIMES_ASKED = 2


class Desk:
    """One request of an agent at the telephone that rings: who, and in which language.

    The number is the carrier's word for who calls; so nothing of a caller is told.
    """

    def __init__(self) -> None:
        found = received.read(request.form)
        self.line: Line = board().live_line()
        agent = by_phone(self.line.script, found.number) if found else None
        if found is None or agent is None:
            abort(_as_caller())
        self.agent: Agent = agent
        self.call_sid, self.digits = found.call_sid, found.digits
        self.recording_sid = found.recording_sid
        self.language = self._language()

    def _language(self) -> str:
        try:
            sealed = request.args.get("t", "")
            said = board().tokens.open_json(f"post {self.call_sid}", sealed)
        except BadToken:
            abort(_as_caller())
        known = self.line.script.languages
        return said if said in known else known[0]

    def said(self, name: str, language: str = "", **slots: str | None) -> Words:
        """A sentence for the agent."""
        spoken = language or self.language
        return Words(phrase(spoken, name, **slots), spoken, name)

    def link(self, step: str) -> str:
        """Where this call goes on, in the agent's language."""
        return board().links.post(self.call_sid, self.language, step)

    def when(self, seconds: int) -> str:
        """A moment as it is spoken now."""
        moment = self.line.calendar.spoken(at(seconds), at(board().clock()))
        return grammar(self.language).at(moment)


@voice.post("/agent/post")
def post() -> Response:
    """Who calls hears how they are signed in, and the keys."""
    desk = Desk()
    return keys(desk, *_standing(desk), *_wanted(desk), desk.said("whisper.post-keys"))


@voice.post("/agent/post-key")
def post_key() -> Response:
    """The agent pressed a key; it is confirmed once it is written down."""
    desk = Desk()
    script = desk.line.script
    for language in script.languages:
        if desk.digits == language_key(script.languages, language):
            desk.language = language
            return keys(desk, *_standing(desk), desk.said("whisper.post-keys"))
    match desk.digits:
        case "1":
            return _noted(desk, Presence.IN)
        case "2":
            return _noted(desk, Presence.OUT)
        case "3":
            return _minutes(desk, "whisper.post-minutes")
        case "4":
            return keys(desk, *_who_waits(desk))
        case "5":
            return _studio(desk)
        case "0":
            return _as_caller()
        case _:
            return keys(desk, desk.said("whisper.post-keys"))


@voice.post("/agent/post-break")
def post_break() -> Response:
    """The agent keyed in how many minutes the break has."""
    desk = Desk()
    minutes = int(desk.digits) if desk.digits.isdigit() else 0
    if not 0 < minutes <= LONGEST_BREAK:
        return _minutes(desk, "whisper.post-minutes-again")
    return _noted(desk, Presence.BREAK, board().now() + minutes * MINUTE)


def _as_caller() -> Response:
    """The line goes on as it does for everybody."""
    response = VoiceResponse()
    response.redirect(board().links.as_caller())
    return answer(finished(response))


def _noted(desk: Desk, state: Presence, until: int | None = None) -> Response:
    phone = desk.agent.phone
    try:
        if state is Presence.IN:
            presence.sign_in(board(), phone)
        else:
            presence.put(board(), phone, state, until)
    except STORE_FAILURES as error:
        log.error("an agent's key is not noted: %s", type(error).__name__)
        return keys(desk, desk.said("whisper.post-failed"))
    if until:
        return keys(desk, desk.said("whisper.now-away", at=desk.when(until)))
    return keys(desk, desk.said(f"whisper.now-{state}"))


def _standing(desk: Desk) -> tuple[Words, ...]:
    """How the agent is signed in; nothing where that cannot be read."""
    name = desk.agent.name.in_(desk.language)
    try:
        with reading(board().engine) as conn:
            phone = desk.agent.phone
            found: Post = roster.posts(conn, [phone], board().now())[phone]
    except STORE_FAILURES as error:
        log.error("the roster cannot be read: %s", type(error).__name__)
        return ()
    match found.state:
        case Presence.OUT:
            return (desk.said("whisper.post-out", agent=name),)
        case Presence.BREAK if found.until:
            rings = desk.when(found.until)
            return (desk.said("whisper.post-away", agent=name, at=rings),)
        case Presence.BREAK:
            return (desk.said("whisper.post-out", agent=name),)
        case _:
            return (desk.said("whisper.post-in", agent=name),)


def _wanted(desk: Desk) -> tuple[Words, ...]:
    """That the studio waits for a recording of this agent, where it does."""
    try:
        with reading(board().engine) as conn:
            take = takes.wanted(conn, desk.agent.phone, board().now())
    except STORE_FAILURES as error:
        log.error("the studio cannot be asked: %s", type(error).__name__)
        return ()
    return (desk.said("whisper.take-offer"),) if take else ()


def _studio(desk: Desk) -> Response:
    response = VoiceResponse()
    response.redirect(desk.link("post-read"), method="POST")
    return answer(finished(response))


def _who_waits(desk: Desk) -> tuple[Words, ...]:
    """How many wait in the lines that this agent serves, and since when."""
    say, now = grammar(desk.language), board().now()
    try:
        with reading(board().engine) as conn:
            everybody = waiting.every(conn)
    except STORE_FAILURES as error:
        log.error("the line cannot be read: %s", type(error).__name__)
        return (desk.said("whisper.post-failed"),)
    told = []
    for department in desk.line.flow.departments.values():
        arrived = [w.arrived for w in everybody if w.department == department.key]
        if arrived and _serves(desk, department.key):
            halves = max(now - min(arrived) // 1000, 0) // HALF_MINUTE
            told.append(
                desk.said(
                    "whisper.post-waiting",
                    department=department.name[desk.language],
                    waiting=say.waiting(len(arrived)),
                    waited=say.duration(halves),
                )
            )
    return tuple(told) or (desk.said("whisper.post-nobody"),)


def _serves(desk: Desk, key: str) -> bool:
    """Whether the agent is rung for a department; the manager hears of all."""
    departments = desk.line.flow.departments
    own = (key, MANAGER) if MANAGER in departments else (key,)
    phones = [p for k in own for p in phones_of(desk.line, departments[k])]
    return desk.agent.phone in phones


def _minutes(desk: Desk, name: str) -> Response:
    response = VoiceResponse()
    gather = Gather(
        action=desk.link("post-break"),
        method="POST",
        input="dtmf",
        finish_on_key="#",
        timeout=KEYING,
    )
    speak(gather, board().voice(desk.line), desk.said(name))
    response.append(gather)
    return _ended(desk, response)


def keys(desk: Desk, *words: Words) -> Response:
    """The words, and the keys as long as somebody listens; then thanks."""
    response = VoiceResponse()
    asks = words[-1].phrase == "whisper.post-keys"
    for said in (words, words[-1:])[: TIMES_ASKED if asks else 1]:
        gather = Gather(
            action=desk.link("post-key"),
            method="POST",
            input="dtmf",
            num_digits=1,
            timeout=CHOOSING,
        )
        for each in (*said, *(_languages(desk) if asks else ())):
            speak(gather, board().voice(desk.line), each)
        response.append(gather)
    return _ended(desk, response)


def _languages(desk: Desk) -> tuple[Words, ...]:
    known = desk.line.script.languages
    return tuple(
        desk.said(
            "language-offer.offer",
            language,
            key=grammar(language).key(language_key(known, language)),
        )
        for language in known
        if language != desk.language
    )


def _ended(desk: Desk, response: VoiceResponse) -> Response:
    speak(response, board().voice(desk.line), desk.said("whisper.post-bye"))
    response.hangup()
    return answer(finished(response))
