"""Asks the application for documents: what is sent along, and what may come back."""

from __future__ import annotations

import re
import textwrap
from urllib.parse import urljoin, urlsplit, urlunsplit

from ivr.carrier.delivery import send
from ivr.carrier.document import Document, Element
from ivr.carrier.errors import DocumentRefused, Problem
from ivr.carrier.leg import Leg
from ivr.carrier.program import Ask, Program, Wait
from ivr.carrier.reader import read
from ivr.carrier.transport import Answer, Undelivered

MAX_REDIRECTS = 10
MAX_ASKED_AT_ONCE = 50
MOST_TOLD = 100  # characters of a page that is no document
_MARKUP = re.compile("<[^<>]*>")
TWIML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})


def standard_parameters(leg: Leg) -> dict[str, str]:
    """The parameters that every request about a leg carries."""
    parameters = {
        "CallSid": leg.sid,
        "AccountSid": leg.exchange.account,
        "From": leg.from_,
        "To": leg.to,
        "Caller": leg.from_,
        "Called": leg.to,
        "CallStatus": leg.status,
        "ApiVersion": "2010-04-01",
        "Direction": leg.direction,
    }
    if leg.parent is not None:
        parameters["ParentCallSid"] = leg.parent.sid
    return {**parameters, **leg.extra}


def absolute(url: str, base: str) -> str:
    """A URL of a document made absolute against the document's own URL.

    Raises DocumentRefused with 11100 where it is none.
    """
    try:
        return urljoin(base, url.strip()) if url.strip() else base
    except ValueError as error:
        raise _refused("11100", str(error), url) from None


def fetch(leg: Leg, ask: Ask) -> Program[Document]:
    """The document that was asked for. Raises DocumentRefused where there is none."""
    if ask.document is not None:
        leg.url = ask.document.url or leg.url
        return ask.document
    leg.asked_since_time_passed += 1
    if leg.asked_since_time_passed > MAX_ASKED_AT_ONCE:
        message = f"asked {MAX_ASKED_AT_ONCE} times in the same second"
        raise _refused("carrier-loop", message, ask.url)
    url, method = ask.url, ask.method
    parameters = {**standard_parameters(leg), **ask.parameters}
    for _ in range(MAX_REDIRECTS + 1):
        try:
            answer = send(leg.exchange, url, method, parameters, leg)
        except Undelivered as error:
            if error.seconds:
                yield Wait(leg.exchange.clock.now + error.seconds)
            raise _refused(error.code, str(error), url) from None
        if answer.seconds:
            yield Wait(leg.exchange.clock.now + answer.seconds)
        location = answer.headers.get("location", "")
        if answer.status not in (301, 302, 303, 307, 308) or not location:
            break
        url = absolute(location, url)
        method = method if answer.status in (307, 308) else "GET"
    else:
        raise _refused("11215", "more than ten redirects", ask.url)
    leg.url = urlunsplit(urlsplit(url)._replace(fragment=""))
    return _document(leg, answer, ask)


def _in_one_line(body: bytes) -> str:
    """The beginning of a page, without its markup."""
    text = _MARKUP.sub(" ", body[:2000].decode("utf-8", "replace"))
    return textwrap.shorten(text, MOST_TOLD, placeholder=" …")


def _document(leg: Leg, answer: Answer, ask: Ask) -> Document:
    if not 200 <= answer.status < 300:
        said = _in_one_line(answer.body)
        raise _refused("11200", f"HTTP {answer.status}: {said}", leg.url)
    kind = answer.content_type
    if kind.startswith("audio/"):
        play = Element("Play", {}, (leg.url,))
        return Document(Element("Response", {}, (play,)), leg.url)
    if kind == "text/plain":
        say = Element("Say", {}, (answer.body.decode("utf-8", "replace"),))
        return Document(Element("Response", {}, (say,)), leg.url)
    if kind not in TWIML_TYPES:
        shown = kind or "no Content-Type"
        raise _refused("12300", f"{shown} is not a document", leg.url)
    document = read(answer.body, leg.url, ask.context)
    leg.exchange.consider(leg, document)
    return document


def _refused(code: str, message: str, where: str) -> DocumentRefused:
    return DocumentRefused((Problem(code, message, where, "fatal"),))
