import pytest

from ivr.languages import grammar
from ivr.languages.telephone_number import internationally, national_groups


@pytest.mark.parametrize(
    ("number", "groups"),
    [
        ("+12015550123", ("201", "555", "0123")),
        ("+639171234567", ("0917", "123", "4567")),
        ("+79123456789", ("8", "912", "345", "67", "89")),
        ("+4722334455", ("22", "33", "44", "55")),
        ("+4740612345", ("40", "61", "23", "45")),
        ("22 33 44 55", ("22", "33", "44", "55")),
        ("12345678", ("123", "456", "78")),
    ],
)
def test_a_number_comes_in_the_groups_of_its_country(number, groups):
    assert national_groups(number) == groups


def test_a_number_without_digits_is_refused():
    with pytest.raises(ValueError, match="no digit"):
        national_groups("withheld")


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", "+12015550123", "two zero one, five five five, zero one two three"),
        (
            "fil",
            "+639171234567",
            "zero nine one seven, one two three, four five six seven",
        ),
        (
            "ru",
            "+79123456789",
            "восемь, девять один два, три четыре пять, шесть семь, восемь девять",
        ),
        ("nb", "+4722334455", "to to, tre tre, fire fire, fem fem"),
    ],
)
def test_a_number_is_said_digit_by_digit_with_pauses(language, number, said):
    assert grammar(language).digits(number) == said


def test_a_number_is_written_as_abroad_and_an_unknown_one_as_it_is():
    assert internationally("+4722334455") == "+47 22 33 44 55"
    assert internationally("12") == "12"
