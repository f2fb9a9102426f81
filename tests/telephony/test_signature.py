"""Twilio's signature: the published vectors, rotation, and what is refused."""

import base64
import random

import pytest

from ivr.telephony.signature import is_signed, sign

TOKEN = "12345"
U = "https://mycompany.com/myapp.php?foo=1&bar=2"
P = (
    ("CallSid", "CA1234567890ABCDE"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
    ("Caller", "+14158675309"),
)
SIDS = (
    ("Sid", "CA123"),
    ("SidAccount", "AC123"),
    ("Digits", "5678"),
    ("Digits", "1234"),
    ("Digits", "1234"),
)
ADDRESSES = (
    ("MessagingBinding.Address", "+1415xxxxxxx"),
    ("MessagingBinding.Address", "+1325xxxxxxx"),
)
Form = tuple[tuple[str, str], ...]


def at(host: str, scheme: str = "https") -> str:
    return f"{scheme}://{host}/myapp.php?foo=1&bar=2"


# The vectors of the vendor's own libraries, by number; each row is a URL that must be
# accepted with the signature. Numbers 7 to 9 sign JSON bodies: the line takes forms
# only and answers 415 to the rest (test_gate.py).
VECTORS: tuple[tuple[str, str, Form, str], ...] = (
    ("1", U, P, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    ("2", at("mycompany.com:1234"), P, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    (
        "3",
        at("mycompany.com:1234", "http"),
        P,
        "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
    ),
    ("4", at("mycompany.com:443"), P, "kvajT1Ptam85bY51eRf/AJRuM3w="),
    ("4-without-port", U, P, "kvajT1Ptam85bY51eRf/AJRuM3w="),
    ("5", at("mycompany.com:80", "http"), P, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    (
        "5-without-port",
        at("mycompany.com", "http"),
        P,
        "0ZXoZLH/DfblKGATFgpif+LLRf4=",
    ),
    ("6", U, SIDS, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
    ("10a", at("user:pass@mycompany.com"), P, "CukzLTc1tT5dXEDIHm/tKBanW10="),
    ("10b", at("user@mycompany.com"), P, "2YRLlVAflCqxaNicjMpJcSTgzSs="),
    ("11", at("user:pass@mycompany.com:443"), P, "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI="),
    (
        "11-without-port",
        at("user:pass@mycompany.com"),
        P,
        "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
    ),
    ("12", U + "&Body=It%27s+amazing", P, "TfZzewPq8wqrGlMfyAud8+/IvJ0="),
    ("12-unescaped", U + "&Body=It's+amazing", P, "TfZzewPq8wqrGlMfyAud8+/IvJ0="),
    ("13", U, ADDRESSES, "83O6e2vORAoJHUNzJjDWN1jz+BA="),
    ("13-other-order", U, ADDRESSES[::-1], "83O6e2vORAoJHUNzJjDWN1jz+BA="),
)


@pytest.mark.parametrize(
    ("url", "form", "signature"),
    [vector[1:] for vector in VECTORS],
    ids=[vector[0] for vector in VECTORS],
)
def test_the_published_vectors_are_accepted(
    url: str, form: Form, signature: str
) -> None:
    assert is_signed([TOKEN], url, form, signature)


@pytest.mark.parametrize("url", ["/voice/turn?t=a%2Fb", "/voice/~x", "/voice/Привет"])
def test_a_url_is_signed_byte_for_byte(url: str) -> None:
    whole = f"https://line.example.com{url}"

    assert is_signed([TOKEN], whole, P, sign(TOKEN, whole, P))


def test_a_lone_question_mark_does_not_count() -> None:
    url = "https://line.example.com/voice"

    assert is_signed([TOKEN], url + "?", P, sign(TOKEN, url, P))


def test_an_address_with_a_port_in_brackets_is_accepted_without_it() -> None:
    signature = sign(TOKEN, "https://[2001:db8::1]/voice", P)

    assert is_signed([TOKEN], "https://[2001:db8::1]:8443/voice", P, signature)


def test_during_rotation_both_tokens_are_accepted_and_no_third() -> None:
    tokens = ["the old one", "the new one"]

    assert is_signed(tokens, U, P, sign("the old one", U, P))
    assert is_signed(tokens, U, P, sign("the new one", U, P))
    assert not is_signed(tokens, U, P, sign("another one", U, P))


def test_without_a_token_nothing_is_signed() -> None:
    assert not is_signed([], U, P, sign("", U, P))


@pytest.mark.parametrize(
    "signature", [None, "", "=", "Привет", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "x" * 10_000]
)
def test_a_missing_or_garbled_signature_is_refused(signature: str | None) -> None:
    assert not is_signed([TOKEN], U, P, signature)


@pytest.mark.parametrize("url", ["https://host:99999/x", "https://[::1/x", "", "?"])
def test_a_url_that_is_none_is_refused_without_an_error(url: str) -> None:
    assert not is_signed([TOKEN], url, P, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


def test_a_lone_surrogate_is_refused_without_an_error() -> None:
    assert not is_signed([TOKEN], U, (("From", "\ud800"),), "x")


def test_no_signature_that_differs_in_a_bit_is_accepted() -> None:
    signed = base64.b64decode(sign(TOKEN, U, P))

    for bit in range(8 * len(signed)):
        forged = bytearray(signed)
        forged[bit // 8] ^= 1 << bit % 8
        assert not is_signed([TOKEN], U, P, base64.b64encode(forged).decode())


def test_no_form_that_differs_in_a_letter_is_accepted() -> None:
    signature, chance = sign(TOKEN, U, P), random.Random(2)

    for _ in range(500):
        key, value = P[chance.randrange(len(P))]
        at_ = chance.randrange(len(value))
        letter = chr((ord(value[at_]) + chance.randrange(1, 90) - 32) % 95 + 32)
        changed = value[:at_] + letter + value[at_ + 1 :]
        form = tuple((k, changed if k == key else v) for k, v in P)
        assert changed == value or not is_signed([TOKEN], U, form, signature)
