"""The audit log: who did what in the designer, and when. No caller, no secret."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from ivr.store import audit as entries
from ivr.store.audit import Deed, Entry
from ivr.store.database import reading
from ivr.telephony.webhooks import board
from ivr.web.admission import THIS_MACHINE
from ivr.web.interface import gettext as _
from ivr.web.local_time import shown_time

audit = Blueprint("audit", __name__, url_prefix="/accounts/log")

EACH = 50  # entries on a page


@dataclass(frozen=True)
class Shown:
    """An entry in the reader's words."""

    when: str
    who: str
    did: str


@audit.get("")
def page() -> str:
    """The last entries, the newest first."""
    before = request.args.get("before", type=int)
    with reading(board().engine) as conn:
        found = entries.latest(conn, EACH + 1, before)
    older = found[EACH - 1].id if len(found) > EACH else None
    return render_template(
        "audit/page.html", entries=list(_shown(found[:EACH])), older=older
    )


def _shown(found: list[Entry]) -> Iterator[Shown]:
    for entry in found:
        who = _("this machine") if entry.who == THIS_MACHINE else entry.who
        yield Shown(shown_time(entry.at), who, _did(entry))


def _did(entry: Entry) -> str:
    blank = dict.fromkeys(("version", "account", "role", "until", "title"), "")
    detail = blank | entry.detail
    if detail["until"]:
        detail["until"] = shown_time(int(detail["until"]))
    said = {
        Deed.BEGAN_LINE: _("began a line"),
        Deed.PROPOSED: _("put the draft on its way"),
        Deed.PUBLISHED: _("published version %(version)s"),
        Deed.APPROVED: _("approved version %(version)s"),
        Deed.DECLINED: _("declined a version"),
        Deed.ROLLED_BACK: _("brought back version %(version)s"),
        Deed.CLOSED_LINE: _("closed the line until %(until)s"),
        Deed.OPENED_LINE: _("opened the line"),
        Deed.MADE_ACCOUNT: _("made the account %(account)s (%(role)s)"),
        Deed.REMOVED_ACCOUNT: _("removed the account %(account)s"),
        Deed.CHANGED_PASSWORD: _("changed the password of %(account)s"),
        Deed.CHANGED_ROLE: _("made %(account)s a %(role)s"),
        Deed.CHANGED_OPTION: _("decided about a second pair of eyes"),
        Deed.LOGGED_IN: _("logged in"),
        Deed.SHARED: _("shared “%(title)s”"),
        Deed.REVOKED_LINK: _("revoked the link “%(title)s”"),
    }
    words = said.get(Deed(entry.what)) if entry.what in set(Deed) else None
    return words % detail if words else entry.what
