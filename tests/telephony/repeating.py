"""Webhooks that come again: at once, later, or all at the same time."""

import io
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from lines import HOST, Line
from sqlalchemy import select

from ivr.store import schema
from ivr.store.database import reading

Environ = dict[str, Any]
App = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
TABLES = ("promises", "rings", "voicemail", "turns", "calls", "waiting", "outbox")


@dataclass(frozen=True)
class Delivered:
    """One webhook as it came, and what was answered the first time."""

    environ: Environ
    body: bytes
    status: str
    answer: bytes

    @property
    def path(self) -> str:
        return str(self.environ["PATH_INFO"])


@dataclass
class Repeater:
    """Delivers each webhook one to three times; the answers must be the same bytes."""

    app: App
    chance: random.Random
    times: tuple[int, ...] = (1, 2, 3)
    delivered: list[Delivered] = field(default_factory=list)

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        status, headers, answer = ask(self.app, environ, body)
        self.delivered.append(Delivered(dict(environ), body, status, answer))
        for _ in range(self.chance.choice(self.times) - 1):
            again = ask(self.app, environ, body)
            assert (again[0], again[2]) == (status, answer), environ["PATH_INFO"]
        start(status, headers)
        return [answer]


def ask(
    app: App, environ: Environ, body: bytes
) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status, headers and body of one request."""
    told: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
        told[:] = [status, headers]

    answer = b"".join(app({**environ, "wsgi.input": io.BytesIO(body)}, start))
    return told[0], told[1], answer


def repeat(line: Line, times: tuple[int, ...], seed: int = 0) -> Repeater:
    """Puts a repeater between the carrier and the line."""
    repeater = Repeater(line.app, random.Random(seed), times)
    line.carrier.line = line.carrier.connect(
        repeater, HOST, "/voice", "/voice/fallback", "/voice/status"
    )
    return repeater


def kept(line: Line) -> dict[str, list[tuple[Any, ...]]]:
    """All that the store holds about calls, without the numbers of the rows."""
    found = {}
    with reading(line.engine) as conn:
        for name in TABLES:
            table = schema.metadata.tables[name]
            columns = [c for c in table.columns if c.name != "id"]
            rows = conn.execute(select(*columns)).all()
            found[name] = sorted((tuple(row) for row in rows), key=repr)
    return found
