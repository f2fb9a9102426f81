"""Every rule: its page, its name, and its examples in four languages."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from typing import Any

import pytest

import ivr.etiquette.rules
from ivr.wording.check import check_prompt
from ivr.wording.examples import Example, examples_in_page, examples_of
from ivr.wording.lexicon import LANGUAGES
from ivr.wording.rulebook import Rule, rulebook

CALL_RULES = [
    import_module(f"ivr.etiquette.rules.{module.name}")
    for module in pkgutil.iter_modules(ivr.etiquette.rules.__path__)
]
RULES = [
    *((rule.code, rule.name, rule.page) for rule in rulebook()),
    *((rule.CODE, rule.NAME, rule.__doc__ or "") for rule in CALL_RULES),
]


def _examples() -> list[Any]:
    cases = []
    for rule in rulebook():
        found = [*examples_in_page(rule)]
        for language in LANGUAGES:
            found += examples_of(rule, language)
        for number, example in enumerate(found):
            quality = "bad" if example.is_bad else "good"
            name = f"{rule.name}-{example.language}-{quality}-{number}"
            cases.append(pytest.param(rule, example, id=name))
    return cases


@pytest.mark.parametrize(("rule", "example"), _examples())
def test_a_rule_fires_on_its_bad_examples_only(rule: Rule, example: Example) -> None:
    fired = {found.name for found in example.findings()}

    assert (rule.name in fired) is example.is_bad, (example.prompts, fired)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", rulebook(), ids=lambda rule: rule.name)
def test_a_rule_has_one_bad_and_two_good_examples(rule: Rule, language: str) -> None:
    found = examples_of(rule, language)

    assert sum(example.is_bad for example in found) >= 1
    assert sum(not example.is_bad for example in found) >= 2


@pytest.mark.parametrize(("code", "name", "page"), RULES, ids=[r[1] for r in RULES])
def test_a_page_has_statement_why_bad_good_and_source(
    code: str, name: str, page: str
) -> None:
    statement, _, rest = page.strip().partition("\n\n")
    why, _, examples = rest.partition("\n\n")

    assert statement.rstrip('"').endswith((".", "?"))
    assert why.strip()
    assert re.search(r"^Bad:", examples, re.MULTILINE)
    assert re.search(r"^Good:", examples, re.MULTILINE)
    assert re.search(r"^Source: ", examples, re.MULTILINE)


@pytest.mark.parametrize(("code", "name", "page"), RULES, ids=[r[1] for r in RULES])
def test_a_code_is_a_topic_and_three_digits(code: str, name: str, page: str) -> None:
    topics = {"GRT", "LEN", "TON", "MNU", "HLD", "SIL", "TRF", "CBK", "HUM"}
    topics |= {"ABU", "END", "LNG", "TXT"}

    assert code[:3] in topics
    assert re.fullmatch(r"[A-Z]{3}\d{3}", code)


def test_codes_and_names_are_unique_across_both_families() -> None:
    codes = [code for code, _, _ in RULES]
    names = [name for _, name, _ in RULES]

    assert sorted(set(codes)) == sorted(codes)
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("rule", rulebook(), ids=lambda rule: rule.name)
def test_a_wording_rule_is_a_file_of_its_name(rule: Rule) -> None:
    module = import_module(f"ivr.wording.rules.{rule.name.replace('-', '_')}")

    assert rule.name == module.NAME
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name) or rule.name in _ONE_WORD


@pytest.mark.parametrize("rule", rulebook(), ids=lambda rule: rule.name)
def test_a_wording_rule_serves_a_statement_of_the_etiquette(rule: Rule) -> None:
    assert rule.serves
    assert all(re.fullmatch(r"E\d\d", served) for served in rule.serves)


@pytest.mark.parametrize("rule", rulebook(), ids=lambda rule: rule.name)
def test_a_suggestion_cures_what_it_was_made_for(rule: Rule) -> None:
    for example in [*examples_in_page(rule), *_in_every_language(rule)]:
        if not example.is_bad or len(example.prompts) > 1:
            continue
        before = check_prompt(example.prompts[0], select=[rule.code])
        for found in before:
            if not found.suggestion:
                continue
            cured = example.with_text(found.suggestion).prompts[0]

            after = check_prompt(cured, select=[rule.code])
            assert len(after) < len(before), found.suggestion


def _in_every_language(rule: Rule) -> list[Example]:
    return [each for language in LANGUAGES for each in examples_of(rule, language)]


_ONE_WORD = frozenset(
    {"cliche", "blame", "jargon", "slang", "overpromise", "advertising", "unspeakable"}
)
