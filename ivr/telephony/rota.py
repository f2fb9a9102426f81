"""Who may be rung at this moment, and in which order, by the roster and the rings."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Engine, func, select

from ivr.flow.flow import Department, Rota
from ivr.store import agents, roster
from ivr.store.glance import anybody_out
from ivr.store.rings import declined
from ivr.store.schema import rings
from ivr.telephony.line import Line

IN_ORDER, ROUND_ROBIN = "in order", "round robin"


def rota(
    conn: Connection, line: Line, now: int, call_sid: str = ""
) -> Mapping[str, Rota]:
    """The rota of each department; nothing where everybody is free and in order.

    Whoever turned the call down is not free for it, for which department it may be.
    """
    away = frozenset(roster.away(conn, now))
    busy = telephones(line, agents.busy(conn, now))
    if call_sid:
        busy |= telephones(line, declined(conn, call_sid))
    found = {}
    for key, department in line.flow.departments.items():
        order = _order(conn, line, department)
        phones = phones_of(line, department)
        there = tuple(i for i in order if phones[i] not in away)
        free = tuple(i for i in there if phones[i] not in busy)
        if free != tuple(range(len(phones))):
            found[key] = Rota(there, free)
    return found


def everybody_there(engine: Engine, line: Line, now: int) -> bool:
    """A quick look: True if the rota is certainly empty."""
    in_order = all(d.ring == IN_ORDER for d in line.script.departments.values())
    return in_order and not anybody_out(engine, now)


def phones_of(line: Line, department: Department) -> list[str]:
    """The telephones of a department, by the numbers of its agents."""
    every = range(len(department.agents))
    return [line.agent(department.agent_id(i)).phone for i in every]


def telephones(line: Line, chosen: frozenset[str]) -> frozenset[str]:
    """The telephones of agents; those of an older version of the line are left out."""
    found = set()
    for agent in chosen:
        try:
            found.add(line.agent(agent).phone)
        except (KeyError, IndexError, ValueError):
            continue
    return frozenset(found)


def to_json(chosen: Mapping[str, Rota]) -> dict[str, list[list[int]]]:
    """A JSON value; `from_json` is its inverse."""
    return {key: [list(r.there), list(r.free)] for key, r in chosen.items()}


def from_json(written: Mapping[str, Sequence[Sequence[int]]]) -> dict[str, Rota]:
    """The rota that `to_json` wrote."""
    return {k: Rota(tuple(there), tuple(free)) for k, (there, free) in written.items()}


def _order(conn: Connection, line: Line, department: Department) -> list[int]:
    order = list(range(len(department.agents)))
    given = line.script.departments.get(department.key)
    if given is None or given.ring == IN_ORDER or len(order) < 2:
        return order
    names = [department.agent_id(i) for i in order]
    last = _last_rings(conn, names)
    if given.ring == ROUND_ROBIN:
        latest = max(order, key=lambda i: last.get(names[i], (0, 0))[0])
        start = latest + 1 if last else 0
        return [*order[start:], *order[:start]]
    return sorted(order, key=lambda i: last.get(names[i], (0, 0))[1])


def _last_rings(conn: Connection, names: list[str]) -> dict[str, tuple[int, int]]:
    """When each agent's telephone last rang, and when it was last picked up."""
    grouped = (
        select(rings.c.agent, func.max(rings.c.id), func.max(rings.c.answered))
        .where(rings.c.agent.in_(names))
        .group_by(rings.c.agent)
    )
    found = conn.execute(grouped)
    return {agent: (rung, answered or 0) for agent, rung, answered in found}
