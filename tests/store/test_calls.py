"""Calls: the newest turn counts, one agent talks, an ended call stays ended."""

from sqlalchemy import Engine

from ivr.flow.call import Call
from ivr.store import agents, calls, rings
from ivr.store.calls import CallRow
from ivr.store.database import reading, writing
from ivr.store.rings import RingState

KARI, ANDREI = "sales/0", "sales/1"


def save(engine: Engine, turn: int, state: str, sid: str = "CA1") -> bool:
    with writing(engine) as conn:
        return calls.save(
            conn,
            sid,
            version=1,
            call=Call(state, "nb"),
            turn=turn,
            number="+4722334455",
            line="+4721000000",
            now=100 + turn,
        )


def find(engine: Engine, sid: str = "CA1") -> CallRow:
    with reading(engine) as conn:
        row = calls.find(conn, sid)
    assert row is not None
    return row


def test_a_call_is_found_as_it_was_saved(engine: Engine) -> None:
    save(engine, 1, "greeting")

    row = find(engine)

    assert row.call == Call("greeting", "nb")
    assert (row.number, row.line, row.started) == ("+4722334455", "+4721000000", 101)


def test_a_newer_turn_replaces_an_older_one(engine: Engine) -> None:
    assert save(engine, 1, "greeting")
    assert save(engine, 2, "confirm")

    assert find(engine).call.state == "confirm"
    assert find(engine).started == 101


def test_an_older_or_repeated_turn_changes_nothing(engine: Engine) -> None:
    save(engine, 2, "confirm")

    assert not save(engine, 1, "greeting")
    assert not save(engine, 2, "greeting")
    assert find(engine).call.state == "confirm"


def test_an_unknown_call_is_not_found(engine: Engine) -> None:
    with reading(engine) as conn:
        assert calls.find(conn, "CA404") is None


def test_what_the_caller_said_goes_along(engine: Engine) -> None:
    save(engine, 1, "greeting")
    with writing(engine) as conn:
        calls.note(conn, "CA1", "Regningen min er feil")
    save(engine, 2, "confirm")

    assert find(engine).need == "Regningen min er feil"


def test_of_two_agents_who_accept_one_wins(engine: Engine) -> None:
    save(engine, 1, "ringing")
    with writing(engine) as conn:
        assert calls.join(conn, "CA1", KARI, "CA-kari")
        assert not calls.join(conn, "CA1", ANDREI, "CA-andrei")
        assert calls.join(conn, "CA1", KARI, "CA-kari")

        row = calls.of_leg(conn, "CA-kari")

    assert row is not None
    assert row.call_sid == "CA1"


def test_a_call_ends_once_and_stays_ended(engine: Engine) -> None:
    save(engine, 1, "talking")
    with writing(engine) as conn:
        assert calls.end(conn, "CA1", 200)
        assert not calls.end(conn, "CA1", 300)
        assert not calls.join(conn, "CA1", KARI, "CA-kari")

    assert not save(engine, 9, "greeting")
    assert find(engine).ended == 200


def test_calls_of_which_no_end_was_heard_can_be_looked_up(engine: Engine) -> None:
    save(engine, 1, "greeting", "CA1")
    save(engine, 5, "greeting", "CA2")
    with reading(engine) as conn:
        found = [row.call_sid for row in calls.active_before(conn, 105)]

    assert found == ["CA1"]


def test_an_agent_who_talks_or_is_rung_is_busy(engine: Engine) -> None:
    save(engine, 1, "talking")
    with writing(engine) as conn:
        calls.join(conn, "CA1", KARI, "CA-kari")
        rings.begin(conn, "CA2:4", ANDREI, 100, call_sid="CA2")

        assert agents.busy(conn, 110) == {KARI, ANDREI}

        calls.part(conn, "CA1", "CA-kari")
        rings.settle(conn, "CA2:4", RingState.DECLINED)

        assert agents.busy(conn, 110) == frozenset()


def test_a_ring_of_which_nothing_was_heard_is_over_in_the_end(engine: Engine) -> None:
    with writing(engine) as conn:
        rings.begin(conn, "CA2:4", ANDREI, 100, call_sid="CA2")

        assert agents.busy(conn, 189) == {ANDREI}
        assert agents.busy(conn, 190) == frozenset()


def test_a_ring_settles_once(engine: Engine) -> None:
    with writing(engine) as conn:
        assert rings.begin(conn, "CA2:4", ANDREI, 100, call_sid="CA2")
        assert not rings.begin(conn, "CA2:4", KARI, 101, call_sid="CA2")
        rings.placed(conn, "CA2:4", "CA-leg")

        assert rings.settle(conn, "CA2:4", RingState.ACCEPTED)
        assert not rings.settle(conn, "CA2:4", RingState.UNANSWERED)

        ring = rings.of_leg(conn, "CA-leg")

    assert ring is not None
    assert (ring.agent, ring.state) == (ANDREI, RingState.ACCEPTED)
