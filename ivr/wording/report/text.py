"""Findings for people: the place, the words, a mark below them, a way out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ivr.wording.finding import Finding
from ivr.wording.judged import Judged, summary

_WIDTH = 76


def report(judged: Sequence[Judged]) -> str:
    """One paragraph a finding and a last line that counts them."""
    paragraphs = [
        "\n".join(_paragraph(each, found)) for each in judged for found in each.findings
    ]
    return "\n".join([*paragraphs, summary(judged)])


def _paragraph(judged: Judged, found: Finding) -> Iterator[str]:
    where = str(found.place) if found.place else judged.prompt.id
    head = f"{where}: " if where else ""
    yield f"{head}{found.severity} {found.code} {found.name}: {found.message}"
    shown, start, end = _excerpt(judged.prompt.text, found.start, found.end)
    if shown:
        yield f"    {shown}"
        yield f"    {' ' * start}{'^' * max(1, end - start)}"
    if found.suggestion:
        yield f"    Say: {found.suggestion}"


def _excerpt(text: str, start: int, end: int) -> tuple[str, int, int]:
    """A line of the text around a stretch, and where in it the stretch is."""
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    if len(text) <= _WIDTH:
        return text, start, min(end, len(text))
    left = max(0, min(start - _WIDTH // 3, len(text) - _WIDTH))
    shown = text[left : left + _WIDTH]
    return shown, start - left, min(end - left, len(shown))
