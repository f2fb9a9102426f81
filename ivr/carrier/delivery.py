"""Delivers one request: signed, retried, within its time limits."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote_plus, urlsplit, urlunsplit

from ivr.carrier.leg import Leg
from ivr.carrier.signing import signature
from ivr.carrier.transport import Answer, Request, Unconnected, Undelivered

if TYPE_CHECKING:
    from ivr.carrier.exchange import Exchange

TOTAL_SECONDS = 15.0
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


@dataclass(frozen=True, slots=True)
class Posting:
    """What is delivered, to whom, and how patiently; a retry carries the same token."""

    exchange: Exchange
    url: str
    method: str
    parameters: Mapping[str, str]
    leg: Leg | None
    kind: str
    limits: Override
    token: str


def send(
    exchange: Exchange,
    url: str,
    method: str,
    parameters: Mapping[str, str],
    leg: Leg | None = None,
    kind: str = "request",
) -> Answer:
    """One request with its retries; raises Undelivered.

    The seconds of the answer are those of all attempts together.
    """
    try:
        limits = override(urlsplit(url).fragment)
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"{url} is not a URL to ask")
    except ValueError as error:
        raise Undelivered("11100", str(error)) from None
    target = urlunsplit(urlsplit(url)._replace(fragment=""))
    token = uuid.UUID(int=exchange.tokens.getrandbits(128)).hex
    posting = Posting(exchange, target, method, parameters, leg, kind, limits, token)
    spent, retries = 0.0, limits.retries
    while True:
        retry = retries > 0
        retries -= 1
        try:
            answer = _attempt(posting, limits.total - spent)
        except Undelivered as error:
            spent += error.seconds
            reason = "ct" if isinstance(error, Unconnected) else "rt"
            if not retry or spent >= limits.total or not _is_retried(limits, reason):
                raise type(error)(error.code, str(error), spent) from None
            continue
        spent += answer.seconds
        if not retry or not _is_retried(limits, f"{answer.status // 100}xx"):
            return Answer(
                answer.status, answer.headers, answer.body, spent, answer.cookies
            )


def _is_retried(limits: Override, reason: str) -> bool:
    known = reason in ("ct", "rt", "4xx", "5xx")
    return known and bool({reason, "all"} & limits.retry_on)


def _attempt(posting: Posting, seconds: float) -> Answer:
    exchange, limits, leg = posting.exchange, posting.limits, posting.leg
    patience = min(limits.read, seconds)
    entry = exchange.trace.add(
        exchange.clock.now,
        leg.who if leg is not None else "carrier",
        posting.kind,
        f"{posting.method} {posting.url}",
    )
    entry.leg = leg.sid if leg is not None else ""
    request = _request(posting, patience)
    entry.detail["form"] = request.body.decode()
    try:
        answer = exchange.carry(request, posting.kind)
        if answer.seconds > patience:
            raise Undelivered("11205", f"no answer in {patience:g} s", patience)
    except Undelivered as error:
        entry.detail["status"] = f"{error.code} {error}"
        raise
    entry.detail["status"] = str(answer.status)
    if leg is not None:
        _keep_cookies(leg, answer)
    return answer


_quoted = lru_cache(4096)(quote_plus)


def form(parameters: Mapping[str, str]) -> str:
    """The parameters as they are written in a form or a query."""
    pairs = parameters.items()
    return "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in pairs])


def _request(posting: Posting, read_seconds: float) -> Request:
    url, written = posting.url, form(posting.parameters)
    secret, leg = posting.exchange.token, posting.leg
    headers = {
        "User-Agent": "ivr-carrier",
        "Accept": "*/*",
        "I-Twilio-Idempotency-Token": posting.token,
    }
    if posting.method == "GET":
        if written:
            url = f"{url}{'&' if urlsplit(url).query else '?'}{written}"
        body, signed = b"", signature(secret, url)
    else:
        body, signed = (
            written.encode(),
            signature(secret, url, posting.parameters.items()),
        )
        headers["Content-Type"] = _FORM
    headers["X-Twilio-Signature"] = signed
    if leg is not None and leg.cookies:
        pairs = (f"{name}={value}" for name, value in leg.cookies.items())
        headers["Cookie"] = "; ".join(pairs)
    connect = posting.limits.connect
    return Request(posting.method, url, headers, body, connect, read_seconds)


def _keep_cookies(leg: Leg, answer: Answer) -> None:
    for header in answer.cookies:
        try:
            for name, morsel in SimpleCookie(header).items():
                leg.cookies[name] = morsel.coded_value
        except CookieError:
            leg.note("problem", f"a cookie that cannot be read: {header}")
