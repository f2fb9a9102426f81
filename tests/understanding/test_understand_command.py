"""`ivr understand`: what a line makes of what callers say, and how often rightly."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from ivr.cli import group

ROOT = Path(__file__).parents[2]
PARAPHRASES = Path(__file__).parent / "paraphrases"


def understand(name: str, *options: str) -> Result:
    script = str(ROOT / "scripts" / f"{name}.yaml")
    return CliRunner().invoke(group, ["understand", script, *options])


@pytest.mark.parametrize(
    ("name", "said", "route"),
    [
        ("dental-clinic.en", "I have a question about my bill", "billing"),
        ("dental-clinic.en", "could somebody call me back", "callback"),
        ("dental-clinic.en", "the weather is lovely", "none"),
        ("dental-clinic.en", "is Maria there", "agent:front-desk/0"),
        ("sari-sari.fil", "pa-deliver po ng bigas", "store"),
        ("pharmacy.ru", "мне врач выписал рецепт", "prescriptions"),
        ("workshop.nb", "jeg har fått en faktura", "invoices"),
    ],
)
def test_a_sentence_is_shown_with_where_it_leads(
    name: str, said: str, route: str
) -> None:
    assert understand(name, said).output == f"{route:<16}  {said}\n"


def labelled(tmp_path: Path, *rows: tuple[str, str]) -> str:
    file = tmp_path / "sentences.jsonl"
    lines = (json.dumps({"text": text, "route": route}) for text, route in rows)
    file.write_text("\n".join(lines), "utf-8")
    return str(file)


def test_what_leads_elsewhere_is_counted_and_named(tmp_path: Path) -> None:
    file = labelled(
        tmp_path,
        ("I have a question about my bill", "billing"),
        ("my bill is wrong", "front-desk"),
        ("the weather is lovely", "none"),
    )
    found = understand("dental-clinic.en", "--labelled", file)

    assert found.exit_code == 1
    assert found.output.startswith("3 sentences: 2 lead where they should, 0 are asked")
    assert "front-desk, taken for billing: my bill is wrong" in found.output


def test_the_paraphrases_of_the_clinic_are_measured(tmp_path: Path) -> None:
    said = yaml.safe_load((PARAPHRASES / "dental-clinic.en.yaml").read_text("utf-8"))
    rows = [
        (text, "none" if key == "unclear" else key)
        for part in said.values()
        for key, texts in part.items()
        for text in texts
    ]
    found = understand("dental-clinic.en", "--labelled", labelled(tmp_path, *rows))

    assert found.output.startswith("64 sentences: ")


def test_a_line_that_is_no_sentence_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "hello"}\n', "utf-8")

    found = understand("dental-clinic.en", "--labelled", str(file))

    assert found.exit_code == 2
    assert "bad.jsonl:1: write" in found.output


@pytest.mark.parametrize("options", [[], ["--language", "ru", "hello"]])
def test_what_cannot_be_understood_is_refused(options: list[str]) -> None:
    assert understand("dental-clinic.en", *options).exit_code == 2
