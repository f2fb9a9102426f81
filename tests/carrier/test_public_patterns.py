"""Patterns seen in public sample applications, and the report that each gets."""

from ivr.carrier import Carrier
from ivr.carrier.robots import explore, phones

from .apps import Page, TwimlApp
from .public_samples import CALL_FORWARDING, PHONE_TREE, QUEUE_MENU, WARM_TRANSFER


def report(pages: dict[str, Page], keys: str = "12", strict: bool = True) -> list[str]:
    phone = phones(lambda: Carrier(TwimlApp(pages), strict=strict))
    return str(explore(phone, keys=keys)).splitlines()


def test_a_gather_with_nothing_after_it_is_a_dead_end() -> None:
    assert report(PHONE_TREE, keys="12*") == [
        "9 calls, 2 places where a caller can act: 5 complaints",
        "- end-without-thanks: the call ends without thanks after "
        '"Press 1 for directions, or 2 for our branches."',
        "    the caller waits",
        "- dead-end: the call just stops when nobody answers "
        '"Press 1 for directions, or 2 for our branches."',
        "    the caller waits",
        "- ringing-too-long: it rings for 30 s without a word",
        "    the caller presses 2, presses 2",
        "- end-without-thanks: the call ends without thanks after "
        '"Press 2 for Oslo, or star for the main menu."',
        "    the caller presses 2, presses 2",
        "- dead-end: the call just stops when nobody answers "
        '"Press 2 for Oslo, or star for the main menu."',
        "    the caller presses 2, waits",
    ]


def test_a_conference_as_a_waiting_room_holds_whom_nobody_asked() -> None:
    assert report(WARM_TRANSFER) == [
        "1 calls, 0 places where a caller can act: 2 complaints",
        "- hold-without-consent: the caller is put on hold without having been asked",
        "    the caller says nothing",
        "- hold-without-update: the caller on hold hears no word for 60 s",
        "    the caller says nothing",
    ]


def test_a_wait_loop_whose_music_is_missing_is_a_silent_trap() -> None:
    assert report(QUEUE_MENU, keys="1") == [
        "3 calls, 1 places where a caller can act: 5 complaints",
        "- hold-without-consent: the caller is put on hold without having been asked",
        "    the caller presses 1",
        "- end-without-thanks: the call ends without thanks",
        "    the caller presses 1",
        "- 11200: HTTP 404 for http://localhost/music.wav (<Play>)",
        "    the caller presses 1",
        "- silence: the line is silent for 122 s",
        "    the caller waits",
        "- slow-first-word: the caller is never greeted",
        "    the caller waits",
    ]


def test_an_attribute_in_the_wrong_case_is_found_where_the_vendor_only_warns() -> None:
    assert report(CALL_FORWARDING, keys="1", strict=False)[:1] == [
        "3 calls, 1 places where a caller can act: 6 complaints",
    ]
    carrier = Carrier(TwimlApp(CALL_FORWARDING), strict=False)
    carrier.agent("Ann", "+15550100003").answers(after=2).waits(5).hangs_up()
    carrier.call().dials().presses("10001").hears("Connecting you to the next one.")

    assert [str(problem) for problem in carrier.problems] == [
        "12200: <Gather> has no attribute from_state (line 1)",
        "12200: <Dial> has no attribute hangUpOnStar; it is written hangupOnStar "
        "(line 1)",
    ]


def test_a_polite_line_has_nothing_to_complain_about() -> None:
    pages: dict[str, Page] = {
        "/voice": '<Gather numDigits="1" action="/menu"><Say>Good morning, this is '
        "Acme. For the opening hours press 1.</Say></Gather>"
        "<Say>Thank you for calling. Goodbye.</Say>",
        "/menu": "<Say>We are here from nine to five. Thank you for calling.</Say>",
    }

    assert report(pages, keys="1") == [
        "3 calls, 1 places where a caller can act: nothing to complain about"
    ]
