"""Changed values in a call script: every other line stays as it is."""

import copy
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.script.document import parse
from ivr.script.errors import ScriptError
from ivr.script.rewrite import CannotRewrite, rewrite

SCRIPTS = Path(__file__).parents[2] / "scripts"
STARTERS = {file.name: file.read_text("utf-8") for file in SCRIPTS.glob("*.yaml")}
CLINIC = STARTERS["dental-clinic.en.yaml"]


def changed(text: str, new: dict[str, Any]) -> list[str]:
    """The lines taken out and put in by writing the new values."""
    lines = unified_diff(
        text.splitlines(), rewrite(text, new).splitlines(), lineterm="", n=0
    )
    return [line for line in lines if line[:3] not in ("---", "+++", "@@ ")]


def data(text: str) -> dict[str, Any]:
    found = parse(text, "").data
    assert isinstance(found, dict)
    return found


def test_one_field_changes_one_line() -> None:
    new = data(CLINIC)
    new["departments"]["billing"]["name"] = "accounts"

    assert changed(CLINIC, new) == ["-    name: billing", "+    name: accounts"]


def test_nothing_changed_is_the_same_to_the_byte() -> None:
    assert rewrite(CLINIC, data(CLINIC)) == CLINIC


def test_the_remark_behind_a_value_stays() -> None:
    text = "company: Northside  # ask Helen before changing it\nlanguages: [en]\n"
    new = {"company": "Southside", "languages": ["en"]}

    assert rewrite(text, new) == (
        "company: Southside  # ask Helen before changing it\nlanguages: [en]\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("plain", '"{company}: how can I help?"'),
        ("'in quotes'", "'{company}: how can I help?'"),
        ('"in quotes"', '"{company}: how can I help?"'),
        ("|\n  a block\n  of two lines\n", '"{company}: how can I help?"'),
        (">-\n  folded\n  lines", '"{company}: how can I help?"'),
        ("plain over\n  two lines", '"{company}: how can I help?"'),
        ("", '"{company}: how can I help?"'),
    ],
)
def test_a_text_keeps_its_style_where_it_can(before: str, after: str) -> None:
    text = f"# greeting\nemergency: {before}".rstrip() + "\n# end\ncompany: Northside\n"
    new = {"emergency": "{company}: how can I help?", "company": "Northside"}

    written = rewrite(text, new)

    assert written.startswith(f"# greeting\nemergency: {after}\n")
    assert written.endswith("# end\ncompany: Northside\n")


def test_a_second_language_turns_a_text_into_a_group() -> None:
    new = data(CLINIC)
    new["departments"]["billing"]["name"] = {"en": "billing", "nb": "regnskap"}

    assert changed(CLINIC, new) == [
        "-    name: billing",
        "+    name:",
        "+      en: billing",
        "+      nb: regnskap",
    ]


def test_an_agent_is_added_below_the_last_one() -> None:
    new = data(CLINIC)
    agents = new["departments"]["billing"]["agents"]
    agents.append({"name": "Dmitri", "phone": "+1 503 555 0199"})

    assert changed(CLINIC, new) == [
        "+      - name: Dmitri",
        "+        phone: +1 503 555 0199",
    ]


def test_agents_change_places() -> None:
    new = data(CLINIC)
    new["departments"]["front-desk"]["agents"].reverse()

    written = rewrite(CLINIC, new)

    assert written.index("name: James") < written.index("name: Maria")
    assert sorted(written.splitlines()) == sorted(CLINIC.splitlines())


def test_departments_take_their_comments_along() -> None:
    new = data(CLINIC)
    new["departments"] = dict(reversed(new["departments"].items()))

    written = rewrite(CLINIC, new)

    assert list(parse(written, "").data["departments"]) == [
        "urgent-care",
        "billing",
        "front-desk",
    ]
    assert "# The key on the left is for this file only" in written
    comment = written.index("# The key on the left")
    assert written.index("billing:") < comment < written.index("front-desk:")


def test_a_department_goes_and_the_comments_of_others_stay() -> None:
    new = data(CLINIC)
    del new["departments"]["billing"]

    written = rewrite(CLINIC, new)

    assert [line for line in changed(CLINIC, new) if line.startswith("+")] == []
    assert written.count("#") == CLINIC.count("#")
    assert "\n\n\n" not in written


def test_two_groups_that_end_together_both_grow() -> None:
    text = "company: Northside\nvoicemail:\n  longest: 120\n"
    grown = {"voicemail": {"longest": "120", "reply_within": "4"}, "feedback": "true"}

    assert rewrite(text, {"company": "Northside", **grown}) == (
        "company: Northside\nvoicemail:\n  longest: 120\n  reply_within: 4\n"
        "feedback: true\n"
    )


def test_lines_that_end_as_on_windows_stay_so() -> None:
    text = CLINIC.replace("\n", "\r\n")
    new = data(text)
    new["departments"]["billing"]["agents"].append({"name": "Kari", "phone": "1"})

    written = rewrite(text, new)

    assert written.count("\n") == written.count("\r\n") == CLINIC.count("\n") + 2


def test_a_text_that_is_no_yaml_is_refused() -> None:
    with pytest.raises(ScriptError):
        rewrite("company: [", {"company": "Northside"})


def test_a_way_of_writing_that_cannot_be_kept_is_refused() -> None:
    with pytest.raises(CannotRewrite):
        rewrite("handles: [a, b]\n", {"handles": ["b", "a"]})


def test_an_empty_script_is_begun() -> None:
    assert rewrite("# new\n", {"company": "Northside"}) == "# new\ncompany: Northside\n"


words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")), min_size=1
).map(str.strip)


@given(st.sampled_from(sorted(STARTERS)), st.data())
def test_any_change_is_read_back_and_keeps_every_comment(
    name: str, chosen: st.DataObject
) -> None:
    text = STARTERS[name]
    new = copy.deepcopy(data(text))
    for _ in range(chosen.draw(st.integers(1, 3))):
        _change_something(new, chosen)

    written = rewrite(text, new)

    assert parse(written, "").data == new
    assert _top_comments(text) == _top_comments(written)


def _change_something(value: Any, chosen: st.DataObject) -> None:
    """Another text, another entry, or one less, somewhere."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chosen.draw(st.sampled_from(keys))
        if isinstance(value[key], str) or chosen.draw(st.booleans()):
            break
        value = value[key]
    match chosen.draw(st.sampled_from(["text", "text", "add", "remove", "turn"])):
        case "text":
            value[key] = chosen.draw(words) or "x"
        case "add" if isinstance(value, list):
            value.append(chosen.draw(words) or "x")
        case "add":
            value[chosen.draw(words) or "new"] = [{"en": chosen.draw(words) or "x"}]
        case "remove" if len(value) > 1:
            del value[key]
        case "turn" if isinstance(value, list):
            value.reverse()


def _top_comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]
