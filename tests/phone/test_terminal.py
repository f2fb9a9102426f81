"""`ivr phone` in a terminal."""

import re
from pathlib import Path

from callers import SCRIPTS
from click.testing import CliRunner, Result

from ivr.cli.phone import command

CLINIC = str(SCRIPTS / "dental-clinic.en.yaml")
AT = ("--at", "2026-11-25 10:00")


def phoned(*typed: str, options: tuple[str, ...] = AT) -> Result:
    return CliRunner().invoke(command, [CLINIC, *options], input="\n".join(typed))


def test_it_shows_when_who_and_what_with_seconds() -> None:
    result = phoned("hang up")

    first = result.output.splitlines()[0]
    assert re.fullmatch(
        r"  0:00  line      .*Northside Dental.*\?  \(\d\.\d s\)", first
    )
    assert result.exit_code == 0


def test_words_keys_silence_and_agents_can_be_typed() -> None:
    result = phoned("my tooth hurts", "1", "", "", "2")

    assert "you       my tooth hurts" in result.output
    assert "you       [1]" in result.output
    assert "ringback" in result.output
    assert "Promised: a callback by 2026-11-25 10:45, urgent care" in result.output
    assert 'Noted: "my tooth hurts"' in result.output


def test_heard_silence_is_shown() -> None:
    result = phoned("", "hang up")

    assert "silence   4 s" in result.output


def test_an_agent_with_two_names_can_be_told_what_to_do() -> None:
    result = phoned("the manager please", "yes", "agent Helen Park accepts")

    assert "Here is Helen Park." in result.output


def test_a_message_is_counted() -> None:
    result = phoned("I want to leave a message", "record 12")

    assert "Left: a message of 12 seconds" in result.output
    assert "Promised: a reply by" in result.output


def test_help_and_state_are_told() -> None:
    result = phoned("help", "state", "hang up")

    assert "agent Maria accepts" in result.output
    assert "greeting ·" in result.output


def test_what_cannot_be_done_is_told_and_the_call_goes_on() -> None:
    result = phoned("agent Bob accepts", "record 3", "say help", "hang up")

    assert "nobody is named 'Bob' here" in result.output
    assert "the line is not recording now" in result.output
    assert "you       help" in result.output
    assert result.exit_code == 0


def test_the_end_of_the_input_hangs_up() -> None:
    assert phoned("my tooth hurts").output.endswith(
        'The call is over.\nNoted: "my tooth hurts"\n'
    )


def test_another_number_of_the_line_can_be_dialed() -> None:
    result = phoned("hang up", options=(*AT, "--number", "+1 503 555 0130"))

    assert "This is Maria. How can I help you?" in result.output


def test_a_saved_call_plays_as_written(tmp_path: Path) -> None:
    saved = str(tmp_path / "call.yaml")
    phoned("my tooth hurts", "yes", "", "", "2", options=(*AT, "--save", saved))

    result = CliRunner().invoke(command, ["--play", saved])

    assert result.output == f"{saved}: as written\n"
    assert result.exit_code == 0


def test_a_call_that_differs_is_shown_and_fails(tmp_path: Path) -> None:
    saved = tmp_path / "call.yaml"
    phoned("hang up", options=(*AT, "--save", str(saved)))
    saved.write_text(saved.read_text("utf-8").replace("Northside", "Southside"))

    result = CliRunner().invoke(command, ["--play", str(saved)])

    assert result.exit_code == 1
    assert "call.yaml:6:5: the caller should hear" in result.output
    assert "Southside Dental" in result.output
    assert "Northside Dental" in result.output


def test_a_transcript_can_be_played_on_another_script(tmp_path: Path) -> None:
    saved = str(tmp_path / "call.yaml")
    phoned("hang up", options=(*AT, "--save", saved))

    result = CliRunner().invoke(
        command, [str(SCRIPTS / "workshop.nb.yaml"), "--play", saved]
    )

    assert result.exit_code == 1


def test_unusable_input_is_told_without_a_traceback(tmp_path: Path) -> None:
    odd = tmp_path / "odd.yaml"
    odd.write_text("steps: 3\n", "utf-8")

    for arguments in (
        ["missing.yaml"],
        ["--play", "missing.yaml"],
        ["--play", str(odd)],
        [CLINIC, "--at", "soon"],
        [],
    ):
        result = CliRunner().invoke(command, arguments)
        assert result.exit_code == 2, arguments
        assert "Traceback" not in result.output
