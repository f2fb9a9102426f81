"""The sounds of the line over HTTP: each under the hash of what it says."""

from flask import Blueprint, Response, abort, current_app, request

from ivr.store import audio as stored
from ivr.store.database import reading
from ivr.telephony.switchboard import STORE_FAILURES
from ivr.telephony.webhooks import board

audio = Blueprint("audio", __name__, url_prefix="/audio")

FOR_EVER = "public, max-age=31536000, immutable"
METHODS = ["GET", "POST"]  # Twilio fetches media with either


@audio.route("/<string(length=32):name>.wav", methods=METHODS)
def sound(name: str) -> Response:
    """8 kHz mono WAV; a URL never changes what it says."""
    found = board().library.wav(name) or _from_store(name)
    if found is None:
        abort(404)
    return _kept(Response(found, mimetype="audio/wav"), name)


@audio.route("/<string(length=32):name>.txt", methods=METHODS)
def words(name: str) -> Response:
    """The words of the sound with the same name."""
    found = board().library.words(name)
    if found is None:
        abort(404)
    return _kept(Response(found, mimetype="text/plain"), name)


def _kept(response: Response, name: str) -> Response:
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(name)
    if request.method == "GET":
        response.make_conditional(request)
    return response


def _from_store(name: str) -> bytes | None:
    """A throw-away disk lost it: the audio of a published version is in the store."""
    try:
        with reading(board().engine) as conn:
            found = stored.find(conn, name)
    except STORE_FAILURES:
        return None
    if found is None:
        return None
    try:
        board().library.put(name, found.words, found.wav)
    except OSError:
        current_app.logger.warning("the audio folder cannot be written")
    return found.wav
