"""Two people changed the same call script: what both changed goes together."""

from dataclasses import dataclass
from typing import Any

from ivr.script.place import Path

_MISSING = object()


@dataclass(frozen=True)
class Clash:
    """A field that both changed, each in another way; None where it is gone."""

    path: Path
    mine: Any
    theirs: Any


def merge(base: Any, mine: Any, theirs: Any) -> tuple[Any, tuple[Clash, ...]]:
    """The values with both people's changes, and the fields that need a decision.

    Where they clash the answer holds theirs.
    """
    clashes: list[Clash] = []
    merged = _merged(base, mine, theirs, (), clashes)
    return merged, tuple(clashes)


def _merged(base: Any, mine: Any, theirs: Any, path: Path, clashes: list[Clash]) -> Any:
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    if isinstance(mine, dict) and isinstance(theirs, dict):
        before = base if isinstance(base, dict) else {}
        return _group(before, mine, theirs, path, clashes)
    if _are_alike(base, mine, theirs):
        return [
            _merged(before, one, other, (*path, number), clashes)
            for number, (before, one, other) in enumerate(
                zip(base, mine, theirs, strict=True)
            )
        ]
    clashes.append(Clash(path, _shown(mine), _shown(theirs)))
    return theirs


def _group(
    base: dict[str, Any],
    mine: dict[str, Any],
    theirs: dict[str, Any],
    path: Path,
    clashes: list[Clash],
) -> dict[str, Any]:
    first, second = (theirs, mine) if list(theirs) != list(base) else (mine, theirs)
    merged = {}
    for key in dict.fromkeys((*first, *second)):
        before, one, other = (each.get(key, _MISSING) for each in (base, mine, theirs))
        value = _merged(before, one, other, (*path, key), clashes)
        if value is not _MISSING:
            merged[key] = value
    return merged


def _are_alike(base: Any, mine: Any, theirs: Any) -> bool:
    """Whether an entry of one list is the same entry in the others."""
    lists = (base, mine, theirs)
    return all(isinstance(each, list) for each in lists) and (
        len(base) == len(mine) == len(theirs)
    )


def _shown(value: Any) -> Any:
    return None if value is _MISSING else value
