"""The sounds of the line over HTTP: each under the hash of what it says."""

from flask import Blueprint, Response, abort, current_app, request

from ivr.speech.errors import UnreadableSound
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
    found = board().library.wav(name) or _wav_from_store(name)
    if found is None:
        abort(404)
    return _kept(found, name, "audio/wav")


@audio.route("/<string(length=32):name>.txt", methods=METHODS)
def words(name: str) -> Response:
    """The words of the sound with the same name."""
    found = board().library.words(name)
    if found is None:
        stored_sound = _from_store(name)
        found = stored_sound.words if stored_sound else abort(404)
    return _kept(found.encode(), name, "text/plain")


def _kept(content: bytes, name: str, kind: str) -> Response:
    """Whole, in part, or "you have it already", as the request asks."""
    response = Response(content, mimetype=kind)
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(name)
    if request.method in ("GET", "HEAD"):
        length = len(content)
        response.make_conditional(request, accept_ranges=True, complete_length=length)
    return response


def _wav_from_store(name: str) -> bytes | None:
    """A throw-away disk lost it: the audio of a published version is in the store."""
    found = _from_store(name)
    if found is None:
        return None
    try:
        board().library.put(name, found.words, found.wav)
    except UnreadableSound:
        current_app.logger.error("the store holds a sound that is none: %s", name)
        return None
    except OSError:
        current_app.logger.warning("the audio folder cannot be written")
    return found.wav


def _from_store(name: str) -> stored.Audio | None:
    try:
        with reading(board().engine) as conn:
            return stored.find(conn, name)
    except STORE_FAILURES:
        return None
