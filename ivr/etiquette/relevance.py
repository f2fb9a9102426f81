"""Which facts of a call can still make a difference in a state.

A fact that is never read again before it is overwritten is set to its default, so
that calls that differ only in what no longer matters are one call. This is the
classical live-variable analysis, over the edges of a flow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from ivr.flow.call import Call
from ivr.flow.flow import Edge, Flow, Kind, State
from ivr.flow.hearing import HEARD
from ivr.flow.machine import EMPTY_HANDED
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
WAIT: Facts = frozenset({"waited", "agreed"})
NEWS: Facts = frozenset({"moved", "minutes"})
PLACE: Facts = frozenset({"place", "moved", "minutes"})

SLOT_FACTS: Mapping[str, Facts] = {
    "agent": frozenset({"agent"}),
    "previous": frozenset({"agent", "tried"}),
    "at": frozenset({"opens"}),
    "by": frozenset({"time"}),
    "place": frozenset({"place", "moved"}),
    "still": frozenset({"place"}),
    "waited": frozenset({"waited"}),
    "minutes": frozenset({"minutes"}),
}
GUARD_FACTS: Mapping[str, Facts] = {
    "open": frozenset({"is_open"}),
    "closed": frozenset({"is_open"}),
    "number-known": frozenset({"number_withheld"}),
    "someone-to-ring": RUNG,
    "patient": frozenset({"tried"}),
    "time": frozenset({"time"}),
    "held-long": frozenset({"waited", "agreed"}),
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
    passes={"agent": RUNG - {"agent"}, "tried": RUNG, "declined": RUNG} | _NOBODYS,
)
_ANYONE = Change(passes={"agent": RUNG})
EFFECTS: Mapping[str, Change] = {
    "choose": _CHOICE,
    "choose-manager": _CHOICE,
    "choose-operator": _CHOICE,
    "ring": Change(
        reads=RUNG,
        sets=frozenset({"ringing"}),
        passes={"agent": RUNG, "tried": RUNG},
    ),
    "ring-freed": Change(sets=frozenset({"agent", "ringing"}), passes={"tried": RUNG}),
    "anyone": _ANYONE,
    "line-up": _ANYONE,
    "agree": Change(
        sets=frozenset({"agreed"}), passes={"agreed": frozenset({"waited"})}
    ),
    "promise-callback": Change(reads=frozenset({"agent", "time"})),
    "promise-reply": Change(reads=frozenset({"agent", "time"})),
    "connect": Change(sets=frozenset({"ringing"})),
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
            "waited": frozenset({"waited", "agreed"}),
        },
    ),
    "freed": Change(reads=frozenset({"declined", "named", "agent"})),
    **{
        cue: Change(passes={"declined": RUNG})
        for cue in ("accepted", "declined", "unanswered", "lost-agent")
    },
    **{
        cue: Change(sets=_TIME)
        for cue in ("time-found", "no-time", "promised", "gone", "failed")
    },
}
UNCHANGED = Change()
CHOICES = ("choose", "choose-manager", "choose-operator", "ring-freed")


def _all(change: Change) -> Facts:
    passed = frozenset(change.passes).union(*change.passes.values())
    return change.reads | change.sets | passed


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

    def touched(self, state: State, cue: str | None) -> Facts:
        """Every fact that a turn with this cue in this state can read or change."""
        found = set(TURNING | self._own(state))
        change = CUES.get(cue or "", UNCHANGED)
        found |= _all(change)
        cues = {cue, "unclear"} if cue in HEARD else {cue}
        if state.kind is Kind.ASIDE:
            cues |= set(EMPTY_HANDED)
        for edge in (e for c in cues if c for e in state.edges.get(c, ())):
            for guard in edge.when:
                found |= GUARD_FACTS.get(guard, NOTHING)
            for effect in edge.does:
                found |= _all(EFFECTS.get(effect, UNCHANGED))
            found |= self._spoken(edge.says)
            if edge.to in self.flow.states:
                if self._lines_up(state) != self._lines_up(self.flow.states[edge.to]):
                    found |= PLACE
                found |= self._shown(self.flow.states[edge.to]) | self._told(edge)
                for together in (RUNG, WAIT):
                    if (self.facts[edge.to] ^ self.facts[state.name]) & together:
                        found |= together
        return frozenset(found)

    def _told(self, edge: Edge) -> Facts:
        """News that are told once, on the way into a hold."""
        to = self.flow.states.get(edge.to)
        return NEWS if to and to.kind is Kind.HOLDING else NOTHING

    def _lines_up(self, state: State) -> bool | None:
        """Whether a place is kept here; None where it is, if the caller had one."""
        return None if state.kind is Kind.RINGING else state.in_line

    def _solve(self) -> dict[str, Facts]:
        states = list(self.flow.states.values())
        facts = {state.name: self._own(state) for state in states}
        shown = {state.name: self._shown(state) for state in states}
        changed = True
        while changed:
            changed = False
            for state in reversed(states):
                needed = set(facts[state.name])
                for cue, edges in state.edges.items():
                    for edge in edges:
                        after = facts.get(edge.to, NOTHING) | shown.get(
                            edge.to, NOTHING
                        )
                        needed |= self._through(cue, edge, after)
                if needed != facts[state.name]:
                    facts[state.name] = frozenset(needed)
                    changed = True
        return facts

    def _own(self, state: State) -> Facts:
        """What the state needs by itself: it may be heard again at any time."""
        needed = set(self._shown(state))
        if state.kind in (Kind.RINGING, Kind.HOLDING):
            needed |= {"ringing", "agent"}
        return frozenset(needed)

    def _shown(self, state: State) -> Facts:
        agent = {"agent"} if state.kind is Kind.TALKING else set()
        return self._spoken(state.says) | agent

    def _through(self, cue: str, edge: Edge, after: Facts) -> Facts:
        needed = (after - self._told(edge)) | self._spoken(edge.says)
        for effect in reversed(edge.does):
            needed = EFFECTS.get(effect, UNCHANGED).before(needed)
        # Guards see the call that a choice has already turned to its department.
        guarded = frozenset().union(*(GUARD_FACTS.get(g, NOTHING) for g in edge.when))
        for effect in reversed(edge.does):
            if effect in CHOICES:
                guarded = EFFECTS[effect].before(guarded)
        needed |= guarded
        return CUES.get(cue, UNCHANGED).before(needed)

    def _spoken(self, says: Iterable[tuple[str, ...]]) -> Facts:
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
