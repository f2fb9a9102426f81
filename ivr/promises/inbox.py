"""The inbox: messages, who replies and by when, and what became of them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from ivr.promises import ledger
from ivr.promises.events import Replied
from ivr.promises.line_now import LineNow
from ivr.promises.state import Promise
from ivr.store import voicemail
from ivr.store.voicemail import Message


@dataclass(frozen=True)
class Letter:
    """A message with the promise to reply to it; None if it could not be promised."""

    message: Message
    promise: Promise | None


def letters(conn: Connection) -> list[Letter]:
    """Every message: those that wait for a reply first, the most urgent on top."""
    found = [
        Letter(message, _promise(conn, message)) for message in voicemail.every(conn)
    ]
    return sorted(found, key=_urgency)


def heard(conn: Connection, number: int, now: int) -> bool:
    """Notes that a message was heard; False if there is no such message."""
    voicemail.heard(conn, number, now)
    return voicemail.find(conn, number) is not None


def replied(conn: Connection, number: int, now: int) -> bool:
    """Notes that a message was replied to, which keeps the promise.

    False if there is no such message. To reply is to have heard it.
    """
    message = voicemail.find(conn, number)
    if message is None:
        return False
    voicemail.heard(conn, number, now)
    if message.promise is not None:
        line = LineNow.published(conn)
        ledger.report(conn, line, message.promise, Replied(), now)
    return True


def _promise(conn: Connection, message: Message) -> Promise | None:
    return ledger.look_up(conn, message.promise) if message.promise else None


def _urgency(letter: Letter) -> tuple[bool, int]:
    promise = letter.promise
    if promise is None:
        return letter.message.heard_at is not None, letter.message.created
    return promise.closed is not None, promise.due
