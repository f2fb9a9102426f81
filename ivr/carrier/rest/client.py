"""The REST imitation in the shape of the vendor client's own HTTP client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qs, urlencode, urlsplit

from ivr.carrier.rest.api import AnswerLost, Api
from ivr.carrier.rest.form import Form


@dataclass(frozen=True, slots=True)
class Response:
    """An answer with the attributes that the vendor's client reads."""

    status_code: int
    text: str
    headers: Mapping[str, str]

    @property
    def content(self) -> str:
        """The body, under the name that some versions of the client read."""
        return self.text

    @property
    def ok(self) -> bool:
        """Whether the request succeeded."""
        return self.status_code < 400


class HttpClient:
    """Pass it as ``twilio.rest.Client(account, token, http_client=...)``.

    Requests are answered in this process. A lost answer raises TimeoutError, as a
    socket would.
    """

    is_async = False

    def __init__(self, api: Api, timeout: float | None = None) -> None:
        self.api = api
        self.timeout = timeout

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Carries one request out and answers it."""
        parts = urlsplit(url)
        values = parse_qs(parts.query, keep_blank_values=True)
        query = _pairs(params or {})
        values |= parse_qs(urlencode(query), keep_blank_values=True)
        values |= parse_qs(urlencode(_pairs(data or {})), keep_blank_values=True)
        joined = "&".join(part for part in (parts.query, urlencode(query)) if part)
        uri = f"{parts.path}?{joined}" if joined else parts.path
        try:
            status, body, kind = self.api.request(
                method.upper(), uri, Form(values), auth
            )
        except AnswerLost as lost:
            raise TimeoutError(f"no answer to {lost}") from None
        text = body.decode("utf-8") if kind == "application/json" else ""
        return Response(status, text, {"Content-Type": kind})


def _pairs(values: Mapping[str, object]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        several = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, _text(one)) for one in several if one is not None]
    return pairs


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else str(value)
