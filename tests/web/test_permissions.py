"""Each role sees and changes what the table says, and nothing that it does not say."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.store import accounts
from ivr.store.accounts import Role
from ivr.store.database import writing
from ivr.web.password import hashed
from ivr.web.permissions import DENIED, TABLE, may, permission

from .conftest import NOON, OUTSIDE, PASSWORD
from .pages import csrf, logs_in

LINE = ("/voice", "/audio", "/healthz")
ANYBODYS = ("/login", "/static", "/shared", "/welcome")
PEOPLE = {"helen": Role.OWNER, "santos": Role.MANAGER}
PEOPLE |= {"reyes": Role.VIEWER, "maria": Role.AGENT}


def endpoints(app: Flask) -> dict[str, tuple[str, set[str]]]:
    """The pages of the designer with a path and the methods of each."""
    found = {}
    for rule in app.url_map.iter_rules():
        path = re.sub(
            r"<string\(length=(\d+)\):\w+>", lambda m: "a" * int(m[1]), rule.rule
        )
        path = re.sub(r"<int:\w+>", "1", path)
        path = re.sub(r"<(\w+:)?\w+>", "en", path)
        if not path.startswith(LINE + ANYBODYS):
            found[rule.endpoint] = (path, rule.methods or set())
    return found


@pytest.fixture
def staffed(public: Flask) -> Flask:
    """The public line with an account of each role; only its doors are tried.

    Behind each door is an empty room instead of the page, which may take its time.
    """
    secret = hashed(PASSWORD)
    with writing(public.extensions["ivr"].engine) as conn:
        accounts.add(conn, "helen", Role.OWNER, secret, NOON)
        accounts.add(conn, "reyes", Role.VIEWER, secret, NOON)
    for endpoint in endpoints(public):
        if endpoint not in ("desk.page", "login.leave"):
            public.view_functions[endpoint] = lambda **given: ""
    return public


def test_every_page_is_in_the_table(public: Flask) -> None:
    lacking = [name for name in endpoints(public) if permission(name) == DENIED]

    assert lacking == []


def test_what_is_not_in_the_table_is_denied_to_everybody() -> None:
    allowed = [
        (role, reading)
        for role in Role
        for reading in (True, False)
        if may(role, "surprise.page", reading=reading)
    ]

    assert allowed == []


@pytest.mark.parametrize("name", PEOPLE)
def test_each_page_is_open_to_the_roles_of_the_table(
    staffed: Flask, browser: FlaskClient, name: str
) -> None:
    logs_in(browser, name)
    wrong = []
    for endpoint, (path, methods) in endpoints(staffed).items():
        if "GET" in methods and endpoint not in ("login.leave",):
            denied = browser.get(path, base_url=OUTSIDE).status_code == 403
            if denied == may(PEOPLE[name], endpoint, reading=True):
                wrong.append(path)

    assert wrong == []


@pytest.mark.parametrize("name", ["reyes", "maria"])
def test_nobody_changes_what_is_not_theirs(
    staffed: Flask, browser: FlaskClient, name: str
) -> None:
    logs_in(browser, name)
    token = csrf(browser.get("/desk", base_url=OUTSIDE))
    wrong = []
    for endpoint, (path, methods) in endpoints(staffed).items():
        if "POST" in methods and not may(PEOPLE[name], endpoint, reading=False):
            answer = browser.post(path, data={"csrf": token}, base_url=OUTSIDE)
            if answer.status_code != 403:
                wrong.append(path)

    assert wrong == []


def test_a_viewer_changes_nothing_but_the_login_and_the_language() -> None:
    changing = {n for n in TABLE if may(Role.VIEWER, n, reading=False)}
    only_asked = {"picture", "browser_phone", "proof", "first_run.heard"}
    only_asked |= {"editor.judge", "editor.hear"}

    own = {"login", "interface", "report", "people.mine", "people.change_mine"}
    assert changing - only_asked == own


def test_an_agent_has_the_desk() -> None:
    opened = {name for name in TABLE if may(Role.AGENT, name, reading=True)}

    own = {"people.mine", "people.change_mine"}
    assert opened == {"login", "interface", "desk", "report"} | own


def test_only_an_owner_decides_about_people() -> None:
    decided = {
        role
        for role in Role
        for name in ("people", "audit", "versions.option")
        if may(role, name, reading=False)
    }

    assert decided == {Role.OWNER}


def test_a_role_counts_on_this_machine_too(staffed: Flask) -> None:
    board = staffed.extensions["ivr"]
    board.settings = replace(board.settings, public_base_url=None)
    here = staffed.test_client()
    form = here.get("/login", base_url="http://localhost")
    given = {"name": "maria", "password": PASSWORD, "csrf": csrf(form)}
    before = here.get("/hear", base_url="http://localhost").status_code
    here.post("/login", data=given, base_url="http://localhost")
    after = here.get("/hear", base_url="http://localhost").status_code

    assert (before, after) == (200, 403)
