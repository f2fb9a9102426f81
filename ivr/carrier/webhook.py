"""Asks the application: parameters, signature, retries, time limits, fallback."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote_plus, urljoin, urlsplit, urlunsplit

from ivr.carrier.document import Document, Element
from ivr.carrier.errors import DocumentRefused, Problem
from ivr.carrier.leg import Leg
from ivr.carrier.program import Ask, Program, Wait
from ivr.carrier.reader import read
from ivr.carrier.signing import signature
from ivr.carrier.transport import Answer, Request, Unconnected, Undelivered

if TYPE_CHECKING:
    from ivr.carrier.exchange import Exchange

TOTAL_SECONDS = 15.0
MAX_REDIRECTS = 10
MAX_ASKED_AT_ONCE = 50
TWIML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})
_FORM = "application/x-www-form-urlencoded; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Override:
    """What the fragment of a URL says about connecting; times in seconds."""

    connect: float = 5.0
    read: float = 15.0
    total: float = TOTAL_SECONDS
    retries: int = 1
    retry_on: frozenset[str] = frozenset({"ct"})


def override(fragment: str) -> Override:
    """Reads ``ct=1000&rt=4000&rc=2&rp=all``; raises ValueError where it is wrong."""
    if not fragment:
        return Override()
    pairs = dict(parse_qsl(fragment, keep_blank_values=True))
    ranges = {
        "ct": (100, 10_000, 5000),
        "rt": (100, 15_000, 15_000),
        "tt": (100, 15_000, 15_000),
        "rc": (0, 5, 1),
    }
    numbers: dict[str, int] = {}
    for name, (least, most, usual) in ranges.items():
        value = pairs.get(name, str(usual))
        if not value.isdigit() or not least <= int(value) <= most:
            raise ValueError(f"#{name}={value} is not between {least} and {most}")
        numbers[name] = int(value)
    policy = frozenset(pairs.get("rp", "ct").split(","))
    if unknown := policy - {"ct", "rt", "4xx", "5xx", "all"}:
        raise ValueError(f"#rp={','.join(sorted(unknown))} is not a retry policy")
    return Override(
        numbers["ct"] / 1000,
        numbers["rt"] / 1000,
        numbers["tt"] / 1000,
        numbers["rc"],
        policy,
    )


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


def send(
    exchange: Exchange,
    url: str,
    method: str,
    parameters: Mapping[str, str],
    leg: Leg | None = None,
    kind: str = "request",
) -> Answer:
    """One request with its retries and redirects; raises Undelivered.

    The seconds of the answer are those of all attempts together.
    """
    try:
        limits = override(urlsplit(url).fragment)
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"{url} is not a URL to ask")
    except ValueError as error:
        raise Undelivered("11100", str(error)) from None
    target = urlunsplit(urlsplit(url)._replace(fragment=""))
    who = leg.who if leg is not None else "carrier"
    token = uuid.UUID(int=exchange.tokens.getrandbits(128)).hex
    spent, attempt = 0.0, 0
    while True:
        retry = attempt < limits.retries
        entry = exchange.trace.add(exchange.clock.now, who, kind, f"{method} {target}")
        try:
            request = _request(exchange, target, method, parameters, leg, limits, token)
            answer = exchange.carry(request, kind)
        except Undelivered as error:
            entry.detail["status"] = f"{error.code} {error}"
            spent += error.seconds
            reason = "ct" if isinstance(error, Unconnected) else "rt"
            if retry and spent < limits.total and _wanted(limits, reason):
                attempt += 1
                continue
            raise type(error)(error.code, str(error), spent) from None
        entry.detail["status"] = str(answer.status)
        entry.detail["form"] = request.body.decode()
        spent += answer.seconds
        if spent > limits.total or answer.seconds > limits.read:
            spent = min(spent, limits.total)
            entry.detail["status"] = f"no answer in {spent:g} s"
            if retry and spent < limits.total and _wanted(limits, "rt"):
                attempt += 1
                continue
            raise Undelivered("11205", f"no answer in {spent:g} s", spent)
        if retry and _wanted(limits, f"{answer.status // 100}xx"):
            attempt += 1
            continue
        if leg is not None:
            _keep_cookies(leg, answer)
        return Answer(answer.status, answer.headers, answer.body, spent, answer.cookies)


def _wanted(limits: Override, reason: str) -> bool:
    known = reason in ("ct", "rt", "4xx", "5xx")
    return known and bool({reason, "all"} & limits.retry_on)


_quoted = lru_cache(4096)(quote_plus)


def form(parameters: Mapping[str, str]) -> str:
    """The parameters as they are written in a form or a query."""
    pairs = parameters.items()
    return "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in pairs])


def _request(
    exchange: Exchange,
    url: str,
    method: str,
    parameters: Mapping[str, str],
    leg: Leg | None,
    limits: Override,
    token: str,
) -> Request:
    headers = {
        "User-Agent": "ivr-carrier",
        "Accept": "*/*",
        "I-Twilio-Idempotency-Token": token,
    }
    if method == "GET":
        if parameters:
            joint = "&" if urlsplit(url).query else "?"
            url = f"{url}{joint}{form(parameters)}"
        body = b""
        headers["X-Twilio-Signature"] = signature(exchange.token, url)
    else:
        body = form(parameters).encode()
        headers["Content-Type"] = _FORM
        headers["X-Twilio-Signature"] = signature(
            exchange.token, url, parameters.items()
        )
    if leg is not None and leg.cookies:
        pairs = (f"{name}={value}" for name, value in leg.cookies.items())
        headers["Cookie"] = "; ".join(pairs)
    return Request(method, url, headers, body, limits.connect, limits.read)


def _keep_cookies(leg: Leg, answer: Answer) -> None:
    for header in answer.cookies:
        try:
            for name, morsel in SimpleCookie(header).items():
                leg.cookies[name] = morsel.coded_value
        except CookieError:
            leg.note("problem", f"a cookie that cannot be read: {header}")


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


def _document(leg: Leg, answer: Answer, ask: Ask) -> Document:
    if not 200 <= answer.status < 300:
        start = answer.body[:200].decode("utf-8", "replace").strip()
        raise _refused("11200", f"HTTP {answer.status}: {start}", leg.url)
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
