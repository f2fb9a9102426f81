"""Random calls on two lines side by side: the caller and the agents do anything."""

from datetime import timedelta
from random import Random

from side_by_side import TwoLines

from ivr.flow.flow import MANAGER, Kind
from ivr.languages import heard
from ivr.phone.office import SimulatedAgent

LONGEST_CALL = 25  # moves
WAITS = (1, 4, 9, 20, 45)
GIBBERISH = ("asdf qwer", "42", "no yes no", "а б в", "æ ø å")
KEYED = ("2135550155#", "22334455#", "0014155550100#", "911#", "12#", "#")
PAUSES = (timedelta(minutes=10), timedelta(hours=5), timedelta(hours=26))


def random_call(lines: TwoLines, chance: Random) -> int:
    """One call in which anything happens; answers the moves that were compared."""
    lines.later(chance.choice(PAUSES))
    numbers = [number.number for number in lines.script.numbers]
    lines.dials(chance.choice(numbers), withheld=chance.random() < 0.2)
    while not lines.over and len(lines.moves) < LONGEST_CALL:
        _moves(lines, chance)
    if not lines.over:
        lines.hangs_up()
    return len(lines.moves)


def _moves(lines: TwoLines, chance: Random) -> None:
    call = lines.pure.call
    ringing = call.ringing
    if ringing and chance.random() < 0.5:
        does = chance.choice(("accepts", "accepts", "declines", "is busy", "waits"))
        lines.agent_reacts(chance.choice(ringing), does, chance.randint(1, 6))
    elif (agent := with_caller(lines)) and chance.random() < 0.8:
        _agent_moves(lines, agent, chance)
    else:
        _caller_moves(lines, chance)


def with_caller(lines: TwoLines) -> SimulatedAgent | None:
    """The agent who talks with the caller, or has left them for a moment."""
    agent = lines.pure.call.with_caller
    return lines.pure.office.with_id(agent) if agent else None


def _agent_moves(lines: TwoLines, agent: SimulatedAgent, chance: Random) -> None:
    if lines.pure.call.kind is not Kind.TALKING:
        lines.agent_keys(agent, "1", "returns")
        return
    match chance.randint(0, 5):
        case 0 | 1:
            lines.agent_leaves(agent)
        case 2 | 3:
            lines.agent_keys(agent, "*2", "asks to hold")
        case 4 if MANAGER in lines.pure.call.flow.departments:
            lines.agent_keys(agent, "*4", f"transfers to {MANAGER}")
        case 4 | 5:
            known = lines.pure.call.flow.departments.values()
            offered = [d for d in known if d.digit and d.key != MANAGER]
            chosen = chance.choice(offered)
            lines.agent_keys(agent, f"*3{chosen.digit}", f"transfers to {chosen.key}")


def _caller_moves(lines: TwoLines, chance: Random) -> None:
    if lines.pure.call.kind is Kind.NUMBER and chance.random() < 0.7:
        lines.presses(chance.choice(KEYED))
        return
    match chance.randint(0, 19):
        case 0:
            lines.hangs_up()
        case 1 | 2 | 3 | 4 | 5 | 6 | 7:
            lines.presses(chance.choice("0123456789*#"))
        case 8 | 9 | 10:
            lines.waits(chance.choice(WAITS))
        case 11 | 12 if lines.pure.call.kind is not Kind.TALKING:
            lines.stays_silent()
        case _:
            lines.says(_words(lines, chance))


def _words(lines: TwoLines, chance: Random) -> str:
    call = lines.pure.call.call
    language = call.language
    needs = [
        words
        for department in lines.pure.call.flow.departments.values()
        for words in department.examples.get(language, ())
    ]
    kinds = [*heard(language).values(), tuple(needs), GIBBERISH]
    return chance.choice(chance.choice([kind for kind in kinds if kind]))
