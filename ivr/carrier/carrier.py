"""The carrier as its users see it: calls, agents, faults, and what happened."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self
from urllib.parse import urljoin, urlsplit

from ivr.carrier.clock import START, Clock
from ivr.carrier.errors import Problem
from ivr.carrier.exchange import ACCOUNT, API, TOKEN, Exchange
from ivr.carrier.faults import Faults
from ivr.carrier.leg import Reporting
from ivr.carrier.people import Person
from ivr.carrier.program import Ask
from ivr.carrier.rest import Api, HttpClient
from ivr.carrier.server import RestServer
from ivr.carrier.trace import Trace
from ivr.carrier.transport import HttpTransport, Transport, WsgiApp, WsgiTransport

CALLER = "+15550100100"
LINE = "+15550100000"
HOST = "http://localhost"


@dataclass(frozen=True, slots=True)
class Line:
    """Where calls to an application go: URLs as they are set for a number."""

    voice: str
    fallback: str = ""
    status: str = ""
    method: str = "POST"


class Carrier:
    """A telephone company for tests.

    ``app`` is a WSGI application (asked in this process, at ``host``) or a base URL
    (asked over HTTP). ``clock()`` is the virtual time of day; an application that takes
    a clock should take this one. ``speed`` is virtual seconds per real second.
    """

    def __init__(
        self,
        app: WsgiApp | str | None = None,
        *,
        host: str = HOST,
        voice: str = "/voice",
        fallback: str = "",
        status: str = "",
        account: str = ACCOUNT,
        token: str = TOKEN,
        strict: bool = True,
        seed: int = 0,
        speed: float = math.inf,
        start: datetime = START,
        api: str = API,
    ) -> None:
        self.exchange = Exchange(Clock(start, speed), account, token, api, strict, seed)
        self.api = Api(self.exchange)
        self._real_time = speed != math.inf
        self._paths = (voice, fallback, status)
        self.line = Line("")
        if app is not None:
            self.line = self.connect(app, host, *self._paths)

    def connect(
        self,
        app: WsgiApp | str,
        host: str = HOST,
        voice: str = "/voice",
        fallback: str = "",
        status: str = "",
    ) -> Line:
        """Makes an application known under its host, and hands back its line."""
        transport: Transport
        if isinstance(app, str):
            base, transport = app, HttpTransport(self._real_time)
            voice = voice if urlsplit(app).path in ("", "/") else ""
        else:
            base, transport = host, WsgiTransport(app)
        parts = urlsplit(base)
        self.exchange.hosts[f"{parts.scheme}://{parts.netloc}"] = transport
        urls = (urljoin(base, path) if path else "" for path in (fallback, status))
        return Line(urljoin(base, voice) if voice else base, *urls)

    @property
    def clock(self) -> Clock:
        """The virtual clock; call it for the time of day in UTC."""
        return self.exchange.clock

    @property
    def trace(self) -> Trace:
        """What happened so far."""
        return self.exchange.trace

    @property
    def faults(self) -> Faults:
        """What goes wrong on demand."""
        return self.exchange.faults

    @property
    def problems(self) -> list[Problem]:
        """All that was wrong with documents and requests so far."""
        return [problem for _, problem in self.exchange.problems]

    def http_client(self) -> HttpClient:
        """An HTTP client for the vendor's own client library, answered right here."""
        return HttpClient(self.api)

    @contextmanager
    def serve_rest(self, port: int = 0, patience: float = 0.1) -> Iterator[str]:
        """Serves the REST calls on loopback and hands back their URL.

        Before virtual time passes the application gets ``patience`` real seconds in
        which to make a request; each request extends them.
        """
        with RestServer(self.api, port) as server:
            self.exchange.api = server.url
            self.settle_with(partial(server.wait_for_quiet, patience))
            yield server.url

    def settle_with(self, action: Callable[[], None]) -> None:
        """Calls the action after the application was asked, before time passes.

        An application that does things after its answer can do them there.
        """
        self.exchange.clock.settle = action

    def call(
        self, app: WsgiApp | str | None = None, *, name: str = "caller", **paths: str
    ) -> Caller:
        """A caller with a telephone; begin with ``dials()``."""
        line = self.line if app is None else self.connect(app, **paths)
        return Caller(self.exchange, line, name)

    def agent(self, name: str, number: str = "") -> Person:
        """Somebody who can be rung; a name without number is the next one rung."""
        return self.exchange.agent(name, number)

    def waits(self, seconds: float) -> Self:
        """Lets virtual time pass for everybody."""
        clock = self.exchange.clock
        clock.run_until(clock.now + seconds)
        self._raise_failures()
        return self

    def close(self) -> None:
        """Closes the connections to applications that were asked over HTTP."""
        for transport in self.exchange.hosts.values():
            transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _raise_failures(self) -> None:
        if self.exchange.failures:
            raise self.exchange.failures.pop(0)

    @property
    def unfulfilled(self) -> list[str]:
        """What people were to hear but never came to, in words."""
        people = (*self.exchange.people.values(), *self.exchange.expected)
        return [words for person in people for words in person.unfulfilled]

    def finishes(self, within: float = 3600.0) -> Self:
        """Lets time pass until all calls are over and nothing is due any more."""
        clock = self.exchange.clock
        end = clock.now + within
        while clock.step(end):
            pass
        self._raise_failures()
        return self


class Caller(Person):
    """Somebody who calls a line."""

    def __init__(self, exchange: Exchange, line: Line, name: str) -> None:
        super().__init__(exchange, "", name)
        self._called = line

    def dials(
        self,
        to: str = LINE,
        from_: str = CALLER,
        extra: Mapping[str, str] | None = None,
    ) -> Self:
        """Calls the line; ``extra`` are further parameters, like ForwardedFrom."""
        exchange, line = self.exchange, self._called
        if (owned := exchange.numbers.get(to, {})).get("voice_url"):
            line = Line(
                owned["voice_url"],
                owned.get("voice_fallback_url", ""),
                owned.get("status_callback", ""),
                owned.get("voice_method", "POST"),
            )
        self.address = from_
        self.name = exchange.free_name(self.name, self)
        exchange.people[from_] = self
        leg = exchange.new_leg(from_, to, "inbound")
        leg.extra = dict(extra or {})
        leg.reporting = Reporting(line.status)
        if line.fallback:
            leg.fallback = Ask(line.fallback, "POST")
        self.leg = leg
        self._cursor = len(exchange.trace.entries)
        leg.note("dials", f"dials {to} from {from_}")
        exchange.call_in(leg, Ask(line.voice, line.method))
        exchange.clock.run_until(exchange.clock.now)
        return self

    def agent(self, name: str, number: str = "") -> Person:
        """Somebody who can be rung during this call."""
        return self.exchange.agent(name, number)

    @property
    def outcome(self) -> str:
        """How the call ended: who ended it, or "on the line"."""
        if self.leg is None or self.leg.alive:
            return "on the line"
        return self.leg.ended_by
