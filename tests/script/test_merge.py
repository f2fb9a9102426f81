"""Two people change one call script."""

from typing import Any

from ivr.script.merge import Clash, merge

BASE: dict[str, Any] = {
    "company": "Northside",
    "hold": {"music": "harbour", "update_every": "30"},
    "agents": [{"name": "Maria", "phone": "1"}, {"name": "James", "phone": "2"}],
}


def test_changes_of_two_fields_go_together() -> None:
    mine = BASE | {"company": "Southside"}
    theirs = BASE | {"hold": {"music": "lanterns", "update_every": "30"}}

    merged, clashes = merge(BASE, mine, theirs)

    assert clashes == ()
    assert merged["company"] == "Southside"
    assert merged["hold"]["music"] == "lanterns"


def test_two_keys_of_one_group_go_together() -> None:
    mine = BASE | {"hold": {"music": "lanterns", "update_every": "30"}}
    theirs = BASE | {"hold": {"music": "harbour", "update_every": "45"}}

    merged, clashes = merge(BASE, mine, theirs)

    assert (merged["hold"], clashes) == (
        {"music": "lanterns", "update_every": "45"},
        (),
    )


def test_the_same_field_needs_a_decision() -> None:
    mine, theirs = BASE | {"company": "Southside"}, BASE | {"company": "Westside"}

    merged, clashes = merge(BASE, mine, theirs)

    assert clashes == (Clash(("company",), "Southside", "Westside"),)
    assert merged["company"] == "Westside"


def test_the_same_change_of_both_is_one() -> None:
    new = BASE | {"company": "Southside"}

    assert merge(BASE, new, new) == (new, ())


def test_what_one_removed_and_the_other_left_is_gone() -> None:
    mine = {key: value for key, value in BASE.items() if key != "hold"}

    merged, clashes = merge(BASE, mine, BASE | {"company": "Westside"})

    assert (list(merged), clashes) == (["company", "agents"], ())


def test_what_one_removed_and_the_other_changed_needs_a_decision() -> None:
    mine = {key: value for key, value in BASE.items() if key != "company"}

    _, clashes = merge(BASE, mine, BASE | {"company": "Westside"})

    assert clashes == (Clash(("company",), None, "Westside"),)


def test_a_name_and_a_telephone_of_one_agent_go_together() -> None:
    mine = BASE | {"agents": [{"name": "Maria", "phone": "9"}, BASE["agents"][1]]}
    theirs = BASE | {"agents": [{"name": "Mary", "phone": "1"}, BASE["agents"][1]]}

    merged, clashes = merge(BASE, mine, theirs)

    assert merged["agents"][0] == {"name": "Mary", "phone": "9"}
    assert clashes == ()


def test_lists_of_another_length_need_a_decision() -> None:
    mine = BASE | {"agents": BASE["agents"][:1]}
    theirs = BASE | {"agents": [{"name": "Mary", "phone": "1"}, BASE["agents"][1]]}

    _, clashes = merge(BASE, mine, theirs)

    assert [clash.path for clash in clashes] == [("agents",)]
