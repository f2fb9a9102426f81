"""Fetches what a Play asks for, and the words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivr.carrier.delivery import send
from ivr.carrier.errors import Problem
from ivr.carrier.leg import Leg
from ivr.carrier.sound import SPOKEN_TYPES, sound_seconds
from ivr.carrier.transport import Answer, Undelivered

if TYPE_CHECKING:
    from ivr.carrier.exchange import Exchange

# A sound on a host that is not asked counts as this long.
OUTSIDE_SECONDS = 10.0


def find(exchange: Exchange, leg: Leg, url: str) -> tuple[float, str] | None:
    """Seconds and words of a sound; None, and a problem, where it cannot be had."""
    if url in exchange.sounds:
        return exchange.sounds[url]
    if exchange.transport(url) is None:
        problem = Problem("carrier-outside", f"{url} was not fetched", "", "notice")
        exchange.report_problem(leg, problem)
        return OUTSIDE_SECONDS, ""
    try:
        answer = send(exchange, url, "GET", {}, leg, "media")
    except Undelivered as error:
        _missing(exchange, leg, error.code, f"{url}: {error}")
        return None
    if answer.status != 200:
        _missing(exchange, leg, "11200", f"HTTP {answer.status} for {url}")
        return None
    if answer.content_type not in SPOKEN_TYPES:
        kind = answer.content_type or "no Content-Type"
        _missing(exchange, leg, "13420", f"{kind} for {url}")
        return None
    seconds = sound_seconds(answer)
    if not seconds:
        _missing(exchange, leg, "13420", f"no sound in {url}")
        return None
    sound = (seconds, _words(exchange, leg, url))
    if _is_kept(answer):
        exchange.sounds[url] = sound
    return sound


def _missing(exchange: Exchange, leg: Leg, code: str, message: str) -> None:
    exchange.report_problem(leg, Problem(code, message, "<Play>", "notice"))


def _is_kept(answer: Answer) -> bool:
    caching = answer.headers.get("cache-control", "").replace(" ", "").split(",")
    return any(part.startswith("max-age=") and part != "max-age=0" for part in caching)


def _words(exchange: Exchange, leg: Leg, url: str) -> str:
    path, _, query = url.partition("?")
    stem, dot, ending = path.rpartition(".")
    if dot and ending in ("wav", "mp3", "ulaw"):
        beside = f"{stem}.txt" + (f"?{query}" if query else "")
        try:
            answer = send(exchange, beside, "GET", {}, leg, "media")
        except Undelivered:
            return ""
        if answer.status == 200 and answer.content_type == "text/plain":
            return " ".join(answer.body.decode("utf-8", "replace").split())
    return ""
