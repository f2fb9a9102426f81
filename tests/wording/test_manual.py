"""The manual page and docs/rules.md."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli import group
from ivr.wording.manual import explain
from ivr.wording.rulebook import rulebook

RULES = Path(__file__).parents[2] / "docs" / "rules.md"


def test_docs_rules_is_what_the_rules_say() -> None:
    written = RULES.read_text(encoding="utf-8")

    told = CliRunner().invoke(group, ["explain", "--all"]).output

    assert written == told, "run: ivr explain --all > docs/rules.md"


@pytest.mark.parametrize("rule", rulebook(), ids=lambda rule: rule.name)
def test_every_rule_has_a_page_with_examples_of_four_languages(rule) -> None:  # type: ignore[no-untyped-def]
    page = explain(rule.code)

    for language in ("English:", "Filipino:", "Russian:", "Norwegian:"):
        assert language in page


def test_an_unknown_rule_has_no_page() -> None:
    with pytest.raises(KeyError):
        explain("TON999")
