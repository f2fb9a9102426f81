"""The ways on that many states share, and how a state is written."""

from collections.abc import Mapping

from ivr.flow.flow import Edge, Kind, State

Says = tuple[tuple[str, ...], ...]
Edges = Mapping[str, tuple[Edge, ...]]

YES_NO = {"1": "yes", "2": "no", "0": "person"}
HOLD_CHOICES = {"1": "hold", "2": "callback", "3": "message", "0": "person"}
WAIT_CHOICES = {"2": "callback", "3": "message"}
CLOSED_CHOICES = {"2": "callback", "3": "message", "0": "person"}

YES_NO_KEYS: Says = (("transfer-question.keys",),)

BOOK: tuple[Edge, ...] = (
    Edge("booking", when=("time", "number-known"), does=("promise-callback",)),
    Edge("number", when=("time",)),
    Edge("finding-time", does=("find-time",)),
)
CALL_BACK = (Edge("finding-time", when=("callbacks",), does=("find-time",)),)
# Said of a line that gives no callbacks to a caller who wishes for one.
NO_CALLBACKS: Says = (("callback.instead",),)
TAKE_MESSAGE = (Edge("finding-reply-time", does=("find-reply-time",)),)
NOBODY = (
    Edge("lining-up", when=("staffed",), does=("line-up",)),
    Edge("finding-time", when=("callbacks",), does=("find-time",)),
    Edge("offer-message"),
)
CLOSED = Edge("finding-time-closed", when=("closed",), does=("find-time",))
FAREWELL = (Edge("closing-thanks"),)
SORRY_AGAIN: Says = (("answer.sorry-again",),)
SOOTHE = (
    Edge("soothing-closed", when=("closed",), does=("note", "upset", "find-time")),
    Edge("soothe", does=("note", "upset")),
)
WARN = (
    Edge("abuse-ended", when=("warned-enough",), does=("end-for-abuse",)),
    Edge("last-warning", when=("one-warning-left",), does=("warn",)),
    Edge("warning", does=("warn",)),
)
# In line the caller is warned, or told that we are sorry, without losing the place.
TEMPER_IN_LINE: dict[str, tuple[Edge, ...]] = {
    "upset": (Edge("ask-again-sorry", does=("note", "upset")),),
    "abuse": (
        WARN[0],
        Edge("last-warning-in-line", when=("one-warning-left",), does=("warn",)),
        Edge("warning-in-line", does=("warn",)),
    ),
}


def ring(to: str) -> tuple[Edge, ...]:
    """Ring whoever is next; with nobody to ring, the ways on of `NOBODY`."""
    return (CLOSED, Edge(to, when=("someone-to-ring",), does=("ring",)), *NOBODY)


def anywhere() -> dict[str, tuple[Edge, ...]]:
    """What a caller may say wherever the line listens for a need."""
    connect = ring("ringing-person")
    person = tuple(also(edge, "choose-operator") for edge in connect)
    # What the line does not know a person may know: it asks before it rings one.
    ask_whether = (also(CLOSED, "choose-operator"), Edge("offer-person"))
    return {
        "department": (
            also(CLOSED, "note", "choose"),
            Edge("confirm", does=("note", "choose")),
        ),
        "department-again": (
            also(CLOSED, "note", "choose", "upset"),
            Edge(
                "confirm-again",
                when=("manager",),
                does=("note", "choose", "upset"),
                says=SORRY_AGAIN,
            ),
            Edge("confirm", does=("note", "choose", "upset"), says=SORRY_AGAIN),
        ),
        "agent": (
            also(CLOSED, "note", "choose"),
            Edge("confirm-agent", does=("note", "choose")),
        ),
        "manager": (
            also(CLOSED, "note", "choose-manager"),
            Edge("confirm-manager", when=("manager",), does=("note", "choose-manager")),
            Edge("offer-person", does=("note",)),
        ),
        "person": person,
        "callback": call_back("offer-message"),
        "message": tuple(also(edge, "choose-operator") for edge in TAKE_MESSAGE),
        "hours": (Edge("answer-hours", when=("has-hours",)), *ask_whether),
        "address": (Edge("answer-address", when=("has-address",)), *ask_whether),
        "language": (Edge("greeting", does=("choose-language",)),),
        "nothing-else": FAREWELL,
        "upset": SOOTHE,
        "abuse": WARN,
    }


def call_back(otherwise: str) -> tuple[Edge, ...]:
    """Look for a time; on a line without callbacks, say so and go on to a state."""
    find = tuple(also(edge, "choose-operator") for edge in CALL_BACK)
    return (*find, Edge(otherwise, says=NO_CALLBACKS))


def also(edge: Edge, *does: str) -> Edge:
    return Edge(edge.to, edge.when, (*does, *edge.does), edge.says)


def question(
    name: str,
    says: Says,
    edges: Edges,
    keys: Mapping[str, str],
    *,
    silence: str | tuple[Edge, ...],
    unclear: str | tuple[Edge, ...],
    needs: bool = True,
) -> State:
    """A state that asks; `needs` lets the caller state a need instead of answering."""
    ways: dict[str, tuple[Edge, ...]] = anywhere() if needs else {}
    ways |= edges
    ways["silence"] = _ways(silence)
    ways["unclear"] = _ways(unclear)
    return State(name, Kind.QUESTION, says, keys, ways)


def _ways(to: str | tuple[Edge, ...]) -> tuple[Edge, ...]:
    return (Edge(to),) if isinstance(to, str) else to


def closing(name: str, *says: tuple[str, ...]) -> State:
    """A last word, then the line hangs up."""
    return State(name, Kind.CLOSING, says)


def aside(name: str, **edges: tuple[Edge, ...]) -> State:
    """A state in which the line looks something up and goes on at once."""
    return State(
        name,
        Kind.ASIDE,
        edges={cue.replace("_", "-"): way for cue, way in edges.items()},
    )
