"""Whatever an application answers, the carrier never falls over."""

from contextlib import suppress
from random import Random

import pytest

from ivr.carrier import Carrier, DocumentRefused, read
from ivr.carrier.facts.verbs import VERBS

from .apps import TwimlApp

TEXTS = ("", "hello", "+15550100001", "/voice", "http://[", "\u202e", "б" * 900)
VALUES = ("", "1", "0", "-1", "999999999", "true", "auto", "#", "/voice", "http://[::1")


def element(chance: Random, name: str, depth: int) -> str:
    verb = VERBS[name]
    names = [*verb.attributes, "bogus"]
    chosen = chance.sample(names, min(len(names), chance.randint(0, 3)))
    attributes = "".join(f' {one}="{chance.choice(VALUES)}"' for one in chosen)
    inner = chance.choice(TEXTS)
    children = sorted(verb.children) or ["Say"]
    if depth and chance.random() < 0.7:
        for _ in range(chance.randint(1, 3)):
            child = chance.choice(children if chance.random() < 0.9 else sorted(VERBS))
            inner += element(chance, child, depth - 1)
    return f"<{name}{attributes}>{inner}</{name}>"


def document(seed: int) -> bytes:
    chance = Random(seed)
    body = bytearray(element(chance, "Response", 3).encode())
    if chance.random() < 0.3:
        for _ in range(chance.randint(1, 4)):
            body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


@pytest.mark.parametrize("thousand", range(2))
def test_reading_only_ever_refuses(thousand):
    for seed in range(thousand * 1000, thousand * 1000 + 1000):
        with suppress(DocumentRefused):
            read(document(seed))


@pytest.mark.parametrize("seed", range(150))
def test_a_call_through_any_document_comes_to_an_end(seed):
    app = TwimlApp({"/voice": (200, "text/xml", document(seed))})
    carrier = Carrier(app, strict=False, seed=seed)
    carrier.agent("+15550100001").answers(after=2).waits(5).hangs_up()
    call = carrier.call().dials()
    for move in ("1", "#", "*"):
        if call.leg.alive:
            call.waits(7)
        if call.leg.alive:
            call.presses(move)
    if call.leg.alive:
        call.hangs_up()
    carrier.waits(60)

    assert not call.leg.alive
