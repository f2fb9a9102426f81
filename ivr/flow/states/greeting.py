"""The greeting, examples, keys, facts: finding out what the caller needs."""

from collections.abc import Mapping
from dataclasses import replace

from ivr.flow.flow import Edge, State
from ivr.flow.states.ways import (
    FAREWELL,
    SOOTHE,
    YES_NO,
    Says,
    also,
    aside,
    question,
    ring,
)

GREETING: Says = (
    ("greeting-agent.agent", "greeting-department.department", "greeting-line.line"),
    ("language-offer.offer",),
)
MENU: Says = (("menu.option",), ("menu.person",))


# Three times misunderstood: sorry, and the manager.
MISUNDERSTOOD = tuple(
    replace(edge, does=tuple(effect for effect in edge.does if effect != "note"))
    for edge in SOOTHE
)


def finding_out(open_keys: Mapping[str, str]) -> list[State]:
    """Answering, greeting, examples, keys, and the offer of a person."""
    preset = Edge("confirm", when=("preset", "open"), does=("note",))
    return [
        aside(
            "answering",
            dialed=(
                Edge("answering-closed", when=("closed",), does=("find-time",)),
                Edge("greeting-known", when=("known",)),
                Edge("greeting"),
            ),
        ),
        aside(
            "answering-closed",
            time_found=(Edge("after-hours"),),
            no_time=(Edge("after-hours"),),
        ),
        question(
            "greeting",
            GREETING,
            {},
            open_keys,
            silence="examples",
            unclear=(preset, Edge("examples-unclear")),
        ),
        question(
            "lost",
            (("greeting-line.lost",),),
            {},
            open_keys,
            silence="examples",
            unclear="examples-unclear",
        ),
        question(
            "again",
            (("greeting-line.again",),),
            {},
            open_keys,
            silence="examples",
            unclear="examples-unclear",
        ),
        question(
            "examples",
            (("greeting-line.examples", "greeting-line.again"),),
            {},
            open_keys,
            silence="menu",
            unclear="menu",
        ),
        question(
            "examples-unclear",
            (("greeting-line.examples-unclear", "greeting-line.again"),),
            {},
            open_keys,
            silence="menu",
            unclear="menu-unclear",
        ),
        question(
            "menu", MENU, {}, open_keys, silence="offer-person", unclear="offer-person"
        ),
        question(
            "menu-unclear",
            MENU,
            {},
            open_keys,
            silence="offer-person",
            unclear=MISUNDERSTOOD,
        ),
        question(
            "offer-person",
            (("transfer-question.person",), ("transfer-question.keys",)),
            {
                "yes": tuple(
                    also(edge, "choose-operator") for edge in ring("ringing-person")
                ),
                "no": (Edge("offer-message"),),
            },
            YES_NO,
            silence="closing-silence",
            unclear="offer-message",
        ),
    ]


def answering(open_keys: Mapping[str, str]) -> list[State]:
    """Facts that are answered right away."""
    more = {"yes": (Edge("again"),), "no": FAREWELL}
    return [
        question(
            f"answer-{fact}",
            ((f"answer.{fact}",), ("answer.more",)),
            more,
            open_keys,
            silence="closing-thanks",
            unclear="examples-unclear",
        )
        for fact in ("hours", "address")
    ]
