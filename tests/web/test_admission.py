"""Who may see the pages: everything is denied unless it is allowed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.config import Settings
from ivr.store import accounts
from ivr.store.accounts import Role
from ivr.store.database import open_database, writing
from ivr.store.migrate import migrate
from ivr.web.app import create_app
from ivr.web.password import hashed

from .conftest import NOON, OUTSIDE, PASSWORD, Clock
from .pages import csrf, logs_in

FORM = "application/x-www-form-urlencoded"
LINE = ("/voice", "/audio", "/healthz", "/login", "/static", "/welcome", "/shared")


def pages(app: Flask) -> list[str]:
    found = []
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<int:number>", "1").replace("<sid>", "CA1")
        path = path.replace("<language>/<string(length=32):name>", "en/" + "a" * 32)
        if not path.startswith(LINE):
            found.append(path)
    return found


def test_every_page_is_denied_without_a_login(
    public: Flask, browser: FlaskClient
) -> None:
    seen = {path: browser.get(path, base_url=OUTSIDE) for path in pages(public)}

    assert len(seen) >= 8
    assert {answer.status_code for answer in seen.values()} <= {302, 405}


def test_nothing_can_be_changed_without_a_login(
    public: Flask, browser: FlaskClient
) -> None:
    answers = [browser.post(path, base_url=OUTSIDE) for path in pages(public)]

    assert {answer.status_code for answer in answers} <= {401, 405}


def test_a_page_that_does_not_exist_is_denied_as_well(browser: FlaskClient) -> None:
    assert browser.get("/secret", base_url=OUTSIDE).status_code == 302


def test_who_is_not_logged_in_is_led_to_the_form(browser: FlaskClient) -> None:
    answer = browser.get("/desk", base_url=OUTSIDE)

    assert answer.headers["Location"] == "/login"


def test_a_form_that_is_too_large_is_not_read(browser: FlaskClient) -> None:
    unknown = browser.post(
        "/login", data="a=&" * 30_000, base_url=OUTSIDE, content_type=FORM
    )
    logs_in(browser, "santos")
    known = browser.post(
        "/start", data="a=&" * 700_000, base_url=OUTSIDE, content_type=FORM
    )

    assert (unknown.status_code, known.status_code) == (413, 413)


def test_an_agent_sees_the_desk_and_not_the_designer(browser: FlaskClient) -> None:
    logs_in(browser, "maria")

    assert browser.get("/desk", base_url=OUTSIDE).status_code == 200
    assert browser.get("/", base_url=OUTSIDE).status_code == 403


def test_a_manager_sees_everything(browser: FlaskClient) -> None:
    logs_in(browser, "santos")

    assert browser.get("/desk", base_url=OUTSIDE).status_code == 200
    assert browser.get("/", base_url=OUTSIDE).status_code == 200


def test_the_cookie_is_for_this_site_alone_and_not_for_scripts(
    browser: FlaskClient,
) -> None:
    (cookie,) = logs_in(browser, "maria").headers.getlist("Set-Cookie")

    assert cookie.startswith("__Host-ivr=")
    for attribute in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert attribute in cookie
    assert "Domain" not in cookie


def test_a_login_lasts_twelve_hours(browser: FlaskClient, clock: Clock) -> None:
    logs_in(browser, "maria")

    for _ in range(24):
        clock.seconds += 1799
        assert browser.get("/desk", base_url=OUTSIDE).status_code == 200
    clock.seconds += 23
    assert browser.get("/desk", base_url=OUTSIDE).status_code == 200
    clock.seconds += 1
    assert browser.get("/desk", base_url=OUTSIDE).status_code == 302


def test_who_does_nothing_for_half_an_hour_is_logged_out(
    browser: FlaskClient, clock: Clock
) -> None:
    logs_in(browser, "maria")

    clock.seconds += 1799
    assert browser.get("/desk/now", base_url=OUTSIDE).status_code == 200
    clock.seconds += 1
    assert browser.get("/desk/now", base_url=OUTSIDE).status_code == 302


def test_a_page_that_renews_itself_leads_to_the_form_when_the_login_is_over(
    browser: FlaskClient, clock: Clock
) -> None:
    logs_in(browser, "maria")
    clock.seconds += 1800

    asks = {"HX-Request": "true"}
    answer = browser.get("/desk/now", base_url=OUTSIDE, headers=asks)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login")


def test_a_new_password_ends_the_logins(
    public: Flask, browser: FlaskClient, clock: Clock
) -> None:
    logs_in(browser, "maria")
    with writing(public.extensions["ivr"].engine) as conn:
        accounts.change(conn, "maria", hashed("another long one"), int(clock()) + 1)

    assert browser.get("/desk", base_url=OUTSIDE).status_code == 302


def test_an_account_that_is_removed_is_logged_out(
    public: Flask, browser: FlaskClient
) -> None:
    logs_in(browser, "maria")
    with writing(public.extensions["ivr"].engine) as conn:
        accounts.remove(conn, "maria")

    assert browser.get("/desk", base_url=OUTSIDE).status_code == 302


def test_a_form_of_another_site_is_refused(browser: FlaskClient) -> None:
    logs_in(browser, "maria")
    given = {"agent": "front-desk/0", "state": "out"}

    for token in ({}, {"csrf": "guessed"}):
        answer = browser.post("/desk/agents", data=given | token, base_url=OUTSIDE)
        assert answer.status_code == 403


def test_the_sixth_wrong_password_is_not_even_looked_at(
    browser: FlaskClient, clock: Clock
) -> None:
    answers = [logs_in(browser, "maria", "wrong password") for _ in range(5)]
    right = logs_in(browser, "maria")
    clock.seconds += 15 * 60 + 1
    later = logs_in(browser, "maria")

    assert [answer.status_code for answer in answers] == [403] * 5
    assert (right.status_code, later.status_code) == (429, 303)


def test_right_passwords_are_never_counted(browser: FlaskClient) -> None:
    answers = [logs_in(browser, "maria") for _ in range(7)]

    assert [answer.status_code for answer in answers] == [303] * 7


def test_many_guesses_at_once_are_counted_as_well(public: Flask) -> None:
    guessers = [public.test_client() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda one: logs_in(one, "maria", "wrong password"), guessers)
        )

    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(403), statuses.count(429)) == (5, 3)


@pytest.mark.parametrize(
    ("proxies", "neighbour"), [(0, 429), (1, 303)], ids=["not told", "told"]
)
def test_behind_a_proxy_a_guesser_shuts_out_nobody_else(
    tmp_path: Path, proxies: int, neighbour: int
) -> None:
    app = behind_a_proxy(tmp_path, proxies)
    guesser, maria = app.test_client(), app.test_client()
    guesser.environ_base["HTTP_X_FORWARDED_FOR"] = "192.0.2.1, 203.0.113.66"
    maria.environ_base["HTTP_X_FORWARDED_FOR"] = "192.0.2.1, 203.0.113.7"
    for _ in range(5):
        logs_in(guesser, "maria", "wrong password")

    assert logs_in(maria, "maria").status_code == neighbour
    assert logs_in(guesser, "maria").status_code == 429
    app.extensions["ivr"].engine.dispose()


def test_a_visitor_through_a_proxy_is_not_this_machine(tmp_path: Path) -> None:
    app = behind_a_proxy(tmp_path, 1)
    visitor = app.test_client()
    visitor.environ_base["HTTP_X_FORWARDED_FOR"] = "127.0.0.1"

    assert visitor.get("/", base_url="http://localhost").status_code == 302
    app.extensions["ivr"].engine.dispose()


def behind_a_proxy(folder: Path, proxies: int) -> Flask:
    """A designer with Maria's account, and so many proxies that it knows of."""
    url = f"sqlite:///{folder}/proxied.db"
    migrate(url)
    engine = open_database(url)
    with writing(engine) as conn:
        accounts.add(conn, "maria", Role.AGENT, hashed(PASSWORD), NOON)
    engine.dispose()
    settings = Settings(
        database_url=url,
        secret_key="a secret of forty characters, or some more",
        voice_engine="none",
        proxies=proxies,
    )
    return create_app(
        settings, clock=lambda: float(NOON), audio_folder=folder, inline_errands=True
    )


def test_nobody_learns_which_names_there_are(browser: FlaskClient) -> None:
    known, unknown = (logs_in(browser, n, "wrong one!") for n in ("maria", "nobody"))

    reason = "The name or the password is not right."
    assert (reason in known.text, reason in unknown.text) == (True, True)


def test_logging_out_ends_it(browser: FlaskClient) -> None:
    logs_in(browser, "maria")
    page = browser.get("/desk", base_url=OUTSIDE)
    browser.post("/logout", data={"csrf": csrf(page)}, base_url=OUTSIDE)

    assert browser.get("/desk", base_url=OUTSIDE).status_code == 302


def test_a_forged_session_is_worth_nothing(browser: FlaskClient) -> None:
    browser.set_cookie("__Host-ivr", "eyJhY2NvdW50IjoibWFyaWEifQ.x.y", secure=True)

    assert browser.get("/desk", base_url=OUTSIDE).status_code == 302


@pytest.mark.parametrize(
    "name", ["' OR 1=1 --", "maria'; DROP TABLE accounts; --", "\x00", "maria\nx"]
)
def test_a_name_is_never_part_of_a_query(browser: FlaskClient, name: str) -> None:
    assert logs_in(browser, name).status_code == 403
    assert logs_in(browser, "maria").status_code == 303


def test_without_accounts_only_this_machine_is_served(
    public: Flask, browser: FlaskClient
) -> None:
    with writing(public.extensions["ivr"].engine) as conn:
        accounts.remove(conn, "maria")
        accounts.remove(conn, "santos")

    answer = browser.get("/desk", base_url=OUTSIDE)
    assert answer.status_code == 403
    assert "answers this machine only" in answer.text


def test_this_machine_needs_no_login(desk: FlaskClient) -> None:
    assert desk.get("/desk").status_code == 200


def test_a_page_runs_nothing_from_elsewhere(desk: FlaskClient) -> None:
    headers = desk.get("/desk").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
