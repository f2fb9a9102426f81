"""`ivr check` and `ivr explain` at the terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli import group

STARTERS = Path(__file__).parents[2] / "scripts"
CLEAN = "Northside Dental. How can I help you?"


def _ivr(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(group, arguments, input=given)


def test_a_clean_text_exits_0() -> None:
    result = _ivr("check", "--text", CLEAN, "--kind", "greeting")

    assert result.exit_code == 0
    assert result.output == "No findings in 1 prompt.\n"


def test_a_fault_exits_1_and_says_what_to_say_instead() -> None:
    result = _ivr("check", "--text", "Please hold.", "--kind", "hold")

    assert result.exit_code == 1
    assert "HLD101 hold-without-asking" in result.output
    assert "Say: Would you like to hold" in result.output


def test_advice_alone_exits_0() -> None:
    said = "Northside Dental. This is Maria. How can I help you?"

    result = _ivr("check", "--text", said, "--kind", "live-answer greeting")

    assert result.exit_code == 0
    assert "advice GRT103" in result.output


def test_a_starter_exits_0() -> None:
    assert _ivr("check", str(STARTERS / "workshop.nb.yaml")).exit_code == 0


def test_a_script_that_is_none_exits_2_with_the_place(tmp_path: Path) -> None:
    script = tmp_path / "x.yaml"
    script.write_text("compny: Northside\n", encoding="utf-8")

    result = _ivr("check", str(script))

    assert result.exit_code == 2
    assert "x.yaml:1:1: error SCR001 script-error" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--text", "x", "--jsonl", "y"),
        ("--text", "x", "--language", "de"),
        ("--text", "x", "--kind", "nonsense"),
        ("--text", "x", "--select", "XXX1"),
        ("--text", "x", "--watch"),
        ("--jsonl", "no-such-file.jsonl"),
        ("no-such-file.yaml",),
    ],
)
def test_unusable_input_exits_2(arguments: tuple[str, ...]) -> None:
    result = _ivr("check", *arguments)

    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_prompts_by_the_line_are_answered_by_the_line() -> None:
    lines = [
        {"id": "a", "language": "nb", "kind": "hold", "text": "Vennligst vent."},
        {"id": "b", "lang": "en", "kind": "greeting", "text": CLEAN},
    ]

    result = _ivr("check", "--jsonl", "-", given="\n".join(map(json.dumps, lines)))
    first, second = map(json.loads, result.output.splitlines())

    assert result.exit_code == 1
    assert (first["id"], first["findings"][0]["name"]) == ("a", "hold-without-asking")
    assert second == {"id": "b", "findings": []}


def test_a_line_that_is_no_prompt_is_told_and_the_rest_is_judged() -> None:
    good = json.dumps({"id": "b", "language": "en", "kind": "greeting", "text": CLEAN})

    result = _ivr("check", "--jsonl", "-", given=f"nonsense\n[1]\n{{}}\n{good}\n")

    assert result.exit_code == 2
    assert "-:1:1: this line is no JSON" in result.output
    assert '{"id": "b", "findings": []}' in result.output


def test_a_lone_surrogate_is_answered_as_json() -> None:
    line = '{"id": "\\ud800", "language": "en", "kind": "hold", "text": "\\udfff"}'

    result = _ivr("check", "--jsonl", "-", given=line)

    assert json.loads(result.output)["id"] == "\ud800"


def test_several_rules_are_named_at_once() -> None:
    arguments = ("check", "--text", "Please hold.", "--format", "json")

    result = _ivr(*arguments, "--ignore", "HLD101,TON,HLD102")

    assert json.loads(result.output)["prompts"][0]["findings"] == []


def test_a_text_is_judged_without_the_heavy_libraries() -> None:
    said = (
        "import sys; from click.testing import CliRunner; from ivr.cli import group;"
        "CliRunner().invoke(group, ['check', '--text', 'Please hold.']);"
        "print([m for m in ('pydantic', 'flask', 'phonenumbers') if m in sys.modules])"
    )

    told = subprocess.run(
        [sys.executable, "-c", said], capture_output=True, text=True, check=True
    )

    assert told.stdout == "[]\n"


def test_a_rule_explains_itself_by_code_or_name() -> None:
    by_code = _ivr("explain", "hld101")
    by_name = _ivr("explain", "hold-without-asking")

    assert by_code.output == by_name.output
    assert "Nobody is put on hold without being asked." in by_code.output
    assert "Подождите, пожалуйста" in by_code.output


def test_a_call_rule_explains_itself_too() -> None:
    assert "hold-without-consent" in _ivr("explain", "HLD001").output


def test_without_a_rule_all_are_listed() -> None:
    listed = _ivr("explain").output

    assert "HLD001  hold-without-consent" in listed
    assert "HLD101  hold-without-asking" in listed


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    result = _ivr("explain", "hold-without-askin")

    assert result.exit_code == 2
    assert "Did you mean 'hold-without-asking'?" in result.output
