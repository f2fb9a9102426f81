"""Accounts: who may log in and as what; the owner decides. And one's own password."""

import re
from dataclasses import dataclass

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
)
from flask import url_for as url
from sqlalchemy import Connection

from ivr.script.errors import ScriptError
from ivr.script.model import Script
from ivr.script.staff import by_phone, shown_name, staff
from ivr.store import accounts, audit
from ivr.store.accounts import Account, Role
from ivr.store.audit import Deed
from ivr.store.database import reading, writing
from ivr.telephony.switchboard import NoLine
from ivr.telephony.webhooks import board
from ivr.web.admission import author, log_in
from ivr.web.interface import gettext as _
from ivr.web.interface import marked
from ivr.web.local_time import shown_time
from ivr.web.password import LONGEST, SHORTEST, hashed, is_right

people = Blueprint("people", __name__, url_prefix="/accounts")

NAME = re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True)
class Shown:
    """An account on the page; `agent` is the telephone of whom it belongs to."""

    name: str
    role: Role
    since: str
    agent: str


@people.get("")
def page() -> str:
    """Everybody who may log in."""
    return _page()


@people.post("")
def add() -> Response | tuple[str, int]:
    """Makes an account."""
    here, name = board(), request.form.get("name", "").strip()
    password = request.form.get("password", "")
    wrong = {}
    if not NAME.fullmatch(name):
        wrong["name"] = _("A name has letters, digits, dots, hyphens, underscores.")
    if problem := unfit(password):
        wrong["password"] = problem
    if wrong:
        return _page(wrong, name), 422
    role, secret = _role(), hashed(password)
    phone = _agents_phone()
    with writing(here.engine) as conn:
        made = accounts.add(conn, name, role, secret, here.now(), phone)
        if made:
            _note(conn, Deed.MADE_ACCOUNT, account=name, role=str(role))
    if not made:
        return _page({"name": _("There is an account of that name.")}, name), 422
    return _back(_("%(name)s may log in now.") % {"name": name})


@people.post("/<name>/role")
def role(name: str) -> Response:
    """Gives an account another role; somebody stays an owner."""
    here, wanted = board(), _role()
    with writing(here.engine) as conn:
        _keep_an_owner(conn, name, wanted)
        if not accounts.give_role(conn, name, wanted):
            abort(404)
        _note(conn, Deed.CHANGED_ROLE, account=name, role=str(wanted))
    return _back(_("Done."))


@people.post("/<name>/agent")
def agent(name: str) -> Response:
    """Says which agent of the line an account belongs to."""
    with writing(board().engine) as conn:
        if not accounts.tie(conn, name, _agents_phone()):
            abort(404)
    return _back(_("Done."))


@people.post("/<name>/password")
def password(name: str) -> Response:
    """Gives an account another password and ends its logins."""
    here, new = board(), request.form.get("password", "")
    if problem := unfit(new):
        return _back(problem)
    secret = hashed(new)
    with writing(here.engine) as conn:
        if not accounts.change(conn, name, secret, here.now()):
            abort(404)
        _note(conn, Deed.CHANGED_PASSWORD, account=name)
    return _back(_("%(name)s has another password.") % {"name": name})


@people.post("/<name>/remove")
def remove(name: str) -> Response:
    """Deletes an account; somebody stays an owner."""
    with writing(board().engine) as conn:
        _keep_an_owner(conn, name, None)
        if not accounts.remove(conn, name):
            abort(404)
        _note(conn, Deed.REMOVED_ACCOUNT, account=name)
    return _back(_("%(name)s can no longer log in.") % {"name": name})


@people.get("/mine")
def mine() -> str:
    """The form for one's own password."""
    _own()
    return render_template("people/mine.html", wrong="", shortest=SHORTEST)


@people.post("/mine")
def change_mine() -> Response | tuple[str, int]:
    """Changes one's own password; other logins of the account are over."""
    here, account = board(), _own()
    wrong = unfit(request.form.get("new", ""))
    if not is_right(account.secret, request.form.get("password", "")[:LONGEST]):
        wrong = _("That is not your present password.")
    if wrong:
        return render_template("people/mine.html", wrong=wrong, shortest=SHORTEST), 422
    secret = hashed(request.form["new"])
    with writing(here.engine) as conn:
        accounts.change(conn, account.name, secret, here.now())
        _note(conn, Deed.CHANGED_PASSWORD, account=account.name)
    log_in(account, here.now())
    flash(_("Your password is changed."))
    return redirect(url("people.mine"), 303)  # type: ignore[return-value]


def unfit(new: str) -> str:
    """Why a password cannot be one; "" if it can."""
    if len(new) < SHORTEST:
        return _("A password has %(count)s characters or more.") % {"count": SHORTEST}
    return _("A shorter password is enough.") if len(new) > LONGEST else ""


def _page(wrong: dict[str, str] | None = None, name: str = "") -> str:
    here, script = board(), _script()
    with reading(here.engine) as conn:
        found = accounts.every(conn)
    roster = {a.phone: shown_name(script, a) for a in staff(script)} if script else {}
    return render_template(
        "people/page.html",
        accounts=[_shown(script, account) for account in found],
        roles=ROLES,
        told={role: _(words) for role, words in ROLES.items()},
        agents=roster,
        wrong=wrong or {},
        name=name,
        shortest=SHORTEST,
    )


def _shown(script: Script | None, account: Account) -> Shown:
    known = by_phone(script, account.phone) if script else None
    created = shown_time(account.created)
    return Shown(account.name, account.role, created, known.phone if known else "")


# What each role may do, as the page tells it.
ROLES = {
    Role.OWNER: marked("Owner: decides everything, accounts too"),
    Role.MANAGER: marked("Manager: writes, publishes, closes the line"),
    Role.VIEWER: marked("Viewer: reads and hears, changes nothing"),
    Role.AGENT: marked("Agent: has the desk"),
}


def _keep_an_owner(conn: Connection, name: str, wanted: Role | None) -> None:
    found = accounts.find(conn, name)
    last = found and found.role is Role.OWNER and accounts.owners(conn) == 1
    if last and wanted is not Role.OWNER:
        abort(409, _("Somebody has to stay an owner. Make another one first."))


def _role() -> Role:
    try:
        return Role(request.form.get("role", ""))
    except ValueError:
        abort(400)


def _agents_phone() -> str | None:
    """The telephone of the agent who was chosen; None for nobody."""
    script, phone = _script(), request.form.get("agent", "")
    return phone if script and by_phone(script, phone) else None


def _script() -> Script | None:
    try:
        return board().live_line().script
    except (NoLine, ScriptError):
        return None


def _own() -> Account:
    account: Account | None = g.get("account")
    if account is None:
        abort(404, _("On this machine nobody is logged in."))
    return account


def _note(conn: Connection, deed: Deed, **detail: str) -> None:
    audit.note(conn, board().now(), author(), deed, **detail)


def _back(said: str) -> Response:
    flash(said)
    return redirect(url("people.page"), 303)  # type: ignore[return-value]
