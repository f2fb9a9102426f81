"""Which choices words announce: keys with what each is for, and words to say."""

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

WORDS: Mapping[str, tuple[str, ...]] = {
    "after-hours.closed": ("callback", "message"),
    "after-hours.person": ("callback", "message"),
    "answer.feedback": ("yes", "no"),
    "answer.more": ("yes", "no"),
    "callback.gone": ("yes", "no"),
    "callback.offer": ("yes", "no"),
    "hold-question.again": ("hold", "callback", "message"),
    "hold-question.agent": ("hold", "callback", "message"),
    "hold-question.agents-again": ("hold", "callback", "message"),
    "hold-question.agents-hold": ("yes", "no"),
    "hold-question.dropped": ("hold", "callback", "message"),
    "hold-question.team": ("hold", "callback", "message"),
    "hold-update.choices": ("callback", "message"),
    "transfer-question.agent": ("yes", "no"),
    "transfer-question.boss": ("yes", "no"),
    "transfer-question.department": ("yes", "no"),
    "transfer-question.known": ("yes", "no"),
    "transfer-question.manager": ("yes", "no"),
    "transfer-question.person": ("yes", "no"),
    "transfer-question.to-colleague": ("yes", "no"),
    "transfer-question.to-manager": ("yes", "no"),
    "transfer-question.to-team": ("yes", "no"),
    "transfer-question.upset": ("yes", "no"),
    "transfer-question.upset-manager": ("yes", "no"),
    "voicemail.question": ("yes", "no"),
    "voicemail.question-by": ("yes", "no"),
}
WITHOUT_A_TIME = "-no-time"


def sayable(words: Iterable[Words]) -> frozenset[str]:
    """What these words invite the caller to answer, by its meaning."""
    choices: set[str] = set()
    for said in words:
        named = said.phrase.removesuffix("-agent")
        timeless = named.removesuffix(WITHOUT_A_TIME)
        answers = WORDS.get(said.phrase) or WORDS.get(timeless) or ()
        choices |= set(answers)
        if timeless != named:
            choices.discard("callback")
    return frozenset(choices)


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
