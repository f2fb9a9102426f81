"""Shared links: made, listed and revoked here; what they open is in `shared`."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask import url_for as url

from ivr.greeting import Greeting, GreetingKind, compose
from ivr.languages import LANGUAGES
from ivr.script.errors import ScriptError
from ivr.script.model import Script
from ivr.speech.diction import diction
from ivr.store import audit
from ivr.store import shares as store
from ivr.store.audit import Deed
from ivr.store.database import reading, writing
from ivr.store.shares import Kind
from ivr.telephony.line import Line
from ivr.telephony.webhooks import board
from ivr.web import draft
from ivr.web.admission import author
from ivr.web.call.phoned import Moved, NotPossible, line_of, opened
from ivr.web.call.view import now_of
from ivr.web.heard import Moment
from ivr.web.interface import gettext as _
from ivr.wording.measures import estimate_seconds

shares = Blueprint("shares", __name__, url_prefix="/shares")

A_DAY = 86400
DAYS = (1, 7, 30)
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Listed:
    """A link as the page lists it."""

    id: int
    title: str
    author: str
    until: str
    state: str
    works: bool


@shares.get("")
def page() -> str:
    """The links there are, and a form for a greeting's."""
    return _page("")


@shares.post("")
def add() -> str | tuple[str, int]:
    """Makes a link and shows it, this once."""
    days = request.form.get("days", "")
    if not (days.isdigit() and int(days) in DAYS):
        abort(400)
    if "call" in request.form:
        kind, body = Kind.CALL, _call(request.form["call"])
    else:
        kind, body = Kind.GREETING, _greeting(request.form.get("greeting", ""))
    given = " ".join(request.form.get("title", "").split())[:LONGEST_TITLE]
    body["title"] = given or body["title"]
    secret, now = secrets.token_urlsafe(24), board().now()
    with writing(board().engine) as conn:
        store.forget(conn, now)
        until = now + int(days) * A_DAY
        store.add(conn, hash_of(secret), kind, body, author(), now, until)
        audit.note(conn, now, author(), Deed.SHARED, title=body["title"])
    base = (board().settings.public_base_url or request.host_url).rstrip("/")
    return _page(base + url("shared.page", secret=secret))


@shares.post("/<int:number>/revoke")
def revoke(number: int) -> Response:
    """Ends a link at once."""
    now = board().now()
    with writing(board().engine) as conn:
        share = store.revoke(conn, number, now)
        if share is None:
            abort(404)
        title = share.body["title"]
        audit.note(conn, now, author(), Deed.REVOKED_LINK, title=title)
    return redirect(url("shares.page"), 303)  # type: ignore[return-value]


def hash_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return sha256(secret.encode()).hexdigest()


def _page(link: str) -> str:
    line = _line()
    with reading(board().engine) as conn:
        found = store.every(conn)
    now = board().now()
    return render_template(
        "shares/page.html",
        link=link,
        listed=[_listed(line, share, now) for share in found],
        greetings=[_named(one) for one in compose(line.script)] if line else [],
    )


def _listed(line: Line | None, share: store.Share, now: int) -> Listed:
    zone = line.calendar.timezone if line else None
    until = datetime.fromtimestamp(share.until, zone)
    works = share.works(now)
    if share.revoked is not None:
        state = _("revoked")
    else:
        state = _("works") if works else _("expired")
    title = str(share.body["title"])
    return Listed(
        share.id, title, share.author, f"{until:%Y-%m-%d %H:%M}", state, works
    )


def _call(sealed: str) -> dict[str, Any]:
    """A call as it is kept with its link: what is heard, independent of the script."""
    try:
        phoned = opened(board(), sealed)
    except (Moved, NotPossible):
        abort(409, _("The draft has changed. Please call again."))
    script = phoned.line.script
    company = phoned.line.flow.company[script.languages[0]]
    title = _("A call to %(company)s") % {"company": company}
    return _body(title, now_of(phoned).moments, script)


def _greeting(number: str) -> dict[str, Any]:
    line = _line()
    said = compose(line.script) if line else ()
    if line is None or not number.isdigit() or int(number) >= len(said):
        abort(404)
    one = said[int(number)]
    prompt = diction(line.script).prompt(one.text, one.language)
    seconds = estimate_seconds(one.text, one.language)
    heard = Moment(0, seconds, "line", one.text, one.language, "greeting", prompt)
    return _body(_named(one), [heard], line.script)


def _body(title: str, moments: list[Moment], script: Script) -> dict[str, Any]:
    return {
        "title": title,
        "moments": [one.to_json() for one in moments],
        "music": script.hold.music,
        "country": script.country,
    }


def _named(greeting: Greeting) -> str:
    """A greeting by its occasion, as the list of them shows it."""
    parts = [part for part in (greeting.agent, greeting.department) if part]
    if greeting.kind is GreetingKind.LINE:
        parts = [_("The line")]
    if greeting.kind is GreetingKind.VOICEMAIL:
        parts = [_("Voicemail of %(name)s") % {"name": greeting.agent}]
    return f"{', '.join(parts)} ({LANGUAGES[greeting.language].name})"


def _line() -> Line | None:
    found = draft.current(board())
    try:
        return line_of(found.script) if found else None
    except ScriptError:
        return None
