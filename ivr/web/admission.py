"""Who may see the pages: this machine, or somebody with an account; all else is denied.

The line's own routes are let through: the webhooks have their signature.
"""

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, request, session, url_for

from ivr.config import Settings
from ivr.speech.upload import RECORDING
from ivr.store import accounts
from ivr.store.accounts import Account, Role
from ivr.store.database import reading
from ivr.telephony.gate import OUTSIDE, is_loopback
from ivr.telephony.switchboard import STORE_FAILURES, Switchboard
from ivr.web.interface import gettext as _
from ivr.web.permissions import may

LINE = ("/voice", "/audio", "/healthz")
OPEN = ("/login", "/static", "/shared", "/welcome")
THIS_MACHINE = "this machine"  # who acts without an account
LONGEST_LOGIN = 12 * 3600  # seconds
LONGEST_IDLE = 30 * 60  # seconds without a click
# What a page fetches by itself is no click.
UNASKED = (
    *("desk.now", "editor.newest", "proof.standing"),
    *("home.now", "home.office", "versions.now", "first_run.sound", "first_run.proof"),
)
OFTEN_ENOUGH = 60  # seconds between two notes that somebody is there
POLICY = (
    "default-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
READING = ("GET", "HEAD", "OPTIONS")
# Bytes of what is sent: by anybody, by somebody with an account, and to the studio.
LARGEST_OPEN, LARGEST_FORM = 64_000, 2_000_000
LARGEST_TAKE = RECORDING.bytes + LARGEST_OPEN


def guard(app: Flask, settings: Settings) -> None:
    """Denies every page to whoever may not see it, on whatever route it is."""
    public = settings.public_base_url or ""
    https = urlsplit(public).scheme == "https"
    app.config.update(
        SESSION_COOKIE_NAME="__Host-ivr" if https else "ivr",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
    app.before_request(_admit)
    app.after_request(_protect)
    app.jinja_env.globals["csrf_token"] = csrf_token


def log_in(account: Account, now: int) -> None:
    """Begins a session; nothing of an earlier one is kept."""
    session.clear()
    session["account"] = account.name
    session["at"] = session["seen"] = now


def still_here() -> None:
    """Notes that whoever is logged in is there: the login does not run out yet."""
    now = _board().now()
    if "at" in session and now - session.get("seen", 0) >= OFTEN_ENOUGH:
        session["seen"] = now


def csrf_token() -> str:
    """What every form sends back, so that no other site can send it."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    return str(session["csrf"])


def author() -> str:
    """Who acts: the account's name, or this machine."""
    account: Account | None = g.get("account")
    return account.name if account else THIS_MACHINE


def _admit() -> Response | None:
    if is_of_the_line():
        return None
    request.max_content_length = LARGEST_OPEN
    board: Switchboard = _board()
    g.account = _account(board)
    if not _is_under(OPEN):
        refused = _refused(board)
        if refused is not None:
            return refused
        takes = request.blueprint == "studio"
        request.max_content_length = LARGEST_TAKE if takes else LARGEST_FORM
    if g.account and request.endpoint not in UNASKED:
        still_here()
    if request.method not in READING and not _is_ours():
        abort(
            403, _("This form is too old. Go back, reload the page, and send it again.")
        )
    return None


def is_of_the_line() -> bool:
    """Whether the request is the carrier's, for the line and not for a page."""
    return _is_under(LINE)


def is_let_in() -> bool:
    """Whether somebody is logged in, or sits at this machine."""
    return bool(g.get("account")) or is_loopback(request, _board().settings)


def role() -> Role:
    """As what somebody acts: by the account, or as an owner on this machine."""
    account: Account | None = g.get("account")
    return account.role if account else Role.OWNER


def _refused(board: Switchboard) -> Response | None:
    account: Account | None = g.account
    if account is None and not is_loopback(request, board.settings):
        if not _anybody(board):
            abort(403, OUTSIDE.format(missing="designer account"))
        if "HX-Request" in request.headers:
            return Response("", 401, {"HX-Redirect": url_for("login.form")})
        if request.method not in READING:
            abort(401, _("You are not logged in."))
        return redirect(url_for("login.form"))  # type: ignore[return-value]
    endpoint = request.endpoint
    if endpoint and not may(role(), endpoint, reading=request.method in READING):
        abort(403, _("Your account does not open this page."))
    return None


def _account(board: Switchboard) -> Account | None:
    """The account of a login that still counts."""
    name, at, seen = (session.get(key) for key in ("account", "at", "seen"))
    if not isinstance(name, str) or not isinstance(at, int):
        return None
    idle = board.now() - (seen if isinstance(seen, int) else at)
    if idle >= LONGEST_IDLE or board.now() - at >= LONGEST_LOGIN:
        return None
    try:
        with reading(board.engine) as conn:
            account = accounts.find(conn, name)
    except STORE_FAILURES:
        return None
    return account if account and account.since <= at else None


def _anybody(board: Switchboard) -> bool:
    try:
        with reading(board.engine) as conn:
            return accounts.any_account(conn)
    except STORE_FAILURES:
        return False


def _is_ours() -> bool:
    sent = request.headers.get("X-CSRF-Token") or request.form.get("csrf", "")
    return hmac.compare_digest(sent.encode(), csrf_token().encode())


def _is_under(paths: tuple[str, ...]) -> bool:
    return any(request.path == p or request.path.startswith(p + "/") for p in paths)


def _protect(response: Response) -> Response:
    if not is_of_the_line():
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response


def _board() -> Switchboard:
    from ivr.telephony.webhooks import board

    return board()
