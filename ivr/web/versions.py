"""Publishing: the draft goes live step by step; versions, and the way back."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask import url_for as url

from ivr.publishing.noticed import Noticed, noticed
from ivr.script.errors import ScriptError
from ivr.script.load import read
from ivr.script.model import Script
from ivr.store import audit, options, proposals, published
from ivr.store.audit import Deed
from ivr.store.database import reading, writing
from ivr.store.errors import StoreError
from ivr.store.proposals import AT_WORK, Proposal, Stage
from ivr.store.published import Version
from ivr.telephony.switchboard import Switchboard
from ivr.telephony.webhooks import board
from ivr.web import draft, publication
from ivr.web.admission import author
from ivr.web.interface import gettext as _
from ivr.web.local_time import shown_time

versions = Blueprint("versions", __name__, url_prefix="/publish")

MOST = 50  # versions on the page


@dataclass(frozen=True)
class Row:
    """A version as the page lists it; `by` and `approved` where they are known."""

    version: int
    when: str
    by: str
    approved: str
    is_live: bool


@versions.get("")
def page() -> str:
    """The draft, how far it has come, and every version."""
    here = board()
    found = publication.latest(here)
    return render_template(
        "versions/page.html",
        rows=list(_rows(here)),
        two_people=_two_people(here),
        served=here.prefer_script,
        **_draft(here),
        **_standing(found),
    )


@versions.get("/now")
def now() -> str | Response:
    """How far the present proposal has come."""
    found = publication.latest(board())
    if found is None or found.stage not in AT_WORK:
        done = Response(status=204)
        done.headers["HX-Refresh"] = "true"
        return done
    return render_template("versions/steps.html", **_standing(found))


@versions.post("")
def publish() -> Response:
    """Puts the draft on its way."""
    here = board()
    found = draft.current(here)
    if found is None:
        abort(404, _("There is no line yet."))
    publication.propose(here, found.script, author())
    return _back()


@versions.post("/<int:number>/approve")
def approve(number: int) -> Response:
    """A second person agrees: it goes live."""
    try:
        version = publication.approve(board(), number, author())
    except PermissionError:
        abort(403, _("Somebody else approves what you have written."))
    if version is None:
        abort(409, _("This does not wait for approval any more."))
    return _back()


@versions.post("/<int:number>/decline")
def decline(number: int) -> Response:
    """It does not go live: withdrawn by its author, declined by somebody else."""
    if not publication.decline(board(), number, author()):
        abort(409, _("This does not wait for approval any more."))
    return _back()


@versions.post("/back/<int:number>")
def bring_back(number: int) -> Response:
    """An earlier version answers again; calls in progress stay on theirs."""
    here = board()
    try:
        with writing(here.engine) as conn:
            published.bring_back(conn, number, here.now())
            who = author()
            audit.note(conn, here.now(), who, Deed.ROLLED_BACK, version=number)
    except StoreError:
        abort(404)
    return _back()


@versions.post("/option")
def option() -> Response:
    """Whether a second person approves each version."""
    here, wanted = board(), "two-people" in request.form
    with writing(here.engine) as conn:
        options.decide(conn, options.TWO_PEOPLE, wanted)
        who, name = author(), options.TWO_PEOPLE
        deed = Deed.CHANGED_OPTION
        audit.note(conn, here.now(), who, deed, option=name, value=wanted)
    return _back()


@versions.get("/changes/<int:number>")
def changes(number: int) -> str:
    """What callers noticed when a version went live."""
    with reading(board().engine) as conn:
        after = published.version(conn, number)
        follows = after.follows if after else None
        before = published.version(conn, follows) if follows else None
    if after is None:
        abort(404)
    return render_template("versions/changes.html", noticed=_between(before, after))


def _between(before: Version | None, after: Version) -> Noticed | None:
    script = _script(after.script)
    if script is None:
        return None
    old = _script(before.script) if before else None
    proved = before.certificate if before else None
    return noticed(old, script, proved, after.certificate)


def _draft(here: Switchboard) -> dict[str, object]:
    """The draft beside what is live: what a caller would notice."""
    found = draft.current(here)
    with reading(here.engine) as conn:
        live = published.active(conn)
    script = _script(found.script) if found else None
    unpublished = found is not None and (live is None or found.script != live.script)
    old = _script(live.script) if live else None
    return {
        "draft": found,
        "sound": script is not None,
        "unpublished": unpublished,
        "noticed": noticed(old, script) if script and unpublished else None,
        "live": live,
        "since": shown_time(live.created) if live else "",
    }


def _standing(found: Proposal | None) -> dict[str, object]:
    at_work = found is not None and found.stage in AT_WORK
    return {
        "proposal": found,
        "at_work": at_work,
        "waits": found is not None and found.stage is Stage.WAITING,
        "own": found is not None and found.author == author(),
        "asked": shown_time(found.at) if found else "",
        "stages": [str(stage) for stage in AT_WORK],
    }


def _rows(here: Switchboard) -> Iterator[Row]:
    with reading(here.engine) as conn:
        live = published.active_number(conn)
        every = published.history(conn)[:MOST]
        asked = proposals.of_versions(conn)
    for version in every:
        way = asked.get(version.version)
        by = way.author if way else ""
        second = way.decided_by if way and way.decided_by != by else ""
        is_live = version.version == live
        when = shown_time(version.created)
        yield Row(version.version, when, by, second or "", is_live)


def _two_people(here: Switchboard) -> bool:
    with reading(here.engine) as conn:
        return bool(options.find(conn, options.TWO_PEOPLE))


def _script(text: str) -> Script | None:
    try:
        return read(text, "draft").script
    except ScriptError:
        return None


def _back() -> Response:
    return redirect(url("versions.page"), 303)  # type: ignore[return-value]
