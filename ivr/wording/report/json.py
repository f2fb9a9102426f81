"""Findings as one JSON value, as docs/findings.schema.json describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ivr.wording.finding import Finding
from ivr.wording.judged import Judged

VERSION = 1


def report(judged: Sequence[Judged]) -> str:
    """`{"version", "prompts": [{"id", "language", "kind", "text", "findings"}]}`."""
    prompts = [
        {
            "id": each.prompt.id,
            "language": each.prompt.language,
            "kind": each.prompt.kind,
            "text": each.prompt.text,
            "findings": [as_json(found) for found in each.findings],
        }
        for each in judged
    ]
    value = {"version": VERSION, "prompts": prompts}
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_json(found: Finding) -> dict[str, Any]:
    """One finding; a place is there only where there is a file."""
    value: dict[str, Any] = {
        "code": found.code,
        "name": found.name,
        "severity": found.severity,
        "start": found.start,
        "end": found.end,
        "message": found.message,
        "suggestion": found.suggestion,
    }
    if found.place:
        value["file"] = found.place.file
        value["line"] = found.place.line
        value["column"] = found.place.column
    return value
