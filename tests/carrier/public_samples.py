"""Tiny applications of ours that do what well-known public samples do.

Each shows the pattern of the sample that it names, in other words and with other
numbers; what is wrong in it is wrong there.
"""

from .apps import Page, wav

MUSIC: Page = (200, "audio/wav", wav(60))


# TwilioDevEd/ivr-phone-tree-python: a menu in a Gather, and nothing after it.
PHONE_TREE: dict[str, Page] = {
    "/voice": '<Gather numDigits="1" action="/menu"><Say loop="3">Press 1 for '
    "directions, or 2 for our branches.</Say></Gather>",
    "/menu": lambda form: {
        "1": "<Say>Go straight on, then left. Thank you for calling.</Say><Hangup/>",
        "2": '<Gather numDigits="1" action="/branch"><Say loop="3">Press 2 for Oslo, '
        "or star for the main menu.</Say></Gather>",
    }.get(form["Digits"], "<Say>Returning.</Say><Redirect>/voice</Redirect>"),
    "/branch": lambda form: (
        "<Dial>+15550100002</Dial>"
        if form["Digits"] == "2"
        else "<Say>Returning.</Say><Redirect>/voice</Redirect>"
    ),
}

# TwilioDevEd/warm-transfer-flask: whoever calls waits in a conference at once.
WARM_TRANSFER: dict[str, Page] = {
    "/voice": '<Dial><Conference waitUrl="/wait" startConferenceOnEnter="false">42'
    "</Conference></Dial>",
    "/wait": "<Say>Thank you for calling. Please wait in line.</Say>"
    "<Play>/music.wav</Play>",
    "/music.wav": MUSIC,
}

# TwilioDevEd/call-forwarding-flask: attributes that do not exist, no second chance,
# and a failure where nothing is known.
CALL_FORWARDING: dict[str, Page] = {
    "/voice": '<Gather numDigits="5" action="/look-up" from_state="NY"><Say>Please '
    "enter your zip code, followed by the star.</Say></Gather>",
    "/look-up": lambda form: (
        '<Dial hangUpOnStar="true" action="/next">+15550100003</Dial>'
        if form["Digits"] == "10001"
        else (500, "text/html", "unknown")  # type: ignore[return-value]
    ),
    "/next": "<Say>Connecting you to the next one.</Say>",
}

# twilio-labs/plugin-queued-callbacks-and-voicemail: a menu in the wait loop of a
# queue that the caller never agreed to. Its music has gone missing here.
QUEUE_MENU: dict[str, Page] = {
    "/voice": '<Enqueue waitUrl="/wait">care</Enqueue>',
    "/wait": '<Gather input="dtmf" timeout="2" action="/choose"><Play>/music.wav'
    "</Play></Gather><Redirect>/wait</Redirect>",
    "/choose": "<Leave/>",
}
