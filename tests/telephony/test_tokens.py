"""The token that carries a call's state: sealed, bound to its call, and plain ASCII."""

import base64
import json
import random
from dataclasses import replace

import pytest

from ivr.flow.call import LAST_PLACE, LONGEST_WAIT, Call, Time
from ivr.languages.spoken_time import SpokenTime
from ivr.telephony.links import Links
from ivr.telephony.token import LONGEST, BadToken, Tokens, Turn

from .posting import SID

OTHER = "CA" + "b" * 32
TOKENS = Tokens("a secret of forty characters, or some more")
CALL = Call("holding", "nb", "front-desk", agent=1, waited=90, place=2)
TURN = Turn("12", 7, "answer", CALL, moves=3, seconds=45)


def fullest(department: str) -> Call:
    """A call of which every field is as long as it gets."""
    time = Time(2_000_000_000, SpokenTime("wednesday-next-week", 23, 59))
    return Call(
        state="first-word-on-hold-after-callback",
        language="fil",
        department=department,
        agent=31,
        named=True,
        door=department,
        hour=23,
        opens=time,
        number_withheld=True,
        tried=2**32 - 1,
        declined=2**32 - 1,
        ringing=True,
        waited=LONGEST_WAIT,
        agreed=LONGEST_WAIT,
        place=LAST_PLACE,
        moved=True,
        minutes=120,
        time=time,
    )


def test_what_was_sealed_is_opened_again() -> None:
    assert TOKENS.open(SID, TOKENS.seal(SID, TURN)) == TURN


def test_the_same_turn_has_the_same_token() -> None:
    assert TOKENS.seal(SID, TURN) == TOKENS.seal(SID, TURN)


def test_it_is_safe_in_a_url_whatever_the_script_is_named() -> None:
    token = TOKENS.seal(SID, replace(TURN, call=replace(CALL, department="регистра")))

    assert token.isascii()
    assert token.replace("-", "").replace("_", "").isalnum()


def test_it_opens_for_its_own_call_only() -> None:
    with pytest.raises(BadToken):
        TOKENS.open(OTHER, TOKENS.seal(SID, TURN))


def test_it_opens_with_its_own_secret_only() -> None:
    with pytest.raises(BadToken):
        Tokens("another secret of forty characters or so").open(
            SID, TOKENS.seal(SID, TURN)
        )


def test_no_token_with_a_flipped_bit_opens() -> None:
    token = TOKENS.seal(SID, TURN)
    sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))

    for bit in range(8 * len(sealed)):
        forged = bytearray(sealed)
        forged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadToken):
            TOKENS.open(SID, base64.urlsafe_b64encode(forged).decode())


def test_no_token_that_is_cut_or_made_longer_opens() -> None:
    token = TOKENS.seal(SID, TURN)

    for length in range(len(token)):
        with pytest.raises(BadToken):
            TOKENS.open(SID, token[:length])
    for more in ("A", "AA", "AAAA", token):
        with pytest.raises(BadToken):
            TOKENS.open(SID, token + more)


def test_one_token_has_one_spelling() -> None:
    token = TOKENS.seal(SID, TURN)

    for other in (f" {token}", f"{token}\n", f"{token[:9]}*{token[9:]}", f"{token}="):
        with pytest.raises(BadToken):
            TOKENS.open(SID, other)


@pytest.mark.parametrize(
    "token", ["", "=", "x", "Привет", "\x00", "\ud800", "A" * 5000, "../..", "null"]
)
def test_what_was_never_a_token_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        TOKENS.open(SID, token)


def test_noise_is_refused() -> None:
    chance = random.Random(5)

    for _ in range(1000):
        noise = base64.urlsafe_b64encode(chance.randbytes(chance.randrange(200)))
        with pytest.raises(BadToken):
            TOKENS.open(SID, noise.decode())


@pytest.mark.parametrize("value", [None, 7, "x", [], [1, 2], {"a": 1}, ["1", 1, "a"]])
def test_what_we_sealed_for_another_purpose_is_no_turn(value: object) -> None:
    with pytest.raises(BadToken):
        TOKENS.open(SID, TOKENS.seal_json(SID, value))


def test_a_rings_token_is_no_calls_token() -> None:
    with pytest.raises(BadToken):
        TOKENS.open_json("ring", TOKENS.seal(SID, TURN))


def test_the_longest_departments_url_stays_far_below_what_servers_take() -> None:
    longest = Turn("1000000", 1_000_000, "recorded", fullest("d" * 40), 9999, 3600)

    token = TOKENS.seal(SID, longest)
    url = Links("https://line.example.com", TOKENS).turn(SID, longest)

    assert TOKENS.open(SID, token) == longest
    assert len(token) < 500 < LONGEST
    assert len(url) < 600


def test_no_word_of_the_caller_and_no_number_is_in_it() -> None:
    token = TOKENS.seal(SID, replace(TURN, call=fullest("front-desk")))

    body = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))[15:]

    assert json.loads(body)[5] == fullest("front-desk").to_json()
    assert SID.encode() not in body
