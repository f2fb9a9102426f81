"""Texts that were written to break a linter."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.wording.check import check_sequence, check_text
from ivr.wording.lexicon import LANGUAGES
from ivr.wording.prompt import Prompt, PromptKind

PER_KILOBYTE = 0.05  # seconds
HOSTILE = {
    "nothing": "",
    "one very long word": "a" * 20_000,
    "one very long line": "please hold " * 2_000,
    "question marks": "?" * 20_000,
    "open brackets": "{[<" * 5_000,
    "half slots": "{{a [b <c " * 2_000,
    "apostrophes": "a'" * 10_000,
    "at signs": "a@" * 10_000,
    "dots": "a.b." * 5_000,
    "digits": "1" * 20_000,
    "times": "12:30:" * 3_000,
    "combining marks": "e\u0301\u0302\u0303" * 5_000,
    "control characters": "\x00\x07\x1b[2J\u202e\u200b" * 3_000,
    "surrogates": "\ud800\udfff" * 5_000,
    "mixed scripts": "holdжди vent po 你好 مرحبا " * 800,
    "say and say": "say or press say " * 1_000,
    "one verb of saying after another": "say " * 10_000,
    "one name after another": "Maria, " * 5_000,
    "one number after another": "one two three " * 1_500,
    "no spaces": "press1or2,3;4—5" * 1_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_judges_a_hostile_text_in_time(name: str) -> None:
    text = HOSTILE[name]
    kilobytes = max(len(text.encode("utf-8", "surrogatepass")) / 1024, 1.0)
    check_text("Hello.", "en", "menu")  # the rules and word lists are read once

    started = time.process_time()
    check_text(text, "en", "menu")
    taken = time.process_time() - started

    assert taken <= PER_KILOBYTE * kilobytes


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(LANGUAGES), st.sampled_from(PromptKind))
def test_no_text_ends_in_an_exception(
    text: str, language: str, kind: PromptKind
) -> None:
    prompt = Prompt(text, language, kind)

    for found in (*check_text(text, language, kind), *check_sequence([prompt] * 3)):
        assert 0 <= found.start <= found.end <= max(len(text), found.end)
        assert found.start <= len(text)
