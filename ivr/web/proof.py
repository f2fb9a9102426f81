"""The proof of the draft: what is found in its words, and in every call it can have."""

from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, abort, redirect, render_template
from flask import url_for as url

from ivr.etiquette.rulebook import rulebook
from ivr.script.errors import Problem, ScriptError
from ivr.script.load import read
from ivr.store.drafts import Draft
from ivr.telephony.webhooks import board
from ivr.web import draft, proving
from ivr.web.empty import no_draft
from ivr.web.interface import gettext as _
from ivr.web.telling import told
from ivr.wording.check_script import check_loaded
from ivr.wording.finding import Finding, Severity

proof = Blueprint("proof", __name__, url_prefix="/proof")

ORDER = list(Severity)


@dataclass(frozen=True)
class Found:
    """A finding, and the words in which it was found."""

    words: str
    language: str
    finding: Finding


@dataclass(frozen=True)
class Words:
    """What the check of a draft says: its errors, or the findings in its prompts."""

    problems: tuple[Problem, ...] = ()
    found: tuple[Found, ...] = ()
    prompts: int = 0


@proof.get("")
def page() -> str | tuple[str, int]:
    """The findings and the verdicts of the draft."""
    here, found = board(), draft.current(board())
    if found is None:
        return no_draft()
    words = checked(found.script)
    return render_template(
        "proof/page.html",
        words=words,
        verdict=None if words.problems else proving.verdict(here, found.script),
        standing=None if words.problems else proving.standing(here, found.script),
        told=told,
        severities={
            Severity.ERROR: _("Error"),
            Severity.WARNING: _("Warning"),
            Severity.ADVICE: _("Advice"),
        },
    )


@proof.post("")
def start() -> Response:
    """Has every call of the draft looked at."""
    found = _draft()
    if checked(found.script).problems:
        abort(409, _("Mend the errors of the script first."))
    proving.start(board(), found.script)
    return redirect(url("proof.page"), 303)  # type: ignore[return-value]


@proof.get("/standing")
def standing() -> str | Response:
    """How far the proof is; the whole page again once it is done."""
    found = _draft()
    stands = proving.standing(board(), found.script)
    if stands is None:
        stands = proving.start(board(), found.script)
    if stands.done or stands.failed:
        return Response("", headers={"HX-Refresh": "true"})
    return render_template("proof/standing.html", standing=stands)


@proof.get("/rules/<code>")
def rule(code: str) -> str:
    """The manual page of a rule about calls."""
    found = next((one for one in rulebook() if one.code == code), None) or abort(404)
    return render_template("proof/rule.html", rule=found)


@lru_cache(maxsize=8)
def checked(text: str) -> Words:
    """The findings of a draft, the weightiest first."""
    try:
        judged = check_loaded(read(text, "script"))
    except ScriptError as error:
        return Words(problems=error.problems)
    found = [
        Found(each.prompt.text, each.prompt.language, finding)
        for each in judged
        for finding in each.findings
    ]
    found.sort(key=lambda one: ORDER.index(one.finding.severity))
    return Words(found=tuple(found), prompts=len(judged))


def _draft() -> Draft:
    found = draft.current(board())
    if found is None:
        abort(404)
    return found
