"""Every page, at a desk and on a telephone, by day and by night."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .conftest import AT_A_DESK_OR_ON_A_TELEPHONE, Site, obstacles, violations

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/hear",
    "/script",
    "/picture",
    "/call",
    "/proof",
    "/shares",
    "/studio",
    "/publish",
    "/accounts",
    "/accounts/log",
    "/desk",
    "/desk/card",
    "/desk/report",
    "/login",
)


@AT_A_DESK_OR_ON_A_TELEPHONE
@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_by_everybody_by_day_and_by_night(
    clinic: Site, opens: Callable[..., Page], path: str
) -> None:
    page = opens(clinic.url + path)

    assert obstacles(page, path.strip("/").replace("/", "-") or "home") == []


def test_a_missing_label_is_found(clinic: Site, opens: Callable[..., Page]) -> None:
    page = opens(clinic.url + "/login")
    page.evaluate(
        "document.querySelector('label').replaceWith(document.createElement('input'))"
    )

    assert [line.split(":")[0] for line in violations(page)] == ["label"]


def test_what_cannot_be_read_by_night_or_fits_no_window_is_found(
    clinic: Site, opens: Callable[..., Page]
) -> None:
    page = opens(clinic.url + "/login")
    page.evaluate(
        """() => {
            document.querySelector("main").style.minWidth = "2000px";
            document.querySelector("main label").style.color = "#222";
        }"""
    )
    found = obstacles(page, "unreadable")

    assert [each for each in found if each.startswith("light")] == [
        "light: wider than its window"
    ]
    assert any(each.startswith("dark: color-contrast") for each in found)


def test_the_pages_ask_no_other_host(clinic: Site, opens: Callable[..., Page]) -> None:
    page = opens("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(clinic.url + path)

    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(clinic.url)] == []
