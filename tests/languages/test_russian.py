import pytest

from ivr.languages.ru import grammar as russian
from ivr.languages.spoken_time import SpokenTime

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (3, "Здравствуйте"),
        (8, "Доброе утро"),
        (12, "Добрый день"),
        (18, "Добрый вечер"),
        (23, "Здравствуйте"),
    ],
)
def test_the_greeting_follows_the_hour(hour, said):
    assert russian.daypart(hour) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (SpokenTime("today", 9), "до девяти утра"),
        (SpokenTime("today", 13), "до часа дня"),
        (SpokenTime("today", 15), "до трёх часов дня"),
        (SpokenTime("today", 18), "до шести вечера"),
        (SpokenTime("today", 12), "до полудня"),
        (SpokenTime("today", 15, 30), "до пятнадцати тридцати"),
        (SpokenTime("today", 15, 45), "до пятнадцати сорока пяти"),
        (SpokenTime("today", 15, 5), "до пятнадцати ноль пяти"),
        (SpokenTime("today", 15, 15), "до пятнадцати часов пятнадцати минут"),
        (SpokenTime("today", 20, 21), "до двадцати часов двадцати одной минуты"),
        (SpokenTime("today", 6, 30), "до шести тридцати утра"),
        (SpokenTime("tomorrow", 9), "завтра до девяти утра"),
        (SpokenTime("tomorrow", 0), "сегодня до полуночи"),
        (SpokenTime("tomorrow", 1, 30), "завтра до часа тридцати ночи"),
        (SpokenTime("monday", 0), "в ночь на понедельник до полуночи"),
        (SpokenTime("tuesday", 10, 45), "во вторник до десяти сорока пяти"),
        (SpokenTime("12-01", 8), "первого декабря до восьми утра"),
        (SpokenTime("03-23", 14), "двадцать третьего марта до двух часов дня"),
        (SpokenTime("01-30", 14), "тридцатого января до двух часов дня"),
        (SpokenTime("12-03", 0), "в ночь на третье декабря до полуночи"),
    ],
)
def test_a_promised_time(when, said):
    assert russian.by(when) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (SpokenTime("tomorrow", 8), "завтра в восемь утра"),
        (SpokenTime("today", 13), "в час дня"),
        (SpokenTime("today", 15), "в три часа дня"),
        (SpokenTime("today", 12), "в полдень"),
        (SpokenTime("wednesday", 15, 30), "в среду в пятнадцать тридцать"),
        (SpokenTime("today", 0, 21), "в ноль часов двадцать одну минуту"),
        (
            SpokenTime("tomorrow", 21, 21),
            "завтра в двадцать один час двадцать одну минуту",
        ),
        (SpokenTime("monday", 0), "в ночь на понедельник в полночь"),
    ],
)
def test_the_time_we_are_back(when, said):
    assert russian.at(when) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1, "в течение одного рабочего часа"),
        (2, "в течение двух рабочих часов"),
        (4, "в течение четырёх рабочих часов"),
        (5, "в течение пяти рабочих часов"),
        (21, "в течение двадцати одного рабочего часа"),
        (8, "в течение одного рабочего дня"),
        (16, "в течение двух рабочих дней"),
        (900, "как можно скорее"),
    ],
)
def test_a_deadline_in_business_hours(hours, said):
    assert russian.within(hours) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "Ваш звонок следующий"),
        (2, "Перед вами один человек"),
        (3, "Перед вами два человека"),
        (5, "Перед вами четыре человека"),
        (6, "Перед вами пять человек"),
        (12, "Перед вами одиннадцать человек"),
        (13, "Перед вами двенадцать человек"),
        (22, "Перед вами двадцать один человек"),
        (23, "Перед вами двадцать два человека"),
        (100, "Перед вами больше девяноста человек"),
    ],
)
def test_a_place_in_line(number, said):
    assert russian.place(number) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "Ваш звонок по-прежнему следующий"),
        (2, "Перед вами по-прежнему один человек"),
        (6, "Перед вами по-прежнему пять человек"),
    ],
)
def test_the_same_place_in_line(number, said):
    assert russian.still(number) == said


@pytest.mark.parametrize(
    ("half_minutes", "said"),
    [
        (0, "несколько секунд"),
        (1, "полминуты"),
        (2, "минуту"),
        (3, "полторы минуты"),
        (4, "две минуты"),
        (5, "две с половиной минуты"),
        (10, "пять минут"),
        (11, "пять с половиной минут"),
        (22, "одиннадцать минут"),
        (42, "двадцать одну минуту"),
        (44, "двадцать две минуты"),
        (120, "час"),
        (121, "больше часа"),
    ],
)
def test_the_time_waited_is_in_the_accusative(half_minutes, said):
    assert russian.duration(half_minutes) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "примерно минуту"),
        (2, "примерно две минуты"),
        (5, "примерно пять минут"),
        (11, "примерно одиннадцать минут"),
        (21, "примерно двадцать одну минуту"),
        (30, "примерно полчаса"),
        (60, "примерно час"),
        (61, "больше часа"),
    ],
)
def test_the_time_to_go_is_in_the_accusative(minutes, said):
    assert russian.about_minutes(minutes) == said


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        (
            ((MONDAY_TO_FRIDAY, "08:00", "17:00"), ((5,), "10:00", "14:00")),
            "с понедельника по пятницу с восьми до семнадцати, "
            "в субботу с десяти до четырнадцати",
        ),
        (
            (((1, 3), "09:00", "18:30"), ((2,), "12:00", "20:00")),
            "во вторник и четверг с девяти до восемнадцати тридцати, "
            "в среду с двенадцати до двадцати",
        ),
        (
            (((0, 2, 3, 4), "18:00", "02:00"),),
            "в понедельник и со среды по пятницу с восемнадцати до двух ночи",
        ),
        (((tuple(range(7)), "00:00", "23:59"),), "ежедневно круглосуточно"),
    ],
)
def test_opening_hours(bands, said):
    assert russian.hours(bands) == said


def test_keys_and_lists():
    assert [russian.key(digit) for digit in "10#*"] == [
        "один",
        "ноль",
        "решётку",
        "звёздочку",
    ]
    assert russian.either(("а", "б", "в")) == "а, б или в"
    assert russian.both(("а", "б")) == "а и б"
