"""The owner's manual documents every key, and its scripts load."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from ivr.script.load import read
from ivr.script.manual import SECTIONS, table
from ivr.script.voices import OFFERED

MANUAL = (Path(__file__).parents[2] / "docs" / "writing-a-script.md").read_text("utf-8")
SCRIPTS = [
    block
    for block in re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    if block.startswith("company:")
]


@pytest.mark.parametrize(
    ("title", "kind"), SECTIONS, ids=[title for title, _ in SECTIONS]
)
def test_every_key_is_documented_as_it_is(title: str, kind: type[BaseModel]) -> None:
    section = MANUAL.split(f"\n## {title}\n")[1].split("\n## ")[0]

    assert table(kind) in section + "\n"


def test_every_kind_of_key_has_a_section() -> None:
    described = {kind for _, kind in SECTIONS}
    nested = {
        kind
        for _, whole in SECTIONS
        for field in whole.model_fields.values()
        for kind in (field.annotation,)
        if isinstance(kind, type) and issubclass(kind, BaseModel)
    }

    assert {kind for kind in nested if kind.__name__ not in ("Words", "Sayings")} <= (
        described
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=["whole", "two-languages"])
def test_every_script_in_the_manual_loads(script: str) -> None:
    assert read(script, "manual.yaml").script.departments


def test_every_voice_is_named() -> None:
    section = MANUAL.split("\n## Voices\n")[1].split("\n## ")[0]
    offered = [name for names in OFFERED.values() for name in names]

    assert [name for name in offered if f"`{name}`" not in section] == []
