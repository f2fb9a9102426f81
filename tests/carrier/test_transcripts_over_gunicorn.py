"""Whole calls behind the Procfile's server: any of two processes answers each turn.

One call in each language here; `bench/two_workers.py` plays all of them.
"""

from pathlib import Path

import pytest

from .gunicorn_line import plays_as_written

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
SAMPLE = (
    "en/holds-then-takes-the-callback",
    "fil/agents-transfer",
    "ru/all-at-once",
    "nb/five-minutes-on-hold",
)


@pytest.mark.parametrize("call", SAMPLE)
def test_it_goes_as_written_whichever_worker_answers(call: str, tmp_path: Path) -> None:
    assert plays_as_written(TRANSCRIPTS / f"{call}.yaml", tmp_path) == []
