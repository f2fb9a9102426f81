"""Who may speak to the line: Twilio by its signature, or this machine alone."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Request, abort

from ivr.config import Settings
from ivr.telephony.signature import is_signed

LARGEST_BODY = 64 * 1024
FORM = "application/x-www-form-urlencoded"
ONCE = ("CallSid", "From", "To", "Digits", "SpeechResult", "CallStatus")
LOOPBACK_PEERS = frozenset({"127.0.0.1", "::1"})
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("Forwarded", "X-Real-IP", "Via")
OUTSIDE = (
    "This line has no {missing}, so it answers this machine only: called from "
    "127.0.0.1 or ::1, as localhost, and not through a proxy or tunnel."
)


def is_loopback(request: Request, settings: Settings) -> bool:
    """Whether the request comes from this machine and through nothing in between."""
    headers = request.headers
    forwarded = any(
        name in FORWARDED or name.upper().startswith("X-FORWARDED-")
        for name in (key.title().replace("Ip", "IP") for key, _ in headers)
    )
    public = settings.public_base_url
    return (
        request.remote_addr in LOOPBACK_PEERS
        and _without_port(headers.get("Host", "")) in LOOPBACK_HOSTS
        and not forwarded
        and (public is None or urlsplit(public).hostname in LOOPBACK_NAMES)
    )


def admit_webhook(request: Request, settings: Settings) -> None:
    """Lets a request of Twilio through; aborts with 403, 413 or 415 otherwise."""
    request.max_content_length = LARGEST_BODY
    if (request.content_length or 0) > LARGEST_BODY:
        abort(413)
    posted = request.method == "POST"
    if posted and request.mimetype != FORM:
        abort(415)
    if not settings.auth_tokens:
        if not is_loopback(request, settings):
            abort(403, OUTSIDE.format(missing="TWILIO_AUTH_TOKEN"))
        return
    signature = request.environ.get("HTTP_X_TWILIO_SIGNATURE")
    form = tuple(request.form.items(multi=True)) if posted else ()
    url = public_url(request, settings)
    if not is_signed(settings.auth_tokens, url, form, signature):
        abort(403)
    account = (request.form if posted else request.args).get("AccountSid")
    if account and account != (settings.twilio_account_sid or account):
        abort(403)
    if _is_ambiguous(form):
        abort(403)


def _is_ambiguous(form: tuple[tuple[str, str], ...]) -> bool:
    """Whether what the line reads comes twice: one signature would fit either."""
    keys = [key for key, _ in form]
    return len(set(keys)) < len(keys) and any(keys.count(key) > 1 for key in ONCE)


def public_url(request: Request, settings: Settings) -> str:
    """The URL as Twilio requested it: our public base and the raw request line."""
    base = settings.public_base_url or f"http://{request.host}"
    return base + raw_path(request.environ)


def raw_path(environ: Mapping[str, Any]) -> str:
    """Path and query as they came, never decoded and encoded again."""
    raw = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if raw:
        path = str(raw)
        if path.startswith(("http://", "https://")):
            parts = urlsplit(path)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
        return path
    query = environ.get("QUERY_STRING", "")
    path = str(environ.get("SCRIPT_NAME", "")) + str(environ.get("PATH_INFO", ""))
    return f"{path}?{query}" if query else path


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
