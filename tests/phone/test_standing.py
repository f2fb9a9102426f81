"""Agents of the simulated office who are away, or with another caller."""

from callers import PureCaller

MARIA, JAMES = "Maria", "James"


def test_who_is_away_is_not_named_and_not_rung(caller: PureCaller) -> None:
    caller.dials()
    caller.agent(MARIA, "is away")
    caller.presses("0")

    assert caller.hears("I am ringing James for you now.")


def test_with_everybody_away_the_caller_is_offered_a_callback(
    caller: PureCaller,
) -> None:
    caller.dials()
    caller.agent(MARIA, "is away")
    caller.agent(JAMES, "is away")
    caller.presses("0")

    assert caller.hears("We can call you back")


def test_with_everybody_in_talks_the_caller_is_asked_to_hold(
    caller: PureCaller,
) -> None:
    caller.dials()
    caller.agent(MARIA, "is with another caller")
    caller.agent(JAMES, "is with another caller")
    caller.presses("0")

    assert caller.hears("Would you like to hold")


def test_who_is_back_is_rung_again(caller: PureCaller) -> None:
    caller.dials()
    caller.agent(MARIA, "is away")
    caller.agent(MARIA, "is back")
    caller.presses("0")

    assert caller.hears("I am ringing Maria for you now.")
