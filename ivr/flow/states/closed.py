"""Outside hours: when we are back, and by when we call back or reply."""

from ivr.flow.flow import Edge, State
from ivr.flow.states.ways import (
    BOOK,
    CLOSED_CHOICES,
    FAREWELL,
    TAKE_MESSAGE,
    aside,
    question,
)


def after_hours() -> list[State]:
    """Closed: when we are back, and by when we call back or reply."""
    says = (
        ("after-hours.closed", "after-hours.closed-no-time"),
        ("after-hours.emergency",),
    )
    person = (("after-hours.person", "after-hours.person-no-time"),)
    keys = (("after-hours.keys", "after-hours.keys-no-time"),)
    choices = {
        "callback": BOOK,
        "message": TAKE_MESSAGE,
        "yes": (Edge("after-hours-keys"),),
        "no": FAREWELL,
    }
    found = (Edge("after-hours-person"),)
    return [
        aside("finding-time-closed", time_found=found, no_time=found),
        question(
            "after-hours",
            says,
            choices,
            CLOSED_CHOICES,
            silence="after-hours-keys",
            unclear="after-hours-keys",
        ),
        question(
            "after-hours-person",
            person,
            choices,
            CLOSED_CHOICES,
            silence="after-hours-keys",
            unclear="after-hours-keys",
        ),
        question(
            "after-hours-keys",
            (*person, *keys),
            choices,
            CLOSED_CHOICES,
            silence="closing-silence",
            unclear="offer-message",
        ),
    ]
