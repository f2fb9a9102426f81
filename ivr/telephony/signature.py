"""Twilio's request signature: base64(HMAC-SHA1(token, URL + sorted keys and values)).

Source: twilio.com/docs/usage/security; the twilio helper libraries' published vectors.
The URL is the public one, as Twilio requested it, byte for byte.
"""

import base64
import hmac
from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, urlsplit, urlunsplit

PORTS = {"https": 443, "http": 80}


def sign(token: str, url: str, form: Iterable[tuple[str, str]] = ()) -> str:
    """The signature of a form request; each distinct value of a key counts once."""
    return _sign(token, url, _signed(form))


def is_signed(
    tokens: Iterable[str],
    url: str,
    form: Iterable[tuple[str, str]],
    signature: str | None,
) -> bool:
    """True if one of our tokens signed the request, with or without the port."""
    if not signature or not signature.isascii():
        return False
    written = _signed(form)
    return any(
        hmac.compare_digest(signature, _sign(token, form_url, written))
        for form_url in _forms(url)
        for token in tokens
    )


def _signed(form: Iterable[tuple[str, str]]) -> str:
    return "".join([key + value for key, value in sorted(set(form))])


def _sign(token: str, url: str, written: str) -> str:
    signed = (url + written).encode("utf-8", "replace")
    digest = hmac.digest(token.encode(), signed, "sha1")
    return base64.b64encode(digest).decode("ascii")


def _forms(url: str) -> Iterator[str]:
    """The URL as it came, then as the vendor's libraries may have written it."""
    yield url
    bare = url.removesuffix("?")
    yield from _ports(bare)
    if "'" in bare:
        yield from _ports(bare.replace("'", "%27"))


def _ports(url: str) -> Iterator[str]:
    """The URL as it is, then with the port dropped or, where it has none, added."""
    yield url
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return
    host = parts.netloc
    if port is not None:
        yield _at(parts, host[: host.rindex(":")])
    elif parts.scheme in PORTS and host:
        yield _at(parts, f"{host}:{PORTS[parts.scheme]}")


def _at(parts: SplitResult, netloc: str) -> str:
    return urlunsplit(parts._replace(netloc=netloc))
