"""The application: the line's webhooks, its sounds, and the designer's pages."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

from ivr.config import Settings
from ivr.script.errors import ScriptError
from ivr.speech.engine import choose
from ivr.speech.library import Library
from ivr.store.database import open_database
from ivr.telephony import (
    agent_menu,
    agent_post,
    agent_webhooks,
    by_telephone,
    callback_webhooks,
)
from ivr.telephony.audio import audio
from ivr.telephony.errands import Errands
from ivr.telephony.last_resort import Guarded, Standby
from ivr.telephony.line import Line
from ivr.telephony.switchboard import STORE_FAILURES, NoLine, Switchboard
from ivr.telephony.webhooks import voice
from ivr.web.admission import LINE, guard
from ivr.web.audit import audit
from ivr.web.call.page import browser_phone
from ivr.web.desk import calls as desk_calls
from ivr.web.desk.page import desk
from ivr.web.desk.report import report
from ivr.web.editor.page import editor
from ivr.web.first_run.page import first_run
from ivr.web.health import health, last_resort_noted
from ivr.web.home.page import home
from ivr.web.interface import speak
from ivr.web.login import login
from ivr.web.navigation import guide
from ivr.web.people import people
from ivr.web.picture import picture
from ivr.web.preview import preview
from ivr.web.proof import proof
from ivr.web.quiet import Desk
from ivr.web.rendering import render_in_background
from ivr.web.rule_words import blamed, retold, stated
from ivr.web.shared import shared
from ivr.web.shares import shares
from ivr.web.studio import studio
from ivr.web.trouble import tell_trouble
from ivr.web.versions import versions
from ivr.web.welcome import welcome

RENDERED = Path("audio/rendered")

# Importing them hangs their routes on the blueprints `voice` and `desk`.
LEGS = (
    agent_menu,
    agent_post,
    agent_webhooks,
    by_telephone,
    callback_webhooks,
    desk_calls,
)


def create_app(
    settings: Settings | None = None,
    *,
    clock: Callable[[], float] = time.time,
    script: str | None = None,
    audio_folder: Path = RENDERED,
    http_client: Any = None,
    inline_errands: bool = False,
) -> Flask:
    """The application of one deployment.

    `script` is the text of a call script to serve whatever is published. `clock`
    tells Unix seconds; nothing else knows the time. With `inline_errands` the caller
    of this factory runs `app.extensions["ivr-errands"].run()` after each request, as
    tests with a clock of their own do; otherwise a thread runs them.
    """
    settings = settings or Settings.from_environment(os.environ)
    app = Desk(__name__)
    app.secret_key = settings.secret_key
    app.session_interface = DeskSession()
    board = Switchboard(
        settings,
        open_database(settings.database_url),
        Library(audio_folder, choose(settings.voice_engine)),
        clock,
        script if script is not None else _script_file(settings),
        prefer_script=script is not None,
    )
    app.extensions["ivr"] = board
    errands = Errands(board, http_client)
    if inline_errands:
        errands.attach_inline()
    else:
        errands.attach_thread()
        app.extensions["ivr-renderer"] = render_in_background(app)
    app.extensions["ivr-errands"] = errands
    app.register_blueprint(voice)
    app.register_blueprint(audio)
    guard(app, settings)
    speak(app)
    app.jinja_env.globals.update(blamed=blamed, retold=retold, stated=stated)
    guide(app)
    tell_trouble(app)
    app.register_blueprint(login)
    app.register_blueprint(report)
    app.register_blueprint(desk)
    if settings.designer:
        app.register_blueprint(home)
        app.register_blueprint(first_run)
        app.register_blueprint(versions)
        app.register_blueprint(people)
        app.register_blueprint(audit)
        app.register_blueprint(welcome)
        app.register_blueprint(preview)
        app.register_blueprint(editor)
        app.register_blueprint(studio)
        app.register_blueprint(browser_phone)
        app.register_blueprint(proof)
        app.register_blueprint(picture)
        app.register_blueprint(shares)
        app.register_blueprint(shared)
    standby = Standby.of(_live(board))
    app.extensions["ivr-last-resort"] = standby
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0
        )
    guarded = Guarded(app.wsgi_app, standby)
    app.extensions["ivr-guard"] = guarded
    guarded.tell = last_resort_noted(board, errands)
    app.add_url_rule("/healthz", view_func=health(board, guarded, errands.logbook))
    app.wsgi_app = guarded  # type: ignore[assignment]
    board.engine.dispose()  # no open connection is handed on to forked web workers
    return app


class DeskSession(SecureCookieSessionInterface):
    """A session is for people at the desk; webhooks and sounds have none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a page; None elsewhere."""
        if request.path.startswith(LINE):
            return None
        return super().open_session(app, request)


def _live(board: Switchboard) -> Line | None:
    try:
        return board.live_line()
    except (NoLine, ScriptError, *STORE_FAILURES):
        return None


def _script_file(settings: Settings) -> str | None:
    return Path(settings.script).read_text("utf-8") if settings.script else None
