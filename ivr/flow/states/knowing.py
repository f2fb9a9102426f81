"""A caller whom somebody here knows: shall that one be rung first?"""

from collections.abc import Mapping

from ivr.flow.flow import Edge, State
from ivr.flow.states.ways import Says, question, ring

KNOWN: Says = (("transfer-question.known",),)


def knowing(open_keys: Mapping[str, str]) -> list[State]:
    """Who helped last is offered; the caller may say no, or wish to be forgotten."""
    languages = {d: m for d, m in open_keys.items() if m.startswith("language:")}
    keys = {**languages, "1": "yes", "2": "no", "3": "forget", "0": "person"}
    answers = {
        "yes": ring("ringing"),
        "no": (Edge("again", does=("choose-nobody",)),),
        "forget": (Edge("forgotten", does=("forget-caller", "choose-nobody")),),
    }
    return [
        question(
            "greeting-known",
            (("greeting-line.hello",), *KNOWN, ("language-offer.offer",)),
            answers,
            keys,
            silence="known-keys",
            unclear="known-keys",
        ),
        question(
            "known-keys",
            (*KNOWN, ("transfer-question.known-keys",)),
            answers,
            keys,
            silence=(Edge("examples", does=("choose-nobody",)),),
            unclear=(Edge("examples-unclear", does=("choose-nobody",)),),
        ),
        question(
            "forgotten",
            (("answer.forgotten",), ("greeting-line.again",)),
            {},
            open_keys,
            silence="examples",
            unclear="examples-unclear",
        ),
    ]
