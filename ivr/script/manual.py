"""The tables of the owner's manual, from the keys of the call script."""

import json
from typing import Any

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ivr.script import model
from ivr.script.voices import Voices

SECTIONS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("The line", model.Script),
    ("Departments", model.Department),
    ("Agents", model.Agent),
    ("Numbers", model.Number),
    ("Greetings", model.Greetings),
    ("Hold", model.Hold),
    ("Wrap-up", model.WrapUp),
    ("Callback", model.Callback),
    ("Voicemail", model.Voicemail),
    ("Voices", Voices),
    ("Abuse", model.Abuse),
    ("Wording", model.WordingSettings),
)


def table(kind: type[BaseModel]) -> str:
    """A Markdown table: each key with its meaning, default and example."""
    rows = [_row(name, field) for name, field in kind.model_fields.items()]
    head = ["| key | meaning | default | example |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


def _row(name: str, field: FieldInfo) -> str:
    example = (field.examples or [""])[0]
    meaning = f"{field.description}{_limits(field)}"
    return f"| `{name}` | {meaning} | {_default(field)} | {_shown(example)} |"


def _limits(field: FieldInfo) -> str:
    least = [limit.ge for limit in field.metadata if isinstance(limit, Ge)]
    most = [limit.le for limit in field.metadata if isinstance(limit, Le)]
    return f" From {least[0]} to {most[0]}." if least and most else ""


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    default = field.get_default(call_default_factory=True)
    if isinstance(default, str | int):
        return f"`{default}`"
    return "see below" if _has_keys(default) else "none"


def _has_keys(default: Any) -> bool:
    kinds = tuple(kind for _, kind in SECTIONS)
    return isinstance(default, kinds)


def _shown(example: Any) -> str:
    match example:
        case dict():
            pairs = (f"{key}: {_inner(value)}" for key, value in example.items())
            return "<br>".join(f"`{pair}`" for pair in pairs)
        case list():
            return "<br>".join(f"`- {_inner(entry)}`" for entry in example)
    return f"`{json.dumps(example)}`" if "{" in str(example) else f"`{example}`"


def _inner(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {inner}" for key, inner in value.items()) or "…"
    return json.dumps(value) if "{" in str(value) else str(value)
