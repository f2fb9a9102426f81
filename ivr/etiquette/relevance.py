"""Which facts of a call can still make a difference in a state.

A fact that is never read again before it is overwritten is set to its default, so
that calls that differ only in what no longer matters are one call. This is the
classical live-variable analysis, over the edges of a flow.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields

from ivr.flow.call import Call
from ivr.flow.choosing import GUARDS
from ivr.flow.flow import Edge, Flow, Kind, State
from ivr.flow.words import SEVERAL
from ivr.languages import SLOT, phrasebook

Facts = frozenset[str]

NOTHING: Facts = frozenset()
# Facts that never change during a call, or that almost everything depends on.
ALWAYS: Facts = frozenset(
    {"state", "language", "department", "is_open", "opens", "number_withheld"}
)
TURNING: Facts = frozenset({"state", "language", "department", "ringing"})
RUNG: Facts = frozenset({"agent", "named", "tried", "declined"})
# Whose telephones ring, where several do.
RINGS: Facts = frozenset({"agent", "others"})
FIRST: Facts = frozenset({"first_department", "first_agent"})
# Facts that name agents of the department by their numbers.
NUMBERED: Facts = RUNG | FIRST | RINGS
WAIT: Facts = frozenset({"waited", "agreed"})
NEWS: Facts = frozenset({"moved", "minutes"})
PLACE: Facts = frozenset({"place", "moved", "minutes"})

SLOT_FACTS: Mapping[str, Facts] = {
    "agent": frozenset({"agent"}),
    "team": frozenset({"others"}),
    "colleague": frozenset({"first_department", "first_agent"}),
    "previous": frozenset({"agent", "tried"}),
    "at": frozenset({"opens"}),
    "by": frozenset({"time"}),
    "place": frozenset({"place", "moved"}),
    "still": frozenset({"place"}),
    "waited": frozenset({"waited"}),
    "minutes": frozenset({"minutes"}),
    "regret": frozenset({"upset"}),
}
GUARD_FACTS: Mapping[str, Facts] = {
    "open": frozenset({"is_open"}),
    "closed": frozenset({"is_open"}),
    "number-known": frozenset({"number_withheld"}),
    "someone-to-ring": RUNG,
    "patient": frozenset({"tried"}),
    "time": frozenset({"time"}),
    "held-long": frozenset({"waited", "agreed"}),
    "known": frozenset({"named", "door"}),
    "calm": frozenset({"upset"}),
    "warned-enough": frozenset({"warned"}),
    "one-warning-left": frozenset({"warned"}),
    "held-as-promised": frozenset({"waited", "agreed"}),
    "not-held-too-long": frozenset({"waited"}),
}


# A call that goes to another department has no place in its line yet.
_NOBODYS: dict[str, Facts] = {
    "place": frozenset({"place"}),
    "moved": frozenset({"moved"}),
}


@dataclass(frozen=True)
class Change:
    """What an event or an effect reads and what it overwrites without reading.

    `passes` names facts that depend on others only if they matter themselves.
    """

    reads: Facts = NOTHING
    sets: Facts = NOTHING
    passes: Mapping[str, Facts] = field(default_factory=dict)

    def before(self, after: Facts) -> Facts:
        """The facts that matter before the change, given those that do after it."""
        carried = {
            fact
            for written, needs in self.passes.items()
            if written in after
            for fact in needs
        }
        return frozenset((after - self.sets) | self.reads | carried)


_CHOICE = Change(
    sets=frozenset({"agent", "named"}),
    passes={
        "agent": RUNG - {"agent"},
        "tried": frozenset({"tried"}),
        "declined": frozenset({"declined"}),
        **_NOBODYS,
    },
)
_ANYONE = Change(passes={"agent": RUNG})
_PROMISE = Change(reads=RUNG | {"time"}, passes={"agent": RUNG})
EFFECTS: Mapping[str, Change] = {
    "choose": _CHOICE,
    "choose-manager": _CHOICE,
    "choose-operator": _CHOICE,
    "choose-nobody": Change(sets=RUNG),
    "ring": Change(
        reads=RUNG,
        sets=frozenset({"ringing"}),
        passes={"agent": RUNG, "others": RUNG, "tried": RUNG},
    ),
    "ring-freed": Change(
        sets=frozenset({"agent", "ringing"}), passes={"tried": frozenset({"tried"})}
    ),
    "anyone": _ANYONE,
    "line-up": _ANYONE,
    "find-time": _ANYONE,
    "find-reply-time": _ANYONE,
    "note": Change(),
    "forget-caller": Change(),
    "feedback-helped": Change(),
    "feedback-not-helped": Change(),
    "upset": Change(sets=frozenset({"upset"})),
    "warn": Change(sets=frozenset({"upset"}), passes={"warned": frozenset({"warned"})}),
    "end-for-abuse": Change(),
    "tell-agent": Change(),
    "choose-language": Change(),
    "agree": Change(
        sets=frozenset({"agreed"}), passes={"agreed": frozenset({"waited"})}
    ),
    "promise-callback": _PROMISE,
    "promise-reply": _PROMISE,
    "begin-hold": Change(
        sets=WAIT | {"named", "tried"}, passes={"tried": frozenset({"agent"})}
    ),
    "hand-over": Change(
        sets=frozenset({"agent", "named", "tried"}) | FIRST,
        passes={
            "agent": RUNG,
            "tried": frozenset({"agent"}),
            "declined": frozenset({"declined"}),
            "first_agent": frozenset({"agent"}),
        },
    ),
    "take-back": Change(
        reads=FIRST,
        sets=frozenset({"agent", "named", "tried"}) | FIRST,
        passes={
            "agent": frozenset({"first_agent", "first_department"}),
            "declined": frozenset({"declined", "first_department"}),
        },
    ),
    "forget-colleague": Change(sets=FIRST),
    "anybody": Change(
        sets=frozenset({"named", "tried"}), passes={"agent": frozenset({"agent"})}
    ),
    "connect": Change(sets=frozenset({"ringing", "others", "named", "tried"}) | FIRST),
}
_TIME = frozenset({"time"})
CUES: Mapping[str, Change] = {
    "lined-up": Change(
        sets=frozenset({"moved", "minutes"}),
        passes={"moved": frozenset({"place"}), "place": frozenset({"place"})},
    ),
    "elapsed": Change(
        sets=frozenset({"moved", "minutes"}),
        passes={
            "moved": frozenset({"place"}),
            "place": frozenset({"place"}),
            "waited": frozenset({"waited"}),
        },
    ),
    "number": Change(sets=frozenset({"number_withheld"})),
    "freed": Change(reads=frozenset({"declined", "named", "agent"})),
    **{
        cue: Change(
            passes={
                "declined": frozenset({"declined"}),
                "agent": RINGS,
                "others": RINGS,
            }
        )
        for cue in ("accepted", "declined", "unanswered", "lost-agent", "picked-up")
    },
    **{
        cue: Change(sets=_TIME)
        for cue in ("time-found", "no-time", "promised", "gone", "failed")
    },
}
UNCHANGED = Change()
# An effect that is not known here may read and change everything.
_EVERYTHING = frozenset(f.name for f in fields(Call))
UNKNOWN = Change(
    reads=_EVERYTHING, passes={name: NOTHING for name in sorted(_EVERYTHING - ALWAYS)}
)
# Guards that look at the flow, and at the call's language alone.
OF_THE_FLOW = ("manager", "callbacks", "has-hours", "has-address")
CHOICES = (
    "choose",
    "choose-manager",
    "choose-operator",
    "choose-nobody",
    "ring-freed",
    "hand-over",
    "take-back",
)


def phrase_facts(flow: Flow, alternatives: tuple[str, ...], language: str) -> Facts:
    """The facts that choose among these phrases and fill their slots."""
    found: set[str] = set()
    for name in alternatives:
        if name in SEVERAL:
            break
        for text in (
            flow.texts.get((name, language)),
            phrasebook(language).get(name),
        ):
            for slot in SLOT.findall(text or ""):
                found |= SLOT_FACTS.get(slot, NOTHING)
    return frozenset(found) & CALL_FACTS


CALL_FACTS: Facts = frozenset(f.name for f in fields(Call))
CHANGING: tuple[str, ...] = tuple(f.name for f in fields(Call) if f.name not in ALWAYS)


class Relevance:
    """The facts that matter in each state of a flow."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._words: dict[tuple[tuple[str, ...], ...], Facts] = {}
        self.facts = self._solve()

    def told(self, edge: Edge) -> Facts:
        """News that are told once, on the way into a hold."""
        to = self.flow.states.get(edge.to)
        return NEWS if to and to.kind is Kind.HOLDING else NOTHING

    def ways(self, edges: Iterable[Edge]) -> Iterator[Edge]:
        """The edges that can be taken on this flow, whatever the call knows."""
        for edge in edges:
            if any(self._given(guard) is False for guard in edge.when):
                continue
            yield edge
            if self.always(edge) and not set(edge.does) & set(CHOICES):
                return

    def always(self, edge: Edge) -> bool:
        """Whether no guard of the edge can fail on this flow."""
        return all(self._given(guard) for guard in edge.when)

    def _given(self, guard: str) -> bool | None:
        """What a guard says on every call of this flow; None if calls differ."""
        if guard not in OF_THE_FLOW:
            return None
        said = {
            GUARDS[guard](self.flow, Call("", language))
            for language in self.flow.languages
        }
        return said.pop() if len(said) == 1 else None

    def _solve(self) -> dict[str, Facts]:
        states = list(self.flow.states.values())
        facts = {state.name: self.own(state) for state in states}
        shown = {state.name: self.shown(state) for state in states}
        changed = True
        while changed:
            changed = False
            for state in reversed(states):
                needed = set(facts[state.name])
                for cue, edges in state.edges.items():
                    for edge in self.ways(edges):
                        after = facts.get(edge.to, NOTHING) | shown.get(
                            edge.to, NOTHING
                        )
                        needed |= self._through(cue, edge, after)
                if needed != facts[state.name]:
                    facts[state.name] = frozenset(needed)
                    changed = True
        return facts

    def own(self, state: State) -> Facts:
        """What the state needs by itself: it may be heard again at any time."""
        needed = set(self.shown(state))
        if state.kind in (Kind.RINGING, Kind.HOLDING) or state.in_line:
            needed |= {"ringing", *RINGS}
        return frozenset(needed)

    def shown(self, state: State) -> Facts:
        agent = {"agent"} if state.kind is Kind.TALKING else set()
        return self.spoken(state.says) | agent

    def _through(self, cue: str, edge: Edge, after: Facts) -> Facts:
        needed = (after - self.told(edge)) | self.spoken(edge.says)
        for effect in reversed(edge.does):
            needed = EFFECTS.get(effect, UNKNOWN).before(needed)
        # Guards see the call that a choice has already turned to its department.
        guarded = frozenset().union(*(GUARD_FACTS.get(g, NOTHING) for g in edge.when))
        for effect in reversed(edge.does):
            if effect in CHOICES:
                guarded = EFFECTS[effect].before(guarded)
        needed |= guarded
        return CUES.get(cue, UNCHANGED).before(needed)

    def spoken(self, says: Iterable[tuple[str, ...]]) -> Facts:
        key = tuple(says)
        if key not in self._words:
            self._words[key] = frozenset().union(
                *(
                    phrase_facts(self.flow, alternatives, language)
                    for alternatives in key
                    for language in self.flow.languages
                )
            )
        return self._words[key]
