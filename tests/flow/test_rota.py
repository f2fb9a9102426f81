"""Who is rung, and for whom one can hold, by who is there and free."""

from callers import starter

from ivr.flow.call import Call
from ivr.flow.choosing import rung_next, staffed
from ivr.flow.compile import compile_script
from ivr.flow.flow import Rota

CLINIC = compile_script(starter("dental-clinic.en"))


def test_the_next_agent_is_the_first_of_the_rota_who_was_not_rung() -> None:
    key, department = next(iter(CLINIC.departments.items()))
    every = tuple(range(len(department.agents)))
    backwards = CLINIC.today({key: Rota(every, every[::-1])})
    call = Call("greeting", "en", key)

    assert rung_next(backwards, call) == every[-1:]
    assert rung_next(CLINIC.today({key: Rota(every, ())}), call) == ()


def test_with_nobody_there_nobody_holds() -> None:
    key = next(iter(CLINIC.departments))
    call = Call("greeting", "en", key)

    assert staffed(CLINIC, call)
    assert staffed(CLINIC.today({key: Rota((0,), ())}), call)
    assert not staffed(CLINIC.today({key: Rota((), ())}), call)
    named = call.but(agent=1, named=True)
    assert not staffed(CLINIC.today({key: Rota((0,), (0,))}), named)
