"""Accounts by the owner's hand; the first owner by a link that works once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.config import Settings
from ivr.store import accounts, audit, published
from ivr.store.accounts import Account, Role
from ivr.store.audit import Deed
from ivr.store.database import reading, writing
from ivr.store.migrate import migrate
from ivr.web.app import create_app
from ivr.web.password import hashed, is_right
from ivr.web.welcome import VALID, offer

from .conftest import NOON, OUTSIDE, PASSWORD, SCRIPTS, Clock
from .pages import csrf

HERE = "http://localhost"
LONG = "another long password"


@pytest.fixture
def clock() -> Clock:
    """A clock that is moved by hand."""
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The designer of Northside Dental on this machine; nobody has an account."""
    url = f"sqlite:///{tmp_path}/people.db"
    migrate(url)
    settings = Settings(
        database_url=url,
        secret_key="a secret of forty characters, or some more",
        voice_engine="none",
        twilio_auth_token="a token",
        public_base_url=OUTSIDE,
    )
    made = create_app(
        settings, clock=clock, audio_folder=tmp_path / "audio", inline_errands=True
    )
    with writing(made.extensions["ivr"].engine) as conn:
        script = (SCRIPTS / "dental-clinic.en.yaml").read_text("utf-8")
        published.publish(conn, script, NOON)
    yield made
    made.extensions["ivr"].engine.dispose()


@pytest.fixture
def helen(app: Flask) -> FlaskClient:
    """Helen, the owner, logged in from outside."""
    with writing(app.extensions["ivr"].engine) as conn:
        accounts.add(conn, "helen", Role.OWNER, hashed(PASSWORD), NOON)
    return logs_in(app, "helen")


def logs_in(app: Flask, name: str, password: str = PASSWORD) -> FlaskClient:
    browser = app.test_client()
    browser.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    token = csrf(browser.get("/login", base_url=OUTSIDE))
    given = {"name": name, "password": password, "csrf": token}
    browser.post("/login", data=given, base_url=OUTSIDE)
    return browser


def sends(browser: FlaskClient, path: str, **given: str) -> int:
    token = csrf(browser.get("/accounts/mine", base_url=OUTSIDE))
    sent = given | {"csrf": token}
    return browser.post(path, data=sent, base_url=OUTSIDE).status_code


def account(app: Flask, name: str) -> Account | None:
    with reading(app.extensions["ivr"].engine) as conn:
        return accounts.find(conn, name)


def done(app: Flask) -> list[tuple[str, str]]:
    with reading(app.extensions["ivr"].engine) as conn:
        entries = audit.latest(conn)
    return [(e.who, e.what) for e in entries if e.what != "logged in"]


def test_an_owner_makes_accounts(app: Flask, helen: FlaskClient) -> None:
    sent = sends(
        helen,
        "/accounts",
        name="maria",
        role="agent",
        password=LONG,
        agent="+15035550101",
    )

    maria = account(app, "maria")
    assert sent == 303
    assert maria is not None
    assert (maria.role, maria.phone) == (Role.AGENT, "+15035550101")
    assert is_right(maria.secret, LONG)
    assert done(app) == [("helen", "made an account")]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "ma ria"}, "A name has letters, digits, dots"),
        ({"password": "short"}, "A password has 10 characters or more."),
        ({"name": "helen"}, "There is an account of that name."),
    ],
)
def test_what_cannot_be_an_account_is_asked_again(
    app: Flask, helen: FlaskClient, given: dict[str, str], said: str
) -> None:
    sent = {"name": "maria", "role": "agent", "password": LONG} | given
    sent["csrf"] = csrf(helen.get("/accounts", base_url=OUTSIDE))
    answer = helen.post("/accounts", data=sent, base_url=OUTSIDE)

    assert answer.status_code == 422
    assert said in answer.text
    assert account(app, "maria") is None


def test_a_role_is_changed_and_counts_at_once(app: Flask, helen: FlaskClient) -> None:
    sends(helen, "/accounts", name="reyes", role="viewer", password=LONG)
    reyes = logs_in(app, "reyes", LONG)
    before = sends(reyes, "/close", until="today")
    sends(helen, "/accounts/reyes/role", role="manager")
    after = sends(reyes, "/close", until="today")

    assert (before, after) == (403, 303)


def test_another_password_ends_the_logins(
    app: Flask, helen: FlaskClient, clock: Clock
) -> None:
    sends(helen, "/accounts", name="maria", role="agent", password=LONG)
    maria = logs_in(app, "maria", LONG)
    clock.seconds += 60
    sends(helen, "/accounts/maria/password", password="one more long password")

    assert maria.get("/desk", base_url=OUTSIDE).status_code == 302
    changed = account(app, "maria")
    assert changed is not None
    assert is_right(changed.secret, "one more long password")


def test_an_account_is_removed(app: Flask, helen: FlaskClient) -> None:
    sends(helen, "/accounts", name="maria", role="agent", password=LONG)
    sends(helen, "/accounts/maria/remove")

    assert account(app, "maria") is None
    assert sends(helen, "/accounts/maria/remove") == 404


@pytest.mark.parametrize(
    ("path", "given"),
    [("/accounts/helen/remove", {}), ("/accounts/helen/role", {"role": "manager"})],
)
def test_somebody_stays_an_owner(
    app: Flask, helen: FlaskClient, path: str, given: dict[str, str]
) -> None:
    refused = sends(helen, path, **given)
    sends(helen, "/accounts", name="second", role="owner", password=LONG)
    allowed = sends(helen, path, **given)

    assert (refused, allowed) == (409, 303)


def test_a_home_page_that_only_renews_itself_does_not_keep_the_login(
    helen: FlaskClient, clock: Clock
) -> None:
    for _ in range(4):
        clock.seconds += 10 * 60
        renewed = helen.get("/now", base_url=OUTSIDE)

    assert renewed.status_code == 302


def test_one_changes_ones_own_password(
    app: Flask, helen: FlaskClient, clock: Clock
) -> None:
    wrong = sends(helen, "/accounts/mine", password="guessed", new=LONG)
    clock.seconds += 60
    right = sends(helen, "/accounts/mine", password=PASSWORD, new=LONG)

    assert (wrong, right) == (422, 303)
    assert helen.get("/accounts", base_url=OUTSIDE).status_code == 200
    assert logs_in(app, "helen", LONG).get("/", base_url=OUTSIDE).status_code == 200


def test_the_log_tells_who_did_what(app: Flask, helen: FlaskClient) -> None:
    sends(helen, "/accounts", name="maria", role="agent", password=LONG)
    sends(helen, "/close", until="today")

    page = helen.get("/accounts/log", base_url=OUTSIDE).text
    assert "made the account maria (agent)" in page
    assert "closed the line until" in page
    assert LONG not in page


def test_the_log_is_read_on(app: Flask, helen: FlaskClient) -> None:
    with writing(app.extensions["ivr"].engine) as conn:
        for number in range(60):
            audit.note(conn, NOON, "helen", Deed.PUBLISHED, version=number)
    first = helen.get("/accounts/log", base_url=OUTSIDE).text
    older = re.search(r"/accounts/log\?before=\d+", first)

    assert older
    assert "version 59" in first
    assert "version 3<" not in first
    assert "version 3<" in helen.get(older[0], base_url=OUTSIDE).text


def test_a_hostile_name_in_the_log_stays_a_name(app: Flask, helen: FlaskClient) -> None:
    with writing(app.extensions["ivr"].engine) as conn:
        audit.note(conn, NOON, "<script>alert(1)</script>", Deed.PUBLISHED, version=1)

    assert "<script>alert" not in helen.get("/accounts/log", base_url=OUTSIDE).text


class Visitor:
    """Somebody with a link, at this machine unless said otherwise."""

    def __init__(self, app: Flask, key: str | None) -> None:
        self.browser, self.link = app.test_client(), f"/welcome?key={key}"
        self.key = key or ""

    def opens(self, **headers: str) -> int:
        answer = self.browser.get(self.link, base_url=HERE, headers=headers)
        return answer.status_code

    def makes(self, name: str = "helen", password: str = LONG) -> int:
        page = self.browser.get(self.link, base_url=HERE)
        if page.status_code != 200:
            return page.status_code
        given = {"name": name, "password": password, "key": self.key}
        given["csrf"] = csrf(page)
        answer = self.browser.post("/welcome", data=given, base_url=HERE)
        return answer.status_code


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """The one who started the server and reads the link."""
    return Visitor(app, offer(app.extensions["ivr"].engine, NOON))


def test_the_first_owner_is_made_by_the_link(app: Flask, visitor: Visitor) -> None:
    made = visitor.makes()

    helen = account(app, "helen")
    assert made == 303
    assert helen is not None
    assert helen.role is Role.OWNER


def test_the_link_works_once(app: Flask, visitor: Visitor) -> None:
    visitor.makes()

    assert visitor.opens() == 403
    with writing(app.extensions["ivr"].engine) as conn:
        accounts.remove(conn, "helen")
    assert visitor.opens() == 403


def test_the_link_works_for_an_hour(visitor: Visitor, clock: Clock) -> None:
    clock.seconds += VALID - 1
    in_time = visitor.opens()
    clock.seconds += 1

    assert (in_time, visitor.opens()) == (200, 403)


def test_a_new_link_ends_the_one_before(app: Flask, visitor: Visitor) -> None:
    newer = Visitor(app, offer(app.extensions["ivr"].engine, NOON))

    assert (visitor.opens(), newer.opens()) == (403, 200)


def test_a_guessed_link_is_refused(app: Flask, visitor: Visitor) -> None:
    guessed = [Visitor(app, key).opens() for key in ("", "x" * 43, "é")]

    assert guessed == [403, 403, 403]


def test_the_link_is_no_use_from_elsewhere(app: Flask, visitor: Visitor) -> None:
    through_a_tunnel = visitor.opens(**{"X-Forwarded-For": "203.0.113.9"})
    visitor.browser.environ_base["REMOTE_ADDR"] = "203.0.113.7"

    assert (through_a_tunnel, visitor.opens()) == (403, 403)


def test_there_is_no_link_where_there_are_accounts(
    app: Flask, helen: FlaskClient
) -> None:
    assert offer(app.extensions["ivr"].engine, NOON) is None


def test_a_weak_password_does_not_use_the_link_up(visitor: Visitor) -> None:
    weak = visitor.makes(password="short")

    assert (weak, visitor.makes()) == (422, 303)


def test_the_key_is_kept_as_a_hash(app: Flask, visitor: Visitor) -> None:
    with reading(app.extensions["ivr"].engine) as conn:
        kept = conn.exec_driver_sql("SELECT value FROM options").scalar_one()

    assert visitor.key not in str(kept)
