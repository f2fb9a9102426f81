"""Requests as Twilio signs and sends them, without a carrier in between."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree

from flask import Flask
from werkzeug.test import TestResponse

from ivr.carrier.exchange import ACCOUNT, TOKEN
from ivr.telephony.signature import sign

from .conftest import ANDREI, LINE

BASE = "http://localhost"
SID = "CA" + "a" * 32


@dataclass(frozen=True)
class Twilio:
    """Posts signed forms about one call of Andrei's."""

    app: Flask
    call_sid: str = SID

    def posts(self, url: str, **given: str) -> TestResponse:
        """The answer to one webhook; the fragment is never sent."""
        target = path_of(url)
        form = {
            "CallSid": self.call_sid,
            "AccountSid": ACCOUNT,
            "From": ANDREI,
            "To": LINE,
            "CallStatus": "in-progress",
            "Direction": "inbound",
            **given,
        }
        signature = sign(TOKEN, BASE + target, form.items())
        return self.app.test_client().post(
            target, data=form, headers={"X-Twilio-Signature": signature}
        )

    def dials(self) -> TestResponse:
        """The call comes in."""
        return self.posts("/voice")

    def says(self, answer: TestResponse, words: str) -> TestResponse:
        """The caller speaks to the question that was asked."""
        return self.posts(gather_action(answer), SpeechResult=words, Confidence="0.9")

    def presses(self, answer: TestResponse, key: str) -> TestResponse:
        """The caller presses a key at the question that was asked."""
        return self.posts(gather_action(answer), Digits=key)


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def tree(answer: TestResponse) -> ElementTree.Element:
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    return ElementTree.fromstring(answer.data)


def gather_action(answer: TestResponse) -> str:
    """Where the first question's answer goes."""
    gather = tree(answer).find("Gather")
    assert gather is not None, answer.text
    return gather.attrib["action"]


def redirect(answer: TestResponse) -> str:
    """Where the document goes on by itself."""
    found = tree(answer).find("Redirect")
    assert found is not None, answer.text
    return found.text or ""


def heard(answer: TestResponse) -> str:
    """All words of a document."""
    return " ".join(say.text or "" for say in tree(answer).iter("Say"))
