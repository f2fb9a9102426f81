"""Either side hangs up after any move of a call: nobody is left, nobody rings on.

One call in each language, at every move in turn by the caller and by the agents; every
transcript in all four, both ways at every move: bench/hanging_up.py.
"""

from pathlib import Path

import pytest
from broken_off import BY, broken_off, moves_of

TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"
CALLS = (
    ("en", "agents-menu"),
    ("fil", "agents-hold"),
    ("ru", "the-manager-declines"),
    ("nb", "holds-then-takes-the-callback"),
)


@pytest.mark.parametrize(("language", "name"), CALLS)
def test_nobody_is_left_alone(language: str, name: str, tmp_path: Path) -> None:
    file = TRANSCRIPTS / language / f"{name}.yaml"
    left = {}
    for turn, after in enumerate(moves_of(file)):
        folder = tmp_path / str(after)
        folder.mkdir()
        who = BY[turn % len(BY)]
        if wrong := broken_off(file, after, who, folder):
            left[after, who] = wrong

    assert left == {}
