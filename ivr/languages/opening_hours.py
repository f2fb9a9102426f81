"""The weekly opening hours, grouped the way people say them."""

from collections.abc import Iterable

Time = tuple[int, int]
Span = tuple[Time, Time]
Bands = tuple[tuple[tuple[int, ...], str, str], ...]

MIDNIGHTS = ((0, 0), (23, 59), (24, 0))


def weekly(bands: Bands) -> tuple[tuple[tuple[int, ...], tuple[Span, ...]], ...]:
    """Days with the same hours, together: ((0, 1), (((8, 0), (17, 0)),)), …

    Monday is 0. Days come in the order of the week, a day's spans in the order of the
    day. No band at all raises ValueError, since there would be nothing to say.
    """
    if not any(days for days, _, _ in bands):
        raise ValueError("there are no opening hours to say")
    spans: dict[int, set[Span]] = {}
    for days, opens, closes in bands:
        for day in days:
            spans.setdefault(day, set()).add((_time(opens), _time(closes)))
    together: dict[tuple[Span, ...], list[int]] = {}
    for day in sorted(spans):
        together.setdefault(tuple(sorted(spans[day])), []).append(day)
    return tuple((tuple(days), hours) for hours, days in together.items())


def runs(days: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """First and last day of each stretch: (0, 1, 2, 5) gives ((0, 2), (5, 5)).

    Two days in a row stay two, because people say "Saturday and Sunday".
    """
    stretches: list[list[int]] = []
    for day in days:
        if stretches and day == stretches[-1][-1] + 1:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    return tuple(
        pair
        for stretch in stretches
        for pair in (
            [(stretch[0], stretch[-1])]
            if len(stretch) > 2
            else [(day, day) for day in stretch]
        )
    )


def around_the_clock(span: Span) -> bool:
    """Whether a span is the whole day, however its end is written."""
    return span[0] == (0, 0) and span[1] in MIDNIGHTS


def _time(written: str) -> Time:
    hour, minute = written.split(":")
    return int(hour), int(minute)
