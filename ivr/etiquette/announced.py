"""Which keys words announce, and what each is announced for."""

from collections.abc import Iterable, Mapping

from ivr.flow.actions import Words
from ivr.flow.flow import Flow
from ivr.flow.words import language_key

Choice = tuple[str, str]
"""A key and the meaning that it is announced for."""

CALLBACK, MESSAGE = ("2", "callback"), ("3", "message")
KEYS: Mapping[str, tuple[Choice, ...]] = {
    "transfer-question.keys": (("1", "yes"), ("2", "no")),
    "transfer-question.known-keys": (("1", "yes"), ("2", "no"), ("3", "forget")),
    "hold-question.keys": (("1", "hold"), CALLBACK, MESSAGE),
    "hold-question.keys-no-time": (("1", "hold"), MESSAGE),
    "hold-update.choices": (CALLBACK, MESSAGE),
    "hold-update.choices-no-time": (MESSAGE,),
    "after-hours.keys": (CALLBACK, MESSAGE),
    "after-hours.keys-no-time": (MESSAGE,),
    "menu.person": (("0", "person"),),
}


def announced(flow: Flow, words: Iterable[Words]) -> frozenset[Choice]:
    """The keys that these words announce, each with what it is announced for."""
    choices: set[Choice] = set()
    for said in words:
        choices |= set(KEYS.get(said.phrase, ()))
        if said.phrase == "language-offer.offer" and said.language in flow.languages:
            key = language_key(flow.languages, said.language)
            choices.add((key, f"language:{said.language}"))
        if said.phrase == "menu.option":
            choices |= {
                (department.digit, f"department:{department.key}")
                for department in flow.departments.values()
                if department.digit and department.name[said.language] in said.text
            }
    return frozenset(choices)
