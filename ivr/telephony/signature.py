"""Twilio's request signature: base64(HMAC-SHA1(token, URL + sorted keys and values)).

Source: twilio.com/docs/usage/security; the twilio helper libraries' published vectors.
The URL is the public one, as Twilio requested it, byte for byte.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit, urlunsplit

PORTS = {"https": 443, "http": 80}


def sign(token: str, url: str, form: Iterable[tuple[str, str]] = ()) -> str:
    """The signature of a form request; each distinct value of a key counts once."""
    values: dict[str, set[str]] = {}
    for key, value in form:
        values.setdefault(key, set()).add(value)
    signed = url + "".join(
        key + value for key in sorted(values) for value in sorted(values[key])
    )
    digest = hmac.new(token.encode(), signed.encode("utf-8", "replace"), hashlib.sha1)
    return base64.b64encode(digest.digest()).decode("ascii")


def is_signed(
    tokens: Iterable[str],
    url: str,
    form: Iterable[tuple[str, str]],
    signature: str | None,
) -> bool:
    """True if one of our tokens signed the request, with or without the port."""
    if not signature or not signature.isascii():
        return False
    form = tuple(form)
    urls = _forms(url)
    expected = [sign(token, form_url, form) for token in tokens for form_url in urls]
    matches = [hmac.compare_digest(signature, candidate) for candidate in expected]
    return any(matches)


def _forms(url: str) -> tuple[str, ...]:
    """The URL as it came, and as the vendor's libraries may have written it."""
    bare = url.removesuffix("?")
    written = _ports(bare) if bare == url else (url, *_ports(bare))
    if "'" in url:
        return (*written, *_ports(bare.replace("'", "%27")))
    return written


def _ports(url: str) -> tuple[str, ...]:
    """The URL with the port dropped or, where it has none, added."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return (url,)
    host = parts.netloc
    if port is not None:
        return url, _at(parts, host[: host.rindex(":")])
    if parts.scheme in PORTS and host:
        return url, _at(parts, f"{host}:{PORTS[parts.scheme]}")
    return (url,)


def _at(parts: SplitResult, netloc: str) -> str:
    return urlunsplit(parts._replace(netloc=netloc))
