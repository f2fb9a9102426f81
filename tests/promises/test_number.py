"""Numbers as staff may see them."""

import pytest

from ivr.promises.number import masked


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+12025550155", "+1…55"),
        ("+4722334455", "+47…55"),
        ("+639171234567", "+63…67"),
        ("+266696687", "+266…87"),
        ("sip:maria@example.com", "withheld"),
        ("client:agent12", "…12"),
        ("", "withheld"),
        ("anonymous", "withheld"),
    ],
)
def test_only_the_country_and_two_digits_are_shown(number: str, shown: str) -> None:
    assert masked(number) == shown
