"""Which numbers the line may call back: a guard against toll fraud."""

from functools import lru_cache

from ivr.script.telephone import NotDialled, country_of, dial_target


@lru_cache(maxsize=4096)
def may_call(number: str, country: str) -> bool:
    """Whether a caller's own number may be called back: no premium, no short number."""
    try:
        return dial_target(number, country) == number
    except NotDialled:
        return False


def keyed_number(digits: str, country: str) -> str | None:
    """A number that a caller keyed in, in E.164; None unless it is one of the country.

    Source: toll fraud works by having a line call back an expensive foreign number.
    """
    try:
        number = dial_target(digits, country)
    except NotDialled:
        return None
    return number if country_of(number) in ("", country) else None
