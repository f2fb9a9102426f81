"""What holds in every language, for any value a call can bring."""

import inspect
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.languages import CODES, Grammar, grammar
from ivr.languages.spoken_time import WEEKDAYS, SpokenTime

languages = st.sampled_from(CODES)
dates = [
    (date(2024, 1, 1) + timedelta(days=day)).strftime("%m-%d") for day in range(366)
]
times = st.builds(
    SpokenTime,
    day=st.sampled_from(("today", "tomorrow", *WEEKDAYS, *dates)),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
)
clock = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
days = st.sets(st.integers(0, 6), min_size=1).map(lambda d: tuple(sorted(d)))
weeks = st.lists(
    st.tuples(days, clock, st.one_of(clock, st.just("24:00"))), min_size=1, max_size=6
).map(tuple)

SPOKEN = {
    "en": r"[A-Za-z',\- ]+",
    "fil": r"[A-Za-z',\- ]+",
    "ru": r"[А-Яа-яЁё,\- ]+",
    "nb": r"[A-Za-zÆØÅæøåé,\- ]+",
}


def speakable(language, said):
    return bool(
        re.fullmatch(SPOKEN[language], said)
        and said == said.strip()
        and "  " not in said
        and " ," not in said
    )


@pytest.mark.parametrize("language", CODES)
def test_a_grammar_has_every_function_of_the_contract(language):
    for name, declared in vars(Grammar).items():
        if name.startswith("_"):
            continue
        spoken = getattr(grammar(language), name)

        assert (
            list(inspect.signature(spoken).parameters)
            == list(inspect.signature(declared).parameters)[1:]
        )


@given(languages, times)
def test_any_time_can_be_promised(language, when):
    assert speakable(language, grammar(language).by(when))


@given(languages, times)
def test_any_time_can_be_announced(language, when):
    assert speakable(language, grammar(language).at(when))


@given(languages, st.integers(1, 10_000))
def test_any_number_of_hours_can_be_promised(language, hours):
    assert speakable(language, grammar(language).within(hours))


@given(languages, st.integers(0, 10_000))
def test_any_place_in_line_can_be_said(language, number):
    said = grammar(language).place(number)

    assert speakable(language, said)
    assert said[0].isupper()


@given(languages, st.integers(0, 10_000))
def test_any_place_can_be_said_again(language, number):
    said = grammar(language).still(number)

    assert speakable(language, said)
    assert said[0].isupper()
    assert said != grammar(language).place(number)


@given(languages, st.integers(0, 10_000))
def test_any_number_of_callers_can_be_told(language, number):
    assert speakable(language, grammar(language).waiting(number))


@given(languages, st.integers(0, 100_000))
def test_any_wait_can_be_said(language, half_minutes):
    assert speakable(language, grammar(language).duration(half_minutes))


@given(languages, st.integers(0, 100_000))
def test_any_estimate_can_be_said(language, minutes):
    assert speakable(language, grammar(language).about_minutes(minutes))


@given(languages, st.from_regex(r"\+?[0-9 ()-]{0,20}[0-9]", fullmatch=True))
def test_any_telephone_number_can_be_read_back(language, number):
    assert speakable(language, grammar(language).digits(number))


@given(languages, weeks)
@settings(max_examples=200)
def test_any_week_can_be_said(language, week):
    assert speakable(language, grammar(language).hours(week))


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("digit", "0123456789*#")
def test_every_key_has_a_name(language, digit):
    assert speakable(language, grammar(language).key(digit))


@pytest.mark.parametrize("language", CODES)
def test_every_hour_has_a_greeting(language):
    greetings = [grammar(language).daypart(hour) for hour in range(24)]

    assert all(speakable(language, said) for said in greetings)
    assert len(set(greetings)) >= 3


@pytest.mark.parametrize("language", CODES)
def test_two_waits_within_an_hour_never_sound_the_same(language):
    said = [grammar(language).duration(halves) for halves in range(1, 121)]

    assert len(set(said)) == 120


@pytest.mark.parametrize("language", CODES)
def test_two_places_never_sound_the_same(language):
    said = [grammar(language).place(number) for number in range(1, 100)]

    assert len(set(said)) == 99


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("day", ["today", "tomorrow", "monday", "12-25"])
def test_two_times_of_a_day_never_sound_the_same(language, day):
    say = grammar(language)
    times = [
        SpokenTime(day, hour, minute) for hour in range(24) for minute in range(60)
    ]

    assert len({say.by(when) for when in times}) == 1440
    assert len({say.at(when) for when in times}) == 1440


@pytest.mark.parametrize("language", CODES)
def test_a_single_item_stands_alone(language):
    assert grammar(language).either(("a",)) == "a"
    assert grammar(language).both(("a",)) == "a"
