import pytest

from ivr.languages.fil import grammar as filipino
from ivr.languages.spoken_time import SpokenTime

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (8, "Magandang umaga po"),
        (12, "Magandang tanghali po"),
        (13, "Magandang hapon po"),
        (18, "Magandang gabi po"),
    ],
)
def test_the_greeting_follows_the_hour(hour, said):
    assert filipino.daypart(hour) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (SpokenTime("today", 15, 15), "bago mag-alas-tres kinse ng hapon"),
        (SpokenTime("today", 15, 30), "bago mag-alas-tres y medya ng hapon"),
        (SpokenTime("today", 13), "bago mag-ala-una ng hapon"),
        (
            SpokenTime("today", 10, 45),
            "bago mag-alas-diyes kuwarenta y singko ng umaga",
        ),
        (SpokenTime("today", 12), "bago mag-alas-dose ng tanghali"),
        (SpokenTime("today", 20, 25), "bago mag-alas-otso beynte-singko ng gabi"),
        (SpokenTime("tomorrow", 9), "bukas bago mag-alas-nuwebe ng umaga"),
        (SpokenTime("tomorrow", 3), "bukas bago mag-alas-tres ng madaling-araw"),
        (SpokenTime("tomorrow", 0), "mamaya bago mag-alas-dose ng hatinggabi"),
        (SpokenTime("monday", 8), "sa Lunes bago mag-alas-otso ng umaga"),
        (
            SpokenTime("monday", 0),
            "bago mag-alas-dose ng hatinggabi, pagpasok ng Lunes",
        ),
        (SpokenTime("12-01", 8), "sa December one bago mag-alas-otso ng umaga"),
    ],
)
def test_a_promised_time(when, said):
    assert filipino.by(when) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (SpokenTime("today", 16, 15), "mamayang alas-kuwatro kinse ng hapon"),
        (SpokenTime("tomorrow", 8), "bukas nang alas-otso ng umaga"),
        (SpokenTime("sunday", 8), "sa Linggo nang alas-otso ng umaga"),
        (SpokenTime("tomorrow", 0), "mamayang alas-dose ng hatinggabi"),
    ],
)
def test_the_time_we_are_back(when, said):
    assert filipino.at(when) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1, "sa loob ng isang working hour"),
        (4, "sa loob ng apat na working hours"),
        (8, "sa loob ng isang working day"),
        (24, "sa loob ng tatlong working days"),
        (900, "sa lalong madaling panahon"),
    ],
)
def test_a_deadline_in_business_hours(hours, said):
    assert filipino.within(hours) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "Kayo na po ang susunod"),
        (2, "Pangalawa po kayo sa pila"),
        (3, "Pangatlo po kayo sa pila"),
        (4, "Pang-apat po kayo sa pila"),
        (5, "Panlima po kayo sa pila"),
        (6, "Pang-anim po kayo sa pila"),
        (7, "Pampito po kayo sa pila"),
        (8, "Pangwalo po kayo sa pila"),
        (9, "Pansiyam po kayo sa pila"),
        (10, "Pansampu po kayo sa pila"),
        (11, "Panlabing-isa po kayo sa pila"),
        (21, "Pandalawampu't isa po kayo sa pila"),
        (100, "Mahigit siyamnapu po ang nauna sa inyo"),
    ],
)
def test_a_place_in_line(number, said):
    assert filipino.place(number) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "Kayo pa rin po ang susunod"), (2, "Pangalawa pa rin po kayo sa pila")],
)
def test_the_same_place_in_line(number, said):
    assert filipino.still(number) == said


@pytest.mark.parametrize(
    ("half_minutes", "said"),
    [
        (0, "ilang segundo"),
        (1, "kalahating minuto"),
        (2, "isang minuto"),
        (3, "isa't kalahating minuto"),
        (5, "dalawa't kalahating minuto"),
        (8, "apat na minuto"),
        (9, "apat at kalahating minuto"),
        (22, "labing-isang minuto"),
        (42, "dalawampu't isang minuto"),
        (120, "isang oras"),
        (121, "mahigit isang oras"),
    ],
)
def test_the_time_waited(half_minutes, said):
    assert filipino.duration(half_minutes) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "mga isang minuto"),
        (5, "mga limang minuto"),
        (15, "mga labinlimang minuto"),
        (30, "mga kalahating oras"),
        (60, "mga isang oras"),
        (61, "mahigit isang oras"),
    ],
)
def test_the_time_to_go(minutes, said):
    assert filipino.about_minutes(minutes) == said


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        (
            ((MONDAY_TO_FRIDAY, "08:00", "17:00"), ((5,), "10:00", "14:00")),
            "Lunes hanggang Biyernes mula alas-otso ng umaga hanggang alas-singko ng "
            "hapon, Sabado mula alas-diyes ng umaga hanggang alas-dos ng hapon",
        ),
        (
            (((0, 2, 4), "09:00", "24:00"),),
            "Lunes, Miyerkules at Biyernes mula alas-nuwebe ng umaga hanggang "
            "alas-dose ng hatinggabi",
        ),
        (
            ((tuple(range(7)), "00:00", "00:00"),),
            "araw-araw nang beynte-kuwatro oras",
        ),
    ],
)
def test_opening_hours(bands, said):
    assert filipino.hours(bands) == said


def test_keys_and_lists():
    assert [filipino.key(digit) for digit in "10#"] == ["one", "zero", "pound"]
    assert filipino.either(("a", "b", "c")) == "a, b o c"
    assert filipino.both(("a", "b")) == "a at b"
