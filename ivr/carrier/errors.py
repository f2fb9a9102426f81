"""What can go wrong with a document or a request, by Twilio's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["fatal", "schema", "notice"]

EXPLANATIONS: dict[str, str] = {
    "11100": "The URL is not one that can be requested.",
    "11200": "The application answered with something other than success.",
    "11205": "The application could not be reached, or did not answer in time.",
    "11210": "The host of the URL is unknown.",
    "11215": "The application redirected more than ten times.",
    "11235": "The certificate of the host is not valid.",
    "11750": "The answer is larger than 64 kB.",
    "12100": "The answer is not a well-formed document.",
    "12200": "The document has a verb, attribute or value that TwiML does not know.",
    "12300": "The answer has no Content-Type, or one that cannot be carried out.",
    "13227": "A dialled number is not a telephone number.",
    "13233": "The wait document of a conference cannot be used.",
    "13238": "Dial, Gather, Hangup and Record are not allowed in a document that a "
    "conference plays to somebody who waits.",
    "13327": "speechTimeout is a whole number of seconds or auto.",
    "13331": "The language of a Gather is not one that speech recognition knows.",
    "13335": "speechTimeout auto does not go with a named speechModel.",
    "13420": "A Play asked for something that is not sound.",
    "13511": "The voice of a Say does not exist, or does not speak its language.",
    "13520": "A Say has no words in it.",
    "13521": "A Say has more words than its voice takes.",
    "14206": "waitUrlMethod is GET or POST.",
    "15004": "A document sent along with a request has relative URLs in it.",
    "20404": "There is nothing under this address.",
    "20429": "Too many requests; this one was not carried out.",
    "20500": "The server failed; the request may or may not have been carried out.",
    "21205": "The URL given for the call is not valid.",
    "21211": "The number to call is not valid.",
    "21220": "The call is not in a state in which it can be changed.",
    "21603": "A request lacks a number to call from.",
    "32018": "A document sent along with a request is longer than 4000 characters.",
    "carrier-loop": "The application was asked again and again while no second "
    "passed for the caller.",
    "carrier-outside": "The sound is on another host, which was not asked.",
    "carrier-not-imitated": "The verb is valid, but it needs a service that this "
    "carrier does not imitate.",
    "carrier-unreachable": "A verb stands where no call can ever come to it.",
    "carrier-not-allowed": "The verb is not allowed in this kind of document.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, where it is, and how heavy it weighs.

    A ``fatal`` problem ends the call. A ``schema`` problem ends it only for a strict
    carrier. A ``notice`` never ends a call.
    """

    code: str
    message: str
    where: str = ""
    weight: Weight = "schema"

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        return f"{self.code}: {self.message}{place}"


class DocumentRefused(Exception):
    """A document cannot be carried out; the problems say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


def explain(code: str) -> str:
    """The meaning of a code in plain words; unknown codes say so."""
    return EXPLANATIONS.get(code, f"No explanation is known for {code}.")
