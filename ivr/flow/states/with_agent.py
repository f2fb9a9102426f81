"""Talking with an agent: the agent's hold, the agent's transfer, a line that drops."""

from dataclasses import replace

from ivr.flow.flow import Edge, Kind, State
from ivr.flow.states.connecting import WHISPERING
from ivr.flow.states.holding import (
    ANSWERS,
    ANYONE_ELSE,
    BOOK_AT_ONCE,
    HOLD_KEYS,
    UNANSWERED,
    music_after,
)
from ivr.flow.states.ways import (
    HOLD_CHOICES,
    TAKE_MESSAGE,
    WAIT_CHOICES,
    YES_NO,
    YES_NO_KEYS,
    Edges,
    Says,
    aside,
    closing,
    question,
)

# The agent's line was lost: the caller is asked, with a place in line meanwhile.
DROPPED = (Edge("lining-up-again", does=("anybody", "line-up")),)
# Back to the agent who is there, or to whoever will help if nobody is.
TAKEN_BACK = Edge("talking-on", does=("take-back", "tell-agent"))
COLLEAGUE_LEFT = ("forget-colleague",)

HAND_OVER = (Edge("ask-transfer", does=("hand-over",)),)
CALL_BACK_LATER = (
    Edge("finding-agents-time", when=("callbacks",), does=("begin-hold", "find-time")),
)

DROPPED_QUESTION: Says = (("hold-question.dropped", "hold-question.dropped-no-time"),)
CALLBACK_QUESTION: Says = (("callback.offer-agent", "callback.offer"),)
TRANSFER_QUESTION: Says = (
    (
        "transfer-question.to-manager",
        "transfer-question.to-colleague",
        "transfer-question.to-team",
    ),
)
CHOICES: Says = (("hold-update.choices", "hold-update.choices-no-time"),)


def with_agent(music: int, feedback: bool) -> list[State]:
    """Everything from the first word with an agent until one of them leaves."""
    asked = _feedback() if feedback else []
    return [
        *asked,
        *_talking(feedback),
        *_agents_hold(music),
        *_agents_callback(),
        *_transfer(),
        *_dropped(),
    ]


def _talking(feedback: bool) -> list[State]:
    """Together; then after a question, and after a colleague who was not free."""
    ask = (Edge("feedback", when=("calm",)),) if feedback else ()
    edges: Edges = {
        "left": (*ask, Edge("closing-thanks")),
        "lost-agent": DROPPED,
        "agent-menu": (Edge("moment"),),
        "agent-hold": (Edge("ask-agents-hold"),),
        "agent-transfer": HAND_OVER,
        "agent-callback": CALL_BACK_LATER,
    }
    return [
        State(name, Kind.TALKING, says=((phrase,),), edges=edges)
        for name, phrase in (
            ("talking", "hold-update.connecting"),
            ("talking-on", "hold-update.together"),
            ("talking-back", "hold-update.not-free"),
        )
    ]


def _feedback() -> list[State]:
    """One short question; whoever was not helped is offered the manager."""
    return [
        question(
            "feedback",
            (("answer.feedback",), *YES_NO_KEYS),
            {
                "yes": (Edge("closing-feedback", does=("feedback-helped",)),),
                "no": (Edge("soothe", does=("feedback-not-helped", "upset")),),
            },
            YES_NO,
            silence="closing-thanks",
            unclear="closing-thanks",
        ),
        closing("closing-feedback", ("closing.feedback",)),
    ]


def _agents_hold(music: int) -> list[State]:
    back = (Edge("talking-on", does=("tell-agent",)),)
    gone = {"left": DROPPED, "lost-agent": DROPPED}
    returned = (Edge("talking-on"),)
    begin = (Edge("beginning-agents-hold", does=("begin-hold", "find-time")),)
    begun = (
        Edge(
            "agents-hold",
            does=("tell-agent",),
            says=(("hold-update.agent-first",),),
        ),
    )
    go_on = (
        Edge(
            "agents-hold",
            when=("not-held-too-long",),
            does=("agree", "tell-agent"),
            says=(("hold-update.agent-first",),),
        ),
        *UNANSWERED,
    )
    update = (
        Edge("asking-of-agents-hold", when=("held-as-promised",), does=("find-time",)),
        Edge("updating-agents-hold", does=("find-time",)),
    )
    on = music_after(music)
    waiting: dict[str, tuple[Edge, ...]] = {
        "elapsed": update,
        "callback": BOOK_AT_ONCE,
        "message": TAKE_MESSAGE,
        "person": (Edge("asking-of-agents-hold", does=("find-time",)),),
        "returned": (Edge("talking"),),
        "agent-transfer": HAND_OVER,
        "agent-callback": (
            Edge("asking-of-agents-hold", when=("callbacks",), does=("find-time",)),
        ),
        **gone,
    }
    updated = (Edge("agents-hold", says=(("hold-update.agent-waited",),)),)
    asked = (Edge("ask-again-of-agents-hold"),)
    keys = {**WAIT_CHOICES, "0": "person"}
    states = [
        question(
            "ask-agents-hold",
            (("hold-question.agents-hold",), *YES_NO_KEYS),
            {
                "yes": begin,
                "hold": begin,
                "no": back,
                "returned": returned,
                "agent-transfer": HAND_OVER,
                **gone,
            },
            YES_NO,
            silence=back,
            unclear=back,
            needs=False,
        ),
        aside("beginning-agents-hold", time_found=begun, no_time=begun),
        State(
            "agents-hold",
            Kind.HOLDING,
            says=CHOICES,
            keys=keys,
            edges=waiting
            | {"unclear": (Edge("agents-hold-on"),) if on > 0 else update},
            seconds=music,
        ),
        State(
            "agents-hold-on",
            Kind.HOLDING,
            keys=keys,
            edges=waiting | {"unclear": update},
            seconds=max(on, 1),
        ),
        aside("updating-agents-hold", time_found=updated, no_time=updated),
        aside("asking-of-agents-hold", time_found=asked, no_time=asked),
        question(
            "ask-again-of-agents-hold",
            (
                ("hold-question.agents-again", "hold-question.agents-again-no-time"),
                *HOLD_KEYS,
            ),
            {
                "hold": go_on,
                "no": UNANSWERED,
                "callback": BOOK_AT_ONCE,
                "message": TAKE_MESSAGE,
                "person": (ANYONE_ELSE, Edge("offer-message")),
                "returned": (Edge("talking"),),
                **gone,
            },
            HOLD_CHOICES,
            silence=UNANSWERED,
            unclear=UNANSWERED,
        ),
    ]
    return [replace(state, for_agent=True) for state in states]


def _agents_callback() -> list[State]:
    """The agent would call back later; who says no goes on talking."""
    back = (Edge("talking-on", does=("tell-agent",)),)
    states = [
        aside(
            "finding-agents-time",
            time_found=(Edge("ask-agents-callback"),),
            no_time=back,
        ),
        question(
            "ask-agents-callback",
            (*CALLBACK_QUESTION, *YES_NO_KEYS),
            {
                "yes": BOOK_AT_ONCE,
                "callback": BOOK_AT_ONCE,
                "no": back,
                "returned": (Edge("talking-on"),),
                "left": DROPPED,
                "lost-agent": DROPPED,
            },
            YES_NO,
            silence=back,
            unclear=back,
            needs=False,
        ),
    ]
    return [replace(state, for_agent=True) for state in states]


def _transfer() -> list[State]:
    """A second agent hears what it is about, and accepts before the caller comes."""
    nobody = (
        Edge("talking-back", does=("take-back", "tell-agent")),
        *DROPPED,
    )
    back = (TAKEN_BACK, Edge("again"))
    returned = (Edge("talking-on", does=("take-back",)),)
    ring = (Edge("transferring", when=("someone-to-ring",), does=("ring",)), *nobody)
    rung: dict[str, tuple[Edge, ...]] = {
        "accepted": (Edge("talking", does=("connect",)),),
        "declined": nobody,
        "unanswered": nobody,
        "no": back,
        "person": back,
        "returned": returned,
    }
    states = [
        question(
            "ask-transfer",
            (*TRANSFER_QUESTION, *YES_NO_KEYS),
            {
                "yes": ring,
                "no": back,
                "returned": returned,
                "left": (Edge("ask-transfer", does=COLLEAGUE_LEFT),),
            },
            YES_NO,
            silence=back,
            unclear=back,
            needs=False,
        ),
        *(
            State(
                name,
                Kind.RINGING,
                says=(phrases,),
                keys={"0": "person", "2": "no"},
                edges={
                    **rung,
                    **picked_up,
                    "left": (Edge(name, does=COLLEAGUE_LEFT),),
                },
                seconds=seconds,
            )
            for name, phrases, picked_up, seconds in (
                (
                    "transferring",
                    ("ringing.team-colleague", "ringing.colleague"),
                    {"picked-up": (Edge("transferring-on"),)},
                    0,
                ),
                ("transferring-on", ("ringing.answered",), {}, WHISPERING),
            )
        ),
    ]
    return [replace(state, for_agent=True) for state in states]


def _dropped() -> list[State]:
    asked = (Edge("ask-dropped"),)
    states = [
        aside(
            "lining-up-again", lined_up=(Edge("weighing-again", does=("find-time",)),)
        ),
        aside("weighing-again", time_found=asked, no_time=asked),
        question(
            "ask-dropped",
            DROPPED_QUESTION,
            ANSWERS,
            HOLD_CHOICES,
            silence="ask-dropped-keys",
            unclear="ask-dropped-keys",
        ),
        question(
            "ask-dropped-keys",
            (*DROPPED_QUESTION, *HOLD_KEYS),
            ANSWERS | {"person": (ANYONE_ELSE, Edge("offer-message"))},
            HOLD_CHOICES,
            silence=UNANSWERED,
            unclear=UNANSWERED,
        ),
    ]
    return [replace(state, in_line=True) for state in states]
