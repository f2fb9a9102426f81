"""Findings as workflow commands that GitHub shows beside the changed lines."""

from __future__ import annotations

from collections.abc import Sequence

from ivr.wording.finding import Finding, Severity
from ivr.wording.judged import Judged, all_findings, summary

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "notice",
}


def report(judged: Sequence[Judged]) -> str:
    """One command a finding and a last line that counts them."""
    commands = [_command(found) for found in all_findings(judged)]
    return "\n".join([*commands, summary(judged)])


def _command(found: Finding) -> str:
    properties = {"title": f"{found.code} {found.name}"}
    if found.place:
        properties = {
            "file": found.place.file,
            "line": str(found.place.line),
            "col": str(found.place.column),
        } | properties
    stated = ",".join(f"{key}={_property(v)}" for key, v in properties.items())
    message = found.message
    if found.suggestion:
        message = f"{message}\nSay: {found.suggestion}"
    return f"::{_COMMANDS[found.severity]} {stated}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
