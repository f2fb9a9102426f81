"""Either side hangs up while an agent asks, holds or hands over: nobody is left."""

from dataclasses import replace
from pathlib import Path

import pytest
from webhook_caller import WebhookCaller

from ivr.languages import phrase
from ivr.phone.playing import play
from ivr.phone.transcript import Transcript, load_transcript
from ivr.store import calls
from ivr.store.database import reading

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
LANGUAGES = ("en", "fil", "ru", "nb")
# A transcript, and which of its moves is the last before somebody hangs up.
POINTS = (
    pytest.param("agents-hold", "asks to hold", id="asked-to-hold"),
    pytest.param("agents-hold", "stays silent", id="on-hold"),
    pytest.param("agents-transfer", "transfers to", id="asked-to-be-handed-over"),
    pytest.param("agents-transfer", "says", id="handed-over"),
)
SETTLED = 90  # seconds


def until(transcript: Transcript, last: str) -> Transcript:
    """The transcript up to the first such move, or for words the third of them."""
    found = [n for n, m in enumerate(transcript.moves) if m.does.startswith(last)]
    end = found[2] if last == "says" else found[0]
    return replace(transcript, moves=transcript.moves[: end + 1])


def played(language: str, name: str, last: str, folder: Path) -> WebhookCaller:
    whole = load_transcript(TRANSCRIPTS / language / f"{name}.yaml")
    caller = WebhookCaller(whole.script, whole.at, folder)
    play(until(whole, last), caller)
    return caller


def agent_of(caller: WebhookCaller):  # type: ignore[no-untyped-def]
    people = caller.line.carrier.exchange.people.values()
    return next(p for p in people if p is not caller.person and p.is_on_the_line)


def settled(caller: WebhookCaller) -> calls.CallRow | None:
    sid = caller.person.leg.sid if caller.person.leg else ""
    with reading(caller.line.engine) as conn:
        return calls.find(conn, sid)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "last"), POINTS)
def test_the_agents_are_free_when_the_caller_hangs_up(
    language: str, name: str, last: str, tmp_path: Path
) -> None:
    caller = played(language, name, last, tmp_path)

    caller.hangs_up()
    caller.line.carrier.waits(SETTLED)

    row = settled(caller)
    people = caller.line.carrier.exchange.people.values()
    assert [p.name for p in people if p.is_on_the_line or p.is_ringing] == []
    assert row is not None
    assert (row.state, row.agent) == ("ended", None)
    caller.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "last"), POINTS[:2])
def test_the_caller_is_asked_when_the_agent_hangs_up(
    language: str, name: str, last: str, tmp_path: Path
) -> None:
    caller = played(language, name, last, tmp_path)
    agent_of(caller).hangs_up()
    caller.line.carrier.waits(15)

    sorry = phrase(language, "hold-question.dropped-no-time").split(".")[0]
    assert any(sorry in heard for heard in caller.person.heard)
    caller.close()
