"""A caller who phones a real server process over real HTTP, signatures on."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from webhook_caller import WebhookCaller

from ivr.script.load import load

from .line_server import HttpLine


class HttpCaller(WebhookCaller):
    """The caller on the webhooks, with sockets and processes in between."""

    def __init__(
        self,
        script: Path,
        at: datetime,
        folder: Path,
        audio: Path,
        server: type[HttpLine] = HttpLine,
    ) -> None:
        self.script = load(script)
        zone = ZoneInfo(self.script.timezone)
        self.line = server(script, folder, audio, at.replace(tzinfo=zone))
        self.person = self.line.carrier.call(name="caller")
        self.since = 0
        self.freed: set[str] = set()
        self.looking = None

    def close(self) -> None:
        """Ends the server."""
        self.line.close()
