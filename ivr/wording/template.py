"""A text with slots, filled so that every letter remembers where it came from."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ivr.languages import OPTIONAL, SLOT


class Letter(NamedTuple):
    """A letter as it is heard: its slot, its offset there, its place in the template.

    A letter of the template itself has no slot.
    """

    said: str
    slot: str
    offset: int
    start: int
    end: int


class Filled(NamedTuple):
    """A template with its slots filled; one without a value stays as written."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """What is heard."""
        return "".join(letter.said for letter in self.letters)


def filled(template: str, slots: Mapping[str, str]) -> Filled:
    """As `languages.fill`, but nothing is lost from sight."""
    kept: list[Letter] = []
    for letter in _letters(template, slots):
        if letter.said.isspace():
            if kept and not kept[-1].said.isspace():
                kept.append(letter._replace(said=" "))
        else:
            kept.append(letter)
    if kept and kept[-1].said.isspace():
        kept.pop()
    if kept and len(kept[0].said.upper()) == 1:
        kept[0] = kept[0]._replace(said=kept[0].said.upper())
    return Filled(tuple(kept))


def unfilled(heard: str, template: str, slots: Mapping[str, str]) -> str:
    """A rewritten text as a template: the values are slots again where they were."""
    for slot in sorted(slots, key=lambda name: len(slots[name]), reverse=True):
        value, written = slots[slot], "{" + slot + "}"
        if written not in template:
            continue
        for shown in (value, value[:1].upper() + value[1:]):
            if shown and shown in heard:
                heard = heard.replace(shown, written, 1)
                break
    return heard


def _letters(template: str, slots: Mapping[str, str]) -> Iterator[Letter]:
    at = 0
    for part in OPTIONAL.finditer(template):
        yield from _plain(template, at, part.start(), slots)
        if all(slots.get(name) for name in SLOT.findall(part.group(1))):
            yield from _plain(template, part.start(1), part.end(1), slots)
        at = part.end()
    yield from _plain(template, at, len(template), slots)


def _plain(
    template: str, start: int, end: int, slots: Mapping[str, str]
) -> Iterator[Letter]:
    at = start
    for slot in SLOT.finditer(template, start, end):
        value = slots.get(slot.group(1))
        if not value:
            continue
        yield from _literal(template, at, slot.start())
        for offset, said in enumerate(value):
            yield Letter(said, slot.group(1), offset, slot.start(), slot.end())
        at = slot.end()
    yield from _literal(template, at, end)


def _literal(template: str, start: int, end: int) -> Iterator[Letter]:
    for place in range(start, end):
        yield Letter(template[place], "", 0, place, place + 1)
