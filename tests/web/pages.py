"""Browsing: pages with their forms, and logging in."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from .conftest import OUTSIDE, PASSWORD

TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


def csrf(page: TestResponse) -> str:
    """The token that the forms of a page send back."""
    found = TOKEN.search(page.text)
    assert found, page.text
    return found[1]


def logs_in(browser: FlaskClient, name: str, password: str = PASSWORD) -> TestResponse:
    """Fills in the login form and sends it."""
    form = browser.get("/login", base_url=OUTSIDE)
    given = {"name": name, "password": password, "csrf": csrf(form)}
    return browser.post("/login", data=given, base_url=OUTSIDE)
