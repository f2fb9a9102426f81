"""A caller who withholds the number keys in the one to be called back on."""

from lines import Line

from ivr.store import promises
from ivr.store.database import reading

from .posting import Twilio, gather_action, heard

WITHHELD = "+266696687"
CALLBACKS_A_QUARTER = 2  # of an hour, by the clinic's script


def test_the_keyed_number_is_kept_when_the_offered_time_has_gone_meanwhile(
    clinic: Line,
) -> None:
    caller = Twilio(clinic.app)
    offered = caller.posts("/voice", From=WITHHELD)
    offered = caller.posts(
        gather_action(offered), From=WITHHELD, SpeechResult="please call me back"
    )
    asked = caller.posts(gather_action(offered), From=WITHHELD, Digits="1")
    for count in range(CALLBACKS_A_QUARTER):
        other = Twilio(clinic.app, f"CA{count:032x}")
        other.says(other.says(other.dials(), "please call me back"), "yes")

    gone = caller.posts(gather_action(asked), From=WITHHELD, Digits="2135550155")
    booked = caller.posts(gather_action(gone), From=WITHHELD, Digits="1")

    assert "Which number may we call?" in heard(asked)
    assert "has just been taken" in heard(gone)
    assert "It is arranged" in heard(booked)
    with reading(clinic.engine) as conn:
        numbers = {promise.number for promise in promises.open_(conn)}
    assert "+12135550155" in numbers
