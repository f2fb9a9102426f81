"""The state of a call as a signed ASCII token, carried by every URL of ours."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from ivr.flow.call import Call

MAC_BYTES = 15
LONGEST = 2000


class BadToken(ValueError):
    """Not a token of ours, or one of another call."""


@dataclass(frozen=True)
class Turn:
    """One turn of a call: what the URL means if it is requested, and the call then.

    `cue` says what happened (answer, silence, elapsed, recorded, empty, left, resume);
    `moves` counts the changes that other legs had made when it was written; `seconds`
    is the known length of what was played before.
    """

    version: str
    number: int
    cue: str
    call: Call
    moves: int = 0
    seconds: int = 0


class Tokens:
    """Seals and opens tokens with one secret; a token is bound to its CallSid."""

    def __init__(self, secret: str) -> None:
        self.key = hashlib.sha256(b"ivr token " + secret.encode()).digest()

    def seal(self, bound_to: str, turn: Turn) -> str:
        """The token of a turn of the call `bound_to`."""
        return self.seal_json(
            bound_to,
            [
                turn.version,
                turn.number,
                turn.cue,
                turn.moves,
                turn.seconds,
                turn.call.to_json(),
            ],
        )

    def open(self, bound_to: str, token: str) -> Turn:
        """The turn that was sealed; BadToken for anything else."""
        try:
            version, number, cue, moves, seconds, call = self.open_json(bound_to, token)
            return Turn(version, number, cue, Call.from_json(call), moves, seconds)
        except (TypeError, ValueError) as error:
            raise BadToken(str(error)) from error

    def seal_json(self, bound_to: str, value: Any) -> str:
        """Any small JSON value, sealed."""
        body = json.dumps(value, separators=(",", ":")).encode()
        return _text(self._mac(bound_to, body) + body)

    def open_json(self, bound_to: str, token: str) -> Any:
        """The value that `seal_json` sealed; BadToken for anything else."""
        if len(token) > LONGEST or not token.isascii():
            raise BadToken("too long or not ASCII")
        try:
            sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError as error:
            raise BadToken("not base64") from error
        if _text(sealed) != token:
            raise BadToken("not spelled as we spell it")
        mac, body = sealed[:MAC_BYTES], sealed[MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(bound_to, body)):
            raise BadToken("not sealed by us")
        return json.loads(body)

    def _mac(self, bound_to: str, body: bytes) -> bytes:
        signed = bound_to.encode() + b"\0" + body
        return hmac.digest(self.key, signed, "sha256")[:MAC_BYTES]


def remembered_as(key: bytes, number: str) -> str:
    """What a caller is remembered by: a keyed hash of the number."""
    name = hmac.new(key, b"caller " + number.encode(), hashlib.sha256)
    return name.hexdigest()[:32]


def _text(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode("ascii")
