"""The line: who came first, who is told which place, who takes whom."""

import threading

from sqlalchemy import Engine

from ivr.store import waiting
from ivr.store.database import reading, writing


def line_up(engine: Engine, *callers: str, department: str = "sales") -> None:
    with writing(engine) as conn:
        for arrived, caller in enumerate(callers, start=1):
            waiting.line_up(conn, caller, department, arrived * 1000)


def test_callers_stand_in_the_order_they_came(engine: Engine) -> None:
    line_up(engine, "andrei", "kari", "santos")

    with reading(engine) as conn:
        places = [waiting.place(conn, who) for who in ("andrei", "kari", "santos")]
        first = waiting.first(conn, "sales")

    assert places == [1, 2, 3]
    assert first is not None
    assert first.call_sid == "andrei"


def test_two_who_come_in_the_same_moment_have_two_places(engine: Engine) -> None:
    with writing(engine) as conn:
        for caller in ("kari", "andrei"):
            waiting.line_up(conn, caller, "sales", 1000)

        assert [waiting.place(conn, who) for who in ("andrei", "kari")] == [1, 2]


def test_lining_up_again_keeps_the_first_place(engine: Engine) -> None:
    line_up(engine, "andrei", "kari")
    with writing(engine) as conn:
        waiting.line_up(conn, "andrei", "sales", 9000)

        assert waiting.place(conn, "andrei") == 1


def test_coming_back_after_leaving_keeps_the_first_place(engine: Engine) -> None:
    line_up(engine, "andrei", "kari")
    with writing(engine) as conn:
        waiting.leave(conn, "andrei", 5000)

        assert waiting.place(conn, "andrei") is None
        assert waiting.place(conn, "kari") == 1

        waiting.line_up(conn, "andrei", "sales", 9000)

        assert waiting.place(conn, "andrei") == 1
        assert waiting.place(conn, "kari") == 2


def test_another_department_has_its_own_line(engine: Engine) -> None:
    line_up(engine, "andrei", "kari")
    line_up(engine, "santos", department="accounts")
    with writing(engine) as conn:
        waiting.line_up(conn, "andrei", "accounts", 9000)

        assert waiting.place(conn, "andrei") == 2
        assert waiting.place(conn, "kari") == 1


def test_a_caller_for_whom_an_agent_is_rung_is_not_rung_for_twice(
    engine: Engine,
) -> None:
    line_up(engine, "andrei", "kari")
    with writing(engine) as conn:
        assert waiting.take(conn, "andrei", "sales/0")
        assert not waiting.take(conn, "andrei", "sales/1")
        assert waiting.take(conn, "andrei", "sales/0")

        first = waiting.first(conn, "sales")

    assert first is not None
    assert first.call_sid == "kari"


def test_a_caller_whose_agent_declined_stands_first_again(engine: Engine) -> None:
    line_up(engine, "andrei", "kari")
    with writing(engine) as conn:
        waiting.take(conn, "andrei", "sales/0")
        waiting.give_back(conn, "andrei", "sales/0")

        assert waiting.take(conn, "andrei", "sales/1")


def test_a_caller_who_left_cannot_be_taken(engine: Engine) -> None:
    line_up(engine, "andrei")
    with writing(engine) as conn:
        waiting.leave(conn, "andrei", 5000)

        assert not waiting.take(conn, "andrei", "sales/0")
        assert waiting.first(conn, "sales") is None


def test_two_agents_never_take_the_same_caller(engine: Engine) -> None:
    callers = [f"caller-{number}" for number in range(30)]
    line_up(engine, *callers)
    taken: list[str] = []

    def work(agent: str) -> None:
        while True:
            with writing(engine) as conn:
                first = waiting.first(conn, "sales")
                if first is None:
                    return
                if waiting.take(conn, first.call_sid, agent):
                    taken.append(first.call_sid)

    agents = [threading.Thread(target=work, args=(f"sales/{n}",)) for n in range(4)]
    for agent in agents:
        agent.start()
    for agent in agents:
        agent.join()

    assert sorted(taken) == sorted(callers)
