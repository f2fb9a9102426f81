"""Whole calls broken off after a move, by the caller or by the agents on the line."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from one_fault import works_every_second, wrong
from webhook_caller import WebhookCaller

from ivr.carrier import Person
from ivr.phone.playing import play
from ivr.phone.transcript import load_transcript
from ivr.store import calls
from ivr.store.database import reading

BY = ("the caller hangs up", "the agents hang up")
SETTLED = 90  # seconds
EXPECTATIONS = ("hears", "hears nothing about", "line hangs up", "callers ahead")


def moves_of(file: Path) -> list[int]:
    """After which moves a transcript is broken off: all but what is only heard."""
    moves = load_transcript(file).moves
    return [n for n, move in enumerate(moves, 1) if move.does not in EXPECTATIONS]


def broken_off(file: Path, after: int, who: str, folder: Path) -> tuple[str, ...]:
    """Plays so many moves, and has somebody hang up; what was wrong then."""
    transcript = load_transcript(file)
    caller = WebhookCaller(transcript.script, transcript.at, folder)
    works_every_second(caller)
    try:
        play(replace(transcript, moves=transcript.moves[:after]), caller)
        if who == BY[0] and not caller.over:
            caller.hangs_up()
        elif who == BY[1]:
            for agent in agents(caller):
                if agent.is_on_the_line:
                    agent.hangs_up()
        caller.line.carrier.waits(SETTLED)
        return tuple(_wrong(caller))
    finally:
        caller.close()


def agents(caller: WebhookCaller) -> list[Person]:
    """Everybody with a telephone but the caller."""
    people = caller.line.carrier.exchange.people.values()
    return [person for person in people if person is not caller.person]


def _wrong(caller: WebhookCaller) -> Iterator[str]:
    yield from wrong(caller)
    if not caller.over or caller.person.leg is None:
        return
    for agent in agents(caller):
        if agent.is_on_the_line or agent.is_ringing:
            yield f"{agent.name} is still on the line or rung"
    with reading(caller.line.engine) as conn:
        row = calls.find(conn, caller.person.leg.sid)
    if row is not None and (row.state, row.agent) != (calls.ENDED, None):
        yield f"the call is {row.state} with {row.agent}"
