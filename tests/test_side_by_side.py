"""Whatever a caller and the agents do, the simulator says what the real line says."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from lines import SCRIPTS
from random_calls import random_call
from side_by_side import TwoLines, one_pace

TUESDAY_EVENING = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
CALLS = 12


@pytest.mark.parametrize(
    "starter", ["dental-clinic.en", "sari-sari.fil", "pharmacy.ru", "workshop.nb"]
)
def test_simulator_and_webhooks_agree_after_every_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starter: str
) -> None:
    one_pace(monkeypatch)
    lines = TwoLines(SCRIPTS / f"{starter}.yaml", tmp_path, TUESDAY_EVENING)

    moves = sum(random_call(lines, Random(call)) for call in range(CALLS))

    lines.close()
    assert moves > CALLS
