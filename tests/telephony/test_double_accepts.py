"""Two agents accept the same caller at the same moment: exactly one gets the call."""

import pytest
from double_accepts import raced

from tests.store.conftest import KINDS, prepared_file, prepared_url

__all__ = ["KINDS", "prepared_file", "prepared_url"]

ROUNDS = 25


@pytest.mark.usefixtures("prepared_file")
def test_exactly_one_of_two_processes_gets_the_call(prepared_url: str) -> None:
    found = raced(prepared_url, ROUNDS)

    assert found["exactly one"] == ROUNDS
    assert found["by desk/0"] + found["by desk/1"] == ROUNDS
