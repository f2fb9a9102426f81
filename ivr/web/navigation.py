"""The pages in the order of the work, and who may open which."""

from dataclasses import dataclass

from flask import Flask, current_app, g

from ivr.store.accounts import Role


def _(words: str) -> str:
    """Marks words for the catalogues; the template translates them."""
    return words


EVERYBODY = frozenset(Role)
READERS = EVERYBODY - {Role.AGENT}
OWNERS = frozenset({Role.OWNER})


@dataclass(frozen=True)
class Place:
    """A page in the navigation: its endpoint, its words, the roles that see it."""

    endpoint: str
    words: str
    roles: frozenset[Role] = READERS


PLACES = (
    Place("home.page", _("Home")),
    Place("preview.index", _("Hear")),
    Place("editor.page", _("Write")),
    Place("picture.page", _("Picture")),
    Place("browser_phone.page", _("Call")),
    Place("proof.page", _("Proof")),
    Place("studio.page", _("Studio")),
    Place("versions.page", _("Publish")),
    Place("desk.page", _("Desk"), EVERYBODY),
    Place("report.page", _("Report"), EVERYBODY),
    Place("people.page", _("Accounts"), OWNERS),
)


def guide(app: Flask) -> None:
    """Gives the templates the pages that their reader may open."""
    app.jinja_env.globals["places"] = _open_places


def _open_places() -> list[Place]:
    account = g.get("account")
    routes = current_app.view_functions
    return [
        place
        for place in PLACES
        if place.endpoint in routes and (not account or account.role in place.roles)
    ]
