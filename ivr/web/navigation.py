"""The pages in the order of the work, and which of them the reader may open."""

from dataclasses import dataclass

from flask import Flask, current_app

from ivr.web.admission import is_let_in, role
from ivr.web.permissions import may


def _(words: str) -> str:
    """Marks words for the catalogues; the template translates them."""
    return words


@dataclass(frozen=True)
class Place:
    """A page in the navigation: its endpoint and its words."""

    endpoint: str
    words: str


PLACES = (
    Place("home.page", _("Home")),
    Place("preview.index", _("Hear")),
    Place("editor.page", _("Write")),
    Place("picture.page", _("Picture")),
    Place("browser_phone.page", _("Call")),
    Place("proof.page", _("Proof")),
    Place("studio.page", _("Studio")),
    Place("versions.page", _("Publish")),
    Place("desk.page", _("Desk")),
    Place("report.page", _("Report")),
    Place("people.page", _("Accounts")),
)


def guide(app: Flask) -> None:
    """Gives the templates the pages that their reader may open."""
    app.jinja_env.globals.update(
        places=open_places, may_change=may_change, endpoints=lambda: app.view_functions
    )


def may_change(endpoint: str) -> bool:
    """Whether the reader may send something to an endpoint."""
    return may(role(), endpoint, reading=False)


def open_places() -> list[Place]:
    """The pages that the reader may open; none for whoever is not let in."""
    if not is_let_in():
        return []
    routes = current_app.view_functions
    return [
        place
        for place in PLACES
        if place.endpoint in routes and may(role(), place.endpoint, reading=True)
    ]
