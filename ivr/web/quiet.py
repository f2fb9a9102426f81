"""What the web process writes down: what failed and where, never who said what."""

import traceback
from pathlib import PurePath
from types import TracebackType
from urllib.parse import quote

from flask import Flask, request
from werkzeug.serving import WSGIRequestHandler

DEEPEST = 4  # places in the code that are told of a failure
SHARED = "/shared/"

Raised = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


def without_secret(path: str) -> str:
    """The path of a request, without the secret of a shared link."""
    return f"{SHARED}..." if path.startswith(SHARED) else path


class Desk(Flask):
    """An application that logs no message of an exception: it may quote people."""

    def log_exception(self, exc_info: Raised) -> None:
        """One line: the kind of failure, the route, the places in the code."""
        kind, _, trace = exc_info
        frames = traceback.extract_tb(trace)[-DEEPEST:]
        places = ", ".join(f"{PurePath(f.filename).name}:{f.lineno}" for f in frames)
        name = kind.__name__ if kind else "failure"
        path = without_secret(request.path)
        self.logger.error("%s %s: %s at %s", request.method, path, name, places)


class QuietRequests(WSGIRequestHandler):
    """Logs each request of `ivr serve` without its query, which holds a token."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Method, path and status."""
        asked = without_secret(self.path.partition("?")[0]) if self.path else ""
        path = quote(asked, safe="/%.-_~")
        status = getattr(code, "value", code)
        self.log("info", '"%s %s" %s', self.command, path, status)
