"""Shared links: who makes them, what they open, and when they end."""

import html
import re

from flask import Flask
from flask.testing import FlaskClient

from ivr.store import accounts, audit
from ivr.store.accounts import Role
from ivr.store.database import reading, writing
from ivr.store.schema import shares
from ivr.store.shares import FORGOTTEN_AFTER
from ivr.web.password import hashed

from .conftest import NOON, OUTSIDE, PASSWORD, Clock
from .pages import csrf, logs_in

A_WEEK = 7 * 86400
LINK = re.compile(r'id="link" readonly value="([^"]+)"')


def shares_a_greeting(browser: FlaskClient, days: str = "7", **more: str) -> str:
    """Mrs. Santos makes a link to the first greeting and copies its path."""
    logs_in(browser, "santos")
    page = browser.get("/shares", base_url=OUTSIDE)
    given = {"csrf": csrf(page), "greeting": "0", "days": days} | more
    made = browser.post("/shares", data=given, base_url=OUTSIDE)
    found = LINK.search(made.text)
    assert found, made.text
    link = html.unescape(found[1])
    assert link.startswith(f"{OUTSIDE}/shared/")
    return link.removeprefix(OUTSIDE)


def visitor(public: Flask, address: str = "198.51.100.9") -> FlaskClient:
    """Somebody outside who has no account."""
    client = public.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


def test_who_has_the_link_reads_the_greeting_without_an_account(
    public: Flask, browser: FlaskClient
) -> None:
    link = shares_a_greeting(browser)
    page = visitor(public).get(link, base_url=OUTSIDE)

    assert page.status_code == 200
    assert "Hello, Northside Dental. How can I help you?" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in page.headers


def test_the_link_opens_no_other_page(public: Flask, browser: FlaskClient) -> None:
    link = shares_a_greeting(browser)
    stranger = visitor(public)
    stranger.get(link, base_url=OUTSIDE)

    for path in ("/", "/call", "/shares", "/proof", "/picture"):
        assert stranger.get(path, base_url=OUTSIDE).status_code == 302
    assert "nav" not in stranger.get(link, base_url=OUTSIDE).text
    assert stranger.get(f"{link}/7.wav", base_url=OUTSIDE).status_code == 404


def test_the_secret_itself_is_not_kept(public: Flask, browser: FlaskClient) -> None:
    link = shares_a_greeting(browser)
    with reading(public.extensions["ivr"].engine) as conn:
        rows = conn.execute(shares.select()).all()

    assert len(rows) == 1
    assert link.rpartition("/")[2] not in str(rows)
    assert link not in browser.get("/shares", base_url=OUTSIDE).text


def test_a_link_ends_by_itself(
    public: Flask, browser: FlaskClient, clock: Clock
) -> None:
    link = shares_a_greeting(browser)
    stranger = visitor(public)
    clock.seconds = NOON + A_WEEK - 1
    before = stranger.get(link, base_url=OUTSIDE)
    clock.seconds = NOON + A_WEEK
    after = stranger.get(link, base_url=OUTSIDE)

    assert (before.status_code, after.status_code) == (200, 410)
    assert "This link has ended" in after.text
    assert "Northside Dental" not in after.text
    assert stranger.get(f"{link}/0.wav", base_url=OUTSIDE).status_code == 410


def test_a_link_is_revoked_at_once(public: Flask, browser: FlaskClient) -> None:
    link = shares_a_greeting(browser)
    page = browser.get("/shares", base_url=OUTSIDE)
    answer = browser.post(
        "/shares/1/revoke", data={"csrf": csrf(page)}, base_url=OUTSIDE
    )

    with reading(public.extensions["ivr"].engine) as conn:
        noted = [(entry.who, entry.what) for entry in audit.latest(conn, 2)]

    assert answer.status_code == 303
    assert noted == [("santos", "revoked a link"), ("santos", "shared")]
    assert visitor(public).get(link, base_url=OUTSIDE).status_code == 410
    assert "revoked" in browser.get("/shares", base_url=OUTSIDE).text


def test_what_ended_long_ago_is_forgotten(
    public: Flask, browser: FlaskClient, clock: Clock
) -> None:
    shares_a_greeting(browser, "1")
    clock.seconds += 86400 + FORGOTTEN_AFTER + 1
    shares_a_greeting(browser, "1")

    with reading(public.extensions["ivr"].engine) as conn:
        assert len(conn.execute(shares.select()).all()) == 1


def test_whoever_guesses_links_is_slowed_down_and_shuts_out_nobody(
    public: Flask, browser: FlaskClient
) -> None:
    link = shares_a_greeting(browser)
    guesser = visitor(public)
    guesses = [guesser.get(f"/shared/{n}", base_url=OUTSIDE) for n in range(21)]

    assert [guess.status_code for guess in guesses] == [404] * 20 + [429]
    other = visitor(public, "198.51.100.10")
    assert other.get("/shared/22", base_url=OUTSIDE).status_code == 404
    assert guesser.get(link, base_url=OUTSIDE).status_code == 200


def test_a_viewer_sees_the_links_and_makes_none(
    public: Flask, browser: FlaskClient
) -> None:
    with writing(public.extensions["ivr"].engine) as conn:
        accounts.add(conn, "vera", Role.VIEWER, hashed(PASSWORD), NOON)
    logs_in(browser, "vera")
    page = browser.get("/shares", base_url=OUTSIDE)
    given = {"csrf": csrf(page), "greeting": "0", "days": "7"}

    assert "Make a link" not in page.text
    assert browser.post("/shares", data=given, base_url=OUTSIDE).status_code == 403


def test_a_hostile_title_is_shown_and_never_run(
    public: Flask, browser: FlaskClient
) -> None:
    link = shares_a_greeting(browser, title="<script>alert(1)</script>")

    for page in (
        browser.get("/shares", base_url=OUTSIDE),
        visitor(public).get(link, base_url=OUTSIDE),
    ):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text
