"""Agents sign in and out while calls go on: the proof looks at every rota."""

from dataclasses import replace

import pytest

from ivr.etiquette.edits import edited
from ivr.etiquette.presence import Presence, otherwise, rota
from ivr.etiquette.report import Report, report
from ivr.flow.call import Call
from ivr.flow.choosing import rung_next, staffed
from ivr.flow.compile import compile_script
from ivr.flow.flow import Edge, Flow, Kind, Rota, State
from ivr.script.load import read
from ivr.wording.measures import estimate_seconds

# Where nobody is there, and only there, the caller is left in front of a wall.
WALL = State(
    "wall",
    Kind.QUESTION,
    says=(("greeting-line.again",),),
    edges={cue: (Edge("wall"),) for cue in ("silence", "unclear")},
)
TO_THE_WALL_IF_AWAY = (
    "confirm: yes -> ringing when open someone-to-ring does ring",
    "confirm: yes <- lining-up when staffed does line-up",
    "confirm: yes <- wall",
)


def proved(flow: Flow, *edits: str, select: str) -> Report:
    walled = replace(flow, states={**flow.states, "wall": WALL})
    changed, machine = edited(walled, edits)
    return report(changed, estimate_seconds, select=[select], machine=machine)


def test_a_dead_end_for_the_caller_of_an_agent_who_is_away_is_found(
    clinic: Flow,
) -> None:
    found = proved(clinic, *TO_THE_WALL_IF_AWAY, select="dead-end")

    (broken,) = found.broken
    assert broken.played[-1].turn.presence is Presence.NOBODY
    assert broken.played[-1].after.state == "wall"
    assert [line.what for line in broken.lines][-2:] == [
        "(nobody is there)",
        "“How can I help you?”",
    ]


def test_whoever_is_busy_leads_into_the_line_and_not_to_the_wall(clinic: Flow) -> None:
    edits = TO_THE_WALL_IF_AWAY[:2]

    assert not proved(clinic, *edits, select="dead-end").broken


TRIO = """
company: Northside Dental
languages: [en]
departments:
  desk:
    name: the front desk
    handles: [I would like an appointment]
    agents:
      - name: Maria
        phone: "+12125550123"
      - name: James
        phone: "+12125550124"
      - name: Priya
        phone: "+12125550125"
"""


@pytest.fixture(scope="module")
def trio() -> Flow:
    return compile_script(read(TRIO, "trio.yaml").script)


def every_rota(agents: int) -> list[Rota]:
    """Every rota of a department: who is there, who of them is free."""
    found = []
    for standing in range(3**agents):
        each = [standing // 3**agent % 3 for agent in range(agents)]
        there = tuple(agent for agent in range(agents) if each[agent])
        free = tuple(agent for agent in range(agents) if each[agent] == 2)
        found += [Rota(there, free), Rota(there, free[::-1])]
    return found


def told(flow: Flow, call: Call) -> tuple[bool, bool, int]:
    """What a turn learns of a rota: is anybody there, is the one asked for rung, and
    how many others are, of whom nothing is known."""
    rung = rung_next(flow, call)
    others = [agent for agent in rung if agent != call.agent]
    return staffed(flow, call), call.agent in rung, len(others)


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(
    ("agent", "named"), [(-1, False), (0, False), (1, False), (0, True), (1, True)]
)
@pytest.mark.parametrize("gone", [0, 1, 5, 7])
def test_a_few_cases_give_every_answer_of_every_rota(
    trio: Flow, agent: int, named: bool, gone: int, together: bool
) -> None:
    desk = replace(trio.departments["desk"], together=together)
    line = replace(trio, departments={"desk": desk})
    call = Call("confirm", "en", "desk", agent, named, tried=gone)
    every = {told(line.today({"desk": today}), call) for today in every_rota(3)}
    cases = (Presence.EVERYBODY, *otherwise(line))

    assert {told(line.today(rota(case, line, call)), call) for case in cases} == every
