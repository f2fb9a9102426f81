"""What is really read of a call and of its state while a turn is taken.

What a turn reads is noted as it reads it; nothing need be known of the machine
beforehand. Calls that agree on all of it take the same turn.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Generic, TypeVar

from ivr.flow.call import Call
from ivr.flow.flow import State

FACTS: Final = tuple(f.name for f in fields(Call))
EVERY_FACT: Final = frozenset(FACTS)
Look = Callable[[str], Any]
"""Tells a fact of a call by its name, and may note that it was asked."""
StateFact = tuple[str, Any]
"""An attribute of a state; of a mapping, the key that is looked up; else None."""
Note = Callable[[StateFact], None]
Answer = TypeVar("Answer")


class _Fact:
    """A fact that is looked up when it is read first."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, call: Any, _: type) -> Any:
        known = call.__dict__
        value = known[self.name] = known["look"](self.name)
        return value


class TracedCall(Call):
    """A call that looks facts up as they are read, and knows which were written."""

    written: frozenset[str] = EVERY_FACT

    @staticmethod
    def of(look: Look, state: str) -> "TracedCall":
        """A call of which nothing is known but its state; `look` tells the rest."""
        call = object.__new__(TracedCall)
        call.__dict__.update(look=look, state=state, written=frozenset())
        return call

    def but(self, **changes: Any) -> "TracedCall":
        """The same call with some facts changed; nothing is read for it."""
        changed = object.__new__(TracedCall)
        known = changed.__dict__
        known.update(self.__dict__)
        known.update(changes)
        known["written"] = self.written.union(changes)
        return changed


for _name in FACTS:
    setattr(TracedCall, _name, _Fact(_name))


def written(call: Call) -> frozenset[str]:
    """The facts that were set since the call was traced; every fact if it was not."""
    return call.written if isinstance(call, TracedCall) else EVERY_FACT


class Here(str):
    """The name of the state a call stands in; read only when it is compared."""

    name: str
    note: Note

    def __eq__(self, other: object) -> bool:
        if other is self:
            return True
        self.note(("name", None))
        return self.name == other

    __hash__ = str.__hash__


class TracedState:
    """A state that notes which of its attributes are read."""

    def __init__(self, state: State, note: Note) -> None:
        self._state = state
        self._note = note

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._state, name)
        if isinstance(value, Mapping):
            return _TracedMapping(name, value, self._note)
        self._note((name, None))
        return value


class _TracedMapping(Mapping[str, Any]):
    def __init__(self, name: str, mapping: Mapping[str, Any], note: Note) -> None:
        self._name, self._mapping, self._note = name, mapping, note

    def __getitem__(self, key: str) -> Any:
        self._note((self._name, key))
        return self._mapping[key]

    def __iter__(self) -> Iterator[str]:
        self._note((self._name, None))
        return iter(self._mapping)

    def __len__(self) -> int:
        self._note((self._name, None))
        return len(self._mapping)


def of_state(state: State, fact: StateFact) -> Any:
    """What a traced state answered when it noted this fact; a value to compare."""
    name, key = fact
    value = getattr(state, name)
    if not isinstance(value, Mapping):
        return value
    return tuple(value.items()) if key is None else value.get(key)


@dataclass(slots=True)
class Asked(Generic[Answer]):
    """A fact that is read next, and what follows from each of its values."""

    fact: Any
    ways: "dict[Any, Asked[Answer] | Answer]" = field(default_factory=dict)


def grown(
    tree: "Asked[Answer] | Answer | None", reads: Mapping[Any, Any], answer: Answer
) -> "Asked[Answer] | Answer":
    """A tree, None at first, that also has the answer for these facts, as read.

    What is read next must follow from what was read before.
    """
    ways: dict[Any, Asked[Answer] | Answer] = {} if tree is None else {None: tree}
    top, last = ways, None
    for fact, value in reads.items():
        here = ways.setdefault(last, Asked(fact))
        if not isinstance(here, Asked) or here.fact != fact:
            raise AssertionError(f"{fact} was read, where it was {here} before")
        ways, last = here.ways, value
    ways[last] = answer
    return top[None]
