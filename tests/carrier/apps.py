"""Small applications that the carrier phones in these tests."""

from collections.abc import Callable
from urllib.parse import parse_qsl

Page = str | Callable[[dict[str, str]], str] | tuple[int, str, str | bytes]


class TwimlApp:
    """Answers each path with its verbs, and remembers what was asked."""

    def __init__(self, pages: dict[str, Page]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.headers: list[dict[str, str]] = []

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))
        text = body.decode() or environ["QUERY_STRING"]
        form = dict(parse_qsl(text, keep_blank_values=True))
        path = environ["PATH_INFO"]
        self.asked.append((path, form))
        self.headers.append(
            {name: value for name, value in environ.items() if name[:5] == "HTTP_"}
        )
        page = self.pages.get(path, (404, "text/plain", "no such page"))
        if callable(page):
            page = page(form)
        if isinstance(page, str):
            page = (200, "text/xml", f"<Response>{page}</Response>")
        status, kind, content = page
        start_response(f"{status} OK", [("Content-Type", kind)])
        return [content if isinstance(content, bytes) else content.encode()]

    def forms(self, path: str) -> list[dict[str, str]]:
        """The parameters of each request for a path."""
        return [form for asked, form in self.asked if asked == path]


def wav(seconds: float) -> bytes:
    """Silence as an 8 kHz mu-law file."""
    samples = round(seconds * 8000)
    size = samples.to_bytes(4, "little")
    head = b"WAVEfmt \x10\0\0\0\7\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data"
    return b"RIFF" + (36 + samples).to_bytes(4, "little") + head + size + bytes(samples)
