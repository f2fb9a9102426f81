"""The URLs of the line, each with what it means sealed into its token."""

from dataclasses import dataclass
from urllib.parse import quote

from ivr.telephony.token import Tokens, Turn

# How Twilio retries and how long it waits; sent by no request, and so never signed.
# Ranges: twilio.com/docs/usage/webhooks/webhooks-connection-overrides
OVERRIDE = "#ct=1000&rt=4000&tt=10000&rc=2"


@dataclass(frozen=True)
class Links:
    """Writes URLs under the public base URL; without one they are relative."""

    base_url: str
    tokens: Tokens

    def turn(self, call_sid: str, turn: Turn) -> str:
        """What comes next on the caller's leg."""
        return self._url("/voice/turn", self.tokens.seal(call_sid, turn))

    def whisper(self, ring: str) -> str:
        """What an agent hears who picks up."""
        return self._url("/voice/agent/whisper", self._ring(ring))

    def answer(self, ring: str) -> str:
        """Where the agent's key goes."""
        return self._url("/voice/agent/answer", self._ring(ring))

    def agent_left(self, ring: str) -> str:
        """Where an agent's leg goes on after the star key, or when it is over."""
        return self._url("/voice/agent/left", self._ring(ring))

    def with_caller(self, ring: str) -> str:
        """What an agent hears while the caller is asked, holds, or has gone."""
        return self._url("/voice/agent/with", self._ring(ring))

    def choice(self, ring: str, of: str = "choice") -> str:
        """Where the key goes of an agent who is with a caller."""
        return self._url(f"/voice/agent/{of}", self._ring(ring))

    def agent_status(self, ring: str) -> str:
        """Where Twilio reports what became of an agent's leg."""
        return self._url("/voice/agent/status", self._ring(ring))

    def direct(self, department: str, language: str, step: str) -> str:
        """A document for an agent whom the caller's own document dials."""
        token = self.tokens.seal_json("direct", [department, language])
        return self._url(f"/voice/agent/{step}", token)

    def post(self, call_sid: str, language: str, step: str) -> str:
        """A document for an agent who calls the line from the telephone that rings."""
        token = self.tokens.seal_json(f"post {call_sid}", language)
        return self._url(f"/voice/agent/{step}", token)

    def as_caller(self) -> str:
        """The line as callers have it, also for a number of an agent's."""
        return f"{self.base_url}/voice?as=caller"

    def called_back(self, promise: str, step: str) -> str:
        """A document of a callback that we place: `step` names it."""
        token = self.tokens.seal_json("callback", promise)
        return self._url(f"/voice/callback/{step}", token)

    def alone(self, language: str) -> str:
        """What a caller hears for whom the agent is not there yet, or no more."""
        return f"{self.base_url}/voice/alone?language={language}"

    def ringing(self) -> str:
        """What an agent hears for whom a caller's telephone rings."""
        return f"{self.base_url}/voice/ringing"

    def fallback(self) -> str:
        """The document for when everything else fails."""
        return f"{self.base_url}/voice/fallback"

    def _ring(self, ring: str) -> str:
        return self.tokens.seal_json("ring", ring)

    def _url(self, path: str, token: str) -> str:
        return f"{self.base_url}{path}?t={quote(token)}{OVERRIDE}"
