"""Reports of findings, one format a file: judged prompts in, text out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from ivr.wording.judged import Judged

FORMATS = ("text", "json", "jsonl", "sarif", "github")

Report = Callable[[Sequence[Judged]], str]


def reporter(name: str) -> Report:
    """The function that writes a format; ValueError for an unknown one."""
    if name not in FORMATS:
        raise ValueError(f"no format {name!r}; known: {', '.join(FORMATS)}")
    report: Report = import_module(f"ivr.wording.report.{name}").report
    return report
