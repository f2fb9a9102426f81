"""The first owner: a link that works once, on this machine, for an hour."""

import hashlib
import hmac
import secrets
from dataclasses import replace

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask import url_for as url
from sqlalchemy import Connection, Engine

from ivr.store import accounts, audit, options
from ivr.store.accounts import Account, Role
from ivr.store.audit import Deed
from ivr.store.database import reading, writing
from ivr.telephony.gate import is_loopback
from ivr.telephony.webhooks import board
from ivr.web.admission import log_in
from ivr.web.interface import gettext as _
from ivr.web.password import SHORTEST, hashed
from ivr.web.people import NAME, unfit

welcome = Blueprint("welcome", __name__, url_prefix="/welcome")

VALID = 3600  # seconds


def offer(engine: Engine, now: int) -> str | None:
    """The key of a new link; None where there are accounts. Earlier links are over."""
    key = secrets.token_urlsafe(32)
    with writing(engine) as conn:
        if accounts.any_account(conn):
            return None
        kept = {"hash": _hash(key), "until": now + VALID}
        options.decide(conn, options.FIRST_OWNER, kept)
    return key


@welcome.get("")
def page() -> str:
    """The form, for whoever has the link."""
    _admitted()
    return _form()


@welcome.post("")
def enter() -> Response | tuple[str, int]:
    """Makes the first owner, and logs them in."""
    _admitted()
    here, name = board(), request.form.get("name", "").strip()
    password = request.form.get("password", "")
    wrong = unfit(password)
    if not NAME.fullmatch(name):
        wrong = _("A name has letters, digits, dots, hyphens, underscores.")
    if wrong:
        return _form(wrong, name), 422
    secret, now = hashed(password), here.now()
    with writing(here.engine) as conn:
        if accounts.any_account(conn) or not options.take(conn, options.FIRST_OWNER):
            abort(403, _("This link has been used, or is too old."))
        accounts.add(conn, name, Role.OWNER, secret, now)
        audit.note(conn, now, name, Deed.MADE_ACCOUNT, account=name, role="owner")
    log_in(Account(name, Role.OWNER, secret, now, now), now)
    return redirect(url("home.page"), 303)  # type: ignore[return-value]


def _admitted() -> None:
    """Lets in whoever sits at this machine and has the link."""
    here = board()
    alone = replace(here.settings, public_base_url=None)
    with reading(here.engine) as conn:
        fits = _fits(conn, request.values.get("key", ""), here.now())
    if not is_loopback(request, alone) or not fits:
        abort(403, _("This link has been used, or is too old."))


def _fits(conn: Connection, key: str, now: int) -> bool:
    kept = options.find(conn, options.FIRST_OWNER)
    if not isinstance(kept, dict) or accounts.any_account(conn):
        return False
    return now < kept["until"] and hmac.compare_digest(kept["hash"], _hash(key))


def _form(wrong: str = "", name: str = "") -> str:
    key = request.values.get("key", "")
    return render_template(
        "welcome/form.html", wrong=wrong, name=name, key=key, shortest=SHORTEST
    )


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
