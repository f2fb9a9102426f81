"""Each call rule on its own page: what breaks it, and what does not."""

import pytest

from ivr.etiquette.edits import edited
from ivr.etiquette.pages import examples
from ivr.etiquette.prove import prove
from ivr.etiquette.rulebook import CallRule, rulebook
from ivr.flow.flow import Flow
from ivr.flow.machine import step
from ivr.wording.measures import estimate_seconds

RULES = [pytest.param(rule, id=rule.name) for rule in rulebook()]
NEEDS = {
    "feedback-out-of-place": "pair",
    "helper-not-offered": "pair",
    "language-lost": "hotel",
    "manager-refused": "managed",
    "supervisor-not-briefed": "managed",
}


@pytest.fixture
def line(request: pytest.FixtureRequest) -> Flow:
    rule = request.getfixturevalue("rule")
    flow: Flow = request.getfixturevalue(NEEDS.get(rule.name, "clinic"))
    return flow


# What etiquette.md has the flow of a call carry, and the corner rules of one call.
STATEMENTS = (
    "E02 E11 E12 E13 E14 E15 E17 E18 E19 E20 E21 E22 E23 E24 E25 E27 E28 E29 E31 E32 "
    "E35 E36 E40 E42 E43 E46 E52 E53 Q1 Q3 Q4 Q5 Q6 Q10 Q11 Q12 Q13 Q14"
)


def test_every_statement_about_a_call_is_served_by_a_rule() -> None:
    served = {statement for rule in rulebook() for statement in rule.serves}

    assert set(STATEMENTS.split()) - served == set()


def broken(flow: Flow, edits: tuple[str, ...], select: tuple[str, ...]) -> set[str]:
    flow, machine = edited(flow, edits)
    proof = prove(flow, estimate_seconds, select=select, machine=machine)
    return {verdict.rule.name for verdict in proof.verdicts if not verdict.holds}


@pytest.mark.parametrize("rule", RULES)
def test_the_bad_line_of_its_page_breaks_a_rule(rule: CallRule, line: Flow) -> None:
    assert broken(line, examples(rule).bad, (rule.code,)) == {rule.name}


@pytest.mark.parametrize("rule", RULES)
def test_the_good_line_of_its_page_keeps_a_rule(rule: CallRule, line: Flow) -> None:
    good = examples(rule).good
    if edited(line, good) == (line, step):
        assert rule.name not in broken_as_it_is(NEEDS.get(rule.name, "clinic"), line)
    else:
        assert broken(line, good, (rule.code,)) == set()


KNOWN: dict[str, set[str]] = {}


def broken_as_it_is(name: str, line: Flow) -> set[str]:
    """What is broken on an unedited line, looked at once."""
    if name not in KNOWN:
        KNOWN[name] = broken(line, (), ())
    return KNOWN[name]
