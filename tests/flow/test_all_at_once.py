"""A department whose telephones all ring at once: one takes the call, the rest stop."""

from collections.abc import Sequence
from pathlib import Path

from ivr.flow import events
from ivr.flow.actions import Action, CancelRing, Connect, Ring, Say
from ivr.flow.call import Call
from ivr.flow.compile import compile_script
from ivr.flow.events import Event
from ivr.flow.flow import Rota
from ivr.flow.machine import start, step
from ivr.script.load import load

SCRIPT = Path(__file__).parents[1] / "scripts" / "all-at-once.en.yaml"
MARIA, JAMES, ANN = "desk/0", "desk/1", "desk/2"
EVERYBODY = (0, 1, 2)


def flow_of(free: tuple[int, ...] = EVERYBODY):  # type: ignore[no-untyped-def]
    script = load(SCRIPT)
    return compile_script(script).today({"desk": Rota(EVERYBODY, free)})


def after(
    *happened: Event, free: tuple[int, ...] = EVERYBODY
) -> tuple[Call, Sequence[Action]]:
    flow, call, actions = flow_of(free), start(flow_of(free)), ()
    for event in (
        events.Dialed(),
        events.Spoke("an appointment", "department:desk"),
        events.Pressed("1"),
        *happened,
    ):
        taken = step(flow, call, event)
        call, actions = taken.call, taken.actions
    return call, actions


def rung(actions: Sequence[Action]) -> list[str]:
    return [action.agent for action in actions if isinstance(action, Ring)]


def stopped(actions: Sequence[Action]) -> list[str]:
    return [action.agent for action in actions if isinstance(action, CancelRing)]


def spoken(actions: Sequence[Action]) -> str:
    said = [action for action in actions if isinstance(action, Say)]
    return " ".join(words.text for action in said for words in action.words)


def test_every_telephone_rings() -> None:
    call, actions = after()

    assert rung(actions) == [MARIA, JAMES, ANN]
    assert call.state == "ringing"


def test_only_those_who_are_free_are_rung() -> None:
    assert rung(after(free=(0, 2))[1]) == [MARIA, ANN]


def test_whoever_accepts_has_the_call_and_the_others_stop_ringing() -> None:
    call, actions = after(events.AgentAccepted(JAMES))

    assert stopped(actions) == [MARIA, ANN]
    assert Connect(JAMES) in actions
    assert (call.state, call.agent, call.others) == ("talking", 1, 0)


def test_one_who_declines_leaves_the_others_ringing() -> None:
    call, actions = after(events.AgentDeclined(MARIA))

    assert stopped(actions) == []
    assert (call.state, call.rung) == ("ringing", 0b110)


def test_a_late_yes_of_one_who_declined_counts_for_nothing() -> None:
    call, _ = after(events.AgentDeclined(MARIA), events.AgentAccepted(MARIA))

    assert call.state == "ringing"


def test_with_the_last_one_the_caller_is_asked_to_hold() -> None:
    call, _ = after(
        events.AgentDeclined(MARIA),
        events.AgentUnanswered(ANN),
        events.AgentUnanswered(JAMES),
    )

    assert call.state == "lining-up"


def test_nobody_rings_longer_than_the_caller_hears_the_ringing() -> None:
    call, actions = after(events.AgentUnanswered(JAMES), events.Elapsed(18))

    assert stopped(actions) == [MARIA, ANN]
    assert (call.state, call.rung) == ("lining-up", 0)


def test_nobody_rings_for_a_caller_who_has_hung_up() -> None:
    assert stopped(after(events.HungUp())[1]) == [MARIA, JAMES, ANN]


def test_one_who_declined_is_not_rung_when_the_caller_holds() -> None:
    call, _ = after(events.AgentDeclined(MARIA), events.Elapsed(18))
    held = call.but(state="holding")

    assert rung(step(flow_of(), held, events.AgentFreed(MARIA)).actions) == []
    assert rung(step(flow_of(), held, events.AgentFreed(ANN)).actions) == [ANN]


def test_a_colleague_asked_for_by_name_is_rung_alone() -> None:
    flow = flow_of()
    call = step(flow, start(flow), events.Dialed()).call
    call = step(flow, call, events.Spoke("Ann please", f"agent:{ANN}")).call

    assert rung(step(flow, call, events.Pressed("1")).actions) == [ANN]


def test_the_one_who_picked_up_is_named() -> None:
    call, actions = after(events.AgentPickedUp(ANN))

    assert spoken(actions) == "Ann has picked up, and I am passing on your question."
    assert call.rung == 0b111
