"""What a broken rule looks like: told, as JSON, as a transcript, as a picture."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from ivr.cli.phone import command as phone
from ivr.cli.prove import command
from ivr.etiquette.certificate import certificate, differences
from ivr.etiquette.edits import NotAnEdit, edited
from ivr.etiquette.replay import really_breaks
from ivr.etiquette.report import Report, as_json, as_text, report
from ivr.etiquette.transcript import transcript
from ivr.flow.diagram import mermaid, svg
from ivr.flow.flow import Flow
from ivr.phone.transcript import read_transcript
from ivr.wording.measures import estimate_seconds

UNASKED = "ask-hold: silence -> holding does agree says hold-update.first"


@pytest.fixture(scope="module")
def broken(clinic: Flow) -> Report:
    flow, _ = edited(clinic, [UNASKED])
    return report(flow, estimate_seconds, select=["HLD001"])


def test_it_tells_the_call_in_which_somebody_is_held_unasked(broken: Report) -> None:
    told = [line.what for line in broken.broken[0].lines]

    assert told[0] == "dials the line"
    assert (
        told[-3] == "“Thank you for holding. You are next in line. I will keep you "
        "posted.”"
    )
    assert told[-1] == "plays hold music for 24 s"
    assert "stays silent" in told


def test_the_call_really_breaks_the_rule(broken: Report) -> None:
    one = broken.broken[0]

    assert really_breaks(one.verdict.rule, broken.proof.graph, one.played)


def test_the_text_names_the_rule_and_the_json_holds_the_call(broken: Report) -> None:
    data = json.loads(as_json(broken))

    assert "BROKEN  HLD001  hold-without-consent" in as_text(broken)
    assert data["holds"] is False
    assert data["rules"][0]["call"][0] == {
        "at": 0.0,
        "who": "Caller",
        "what": "dials the line",
    }


def test_the_transcript_is_one_that_the_phone_reads(broken: Report) -> None:
    text = transcript(broken.flow, broken.broken[0].played, "clinic.yaml", "Unasked.")
    moves = [move.does for move in read_transcript(text, Path("x.yaml")).moves]

    assert moves[0] == "dials"
    assert "stays silent" in moves


def test_what_an_agent_does_with_a_caller_is_in_the_transcript(clinic: Flow) -> None:
    flow, _ = edited(clinic, ["ask-agents-hold: silence -> agents-hold"])
    held = report(flow, estimate_seconds, select=["HLD001"])
    text = transcript(flow, held.broken[0].played, "clinic.yaml", "Unasked.")
    moves = [
        (move.agent, move.does) for move in read_transcript(text, Path("x.yaml")).moves
    ]

    assert ("Maria", "accepts") in moves
    assert ("Maria", "asks to hold") in moves


def test_who_is_away_and_who_is_back_is_in_the_transcript(clinic: Flow) -> None:
    flow, _ = edited(clinic, [UNASKED])
    unasked = report(flow, estimate_seconds, select=["HLD001"])
    text = transcript(flow, unasked.broken[0].played, "clinic.yaml", "Unasked.")
    moves = [
        (move.agent, move.does) for move in read_transcript(text, Path("x.yaml")).moves
    ]

    assert ("Maria", "is with another caller") in moves


def test_a_script_whose_telephones_ring_too_long_is_played_again(
    script: str, tmp_path: Path
) -> None:
    Path(script).write_text(SCRIPT + "ring_seconds: 40\n")
    call = tmp_path / "call.yaml"
    given = [script, "--select", "TRF002", "--transcript", str(call)]
    proved = CliRunner().invoke(command, given)
    played = CliRunner().invoke(phone, [script, "--play", str(call)])

    assert "plays the ringing tone for 40 s" in proved.output
    assert played.exit_code == 0, played.output


def test_the_pictures_mark_the_call(broken: Report) -> None:
    marked = [(p.turn.before.name, p.turn.after.name) for p in broken.broken[0].played]
    drawn = svg(broken.flow, marked)

    ElementTree.fromstring(drawn)
    assert drawn.count("#c62828") > 4
    assert "class answering," in mermaid(broken.flow, marked)


def test_a_certificate_holds_until_the_script_or_the_verdict_changes(
    broken: Report,
) -> None:
    given = certificate(broken, b"script", "0.1")

    assert differences(given, certificate(broken, b"script", "0.2")) == ()
    assert differences(given, certificate(broken, b"other", "0.1")) == (
        "the script has changed since it was proved",
    )
    forged = {**given, "rules": {}}
    assert differences(forged, certificate(broken, b"script", "0.1")) == (
        "rules: HLD001 differ",
    )
    assert differences([], given) == ("this is no certificate",)


@pytest.mark.parametrize("edit", ["nonsense", "nowhere: says nothing", "menu: dance"])
def test_an_edit_that_is_none_is_refused(clinic: Flow, edit: str) -> None:
    with pytest.raises(NotAnEdit):
        edited(clinic, [edit])


SCRIPT = """
company: Kari's Flowers
languages: [en]
departments:
  shop:
    name: the shop
    handles: [I want to order roses]
    agents:
      - name: Kari
        phone: "+12125550123"
"""


@pytest.fixture
def script(tmp_path: Path) -> str:
    file = tmp_path / "shop.yaml"
    file.write_text(SCRIPT)
    return str(file)


def test_the_command_proves_and_certifies(script: str, tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.json")
    proved = CliRunner().invoke(command, [script, "--certificate", kept])
    again = CliRunner().invoke(command, [script, "--verify", kept])

    assert proved.exit_code == 0, proved.output
    assert "proved  HLD001  hold-without-consent" in proved.output
    assert again.exit_code == 0
    assert "the certificate holds" in again.output


def test_several_scripts_are_proved_in_their_order(script: str) -> None:
    slow = Path(script).with_name("slow.yaml")
    slow.write_text(SCRIPT.replace("Kari's", "Ola's") + "ring_seconds: 40\n")
    given = [str(slow), script, "--select", "TRF002"]
    proved = CliRunner().invoke(command, given)
    written = CliRunner().invoke(command, [*given, "--format", "json"]).output
    found = json.loads(written[written.index("{") :])

    assert proved.exit_code == 1
    assert proved.output.index("slow.yaml") < proved.output.index("BROKEN  TRF002")
    assert proved.output.index("shop.yaml") < proved.output.index("proved  TRF002")
    assert [found[name]["holds"] for name in (str(slow), script)] == [False, True]


def test_a_script_that_cannot_be_read_does_not_stop_the_others(script: str) -> None:
    folder = str(Path(script).parent)
    Path(script).with_name("none.yaml").write_text("company: [")
    proved = CliRunner().invoke(command, [folder, "--select", "HLD001"])

    assert proved.exit_code == 2
    assert "none.yaml:2:1: " in proved.output
    assert "proved  HLD001" in proved.output


def test_a_certificate_is_about_one_script(script: str) -> None:
    refused = CliRunner().invoke(command, [script, script, "--certificate", "x.json"])

    assert refused.exit_code == 2
    assert "a FILE is about one call script; name one" in refused.output


def test_the_command_shows_what_an_edit_would_break(
    script: str, tmp_path: Path
) -> None:
    drawn, call = tmp_path / "flow.svg", tmp_path / "call.yaml"
    result = CliRunner().invoke(
        command,
        [
            script,
            "--select",
            "HLD",
            "--edit",
            UNASKED,
            "--diagram",
            str(drawn),
            "--transcript",
            str(call),
        ],
    )

    assert result.exit_code == 1
    assert "BROKEN  HLD001" in result.output
    assert drawn.read_text().startswith("<svg")
    assert "- stays silent" in call.read_text()


@pytest.mark.parametrize(
    "given",
    [
        ["--select", "HLD999"],
        ["--diagram", "flow.png"],
        ["--edit", "nonsense"],
        ["--certificate", "x.json", "--select", "HLD"],
        ["--verify", "missing.json"],
    ],
)
def test_unusable_options_end_with_two(script: str, given: list[str]) -> None:
    assert CliRunner().invoke(command, [script, *given]).exit_code == 2


def test_a_missing_script_ends_with_two() -> None:
    assert CliRunner().invoke(command, ["missing.yaml"]).exit_code == 2
