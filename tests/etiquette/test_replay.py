"""Counterexamples are real calls of the whole line, also where a smaller one shows."""

import pytest

from ivr.etiquette.edits import edited
from ivr.etiquette.replay import really_breaks
from ivr.etiquette.report import report
from ivr.flow.flow import Flow
from ivr.wording.measures import estimate_seconds


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        ("callback-booked: says closing.ended", "upset-without-regret"),
        ("talking: left -> feedback", "feedback-out-of-place"),
        ("holding: abuse -> abuse-ended does end-for-abuse", "abuse-ended-unwarned"),
    ],
)
def test_an_upset_caller_s_call_is_made_again_where_two_agents_answer(
    pair: Flow, edit: str, rule: str
) -> None:
    flow, machine = edited(pair, [edit])
    (broken,) = report(flow, estimate_seconds, select=[rule], machine=machine).broken

    assert really_breaks(broken.verdict.rule, broken.verdict.graph, broken.played)
