"""A real browser in front of a real server, as the owner sees the designer."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from ivr.config import Settings
from ivr.speech.engine import choose
from ivr.speech.prompt import Prompt
from ivr.store import published
from ivr.store.database import open_database, writing
from ivr.store.migrate import migrate
from ivr.web.app import create_app
from ivr.web.quiet import QuietRequests

SCRIPTS = Path(__file__).parents[3] / "scripts"
PICTURES = Path(__file__).parents[3] / "var" / "pictures"
NOON = 1_795_550_400
CLINICS_GREETING = "Hello, Northside Dental. How can I help you?"
# Milliseconds; a page that is slow on a busy machine is not wrong.
PATIENCE = 40_000
expect.set_options(timeout=PATIENCE)
DESKTOP, PHONE = (1280, 900), (390, 844)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
# Answers that a page tells itself, in words; the last one is a lost connection.
TOLD = ("status of 401", "status of 409", "status of 422", "net::ERR_FAILED")
AXE = AXE_FILE_PATH.read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
JUDGE = """async tags => (await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})).violations"""


@pytest.fixture(scope="session")
def owners_voice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the microphone of the browser hears: the clinic's greeting, read aloud."""
    spoken = choose("hibari").speak(Prompt(CLINICS_GREETING, "en"))
    heard = tmp_path_factory.mktemp("microphone") / "greeting.wav"
    heard.write_bytes(spoken.wav())
    return heard


@pytest.fixture(scope="session")
def chromium(owners_voice: Path) -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    found = shutil.which("chromium")
    if found is None:
        reason = "Chromium is absent: apt install chromium"
        if os.environ.get("IVR_BROWSER_REQUIRED"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as play:
        microphone = f"--use-file-for-fake-audio-capture={owners_voice}"
        flags = [*FLAGS, microphone]
        browser = play.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Site:
    """A designer that is being served, and its address."""

    app: Flask
    url: str


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Serves a designer on this machine; `script` is published, if one is named."""
    servers: list[tuple[BaseWSGIServer, threading.Thread, Flask]] = []

    def serve(
        script: str | None = "dental-clinic.en.yaml", voice: str = "none"
    ) -> Site:
        url = f"sqlite:///{tmp_path}/designer{len(servers)}.db"
        migrate(url)
        if script is not None:
            engine = open_database(url)
            with writing(engine) as conn:
                text = (SCRIPTS / script).read_text("utf-8")
                published.publish(conn, text, NOON)
            engine.dispose()
        settings = Settings(
            database_url=url,
            secret_key="a secret of forty characters, or some more",
            voice_engine=voice,
        )
        app = create_app(settings, audio_folder=tmp_path / "audio")
        server = make_server(
            "127.0.0.1", 0, app, threaded=True, request_handler=QuietRequests
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread, app))
        return Site(app, f"http://localhost:{server.server_port}")

    yield serve
    for server, thread, app in servers:
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["ivr-renderer"].stop.set()
        app.extensions["ivr"].engine.dispose()


@pytest.fixture
def clinic(served: Callable[..., Site]) -> Site:
    """The designer of Northside Dental, whose line is published."""
    return served()


Look = tuple[tuple[int, int], bool]
"""The size of a window, and whether it is dark."""

AT_A_DESK_AND_ON_A_TELEPHONE = pytest.mark.parametrize(
    "look",
    [(DESKTOP, False), (PHONE, True)],
    ids=["desk-by-day", "telephone-by-night"],
)


def width(page: Page) -> int:
    """How wide the window is: in the names of pictures."""
    return (page.viewport_size or {"width": DESKTOP[0]})["width"]


AT_A_DESK_OR_ON_A_TELEPHONE = pytest.mark.parametrize(
    "look", [(DESKTOP, False), (PHONE, False)], ids=["desktop", "phone"]
)


@pytest.fixture
def look() -> Look:
    """How the owner looks at the pages, unless a test says otherwise."""
    return DESKTOP, False


@pytest.fixture
def opens(chromium: Browser, look: Look) -> Iterator[Callable[..., Page]]:
    """Opens an address as the owner would; a page that fails or logs is a failure."""
    contexts = []
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error" and not any(told in said.text for told in TOLD):
            complaints.append(said.text)

    def open_(
        url: str,
        size: tuple[int, int] = look[0],
        dark: bool = look[1],
        **options: object,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            locale=str(options.pop("locale", "en")),
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", hear)
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, a line each."""
    page.wait_for_load_state()
    page.evaluate(AXE)
    found = page.evaluate(JUDGE, RULES)
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found
        for node in each["nodes"]
    ]


def overflows(page: Page) -> bool:
    """Whether the page is wider than its window."""
    page.wait_for_load_state()
    return bool(
        page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    )


def obstacles(page: Page, name: str) -> list[str]:
    """What keeps anybody from reading the page, by day or by night; keeps pictures."""
    found = []
    for scheme, tail in (("light", ""), ("dark", "-dark")):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        photograph(page, f"{name}-{width(page)}{tail}")
        found += [f"{scheme}: {each}" for each in violations(page)]
        if overflows(page):
            found.append(f"{scheme}: wider than its window")
    return found


def photograph(page: Page, name: str, height: int | None = None) -> None:
    """Keeps a picture of the page in var/pictures, whole or so many pixels high."""
    page.wait_for_load_state()
    PICTURES.mkdir(parents=True, exist_ok=True)
    part = None if height is None else (0, 0, DESKTOP[0], height)
    page.screenshot(
        path=PICTURES / f"{name}.png",
        full_page=True,
        clip=part and dict(zip(("x", "y", "width", "height"), part, strict=True)),
    )
