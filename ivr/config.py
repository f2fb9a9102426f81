"""The settings of a deployment: read from the environment once, never changed."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

MOST_PROXIES = 9
TWILIO_API = "https://api.twilio.com"
DATABASE = "sqlite:///var/ivr.db"
SECRET_FILE = Path("var/secret_key")

# Where these are set, files last no longer than the process that wrote them.
THROW_AWAY_DISKS = {
    "DYNO": "Heroku",
    "VERCEL": "Vercel",
    "K_SERVICE": "Cloud Run",
    "AWS_LAMBDA_FUNCTION_NAME": "AWS Lambda",
}


class SettingsError(ValueError):
    """A setting that cannot be used, with the reason and the way out."""


@dataclass(frozen=True)
class Setting:
    """One line of the manual: a name, what it is when unset, what it is for."""

    name: str
    unset: str
    meaning: str


SETTINGS = (
    Setting("PORT", "5000", "the port that `ivr serve` listens on"),
    Setting(
        "PUBLIC_BASE_URL",
        "none: this machine only",
        "where Twilio reaches the line, such as https://line.example.com; signatures "
        "are checked against it",
    ),
    Setting(
        "DATABASE_URL",
        DATABASE,
        "a SQLite file, or postgresql://… when the office outgrows one machine",
    ),
    Setting(
        "SECRET_KEY",
        "made once, kept in var/secret_key",
        "signs the state of a call and the designer's login; 32 characters or more",
    ),
    Setting("TWILIO_ACCOUNT_SID", "none", "the Twilio account that makes calls"),
    Setting(
        "TWILIO_AUTH_TOKEN",
        "none: this machine only",
        "proves that a request comes from Twilio",
    ),
    Setting(
        "TWILIO_AUTH_TOKEN_NEXT",
        "none",
        "the second token while you change tokens; both are accepted",
    ),
    Setting("TWILIO_API_URL", TWILIO_API, "where Twilio's REST API is"),
    Setting("IVR_SCRIPT", "none", "the call script to serve if none is published"),
    Setting(
        "IVR_VOICE_ENGINE",
        "the embedded voice if installed",
        "hibari, flite, festival, kokoro, gtts or none; several go with commas",
    ),
    Setting(
        "IVR_KEEP_DAYS",
        "90",
        "days after which calls, their log and notes and closed promises are erased; "
        "off keeps them",
    ),
    Setting(
        "IVR_KEEP_MESSAGE_DAYS",
        "30",
        "days after which answered messages and their recordings are erased; off keeps "
        "them",
    ),
    Setting("IVR_DESIGNER", "on", "off leaves the line alone, without the designer"),
    Setting(
        "IVR_PROXIES",
        "0",
        "how many proxies of yours stand before the line, each of which adds to "
        "X-Forwarded-For; failed logins are counted by the address that they tell",
    ),
)


@dataclass(frozen=True)
class Settings:
    """A deployment. Its text never shows a secret."""

    port: int = 5000
    public_base_url: str | None = None
    database_url: str = field(default=DATABASE, repr=False)
    secret_key: str = field(default="", repr=False)
    twilio_account_sid: str | None = None
    twilio_auth_token: str | None = field(default=None, repr=False)
    twilio_auth_token_next: str | None = field(default=None, repr=False)
    twilio_api_url: str = TWILIO_API
    script: str | None = None
    voice_engine: str | None = None
    designer: bool = True
    proxies: int = 0
    keep_days: int | None = 90
    keep_message_days: int | None = 30

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings of an environment; SettingsError for one that cannot work.

        Without SECRET_KEY, one is made and kept in `var/secret_key`, readable by
        its owner only; processes that start together end up with the same key.
        """
        given = {
            setting.name: value
            for setting in SETTINGS
            if (value := environ.get(setting.name, "").strip())
        }
        return cls(
            port=_port(given.get("PORT", "5000")),
            public_base_url=_base_url("PUBLIC_BASE_URL", given.get("PUBLIC_BASE_URL")),
            database_url=database_url(environ),
            secret_key=_secret_key(given.get("SECRET_KEY"), environ),
            twilio_account_sid=given.get("TWILIO_ACCOUNT_SID"),
            twilio_auth_token=given.get("TWILIO_AUTH_TOKEN"),
            twilio_auth_token_next=given.get("TWILIO_AUTH_TOKEN_NEXT"),
            twilio_api_url=_base_url("TWILIO_API_URL", given.get("TWILIO_API_URL"))
            or TWILIO_API,
            script=given.get("IVR_SCRIPT"),
            voice_engine=given.get("IVR_VOICE_ENGINE"),
            designer=_on("IVR_DESIGNER", given.get("IVR_DESIGNER", "on")),
            proxies=_proxies(given.get("IVR_PROXIES", "0")),
            keep_days=_days("IVR_KEEP_DAYS", given.get("IVR_KEEP_DAYS", "90")),
            keep_message_days=_days(
                "IVR_KEEP_MESSAGE_DAYS", given.get("IVR_KEEP_MESSAGE_DAYS", "30")
            ),
        )

    @property
    def auth_tokens(self) -> tuple[str, ...]:
        """The tokens that a signature may be made with, the current one first."""
        tokens = (self.twilio_auth_token, self.twilio_auth_token_next)
        return tuple(token for token in tokens if token)


def database_url(environ: Mapping[str, str]) -> str:
    """The database of an environment, in the form the store understands.

    Raises SettingsError for a SQLite file on a disk that is thrown away.
    """
    url = environ.get("DATABASE_URL", "").strip() or DATABASE
    scheme, separator, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg{separator}{rest}"
    if scheme not in ("sqlite", "postgresql+psycopg") or not separator:
        raise SettingsError(
            "DATABASE_URL begins with neither sqlite:/// nor postgresql://"
        )
    platform = _throw_away(environ)
    if scheme == "sqlite" and platform:
        raise SettingsError(
            f"{platform} throws files away at each restart, and with a SQLite file "
            "every promise made to a caller; set DATABASE_URL to a PostgreSQL database"
        )
    return url


def settings_table() -> str:
    """All settings as a Markdown table, for the manual."""
    rows = (f"| `{s.name}` | {s.unset} | {s.meaning} |" for s in SETTINGS)
    return "\n".join(
        ("| setting | when unset | what it is for |", "|---|---|---|", *rows)
    )


def _throw_away(environ: Mapping[str, str]) -> str | None:
    found = (name for key, name in THROW_AWAY_DISKS.items() if environ.get(key))
    return next(found, None)


def _port(given: str) -> int:
    if given.isascii() and given.isdigit() and 1 <= int(given) <= 65535:
        return int(given)
    raise SettingsError(f"PORT is {given!r}; it must be a number from 1 to 65535")


def _on(name: str, given: str) -> bool:
    if given.lower() in ("on", "off"):
        return given.lower() == "on"
    raise SettingsError(f"{name} is {given!r}; it must be on or off")


def _proxies(given: str) -> int:
    if given.isascii() and given.isdigit() and int(given) <= MOST_PROXIES:
        return int(given)
    raise SettingsError(
        f"IVR_PROXIES is {given!r}; it must be a number from 0 to {MOST_PROXIES}"
    )


def _days(name: str, given: str) -> int | None:
    if given.lower() == "off":
        return None
    if given.isascii() and given.isdigit() and 1 <= int(given) <= 36500:
        return int(given)
    raise SettingsError(f"{name} is {given!r}; it must be a number of days, or off")


def _base_url(name: str, given: str | None) -> str | None:
    if given is None:
        return None
    way_out = f"{name} must look like https://line.example.com, in plain ASCII"
    try:
        parts = urlsplit(given)
        usable = (
            parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        )
    except ValueError:
        raise SettingsError(way_out) from None
    extra = parts.query or parts.fragment or parts.username or parts.password
    if not usable or extra or not given.isascii() or any(c.isspace() for c in given):
        raise SettingsError(way_out)
    return given.rstrip("/")


def _secret_key(given: str | None, environ: Mapping[str, str]) -> str:
    if given is None:
        platform = _throw_away(environ)
        if platform:
            raise SettingsError(
                f"{platform} throws files away, so a key cannot be kept in one; set "
                "SECRET_KEY to 32 random characters or more"
            )
        return _kept_key(SECRET_FILE)
    if len(given) < 32:
        raise SettingsError("SECRET_KEY is shorter than 32 characters")
    return given


def _kept_key(file: Path) -> str:
    """The key in a file. A new one appears whole or not at all, and only once."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".secret_key.")
        draft = Path(name)
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(48) + "\n")
        try:
            os.link(draft, file)
        except FileExistsError:
            pass  # another process was first; its key is the one
        finally:
            draft.unlink()
    key = file.read_text("ascii").strip()
    if len(key) < 32:
        raise SettingsError(f"{file} does not hold a key; remove it to have one made")
    return key
