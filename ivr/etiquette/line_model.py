"""Several callers at once: three callers, two agents, one waiting list.

The order of the list is a pure function, `order`, that the store must agree with.
A caller has a place from the moment the hold question begins; an answer to the
question, a callback taken from the line, an agent who declines: none of them costs
a place. Whoever took a callback keeps the place and is rung when it is due.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

CALLERS = 3
AGENTS = 2
NOBODY = -1


class Standing(StrEnum):
    """What a caller is doing."""

    AWAY = "away"
    ASKED = "asked"  # hears the hold question; the place counts already
    HOLDING = "holding"
    CALLED_BACK = "called back"  # took a callback from the line
    RUNG = "rung"  # the due callback: the caller's telephone rings
    TALKING = "talking"
    GONE = "gone"


@dataclass(frozen=True)
class Caller:
    """One caller: where in time they came, what they do, the place they were told."""

    standing: Standing = Standing.AWAY
    arrived: int = 0
    told: int = 0


@dataclass(frozen=True)
class Agent:
    """One agent: the caller whose call rings or is talked to, and those declined."""

    rings_for: int = NOBODY
    talks_to: int = NOBODY
    declined: frozenset[int] = frozenset()

    @property
    def free(self) -> bool:
        """Whether the agent can be rung."""
        return self.rings_for == NOBODY and self.talks_to == NOBODY


@dataclass(frozen=True)
class Line:
    """The whole line at one moment."""

    callers: tuple[Caller, ...] = (Caller(),) * CALLERS
    agents: tuple[Agent, ...] = (Agent(),) * AGENTS
    clock: int = 0


Order = Callable[[Line], tuple[int, ...]]

IN_LINE = (Standing.ASKED, Standing.HOLDING, Standing.CALLED_BACK)


def order(line: Line) -> tuple[int, ...]:
    """The callers in line, first come first, whether they hold or took a callback."""
    waiting = [n for n, caller in enumerate(line.callers) if caller.standing in IN_LINE]
    return tuple(sorted(waiting, key=lambda n: line.callers[n].arrived))


def place(line: Line, caller: int, policy: Order = order) -> int:
    """A caller's place from 1; 0 outside the line."""
    standing = policy(line)
    return standing.index(caller) + 1 if caller in standing else 0


@dataclass(frozen=True)
class Happening:
    """One thing that happens: what, to which caller, by which agent."""

    what: str
    caller: int = NOBODY
    agent: int = NOBODY

    def __str__(self) -> str:
        who = f"caller {self.caller + 1}" if self.caller >= 0 else ""
        by = f"agent {self.agent + 1}" if self.agent >= 0 else ""
        return " ".join(part for part in (by, self.what, who) if part)


def happenings(line: Line, policy: Order = order) -> Iterator[Happening]:
    """Everything that can happen next; callers who are away are all alike."""
    away = [n for n, c in enumerate(line.callers) if c.standing is Standing.AWAY]
    for n in away[:1]:
        yield Happening("asks to hold", n)
    for n, caller in enumerate(line.callers):
        match caller.standing:
            case Standing.ASKED:
                yield from (
                    Happening(what, n)
                    for what in ("agrees", "takes a callback", "goes")
                )
            case Standing.HOLDING:
                yield from (
                    Happening(what, n)
                    for what in ("is asked again", "takes a callback", "goes", "update")
                )
            case Standing.RUNG:
                yield Happening("picks up", n)
                yield Happening("does not pick up", n)
    for a, agent in enumerate(line.agents):
        if agent.free:
            if (first := next_for(line, a, policy)) != NOBODY:
                yield Happening("is rung for", first, a)
        elif agent.rings_for != NOBODY:
            yield Happening("accepts", agent.rings_for, a)
            yield Happening("declines", agent.rings_for, a)
        elif line.callers[agent.talks_to].standing is Standing.TALKING:
            yield Happening("ends with", agent.talks_to, a)


def next_for(line: Line, agent: int, policy: Order = order) -> int:
    """The first in line whom nobody is rung for and whom this agent did not decline."""
    rung = {a.rings_for for a in line.agents}
    for caller in policy(line):
        ready = line.callers[caller].standing is not Standing.ASKED
        if ready and caller not in rung | line.agents[agent].declined:
            return caller
    return NOBODY


def after(line: Line, now: Happening, policy: Order = order) -> Line:
    """The line after something happened."""
    match now.what:
        case "asks to hold":
            line = replace(line, clock=line.clock + 1)
            line = _caller(line, now, Standing.ASKED, arrived=line.clock)
            return _told(line, now.caller, policy)
        case "agrees" | "update":
            return _told(_caller(line, now, Standing.HOLDING), now.caller, policy)
        case "is asked again":
            return _caller(line, now, Standing.ASKED)
        case "takes a callback":
            return _caller(_stop(line, now.caller), now, Standing.CALLED_BACK)
        case "goes":
            return _caller(_stop(line, now.caller), now, Standing.GONE)
        case "is rung for":
            return _agent(line, now.agent, rings_for=now.caller)
        case "declines":
            declined = line.agents[now.agent].declined | {now.caller}
            return _agent(line, now.agent, rings_for=NOBODY, declined=declined)
        case "accepts":
            back = line.callers[now.caller].standing is Standing.CALLED_BACK
            line = _agent(line, now.agent, rings_for=NOBODY, talks_to=now.caller)
            return _caller(line, now, Standing.RUNG if back else Standing.TALKING)
        case "picks up":
            return _caller(line, now, Standing.TALKING)
        case "does not pick up":
            return _caller(_released(line, now.caller), now, Standing.GONE)
        case "ends with":
            return _caller(_agent(line, now.agent, talks_to=NOBODY), now, Standing.GONE)
        case _:
            raise ValueError(f"nothing is called {now.what}")


def _caller(line: Line, now: Happening, standing: Standing, **changes: int) -> Line:
    changed = replace(line.callers[now.caller], standing=standing, **changes)
    callers = (*line.callers[: now.caller], changed, *line.callers[now.caller + 1 :])
    return replace(line, callers=callers)


def _agent(line: Line, agent: int, **changes: object) -> Line:
    changed = replace(line.agents[agent], **changes)  # type: ignore[arg-type]
    return replace(
        line, agents=(*line.agents[:agent], changed, *line.agents[agent + 1 :])
    )


def _stop(line: Line, caller: int) -> Line:
    """The line with nobody's telephone ringing for a caller."""
    for n, agent in enumerate(line.agents):
        if agent.rings_for == caller:
            line = _agent(line, n, rings_for=NOBODY)
    return line


def _released(line: Line, caller: int) -> Line:
    for n, agent in enumerate(line.agents):
        if agent.talks_to == caller:
            line = _agent(line, n, talks_to=NOBODY)
    return line


def _told(line: Line, caller: int, policy: Order) -> Line:
    """Tells the place; never one that is worse than what was told."""
    now = place(line, caller, policy)
    told = line.callers[caller].told
    best = min(now, told) if told else now
    changed = replace(line.callers[caller], told=best)
    return replace(
        line, callers=(*line.callers[:caller], changed, *line.callers[caller + 1 :])
    )


Check = Callable[[Line, Happening, Line, Order], bool]


def keeps_place(before: Line, now: Happening, then: Line, policy: Order) -> bool:
    """Q1: nothing that a caller answers or is asked lets anybody pass them."""
    standing, later = policy(before), policy(then)
    return all(
        not (a in later and b in later and later.index(a) > later.index(b))
        for i, a in enumerate(standing)
        for b in standing[i + 1 :]
    )


def tells_the_truth(before: Line, now: Happening, then: Line, policy: Order) -> bool:
    """Q4: the place told never gets worse, because the place itself never does."""
    return all(
        not was.told or not is_.told or is_.told <= was.told
        for was, is_ in zip(before.callers, then.callers, strict=True)
    ) and all(
        place(then, n, policy) <= place(before, n, policy)
        for n in policy(before)
        if n in policy(then)
    )


def delays_nobody(before: Line, now: Happening, then: Line, policy: Order) -> bool:
    """Q2: an announcement or a question takes no free agent from anybody."""
    if now.what not in ("update", "is asked again"):
        return True
    return all(
        was.rings_for == is_.rings_for
        for was, is_ in zip(before.agents, then.agents, strict=True)
    )


def counts_callbacks(before: Line, now: Happening, then: Line, policy: Order) -> bool:
    """Q7: a callback neither jumps the line nor falls behind."""
    if now.what != "takes a callback":
        return True
    return policy(before) == policy(then)


def calls_once(before: Line, now: Happening, then: Line, policy: Order) -> bool:
    """Q8: nobody is rung, or has an agent, twice at the same time."""
    taken = [a.rings_for for a in then.agents if a.rings_for != NOBODY]
    taken += [a.talks_to for a in then.agents if a.talks_to != NOBODY]
    return len(taken) == len(set(taken))


CHECKS: dict[str, Check] = {
    "place-lost-by-asking": keeps_place,
    "position-gets-worse": tells_the_truth,
    "announcement-delays-agent": delays_nobody,
    "callback-loses-place": counts_callbacks,
    "called-back-twice": calls_once,
}


@dataclass(frozen=True)
class LineProof:
    """How much was seen, and for each broken property the shortest way to it."""

    lines: int
    steps: int
    broken: dict[str, tuple[Happening, ...]]


def prove_line(
    policy: Order = order,
    happens: Callable[[Line, Happening, Order], Line] = after,
    callers: int = CALLERS,
) -> LineProof:
    """Looks at everything that callers and two agents can do with one list."""
    first = Line((Caller(),) * callers)
    came: dict[Line, tuple[Line, Happening] | None] = {first: None}
    queue, steps = deque([first]), 0
    broken: dict[str, tuple[Happening, ...]] = {}
    while queue:
        line = queue.popleft()
        for now in happenings(line, policy):
            steps += 1
            then = happens(line, now, policy)
            for name, check in CHECKS.items():
                if name not in broken and not check(line, now, then, policy):
                    broken[name] = (*_back(came, line), now)
            if then not in came:
                came[then] = (line, now)
                queue.append(then)
    return LineProof(len(came), steps, broken)


def _back(
    came: dict[Line, tuple[Line, Happening] | None], line: Line
) -> tuple[Happening, ...]:
    way: list[Happening] = []
    while (before := came[line]) is not None:
        line, now = before
        way.append(now)
    return tuple(way[::-1])
