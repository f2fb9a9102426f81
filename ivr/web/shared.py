"""What a shared link opens: a call or a greeting, to be heard, and nothing else."""

import hashlib
import hmac
from typing import NoReturn

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask import url_for as url

from ivr.store import accounts
from ivr.store import shares as store
from ivr.store.database import reading, writing
from ivr.store.shares import Share
from ivr.telephony.webhooks import board
from ivr.web import heard
from ivr.web.heard import Moment
from ivr.web.shares import hash_of

shared = Blueprint("shared", __name__, url_prefix="/shared/<secret>")

A_WHILE = 15 * 60  # seconds in which wrong links are counted
MOST_WRONG = 20  # from one address
LONGEST_SECRET = 64


@shared.get("")
def page(secret: str) -> str:
    """The page that plays what was shared."""
    share = _share(secret)
    moments = _moments(share)
    drawn, length = heard.bars(moments)
    numbers = {id(one): number for number, one in enumerate(moments)}

    def sound(one: Moment) -> str:
        prompt = one.prompt
        if prompt is None or not heard.can_speak(board().library, prompt):
            return ""
        return url("shared.sound", secret=secret, number=numbers[id(one)])

    return render_template(
        "shared/page.html",
        title=share.body["title"],
        moments=moments,
        bars=drawn,
        length=length,
        sound=sound,
        people=heard.people,
        music_url=url("shared.music", secret=secret),
        ringback_url=url("shared.ringback", secret=secret),
        notices=sorted(
            {
                said
                for one in moments
                if one.prompt and (said := heard.notice(board().library, one.prompt))
            }
        ),
    )


@shared.get("/<int:number>.wav")
def sound(secret: str, number: int) -> Response:
    """The sound of one prompt of what was shared."""
    moments = _moments(_share(secret))
    prompt = moments[number].prompt if number < len(moments) else None
    if prompt is None:
        abort(404)
    return _sound(heard.spoken(board().library, prompt))


@shared.get("/music.wav")
def music(secret: str) -> Response:
    """The hold music of what was shared."""
    return _sound(heard.music(board(), str(_share(secret).body["music"])))


@shared.get("/ringback.wav")
def ringback(secret: str) -> Response:
    """The ringing tone of what was shared."""
    return _sound(heard.ringback(board(), str(_share(secret).body["country"])))


@shared.after_request
def unlisted(response: Response) -> Response:
    """No search engine keeps what was shared."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _share(secret: str) -> Share:
    """The link that was asked for; 404, 410 or 429 where it opens nothing.

    Only links that nobody made are counted: a good one opens, whoever else guesses.
    """
    now = board().now()
    with reading(board().engine) as conn:
        usable = len(secret) <= LONGEST_SECRET
        share = store.find(conn, hash_of(secret)) if usable else None
    if share is None:
        _turn_away(now)
    if not share.works(now):
        _closed("over", 410)
    return share


def _turn_away(now: int) -> NoReturn:
    """Answers a link that nobody made, and notes that somebody tried it."""
    who, since = _who(), now - A_WHILE
    with reading(board().engine) as conn:
        if accounts.failures(conn, who, since) >= MOST_WRONG:
            _closed("often", 429)
    with writing(board().engine) as conn:
        accounts.forget_failures(conn, since)
        accounts.failed(conn, who, now)
    _closed("unknown", 404)


def _closed(why: str, status: int) -> NoReturn:
    abort(make_response(render_template("shared/closed.html", why=why), status))


def _moments(share: Share) -> list[Moment]:
    return [Moment.from_json(kept) for kept in share.body["moments"]]


def _sound(found: bytes | None) -> Response:
    if found is None:
        abort(404)
    return Response(found, mimetype="audio/wav")


def _who() -> str:
    key = board().settings.secret_key.encode()
    address = (request.remote_addr or "").encode()
    return hmac.new(key, b"shared " + address, hashlib.sha256).hexdigest()
