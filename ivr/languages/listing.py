"""Several things in one breath."""

from collections.abc import Sequence


def listed(items: Sequence[str], last: str) -> str:
    """Such as "a, b or c", with `last` before the last item; one item stays alone."""
    start = ", ".join(items[:-1])
    return f"{start} {last} {items[-1]}" if start else items[-1]
