"""`ivr new` asks for what is missing, writes a script that loads, harms nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.cli.new import command
from ivr.script.load import load

ALL = (
    *("--company", "Fjord Tann", "--department", "resepsjonen", "--agent", "Kari"),
    *("--language", "nb", "--phone", "21 00 01 01"),
)


def new(folder: Path, *given: str, typed: str = "") -> Result:
    return CliRunner().invoke(command, [str(folder), *given], input=typed)


def test_it_asks_nothing_when_all_is_given(tmp_path: Path) -> None:
    said = new(tmp_path, *ALL)

    assert said.exit_code == 0
    assert said.output == (
        f"Wrote {tmp_path / 'line.yaml'}. "
        f"Hear it with: ivr phone {tmp_path / 'line.yaml'}\n"
    )
    script = load(tmp_path / "line.yaml")
    assert script.company.in_("nb") == "Fjord Tann"
    assert script.departments["front-desk"].agents[0].phone == "+4721000101"


def test_it_asks_for_everything_in_the_language_of_the_line(tmp_path: Path) -> None:
    typed = "nb,en\nFjord Tann\n\nKari\n21 00 01 01\nfaktura\nJonas\n21 00 01 02\n\n"

    said = new(tmp_path / "new-folder", typed=typed)

    assert said.exit_code == 0
    assert "Hva heter firmaet?" in said.output
    script = load(tmp_path / "new-folder" / "line.yaml")
    assert script.languages == ("nb", "en")
    assert [d.name.in_("en") for d in script.departments.values()] == [
        "the front desk",
        "billing",
    ]


def test_it_asks_again_when_an_answer_cannot_be_used(tmp_path: Path) -> None:
    typed = "no\nen\nNorthside Dental\n\nMaria\n911\n+1 503 555 0101\n\n"

    said = new(tmp_path, typed=typed)

    assert "'no' is not one; did you mean 'nb'?" in said.output
    assert "It is an emergency number" in said.output
    assert said.exit_code == 0


def test_it_asks_only_for_what_is_missing(tmp_path: Path) -> None:
    said = new(tmp_path, *ALL[:-2], typed="21 00 01 01\n")

    assert said.output.startswith("Hvilken telefon ringer hos Kari")
    assert said.exit_code == 0


def test_a_telephone_tells_country_and_timezone(tmp_path: Path) -> None:
    phone = ("--phone", "+1 503 555 0101")
    new(tmp_path, *ALL[:-4], "--language", "en", *phone)

    script = load(tmp_path / "line.yaml")
    assert (script.country, script.timezone) == ("US", "America/Los_Angeles")


def test_an_english_line_in_manila(tmp_path: Path) -> None:
    new(tmp_path, *ALL[:-4], "--language", "en", "--phone", "+63 917 555 0101")

    script = load(tmp_path / "line.yaml")
    assert (script.country, script.timezone) == ("PH", "Asia/Manila")


def test_it_never_writes_over_a_script_unasked(tmp_path: Path) -> None:
    (tmp_path / "line.yaml").write_text("mine")

    said = new(tmp_path, *ALL)

    assert said.exit_code == 2
    assert "is already there; add --force to write over it." in said.output
    assert (tmp_path / "line.yaml").read_text() == "mine"


def test_it_writes_over_a_script_when_told_to(tmp_path: Path) -> None:
    (tmp_path / "line.yaml").write_text("mine")

    assert new(tmp_path, *ALL, "--force").exit_code == 0
    assert load(tmp_path / "line.yaml").country == "NO"
    assert [file.name for file in tmp_path.iterdir()] == ["line.yaml"]


@pytest.mark.parametrize("name", ["pharmacy", "pharmacy.ru", "pharmacy.ru.yaml"])
def test_it_copies_a_starter(tmp_path: Path, name: str) -> None:
    assert new(tmp_path, "--starter", name).exit_code == 0
    assert load(tmp_path / "line.yaml").languages == ("ru",)


def test_a_starter_that_there_is_not(tmp_path: Path) -> None:
    said = new(tmp_path, "--starter", "pharmcy")

    assert said.exit_code == 2
    assert said.output == (
        "Error: There is no starter 'pharmcy'; did you mean 'pharmacy'?\n"
    )


def test_a_starter_takes_no_names(tmp_path: Path) -> None:
    said = new(tmp_path, "--starter", "pharmacy", "--company", "Аптека")

    assert said.exit_code == 2
    assert "A starter brings its own names" in said.output


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("21 00 01 01", "911", "The phone is an emergency number"),
        ("21 00 01 01", "829 00 000", "The phone is a premium-rate number"),
        ("nb", "no", "'no' is not one of 'en', 'fil', 'ru', 'nb'"),
        ("Fjord Tann", "Tann ☎", "no voice can speak"),
        ("Fjord Tann", "T" * 10_000, "is too long"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    result = new(tmp_path, *(wrong if part == right else part for part in ALL))

    assert said in result.output
    assert result.exit_code == 2
    assert not (tmp_path / "line.yaml").exists()


def test_every_agent_has_a_phone(tmp_path: Path) -> None:
    more = ("--agent", "Jonas", "--agent", "Mia", "--phone", "21 00 01 02")

    said = new(tmp_path, *ALL, *more)

    assert said.exit_code == 2
    assert "Please give one phone for each agent, in the same order." in said.output


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    said = new(tmp_path / "file" / "sub", *ALL)

    assert said.exit_code == 2
    assert "cannot be written" in said.output
