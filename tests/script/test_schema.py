"""The schema for editors says what every key means and accepts what we accept."""

from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from yamlcore import CCoreLoader

from ivr.cli.schema import command
from ivr.script.schema import schema, schema_text

jsonschema = pytest.importorskip("jsonschema")

SCHEMA = schema()
KEYS = [
    pytest.param(key, id=f"{kind}.{name}")
    for kind, made in (("Script", SCHEMA), *SCHEMA["definitions"].items())
    if kind not in ("Words", "Sayings")
    for name, key in made["properties"].items()
]
SMALL = """\
company: {en: Northside Dental, nb: Nordsiden Tannklinikk}
languages: [en, nb]
hours:
  monday-friday: 08:00-17:00
departments:
  front-desk:
    name: Front Desk
    key: 1
    agents:
      - name: Maria
        phone: +15035550101
callback:
  offered: false
"""


def complaints(text: str) -> list[str]:
    """What an editor, which reads YAML 1.2 with its types, says about a script."""
    written: Any = yaml.load(text, Loader=CCoreLoader)
    checked = jsonschema.Draft7Validator(SCHEMA)
    return [error.message for error in checked.iter_errors(written)]


def test_it_is_a_valid_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_has_a_meaning_and_an_example(key: dict[str, Any]) -> None:
    assert key["description"].count("Example: ") == 1
    assert len(key["examples"]) == 1


def test_an_editor_accepts_numbers_and_booleans_that_are_texts_to_us() -> None:
    assert complaints(SMALL) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("company:", "compnay:"),
        ("[en, nb]", "[en, no]"),
        ("monday-friday", "mon-fri"),
        ("nb: Nordsiden", "tl: Nordsiden"),
        ("front-desk:", "Front Desk:"),
        ("offered: false", "offered: maybe"),
    ],
)
def test_an_editor_marks_what_we_refuse(right: str, wrong: str) -> None:
    assert complaints(SMALL.replace(right, wrong)) != []


def test_the_command_prints_it() -> None:
    printed = CliRunner().invoke(command)

    assert printed.exit_code == 0
    assert printed.output == schema_text()
