"""Signs requests as the vendor publishes it: HMAC-SHA1 over URL and parameters."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

Pairs = Iterable[tuple[str, str]]


def signature(token: str, url: str, parameters: Pairs = ()) -> str:
    """The X-Twilio-Signature of a form request (or, without parameters, of a GET).

    Each distinct value of a repeated key is signed once, in sorted order.
    """
    distinct = sorted(set(parameters))
    signed = url + "".join(key + value for key, value in distinct)
    digest = hmac.new(token.encode(), signed.encode("utf-8"), hashlib.sha1).digest()
    return base64.b64encode(digest).decode("ascii")


def body_digest(body: bytes) -> str:
    """The bodySHA256 that the URL of a JSON request carries."""
    return hashlib.sha256(body).hexdigest()
