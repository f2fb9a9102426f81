"""A certificate: what was proved of which script, so that it can be checked again."""

import hashlib
import json
from typing import Any

from ivr.etiquette.report import Report

FORMAT = 1
# What a second proof of the same script must find again.
CHECKED = ("format", "script", "states", "transitions", "pairs", "rules", "figures")


def certificate(result: Report, script: bytes, version: str) -> dict[str, Any]:
    """The certificate of a proof; `version` is that of the program that proved it."""
    graph = result.proof.graph
    return {
        "format": FORMAT,
        "script": hashlib.sha256(script).hexdigest(),
        "version": version,
        "states": len(graph.calls),
        "transitions": graph.transitions,
        "pairs": result.proof.pairs,
        "rules": {
            verdict.rule.code: {
                "name": verdict.rule.name,
                "verdict": "proved" if verdict.holds else "broken",
            }
            for verdict in result.proof.verdicts
        },
        "figures": result.figures.to_json(),
    }


def written(given: dict[str, Any]) -> str:
    """The certificate as the text of a file."""
    return json.dumps(given, ensure_ascii=False, indent=2) + "\n"


def differences(given: Any, found: dict[str, Any]) -> tuple[str, ...]:
    """What a certificate states otherwise than a new proof finds; empty if nothing."""
    if not isinstance(given, dict):
        return ("this is no certificate",)
    given, found = json.loads(json.dumps([given, found]))  # lists and tuples alike
    differing = []
    for name in CHECKED:
        if name not in given:
            differing.append(f"{name} is missing")
        elif given[name] != found[name]:
            differing.append(_difference(name, given[name], found[name]))
    return tuple(differing)


def _difference(name: str, given: Any, found: Any) -> str:
    if name == "script":
        return "the script has changed since it was proved"
    if isinstance(given, dict) and isinstance(found, dict):
        parts = [part for part in found if given.get(part) != found[part]]
        gone = [part for part in given if part not in found]
        return f"{name}: {', '.join([*parts, *gone])} differ"
    return f"{name}: {given} in the certificate, {found} now"
