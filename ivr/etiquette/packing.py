"""The facts of a call as one number: quick to compare, to keep and to change."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Final, Generic, TypeVar

from ivr.etiquette.traced import FACTS
from ivr.flow.call import Call

WIDTH: Final = 16  # bits of a fact
FACT: Final = (1 << WIDTH) - 1
# Where each fact stands; after the facts of a call, what the line looks up for it.
LOOK_UP: Final = "look-up"
AT: Final = {name: WIDTH * place for place, name in enumerate((*FACTS, LOOK_UP))}
WITHHELD: Final = AT["number_withheld"]
UNKNOWN: Final = 0  # it is not known whether the caller's number is withheld
KNOWN: Final = (1, 2)  # it is shown; it is withheld

Answer = TypeVar("Answer")


def mask(names: Iterable[str]) -> int:
    """The bits of some facts."""
    return sum(FACT << AT[name] for name in names)


class Packing:
    """Numbers the values of each fact as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[Hashable, int]] = {name: {} for name in AT}
        self._values: dict[str, list[Any]] = {name: [] for name in AT}
        for value in (None, False, True):
            self.number("number_withheld", value)
        self.number(LOOK_UP, None)

    def number(self, name: str, value: Hashable) -> int:
        """The number of a fact's value."""
        numbers = self._numbers[name]
        number = numbers.get(value)
        if number is None:
            number = numbers[value] = len(numbers)
            if number > FACT:
                raise OverflowError(f"too many values of {name}")
            self._values[name].append(value)
        return number

    def value(self, name: str, packed: int) -> Any:
        """A fact of the packed ones."""
        return self._values[name][packed >> AT[name] & FACT]

    def packed(self, facts: Mapping[str, Hashable]) -> int:
        """The facts as one number; those that are not named are zero."""
        number = 0
        for name, value in facts.items():
            number |= self.number(name, value) << AT[name]
        return number

    def call(self, packed: int) -> Call:
        """The call that has these facts; one not known to be withheld is shown."""
        facts = {name: self.value(name, packed) for name in FACTS}
        facts["number_withheld"] = bool(facts["number_withheld"])
        return Call(**facts)


class Remembered(Generic[Answer]):
    """Answers for packed calls, each by the bits of the call that it depends on."""

    def __init__(self) -> None:
        self._by_mask: dict[int, dict[int, Answer]] = {}

    def find(self, packed: int) -> Answer | None:
        """The answer for a call that has the same bits as one before."""
        for bits, answers in self._by_mask.items():
            found = answers.get(packed & bits)
            if found is not None:
                return found
        return None

    def keep(self, packed: int, bits: int, answer: Answer) -> None:
        """Remembers the answer for all calls with these bits of this one."""
        self._by_mask.setdefault(bits, {})[packed & bits] = answer
