"""Recordings as files, fetched from Twilio."""

from collections.abc import Iterator

from ivr.config import Settings
from ivr.telephony.account import REST_TIMEOUT

LARGEST = 10_000_000  # bytes
PIECE = 65_536


class MediaMissing(Exception):
    """The recording cannot be had, or not yet."""


def recording(settings: Settings, sid: str) -> bytes:
    """The WAV file of a recording of our account, from nowhere but Twilio's own host.

    Raises MediaMissing, also where Twilio would send us to another address.
    """
    import requests

    account = settings.twilio_account_sid or ""
    place = f"/2010-04-01/Accounts/{account}/Recordings/{sid}.wav"
    try:
        with requests.get(
            settings.twilio_api_url + place,
            auth=(account, settings.twilio_auth_token or ""),
            timeout=REST_TIMEOUT,
            stream=True,
            allow_redirects=False,
        ) as answer:
            answer.raise_for_status()
            if answer.is_redirect:
                raise MediaMissing("at another address")
            found = b"".join(_bounded(answer.iter_content(PIECE)))
    except requests.RequestException as error:
        raise MediaMissing(type(error).__name__) from error
    return found


def _bounded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise MediaMissing("larger than a recording of ours can be")
        yield piece
