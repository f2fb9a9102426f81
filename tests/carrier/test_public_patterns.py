"""Patterns seen in public sample applications, and the report that each gets."""

from ivr.carrier import Carrier
from ivr.carrier.robots import explore, phones

from .apps import TwimlApp, wav


def report(pages, keys: str = "12") -> str:
    return str(explore(phones(lambda: Carrier(TwimlApp(pages))), keys=keys))


def test_a_gather_with_nothing_after_it_is_a_dead_end():
    pages = {
        "/voice": '<Gather numDigits="1" action="/menu"><Say>Press 1 for sales, or 2 '
        "for service.</Say></Gather>",
        "/menu": "<Say>Thank you for calling.</Say><Hangup/>",
    }

    assert report(pages) == "\n".join(
        [
            "4 calls, 1 places where a caller can act: 2 complaints",
            "- end-without-thanks: the call ends without thanks after "
            '"Press 1 for sales, or 2 for service."',
            "    the caller waits",
            "- dead-end: the call just stops when nobody answers "
            '"Press 1 for sales, or 2 for service."',
            "    the caller waits",
        ]
    )


def test_hold_without_asking_is_noticed():
    pages = {
        "/voice": '<Gather numDigits="1" action="/menu"><Say>Press 1 for sales.</Say>'
        "</Gather><Redirect>/voice</Redirect>",
        "/menu": '<Enqueue waitUrl="/wait">sales</Enqueue>',
        "/wait": "<Play>/music.wav</Play>",
        "/music.wav": (200, "audio/wav", wav(60)),
    }

    assert report(pages) == "\n".join(
        [
            "4 calls, 1 places where a caller can act: 2 complaints",
            "- hold-without-consent: the caller is put on hold without having been "
            "asked",
            "    the caller presses 1",
            "- hold-without-update: the caller on hold hears no word for 1800 s",
            "    the caller presses 1",
        ]
    )


def test_a_wait_loop_that_traps_on_a_missing_file_is_noticed():
    pages = {
        "/voice": '<Gather numDigits="1" action="/hold"><Say>Would you like to hold? '
        "Press 1.</Say></Gather><Say>Thank you. Goodbye.</Say>",
        "/hold": '<Enqueue waitUrl="/wait">sales</Enqueue>',
        "/wait": "<Play>/missing.wav</Play><Redirect>/wait</Redirect>",
    }

    assert report(pages).splitlines() == [
        "4 calls, 1 places where a caller can act: 3 complaints",
        "- silence: the line is silent for 1800 s",
        "    the caller presses 1",
        "- 11200: HTTP 404 for http://localhost/missing.wav (<Play>)",
        "    the caller presses 1",
        "- carrier-loop: asked 50 times in the same second (http://localhost/wait)",
        "    the caller presses 1",
    ]


def test_a_polite_line_has_nothing_to_complain_about():
    pages = {
        "/voice": '<Gather numDigits="1" action="/menu"><Say>Good morning, this is '
        "Acme. For the opening hours press 1.</Say></Gather>"
        "<Say>Thank you for calling. Goodbye.</Say>",
        "/menu": "<Say>We are here from nine to five. Thank you for calling.</Say>",
    }

    assert report(pages, keys="1").endswith(": nothing to complain about")
