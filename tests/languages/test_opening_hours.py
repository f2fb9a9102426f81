import pytest

from ivr.languages.opening_hours import around_the_clock, runs, weekly


def test_days_with_the_same_hours_come_together():
    bands = (((0, 1), "08:00", "17:00"), ((2,), "08:00", "17:00"))

    assert weekly(bands) == (((0, 1, 2), (((8, 0), (17, 0)),)),)


def test_a_lunch_break_stays_one_day_with_two_spans():
    bands = (((0,), "13:00", "17:00"), ((0,), "08:00", "12:00"))

    assert weekly(bands) == (((0,), (((8, 0), (12, 0)), ((13, 0), (17, 0)))),)


def test_a_line_that_never_opens_has_no_hours_to_say():
    with pytest.raises(ValueError, match="no opening hours"):
        weekly(())


def test_three_days_in_a_row_are_a_stretch_and_two_are_not():
    assert runs((0, 1, 2, 5, 6)) == ((0, 2), (5, 5), (6, 6))


@pytest.mark.parametrize("end", [(0, 0), (23, 59), (24, 0)])
def test_a_whole_day_may_end_at_midnight_however_written(end):
    assert around_the_clock(((0, 0), end))


def test_a_night_shift_is_not_a_whole_day():
    assert not around_the_clock(((18, 0), (0, 0)))
