"""The flow in chapters, as one would tell it: greeting, ringing, holding, goodbye.

A flow has some ninety states and a thousand ways between them; nobody reads that as
a picture. States that serve one purpose are one chapter, and what a caller may say at
any time is told once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ivr.flow.flow import Flow, Kind, State

DIALED, GREETING = "dialed", "greeting"
START = "answering"
CHAPTERS = (
    GREETING, "need", "asking", "ringing", "talking", "hold-question", "holding",
    "callback", "message", "closed", "facts", "upset", "goodbye",
)  # fmt: skip
BY_KIND: Mapping[Kind, str] = {
    Kind.RINGING: "ringing",
    Kind.TALKING: "talking",
    Kind.HOLDING: "holding",
    Kind.RECORDING: "message",
    Kind.NUMBER: "callback",
    Kind.ENDED: "goodbye",
}
# The beginnings of the names of phrases, the longer ones before the shorter.
BY_PHRASE = (
    ("greeting-line.hello", GREETING),
    ("greeting-line.line", GREETING),
    ("greeting-agent.", GREETING),
    ("greeting-line.", "need"),
    ("menu.", "need"),
    ("answer.forgotten", "need"),
    ("answer.warning", "upset"),
    ("answer.last-warning", "upset"),
    ("transfer-question.upset", "upset"),
    ("transfer-question.boss", "upset"),
    ("hold-question.sorry", "upset"),
    ("after-hours.sorry", "upset"),
    ("closing.abuse", "upset"),
    ("answer.", "facts"),
    ("transfer-question.", "asking"),
    ("hold-question.", "hold-question"),
    ("hold-update.moment", "talking"),
    ("hold-update.", "holding"),
    ("callback.", "callback"),
    ("voicemail.", "message"),
    ("after-hours.", "closed"),
    ("closing.", "goodbye"),
)
MOST_QUESTIONS = 0.6  # of all questions know what a caller may say at any time
# How a call usually goes. Every other way is an exception, such as a silence.
STORY = (
    ("dialed", "greeting"), ("dialed", "closed"), ("greeting", "need"),
    ("greeting", "asking"), ("greeting", "facts"), ("greeting", "upset"),
    ("need", "asking"), ("facts", "goodbye"), ("asking", "ringing"),
    ("asking", "hold-question"), ("upset", "ringing"), ("ringing", "talking"),
    ("ringing", "hold-question"), ("hold-question", "holding"),
    ("hold-question", "callback"), ("hold-question", "message"),
    ("holding", "talking"), ("talking", "goodbye"), ("closed", "callback"),
    ("closed", "message"), ("callback", "message"), ("message", "goodbye"),
)  # fmt: skip

Passage = tuple[str, str]
Ways = Mapping[Passage, tuple[str, ...]]


@dataclass(frozen=True)
class Chapter:
    """A chapter: its states, and the chapters to which it leads on what cues.

    `main` are those of them that a call usually takes.
    """

    name: str
    states: tuple[str, ...]
    ways: Mapping[str, tuple[str, ...]]
    main: frozenset[str]


def chapter_of(state: State) -> str:
    """The chapter of a state; empty for one in which nothing is heard."""
    if state.kind is Kind.ASIDE:
        return ""
    if state.kind in BY_KIND:
        return BY_KIND[state.kind]
    first = next((phrases[0] for phrases in state.says if phrases), "")
    known = (name for start, name in BY_PHRASE if first.startswith(start))
    return next(known, "need")


def heard_ways(flow: Flow) -> dict[Passage, tuple[str, ...]]:
    """Which state leads to which, passing over those in which nothing is heard."""
    ways: dict[Passage, list[str]] = {}
    for state in flow.states.values():
        if state.kind is Kind.ASIDE:
            continue
        for cue, edges in state.edges.items():
            for target in _heard_after(flow, [edge.to for edge in edges]):
                cues = ways.setdefault((state.name, target), [])
                if cue not in cues:
                    cues.append(cue)
    return {passage: tuple(cues) for passage, cues in ways.items()}


def at_any_time(flow: Flow) -> tuple[str, ...]:
    """The cues that nearly every question knows, the most common first."""
    questions = [s for s in flow.states.values() if s.kind is Kind.QUESTION]
    known = Counter(cue for state in questions for cue in state.edges)
    enough = MOST_QUESTIONS * len(questions)
    common = [cue for cue, count in known.most_common() if count >= enough]
    return tuple(cue for cue in common if cue not in ("silence", "unclear", "no"))


def chapters(flow: Flow) -> tuple[Chapter, ...]:
    """The chapters in the order of the call; the first is that somebody dials."""
    own = {name: chapter_of(state) for name, state in flow.states.items()}
    ways: dict[Passage, list[str]] = {}
    for (before, after), cues in heard_ways(flow).items():
        passage = own[before], own[after]
        if passage[0] != passage[1]:
            kept = ways.setdefault(passage, [])
            kept += [cue for cue in cues if cue not in kept]
    begins = {own[name]: ("dialed",) for name in _heard_after(flow, [START])}
    return (
        Chapter(DIALED, (START,), begins, frozenset(begins)),
        *(
            Chapter(
                name,
                tuple(state for state, chapter in own.items() if chapter == name),
                {to: tuple(cues) for (at, to), cues in ways.items() if at == name},
                frozenset(to for at, to in STORY if at == name and (at, to) in ways),
            )
            for name in CHAPTERS
            if name in own.values()
        ),
    )


def route(flow: Flow, states: Iterable[str]) -> list[str]:
    """The states of a call in which something is heard, without repetition in a row."""
    heard: list[str] = []
    for name in states:
        state = flow.states.get(name)
        if state and state.kind is not Kind.ASIDE and heard[-1:] != [name]:
            heard.append(name)
    return heard


def _heard_after(flow: Flow, first: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    ahead = list(first)
    while ahead:
        name = ahead.pop(0)
        if name in seen or name not in flow.states:
            continue
        seen.add(name)
        state = flow.states[name]
        if state.kind is not Kind.ASIDE:
            yield name
            continue
        ahead += [edge.to for edges in state.edges.values() for edge in edges]
