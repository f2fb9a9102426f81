"""One request to Twilio fails on a whole call: the caller is neither lost nor held.

Each external call of one transcript in each language, every one in another way; all of
them in every way: bench/single_faults.py.
"""

from pathlib import Path

import pytest
from one_fault import WAYS, requests_of, with_fault

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
CALLS = (
    ("en", "agents-menu"),
    ("fil", "declines-then-the-next-accepts"),
    ("ru", "all-at-once"),
    ("nb", "agents-line-drops"),
)


@pytest.mark.parametrize(("language", "name"), CALLS)
def test_no_failing_request_is_heard_by_the_caller(
    language: str, name: str, tmp_path: Path
) -> None:
    file = TRANSCRIPTS / language / f"{name}.yaml"
    undisturbed = tmp_path / "undisturbed"
    undisturbed.mkdir()
    count = requests_of(file, undisturbed)
    runs = []
    for number in range(1, count + 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        way = WAYS[(number + len(name)) % len(WAYS)]
        runs.append(with_fault(file, folder, number, way))

    assert [str(run) for run in runs if run.wrong] == []
    assert len(runs) >= 3
