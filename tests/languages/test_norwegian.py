import pytest

from ivr.languages.nb import grammar as norwegian
from ivr.languages.spoken_time import SpokenTime

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (3, "Hei"),
        (8, "God morgen"),
        (10, "God dag"),
        (17, "God dag"),
        (18, "God kveld"),
    ],
)
def test_the_greeting_follows_the_hour(hour, said):
    assert norwegian.daypart(hour) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (SpokenTime("today", 15), "innen klokka tre"),
        (SpokenTime("today", 15, 15), "innen kvart over tre"),
        (SpokenTime("today", 15, 20), "innen ti på halv fire"),
        (SpokenTime("today", 15, 30), "innen halv fire"),
        (SpokenTime("today", 15, 40), "innen ti over halv fire"),
        (SpokenTime("today", 15, 45), "innen kvart på fire"),
        (SpokenTime("today", 12, 30), "innen halv ett"),
        (SpokenTime("today", 12), "innen klokka tolv"),
        (SpokenTime("today", 15, 7), "innen klokka femten null sju"),
        (SpokenTime("today", 19), "innen klokka sju i kveld"),
        (SpokenTime("today", 6, 30), "innen halv sju i dag tidlig"),
        (SpokenTime("tomorrow", 8), "innen klokka åtte i morgen"),
        (SpokenTime("tomorrow", 7), "innen klokka sju i morgen tidlig"),
        (SpokenTime("tomorrow", 0), "innen midnatt i natt"),
        (SpokenTime("monday", 9), "innen klokka ni på mandag"),
        (SpokenTime("monday", 0), "innen midnatt natt til mandag"),
        (SpokenTime("12-01", 8), "innen klokka åtte den første desember"),
        (SpokenTime("05-31", 13), "innen klokka ett den trettiførste mai"),
    ],
)
def test_a_promised_time(when, said):
    assert norwegian.by(when) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (SpokenTime("tomorrow", 8), "i morgen klokka åtte"),
        (SpokenTime("today", 15, 15), "klokka kvart over tre"),
        (SpokenTime("monday", 8), "på mandag klokka åtte"),
        (SpokenTime("friday", 20), "fredag kveld klokka åtte"),
        (SpokenTime("monday", 0), "natt til mandag ved midnatt"),
        (SpokenTime("12-24", 8), "den tjuefjerde desember klokka åtte"),
    ],
)
def test_the_time_we_are_back(when, said):
    assert norwegian.at(when) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1, "innen én time i åpningstiden"),
        (4, "innen fire timer i åpningstiden"),
        (8, "innen én virkedag"),
        (16, "innen to virkedager"),
        (900, "så snart vi kan"),
    ],
)
def test_a_deadline_in_business_hours(hours, said):
    assert norwegian.within(hours) == said


@pytest.mark.parametrize(
    ("number", "said", "again"),
    [
        (1, "Du er den neste i køen", "Du er fortsatt den neste i køen"),
        (2, "Du er nummer to i køen", "Du er fortsatt nummer to i køen"),
        (21, "Du er nummer tjueén i køen", "Du er fortsatt nummer tjueén i køen"),
        (
            100,
            "Det er over nitti foran deg i køen",
            "Det er fortsatt over nitti foran deg i køen",
        ),
    ],
)
def test_a_place_in_line(number, said, again):
    assert (norwegian.place(number), norwegian.still(number)) == (said, again)


@pytest.mark.parametrize(
    ("half_minutes", "said"),
    [
        (0, "noen sekunder"),
        (1, "et halvt minutt"),
        (2, "ett minutt"),
        (3, "halvannet minutt"),
        (4, "to minutter"),
        (5, "to og et halvt minutt"),
        (42, "tjueett minutter"),
        (120, "en time"),
        (121, "over en time"),
    ],
)
def test_the_time_waited(half_minutes, said):
    assert norwegian.duration(half_minutes) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "omtrent ett minutt"),
        (5, "omtrent fem minutter"),
        (30, "omtrent en halv time"),
        (60, "omtrent en time"),
        (61, "over en time"),
    ],
)
def test_the_time_to_go(minutes, said):
    assert norwegian.about_minutes(minutes) == said


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        (
            ((MONDAY_TO_FRIDAY, "08:00", "16:00"), ((5,), "10:00", "14:00")),
            "mandag til fredag fra åtte til seksten, lørdag fra ti til fjorten",
        ),
        (
            (((1, 3), "08:30", "16:30"),),
            "tirsdag og torsdag fra åtte tretti til seksten tretti",
        ),
        (
            (((4, 5), "18:00", "02:00"),),
            "fredag og lørdag fra atten til to om natten",
        ),
        (((tuple(range(7)), "00:00", "24:00"),), "hver dag døgnet rundt"),
    ],
)
def test_opening_hours(bands, said):
    assert norwegian.hours(bands) == said


def test_keys_and_lists():
    assert [norwegian.key(digit) for digit in "10#"] == ["én", "null", "firkanttasten"]
    assert norwegian.either(("a", "b", "c")) == "a, b eller c"
    assert norwegian.both(("a", "b")) == "a og b"
