"""The JSON Schema of a call script, for editors: meaning and example of every key."""

import json
from typing import Any

from ivr.languages import CODES
from ivr.languages.spoken_time import WEEKDAYS
from ivr.script.model import Script
from ivr.script.spoken import ANY

DRAFT = "http://json-schema.org/draft-07/schema#"

_DAY = "(" + "|".join(WEEKDAYS) + ")"
_LANGUAGES = [*CODES, ANY]
_DIGITS_ARE_NUMBERS = ("phone", "number", "key")


def schema() -> dict[str, Any]:
    """A draft-07 schema; texts that editors read as numbers or booleans pass."""
    made = Script.model_json_schema(ref_template="#/definitions/{model}")
    kinds = made.pop("$defs")
    kinds["Words"] = _by_language({"type": "string", "minLength": 1, "maxLength": 600})
    kinds["Sayings"] = _by_language(
        {"type": "array", "items": {"type": "string", "maxLength": 200}}
    )
    for kind in (made, *kinds.values()):
        for name, key in kind.get("properties", {}).items():
            _loosen(name, key)
    days = made["properties"]["hours"]
    days["propertyNames"] = {"pattern": f"^{_DAY}(-{_DAY})?$"}
    made["properties"]["departments"]["additionalProperties"] = False
    whole = {"$schema": DRAFT, **made, "title": "Call script", "definitions": kinds}
    return dict(_plain(whole))


def schema_text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _by_language(one: dict[str, Any]) -> dict[str, Any]:
    by_language = {
        "type": "object",
        "properties": {code: one for code in _LANGUAGES},
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {"anyOf": [one, by_language]}


def _loosen(name: str, key: dict[str, Any]) -> None:
    key.pop("title", None)
    key["description"] = f"{key['description']}\nExample: {_shown(key['examples'][0])}"
    if name in _DIGITS_ARE_NUMBERS:
        for choice in key.get("anyOf", [key]):
            if choice.get("type") == "string":
                choice["type"] = ["string", "integer"]
    if name == "offered":
        key.pop("type", None)
        key["enum"] = [True, False, "true", "false"]


def _shown(example: Any) -> str:
    if isinstance(example, str | int):
        return str(example)
    return json.dumps(example, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Without defaults, and with references where draft-07 sees them."""
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    made = {key: _plain(inner) for key, inner in value.items() if key != "default"}
    if "$ref" in made and len(made) > 1:
        made["allOf"] = [{"$ref": made.pop("$ref")}]
    return made
