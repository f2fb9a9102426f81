"""Judging all that a call script says, and silencing what the owner means."""

from pathlib import Path

import pytest

from ivr.script.errors import ScriptError
from ivr.wording.check_script import check_script
from ivr.wording.judged import all_findings

SCRIPT = """\
company: Northside Dental
languages: [en]
timezone: America/New_York
departments:
  front-desk:
    name: Front Desk
    handles:
      - I would like to make an appointment
    agents:
      - name: Maria
        phone: +1 503 555 0101
"""
HOLDS = """\
greetings:
  line: "{company}. Please hold. How can I help you?"
"""


def _found(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    script = tmp_path / "clinic.yaml"
    script.write_text(text, encoding="utf-8")
    found = all_findings(check_script(script))
    return [
        (str(each.place).removeprefix(str(tmp_path) + "/"), each.name)
        for each in found
        if each.fails
    ]


def test_a_plain_script_is_clean(tmp_path: Path) -> None:
    assert _found(tmp_path, SCRIPT) == []


def test_a_finding_points_at_the_text_in_the_script(tmp_path: Path) -> None:
    found = _found(tmp_path, SCRIPT + HOLDS)

    assert found == [
        ("clinic.yaml:13:9", "hold-without-asking"),
        ("clinic.yaml:13:9", "wait-without-time"),
        ("clinic.yaml:13:9", "command-tone"),
    ]


def test_a_comment_with_a_reason_silences_a_rule_at_its_line(tmp_path: Path) -> None:
    comment = "  # ivr: allow HLD101 the owner insists for now\n"
    found = _found(tmp_path, SCRIPT + HOLDS.replace("  line", comment + "  line"))

    assert [name for _, name in found] == ["wait-without-time", "command-tone"]


def test_the_script_silences_a_rule_everywhere(tmp_path: Path) -> None:
    ignore = "wording:\n  ignore:\n    HLD: the owner insists for now\n"
    found = _found(tmp_path, SCRIPT + HOLDS + ignore)

    assert [name for _, name in found] == ["command-tone"]


def test_a_comment_about_no_rule_is_an_error(tmp_path: Path) -> None:
    comment = "  # ivr: allow TON999 the owner insists\n"

    with pytest.raises(ScriptError, match="there is no rule 'TON999'"):
        _found(tmp_path, SCRIPT + HOLDS.replace("  line", comment + "  line"))


def test_every_department_and_agent_is_judged_with_its_names(tmp_path: Path) -> None:
    greeting = 'greetings:\n  agent: "{company}. How can I help you?"\n'

    found = _found(tmp_path, SCRIPT + greeting)

    assert [name for _, name in found] == ["agent-missing", "department-missing"]
