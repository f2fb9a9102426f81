"""Where in a file something was written."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]  # the keys and entry numbers that lead to a value
Mark = tuple[int, int]  # line and column from 0
Span = tuple[Mark, Mark]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
