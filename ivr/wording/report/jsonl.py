"""Findings as JSON lines: one prompt a line, in the order of the input."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ivr.wording.judged import Judged
from ivr.wording.report.json import as_json


def report(judged: Sequence[Judged]) -> str:
    """`{"id", "findings": [{"code", "name", "severity", "start", "end", …}]}`."""
    return "\n".join(line(each) for each in judged)


def line(judged: Judged) -> str:
    """The line of one prompt."""
    found = [as_json(each) for each in judged.findings]
    value = {"id": judged.prompt.id, "findings": found}
    return json.dumps(value, ensure_ascii=False)
