"""Findings as SARIF 2.1.0, the format of code scanning services."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from ivr.wording.finding import Finding, Severity
from ivr.wording.judged import Judged
from ivr.wording.rulebook import Rule, rulebook

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "note",
}


def report(judged: Sequence[Judged]) -> str:
    """One run with all rules and a result for each finding."""
    run = {
        "tool": {
            "driver": {
                "name": "ivr",
                "rules": [_rule(rule) for rule in rulebook()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, found) for each in judged for found in each.findings],
    }
    value = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(value, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    statement, _, page = rule.page.strip().partition("\n\n")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": statement},
        "fullDescription": {"text": page.partition("\n\nBad:")[0]},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": list(rule.serves)},
    }


def _result(judged: Judged, found: Finding) -> dict[str, Any]:
    message = found.message
    if found.suggestion:
        message = f"{message} Say: {found.suggestion}"
    prompt = judged.prompt
    heard = f"{found.code} {prompt.kind} {prompt.text}"
    return {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": message},
        "locations": [_location(judged, found)],
        "partialFingerprints": {
            "prompt/v1": sha256(heard.encode("utf-8", "replace")).hexdigest()
        },
    }


def _location(judged: Judged, found: Finding) -> dict[str, Any]:
    prompt = judged.prompt
    heard = {"name": prompt.id or str(prompt.kind), "kind": "resource"}
    location: dict[str, Any] = {"logicalLocations": [heard]}
    if found.place:
        uri = PurePath(found.place.file).as_posix()
        location["physicalLocation"] = {
            "artifactLocation": {"uri": uri},
            "region": {
                "startLine": found.place.line,
                "startColumn": found.place.column,
            },
        }
    return location
