"""Findings in every format."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

from ivr.script.place import Place
from ivr.wording.check import check_prompt
from ivr.wording.judged import Judged, summary
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.report import FORMATS, reporter

DOCS = Path(__file__).parents[2] / "docs"
WARNED = Prompt(
    "Please hold.",
    "en",
    PromptKind.HOLD_UPDATE,
    place=Place("clinic, 50%.yaml", 12, 9),
    id="hold-update.first",
)
CLEAN = Prompt("How can I help you?", "en", PromptKind.ANSWER, id="clean")


def _judged(*prompts: Prompt) -> list[Judged]:
    return [Judged(prompt, check_prompt(prompt, ["HLD101"])) for prompt in prompts]


def _report(form: str) -> str:
    return reporter(form)(_judged(WARNED, CLEAN))


def test_the_text_report_shows_place_words_and_a_way_out() -> None:
    assert _report("text").splitlines() == [
        "clinic, 50%.yaml:12:9: error HLD101 hold-without-asking: "
        "The caller is told to wait instead of being asked.",
        "    Please hold.",
        "    ^^^^^^^^^^^",
        "    Say: Would you like to hold for about two minutes, "
        "or shall we call you back?",
        "1 finding in 2 prompts: 1 error.",
    ]


def test_the_text_report_shows_no_control_characters() -> None:
    hostile = Prompt("Please hold \x1b[2J\x07.", "en", PromptKind.ANSWER)

    assert "\x1b" not in reporter("text")(_judged(hostile))


def test_the_json_report_keeps_its_schema() -> None:
    schema = json.loads((DOCS / "findings.schema.json").read_text(encoding="utf-8"))
    report = json.loads(_report("json"))

    jsonschema.validate(report, schema)

    assert report["version"] == 1
    assert [prompt["id"] for prompt in report["prompts"]] == [
        "hold-update.first",
        "clean",
    ]


def test_the_jsonl_report_answers_line_by_line() -> None:
    first, second = map(json.loads, _report("jsonl").splitlines())

    assert first["id"] == "hold-update.first"
    assert list(first["findings"][0])[:7] == [
        "code",
        "name",
        "severity",
        "start",
        "end",
        "message",
        "suggestion",
    ]
    assert second == {"id": "clean", "findings": []}


def test_the_github_report_escapes_what_would_end_a_command() -> None:
    command = _report("github").splitlines()[0]

    assert command.startswith(
        "::error file=clinic%2C 50%25.yaml,line=12,col=9,"
        "title=HLD101 hold-without-asking::The caller is told"
    )
    assert "%0ASay: Would you" in command


def test_the_sarif_report_has_what_code_scanning_needs() -> None:
    report = json.loads(_report("sarif"))
    run = report["runs"][0]
    result = run["results"][0]

    assert report["version"] == "2.1.0"
    assert result["ruleId"] in [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 12,
        "startColumn": 9,
    }


def test_the_sarif_report_keeps_the_public_schema() -> None:
    schema = os.environ.get("SARIF_SCHEMA")
    if not schema:
        pytest.skip("SARIF_SCHEMA does not name the file of the SARIF 2.1.0 schema")
    given = json.loads(Path(schema).read_text(encoding="utf-8"))

    jsonschema.validate(json.loads(_report("sarif")), given)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_reports_nothing_found(form: str) -> None:
    assert reporter(form)([]) is not None


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="no format 'xml'"):
        reporter("xml")


def test_a_summary_counts() -> None:
    assert summary([]) == "No findings in 0 prompts."
    assert summary(_judged(CLEAN)) == "No findings in 1 prompt."
