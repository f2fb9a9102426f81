"""Files that no editor would write: bombs, tags, other encodings, hostile names."""

import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.script.errors import ScriptError
from ivr.script.load import read

SMALL = """\
company: Northside Dental
languages: [en]
departments:
  front-desk:
    name: Front Desk
"""

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a0: &a0 {k: v}\n" + "".join(
    f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 26)
)
BOMBS = {
    "laughs": (LAUGHS, "writes"),
    "merges": (MERGES, "writes"),
    "itself": ("&a [*a]", "names a part"),
    "deep-list": ("[" * 100_000, "more than 40 levels deep"),
    "deep-group": ("{a: " * 30_000, "more than 40 levels deep"),
    "deep-block": ("- " * 60_000, "more than 40 levels deep"),
    "many": ("- a\n" * 30_000, "too many parts"),
    "large": ("a" * 300_000, "larger than 256 KB"),
    "sexagesimal": ("company: 1" + ":1" * 60_000, "too long"),
    "digits": ("hold:\n  update_every: " + "9" * 200_000, "whole number"),
    "keys": ("".join(f"k{n}: v\n" for n in range(9_000)), "not a key"),
}


def refusal(text: str | bytes) -> str:
    with pytest.raises(ScriptError) as caught:
        read(text, "x.yaml")
    return str(caught.value)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(name: str) -> None:
    text, said = BOMBS[name]
    said = {"writes": "names a part"}.get(said, said)
    began = time.process_time()

    assert said in refusal(text)
    assert time.process_time() - began < 2.0


def test_a_bomb_takes_little_memory() -> None:
    tracemalloc.start()

    refusal(LAUGHS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("company: &c North", "x.yaml:1:10: '&c' names a part"),
        ("company: *c", "x.yaml:1:10: '*c' repeats another part"),
        ("company: !!str North", "x.yaml:1:10: 'tag:yaml.org,2002:str' is a YAML tag"),
        ("company: !!python/object/apply:os.system [ls]", "is a YAML tag"),
        ("company: ! North", "x.yaml:1:10: '!' is a YAML tag"),
        ("<<: {company: North}", "x.yaml:1:1: '<<' merges another part"),
        ("? [a, b]\n: c", "x.yaml:1:3: a key is one text"),
        ('company: a\n"": c', "x.yaml:2:1: a key is missing before ':'"),
        ("company: a\ncompany: b", "x.yaml:2:1: 'company' is written twice"),
        (SMALL + "---\n" + SMALL, "x.yaml:6:1: a second document begins here"),
    ],
)
def test_what_yaml_can_and_a_script_may_not(written: str, said: str) -> None:
    assert said in refusal(written)


def test_a_repeated_key_names_the_first_one() -> None:
    text = SMALL + "    name: Back Desk\n"

    assert refusal(text) == (
        "x.yaml:6:5: 'name' is written twice, first on line 5; keep one of them"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (SMALL.encode("utf-16"), "x.yaml:1:1: this file is UTF-16; save as UTF-8"),
        ("company: Blåbær".encode("latin-1"), "x.yaml:1:12: this is not UTF-8 text"),
        (b"\xff\xfe\x00", "save as UTF-8"),
        (b"company: \xed\xa0\x80", "save as UTF-8"),
        ("company: a\x07b", "x.yaml:1:11: a control character stands here (U+0007)"),
        ("company: a\x00b", "a control character stands here (U+0000)"),
        ("company: a\ud800b", "a control character stands here (U+D800)"),
    ],
)
def test_what_is_not_plain_utf8_text(given: str | bytes, said: str) -> None:
    assert said in refusal(given)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("North\u202eside", "reverses the writing direction (U+202E)"),
        ("North \U0001f9b7", "no voice can speak (U+1F9B7)"),
        ("North ☎", "no voice can speak (U+260E)"),
        ("…", "holds nothing that a voice can speak"),
        ("N" * 10_000, "'company' is too long; at most 600 characters"),
        ("N" * 81, "has 81 characters; a name that callers hear has at most 80"),
        ("e\u0301\u0301\u0301\u0301\u0301", "a pile of accents"),
    ],
)
def test_a_name_that_no_voice_can_speak_is_refused(name: str, said: str) -> None:
    assert said in refusal(SMALL.replace("Northside Dental", name))


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\x1b", r"\x7f", r"\u202e"])
def test_an_escape_does_not_smuggle_a_character_in(escape: str) -> None:
    assert "delete it" in refusal(SMALL.replace("Northside Dental", f'"North{escape}"'))


@pytest.mark.parametrize(
    "name",
    [
        "</Say><Dial>+19005550100</Dial>",
        "{{7*7}}",
        "=cmd|' /C calc'!A0",
        "Bo & Co",
    ],
)
def test_markup_in_a_name_is_plain_text(name: str) -> None:
    quoted = '"' + name + '"'
    script = read(SMALL.replace("Northside Dental", quoted), "x.yaml").script

    assert script.company.in_("en") == name


def test_texts_are_composed_on_one_line_without_invisible_marks() -> None:
    name = '"Ska\u030aret  og\u200b\\n  So\u0308nn"'
    script = read(SMALL.replace("Northside Dental", name), "x.yaml").script

    assert script.company.in_("en") == "Skåret og Sönn"


PIECES = st.sampled_from(
    [
        "company", "languages", "departments", "numbers", "hours", "handles", "phone",
        ": ", ":\n", "\n", "  ", "    ", "- ", "[", "]", "{", "}", ", ", "&a ", "*a",
        "!!int ", "<<", "|", ">", '"', "'", "#", " # ivr: allow ", "---\n", "...\n",
        "en", "no", "nb", "{company}", "monday-friday", "08:00-17:00", "12-25", "0",
        "+4722000100", "911", "Europe/Oslo", "\t", "\r\n", "\ufeff", "ы", "\u202e",
        "%YAML 1.1\n", "?", "@", "`", "\\", "*", "null", "~", "9" * 30,
    ]
)  # fmt: skip


def survives(given: str | bytes) -> None:
    began = time.process_time()
    try:
        read(given, "x.yaml")
    except ScriptError as error:
        print(error)
    assert time.process_time() - began < 2.0


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_is_written_is_a_script_or_a_script_error(text: str) -> None:
    survives(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
def test_any_text_is_a_script_or_a_script_error(text: str) -> None:
    survives(text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_script_or_a_script_error(given: bytes) -> None:
    survives(given)


VALUES = st.recursive(
    st.none() | st.text(max_size=20) | PIECES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(PIECES | st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)
KEYS = (
    "company", "languages", "country", "timezone", "hours", "holidays", "address",
    "departments", "operator", "manager", "numbers", "greetings", "emergency", "hold",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_any_value_at_any_key_is_a_script_or_a_script_error(
    values: dict[str, object],
) -> None:
    import json

    survives(json.dumps(values))
