"""The webhooks take every step as the machine does, in every state of a call."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from flow.events_of import STARTERS
from lines import SCRIPTS
from steps import StepDiffers, SteppedLine

TUESDAY_EVENING = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
STEPS = 300


@pytest.mark.parametrize("starter", STARTERS)
def test_machine_and_webhooks_agree_on_the_next_state_and_the_words(
    tmp_path: Path, starter: str
) -> None:
    script = SCRIPTS / f"{starter}.yaml"
    line = SteppedLine(script, tmp_path, TUESDAY_EVENING, Random(starter))
    told: list[StepDiffers | None] = []

    while len(told) < STEPS:
        told += line.steps()

    line.close()
    assert [str(differs) for differs in told if differs] == []
