"""Edits of a call script, one field at a time."""

from typing import Any

import pytest

from ivr.script.edits import CannotEdit, Edit, edited, hours_of, said

CLINIC: dict[str, Any] = {
    "company": "Northside",
    "languages": ["en", "nb"],
    "hours": {"monday-thursday": "08:00-16:00", "friday": "08:00-14:00"},
    "departments": {
        "desk": {
            "name": {"en": "the desk", "nb": "resepsjonen"},
            "agents": [{"name": "Kari", "phone": "1"}, {"name": "Ola", "phone": "2"}],
        },
        "billing": {"name": "billing"},
    },
}


def after(*edits: Edit) -> dict[str, Any]:
    return edited(CLINIC, edits)


def test_a_new_key_goes_where_the_manual_has_it() -> None:
    new = after(Edit("put", ("country",), "NO"))

    assert list(new) == ["company", "languages", "country", "hours", "departments"]


def test_a_group_appears_with_its_first_key() -> None:
    assert after(Edit("put", ("hold", "music"), "harbour"))["hold"] == {
        "music": "harbour"
    }


def test_a_group_goes_with_its_last_key() -> None:
    greeted = after(Edit("say", ("greetings", "line"), "Hi", "en"))

    assert "greetings" not in edited(
        greeted, [Edit("say", ("greetings", "line"), "", "en")]
    )


def test_a_name_that_is_needed_is_left_empty_not_out() -> None:
    new = after(Edit("say", ("departments", "desk", "name"), "", "nb"))

    assert new["departments"]["desk"]["name"] == {"en": "the desk", "nb": ""}


def test_one_name_for_all_languages_stays_one() -> None:
    assert after(Edit("say", ("company",), "Southside", "en"))["company"] == "Southside"


def test_another_name_in_the_second_language_makes_two() -> None:
    new = after(Edit("say", ("company",), "Nordsiden", "nb"))

    assert new["company"] == {"en": "Northside", "nb": "Nordsiden"}
    assert said(new["company"], "nb") == "Nordsiden"


def test_the_same_name_in_the_second_language_changes_nothing() -> None:
    assert after(Edit("say", ("company",), "Northside", "nb")) == CLINIC


def test_sentences_are_kept_by_language() -> None:
    new = after(
        Edit("say", ("departments", "billing", "handles"), ["My bill"], "en"),
        Edit("say", ("departments", "billing", "handles"), ["Min regning"], "nb"),
    )

    assert new["departments"]["billing"]["handles"] == {
        "en": ["My bill"],
        "nb": ["Min regning"],
    }


def test_one_weekday_leaves_its_range() -> None:
    new = after(Edit("open", ("hours", "tuesday"), "10:00-16:00"))

    assert new["hours"] == {
        "monday": "08:00-16:00",
        "tuesday": "10:00-16:00",
        "wednesday-thursday": "08:00-16:00",
        "friday": "08:00-14:00",
    }


def test_a_new_weekday_stands_in_the_order_of_the_week() -> None:
    new = after(Edit("open", ("hours", "saturday"), "10:00-12:00"))

    assert list(new["hours"]) == ["monday-thursday", "friday", "saturday"]
    assert hours_of(new["hours"], "wednesday") == "08:00-16:00"


def test_a_department_gets_a_key_of_plain_letters() -> None:
    new = after(
        Edit("add", ("departments",), "Ærlig Økonomi"),
        Edit("add", ("departments",), "Billing"),
    )

    assert list(new["departments"])[2:] == ["aerlig-okonomi", "billing-2"]


def test_an_agent_moves_up() -> None:
    new = after(Edit("move", ("departments", "desk", "agents", 1), by=-1))

    assert [a["name"] for a in new["departments"]["desk"]["agents"]] == ["Ola", "Kari"]


def test_a_department_moves_down_and_no_further() -> None:
    new = after(Edit("move", ("departments", "desk"), by=5))

    assert list(new["departments"]) == ["billing", "desk"]


def test_the_last_agent_takes_the_list_along() -> None:
    new = after(
        Edit("remove", ("departments", "desk", "agents", 1)),
        Edit("remove", ("departments", "desk", "agents", 0)),
    )

    assert list(new["departments"]["desk"]) == ["name"]


def test_a_pronunciation_gets_another_name_and_keeps_its_place() -> None:
    two = after(
        Edit("put", ("pronounce", "Nguyen"), "Win"),
        Edit("put", ("pronounce", "Siobhan"), "Shivawn"),
    )

    new = edited(two, [Edit("rename", ("pronounce", "Nguyen"), "Nguyễn")])

    assert list(new["pronounce"]) == ["Nguyễn", "Siobhan"]


@pytest.mark.parametrize(
    "edit",
    [
        Edit("put", ("departments", "desk", "agents", 7, "name"), "Kari"),
        Edit("move", ("departments", "gone"), by=1),
        Edit("rename", ("pronounce", "gone"), "new"),
        Edit("open", ("hours", "someday"), "08:00-09:00"),
        Edit("add", ("departments",), " "),
        Edit("put", (), "x"),
    ],
)
def test_what_is_not_there_cannot_be_changed(edit: Edit) -> None:
    with pytest.raises(CannotEdit):
        after(edit)


def test_the_values_given_are_left_alone() -> None:
    after(Edit("remove", ("departments", "desk", "agents", 0)))

    assert len(CLINIC["departments"]["desk"]["agents"]) == 2


def test_a_script_from_nothing_speaks_english_first() -> None:
    assert edited(None, [Edit("put", ("company",), "Northside")]) == {
        "company": "Northside",
        "languages": ["en"],
    }
