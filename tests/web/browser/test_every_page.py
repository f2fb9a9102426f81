"""Every page, at a desk and on a telephone, by day and by night."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .conftest import DESKTOP, PHONE, Site, overflows, photograph, violations

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


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_by_everybody_by_day_and_by_night(
    clinic: Site, opens: Callable[..., Page], path: str, size: tuple[int, int]
) -> None:
    page = opens(clinic.url + path, size, reduced_motion="reduce")
    name = f"{path.strip('/').replace('/', '-') or 'home'}-{size[0]}"

    for scheme, picture in (("light", name), ("dark", f"{name}-dark")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        photograph(page, picture)
        assert violations(page) == []
        assert not overflows(page)


def test_a_missing_label_is_found(clinic: Site, opens: Callable[..., Page]) -> None:
    page = opens(clinic.url + "/login")
    page.evaluate(
        "document.querySelector('label').replaceWith(document.createElement('input'))"
    )

    assert [line.split(":")[0] for line in violations(page)] == ["label"]


def test_the_pages_ask_no_other_host(clinic: Site, opens: Callable[..., Page]) -> None:
    page = opens("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(clinic.url + path)

    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(clinic.url)] == []
