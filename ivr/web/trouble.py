"""The page of a request that could not be served: what happened, and a way on."""

from flask import Flask, render_template, request, url_for
from werkzeug.exceptions import HTTPException, default_exceptions

from ivr.web.admission import is_of_the_line
from ivr.web.interface import gettext as _
from ivr.web.interface import marked
from ivr.web.navigation import open_places

HEADINGS = {
    401: marked("Please log in first"),
    403: marked("This is not open to you"),
    404: marked("There is no such page"),
    410: marked("This is over"),
    413: marked("That is too large"),
    503: marked("This cannot be shown just now"),
}
OTHERWISE = marked("That did not work")


def tell_trouble(app: Flask) -> None:
    """Gives whoever opened a page a page, also where there is none."""
    app.register_error_handler(HTTPException, _told)


def _told(error: HTTPException) -> HTTPException | tuple[str, int]:
    """A page for a person; what a program asked for is answered as before."""
    code = error.code or 500
    if error.response is not None or code < 400 or not _is_read_by_a_person():
        return error
    own = error.description != default_exceptions[code].description
    places = open_places()
    page = render_template(
        "trouble.html",
        heading=_(HEADINGS.get(code, OTHERWISE)),
        reason=error.description if own else "",
        back=url_for(places[0].endpoint if places else "login.form"),
    )
    return page, code


def _is_read_by_a_person() -> bool:
    wants = "text/html" in request.headers.get("Accept", "")
    return wants and "HX-Request" not in request.headers and not is_of_the_line()
