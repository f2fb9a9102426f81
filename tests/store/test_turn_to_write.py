"""Threads of one process write in the order in which they came."""

import threading

from ivr.store.turn_to_write import Turns

A_WHILE = 30.0  # seconds; longer than any of this takes
AN_INSTANT = 0.001


def test_who_came_first_writes_first() -> None:
    turns, wrote = Turns(A_WHILE), []

    def write(who: str) -> None:
        assert turns.begin()
        wrote.append(who)
        turns.end()

    assert turns.begin()
    people = [threading.Thread(target=write, args=(who,)) for who in ("Kari", "Andrei")]
    for place, person in enumerate(people, 1):
        person.start()
        while len(turns.waiting) < place:
            pass
    turns.end()
    for person in people:
        person.join()

    assert wrote == ["Kari", "Andrei"]


def test_nobody_waits_longer_than_a_caller_has_patience() -> None:
    turns = Turns(AN_INSTANT)
    assert turns.begin()

    assert not turns.begin()


def test_who_gave_up_is_passed_over() -> None:
    turns = Turns(AN_INSTANT)
    assert turns.begin()
    assert not turns.begin()
    turns.end()

    assert turns.begin()


def test_the_time_spent_waiting_is_not_waited_again() -> None:
    turns = Turns(A_WHILE)
    assert turns.begin()

    assert 0 < turns.left <= A_WHILE
