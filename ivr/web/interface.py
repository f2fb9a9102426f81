"""The interface in its reader's language: words from the Babel catalogues."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Blueprint, Flask, Response, abort, g, redirect, request, session

from ivr.languages import CODES, LANGUAGES

interface = Blueprint("interface", __name__)

CATALOGUES = Path(__file__).parent / "translations"
# What browsers ask for, by our own codes.
ASKED = {"en": "en", "fil": "fil", "tl": "fil", "ru": "ru", "nb": "nb", "no": "nb"}


def speak(app: Flask) -> None:
    """Gives the templates gettext and the languages to choose from."""
    app.register_blueprint(interface)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )
    app.jinja_env.globals.update(reading_language=language, interfaces=LANGUAGES)


def marked(words: str) -> str:
    """The words as they are: marks them for the catalogues, for later."""
    return words


def gettext(words: str) -> str:
    """The words in the reader's language."""
    return str(_catalogue(language()).ugettext(words))


def ngettext(one: str, many: str, number: int) -> str:
    """The form of the words that fits the number, in the reader's language."""
    return str(_catalogue(language()).ungettext(one, many, number))


def language() -> str:
    """The language chosen, or else the one that the browser prefers."""
    if "interface" not in g:
        chosen = session.get("interface") if session else None
        g.interface = chosen if chosen in CODES else _preferred()
    return str(g.interface)


@interface.post("/interface")
def choose() -> Response:
    """Keeps the reader's choice and goes back to the page."""
    chosen = request.form.get("language", "")
    if chosen not in CODES:
        abort(400, "There is no such language.")
    session["interface"] = chosen
    back = request.form.get("back", "/")
    return redirect(back if _is_local(back) else "/", 303)  # type: ignore[return-value]


def _is_local(path: str) -> bool:
    """Whether it stays on this host, whatever a browser drops from it."""
    elsewhere = path.startswith(("//", "/\\"))
    return path.startswith("/") and not elsewhere and path.isprintable()


def _preferred() -> str:
    for asked in request.accept_languages.values():
        code = ASKED.get(asked.split("-")[0].lower())
        if code:
            return code
    return "en"


@cache
def _catalogue(code: str) -> NullTranslations:
    path = CATALOGUES / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return Translations(compiled)
