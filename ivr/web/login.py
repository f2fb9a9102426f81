"""Logging in and out."""

import hashlib
import hmac

from flask import (
    Blueprint,
    Response,
    current_app,
    redirect,
    render_template,
    request,
    session,
)
from flask import url_for as url

from ivr.store import accounts, audit
from ivr.store.accounts import Account
from ivr.store.audit import Deed
from ivr.store.database import writing
from ivr.telephony.switchboard import Switchboard
from ivr.telephony.webhooks import board
from ivr.web.admission import log_in
from ivr.web.interface import gettext, marked
from ivr.web.password import LONGEST, is_right
from ivr.web.permissions import may

login = Blueprint("login", __name__)

A_WHILE = 15 * 60  # seconds in which failures count
MOST_OF_A_NAME = 5  # failures from one address
MOST_OF_AN_ADDRESS = 30
WRONG = marked("The name or the password is not right.")
TOO_MANY = marked("Too many attempts. Please try again in a quarter of an hour.")


@login.get("/login")
def form() -> str:
    """The form, and nothing about who has an account."""
    return render_template("login/form.html", reason="")


@login.post("/login")
def enter() -> Response | tuple[str, int]:
    """Lets somebody in whose password is right; slows down whoever guesses."""
    here, name = board(), request.form.get("name", "")[:40].strip()
    password = request.form.get("password", "")[:LONGEST]
    address = request.remote_addr or ""
    limits = (
        (_who(here, f"{name}\0{address}"), MOST_OF_A_NAME),
        (_who(here, address), MOST_OF_AN_ADDRESS),
    )
    now = here.now()
    since = now - A_WHILE
    with writing(here.engine) as conn:
        accounts.forget_failures(conn, since)
        if any(accounts.failures(conn, who, since) >= most for who, most in limits):
            return render_template("login/form.html", reason=gettext(TOO_MANY)), 429
        account = accounts.find(conn, name)
        for who, _ in limits:  # counts before it is looked at: many come at once
            accounts.failed(conn, who, now)
    if is_right(account.secret if account else None, password) and account:
        log_in(account, now)
        with writing(here.engine) as conn:
            for who, _ in limits:
                accounts.forgive(conn, who, now)
            audit.note(conn, now, account.name, Deed.LOGGED_IN)
        return redirect(url(_first_page(account)), 303)  # type: ignore[return-value]
    return render_template("login/form.html", reason=gettext(WRONG)), 403


@login.post("/logout")
def leave() -> Response:
    """Ends the login."""
    session.clear()
    return redirect(url("login.form"), 303)  # type: ignore[return-value]


def _first_page(account: Account) -> str:
    """Home for whoever may see it; an agent has the desk."""
    home = "home.page"
    known = home in current_app.view_functions
    return home if known and may(account.role, home, reading=True) else "desk.page"


def _who(here: Switchboard, what: str) -> str:
    key = here.settings.secret_key.encode()
    return hmac.new(key, b"login " + what.encode(), hashlib.sha256).hexdigest()
