"""Reading a call script: texts, places, everything that is wrong at once."""

from pathlib import Path

import pytest

from ivr.script.errors import ScriptError
from ivr.script.load import load, read
from ivr.script.place import Place

SMALL = """\
company: Northside Dental
languages: [en]
departments:
  front-desk:
    name: Front Desk
    handles:
      - I need an appointment
    agents:
      - name: Maria
        phone: +1 503 555 0101
"""


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(ScriptError) as caught:
        read(text, "dental.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_a_small_script_reads() -> None:
    script = read(SMALL, "dental.yaml").script

    assert script.company.in_("en") == "Northside Dental"
    assert script.departments["front-desk"].agents[0].phone == "+15035550101"


def test_every_scalar_is_the_text_that_was_written() -> None:
    text = SMALL.replace("Maria", "no").replace("Front Desk", "010")

    department = read(text, "dental.yaml").script.departments["front-desk"]

    assert department.name.in_("en") == "010"
    assert department.agents[0].name.in_("en") == "no"


def test_hours_are_not_read_as_numbers() -> None:
    text = SMALL + "timezone: Asia/Manila\nhours:\n  monday: 08:00-17:30\n"

    assert read(text, "x.yaml").script.hours == {"monday": "08:00-17:30"}


def test_places_point_at_values() -> None:
    places = read(SMALL, "dental.yaml").places

    assert places[("company",)] == Place("dental.yaml", 1, 10)
    assert str(places[("departments", "front-desk", "handles", 0)]) == "dental.yaml:7:9"


def test_an_unknown_key_suggests_the_nearest_known_one() -> None:
    assert problems(SMALL.replace("handles", "handels")) == [
        "dental.yaml:6:5: 'handels' is not a key of 'front-desk'; "
        "did you mean 'handles'?"
    ]


def test_an_unknown_department_suggests_the_nearest_one() -> None:
    assert problems(SMALL + "operator: fontdesk\n") == [
        "dental.yaml:11:11: operator 'fontdesk' is not a department of this script; "
        "did you mean 'front-desk'?"
    ]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    text = (
        "company:\nlanguages: [no]\ncountry: norway\ndepartments:\n"
        "  front-desk:\n    key: 0\n    agents:\n      - phone: 911\n"
        "operator: back-desk\nhold:\n  update_every: often\n"
    )

    assert problems(text) == [
        "dental.yaml:1:1: the call script has no 'company'; "
        "add it, for example: company: Northside Dental",
        "dental.yaml:2:13: 'no' is not a language of the line; did you mean 'nb'?",
        "dental.yaml:3:10: 'country' is 'norway'; "
        "write the two capital letters of the country, such as NO or US",
        "dental.yaml:5:3: 'front-desk' has no 'name'; "
        "add it, for example: name: the front desk",
        "dental.yaml:6:10: 'key' is '0'; "
        "choose one digit from 1 to 9; 0 always asks for a person",
        "dental.yaml:8:9: an entry of 'agents' has no 'name'; "
        "add it, for example: name: Maria",
        "dental.yaml:8:16: '911' is an emergency number; "
        "callers dial it themselves; name it under 'emergency'",
        "dental.yaml:9:11: operator 'back-desk' is not a department of this script; "
        "known here: front-desk",
        "dental.yaml:11:17: 'update_every' is 'often'; "
        "write a whole number, such as 30",
    ]


def test_a_key_without_a_value_is_left_out() -> None:
    script = read(SMALL + "address:\nhours:\nmanager:\n", "x.yaml").script

    assert script.address is None
    assert script.hours == {}
    assert script.manager is None


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\ufeff"])
def test_an_empty_file_says_what_a_script_needs(text: str) -> None:
    assert problems(text) == [
        "dental.yaml:1:1: the call script has no 'company'; "
        "add it, for example: company: Northside Dental",
        "dental.yaml:1:1: the call script has no 'departments'; "
        "add it, for example: departments:, then a key such as 'front-desk:' "
        "with its name",
        "dental.yaml:1:1: the call script has no 'languages'; "
        "add it, for example: languages: [en]",
    ]


def test_of_very_many_problems_the_first_fifty_are_said() -> None:
    text = SMALL + "".join(f"unknown-{n:02}: x\n" for n in range(60))
    with pytest.raises(ScriptError) as caught:
        read(text, "dental.yaml")

    assert len(caught.value.problems) == 50
    assert str(caught.value).endswith("\nThere is more; these come first.")


@pytest.mark.parametrize("text", ["hello", "- a\n- b\n", "[]"])
def test_a_file_that_is_no_script_says_how_to_begin(text: str) -> None:
    assert problems(text)[0].endswith("begin with: company: Your Name")


def test_a_colon_inside_a_text_is_explained() -> None:
    assert problems("company: Dental: North\n") == [
        "dental.yaml:1:16: this text holds ': ' or the line is indented wrongly; "
        'put the text in "quotes" or align the line with its neighbours'
    ]


def test_load_reads_a_file(tmp_path: Path) -> None:
    file = tmp_path / "line.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())

    assert load(file).company.in_("en") == "Northside Dental"


def test_load_says_that_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="there is no such file; ivr new writes one"):
        load(tmp_path / "missing.yaml")


def test_load_says_that_a_folder_is_no_script(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="this is a folder"):
        load(tmp_path)


def test_load_reads_no_more_than_a_script_may_hold(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"#" * 1_000_000)

    with pytest.raises(ScriptError, match="larger than 256 KB"):
        load(file)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("hold: 30", "'hold' is '30'; write its keys below it, indented"),
        ("hold: {update_every: 5.5}", "write a whole number, such as 30"),
        ("hold: {update_every: 25}", "'update_every' is '25'; the least is 28"),
        ("hold: {update_every: 60}", "'update_every' is '60'; the most is 45"),
        (
            "callback: {offered: maybe}",
            "'offered' is 'maybe'; write one of these: true, false",
        ),
        ("country: no", "'country' is 'no'; did you mean 'NO'?"),
        ("holidays: 12-25", "'holidays' is '12-25'; write a list, one '- …' a line"),
        (
            "numbers: [+1 503 555 0100]",
            "an entry of 'numbers' is '+1 503 555 0100'; "
            "write '- number: +1 503 555 0100'",
        ),
        ("address: [a]", "'address' is a list; write a text, or one per language"),
        (
            "holidays: [at noon: closed]",
            "an entry of 'holidays' is a group of keys; "
            "put a text that holds ': ' in \"quotes\"",
        ),
        ("manager: Helen", "'manager' is 'Helen'; write its keys below it, indented"),
        ("emergency: " + "x" * 700, "'emergency' is too long; at most 600 characters"),
    ],
)
def test_a_wrong_value_is_explained_in_plain_words(written: str, said: str) -> None:
    assert problems(SMALL + written + "\n")[0].endswith(said)
