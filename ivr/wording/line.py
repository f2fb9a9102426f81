"""All that a line says, from its call script, as prompts with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ivr.flow.actions import Words
from ivr.flow.call import Call, Time
from ivr.flow.compile import compile_script
from ivr.flow.flow import Flow
from ivr.flow.prompts import fixed_prompts, timed_prompts
from ivr.flow.words import speak
from ivr.greeting import OWN_WORDS, PHRASES, Greeting, GreetingKind, compose
from ivr.languages.spoken_time import SpokenTime
from ivr.script.load import Loaded
from ivr.script.place import Place
from ivr.wording.prompt import Prompt, PromptKind

_KINDS = {
    GreetingKind.LINE: PromptKind.GREETING_LINE,
    GreetingKind.DEPARTMENT: PromptKind.GREETING_DEPARTMENT,
    GreetingKind.AGENT: PromptKind.GREETING_AGENT,
    GreetingKind.VOICEMAIL: PromptKind.VOICEMAIL,
}
_COMPOSED = frozenset(PHRASES.values())
_OWN = {phrase: name for name, phrase in OWN_WORDS.items()}
_TIMES = (Time(0, SpokenTime("today", 15, 15)),)
_OPENS = Time(0, SpokenTime("tomorrow", 8, 0))
_EMERGENCY = "after-hours.emergency"
_COUNTING = frozenset({PromptKind.HOLD_UPDATE, PromptKind.HOLD_QUESTION})
_ALIKE = 4  # updates that differ in place and minutes only: more teach nothing
_UPDATES = 4
_HALF_MINUTE = 30

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Line:
    """The prompts of a line, and what a caller who holds hears in order."""

    prompts: tuple[Prompt, ...]
    paths: tuple[tuple[Prompt, ...], ...]


def line(loaded: Loaded) -> Line:
    """Every prompt of a call script once, in all of its languages."""
    flow = compile_script(loaded.script)
    prompts = {
        (prompt.text, prompt.language, prompt.kind): prompt
        for prompt in (*_greetings(loaded), *_spoken(flow, loaded))
    }
    return Line(
        tuple(prompts.values()),
        tuple(_holding(flow, loaded, language) for language in flow.languages),
    )


def _greetings(loaded: Loaded) -> Iterator[Prompt]:
    for greeting in compose(loaded.script):
        company = loaded.script.company.in_(greeting.language)
        yield Prompt(
            greeting.text,
            greeting.language,
            _KINDS[greeting.kind],
            company,
            greeting.department or None,
            greeting.agent or None,
            place=_place_of_greeting(loaded, greeting),
            id=PHRASES[greeting.kind],
        )


def _spoken(flow: Flow, loaded: Loaded) -> Iterator[Prompt]:
    timeless = [
        words
        for words in fixed_prompts(flow)
        if words.phrase.partition(".")[0] != PromptKind.AFTER_HOURS
    ]
    said = (*timeless, *timed_prompts(flow, _TIMES, _OPENS))
    alike: Counter[tuple[str, str]] = Counter()
    for words in said:
        section = words.phrase.partition(".")[0]
        if words.phrase in _COMPOSED or section == PromptKind.MENU:
            continue
        alike[words.phrase, words.language] += 1
        if section in _COUNTING and alike[words.phrase, words.language] > _ALIKE:
            continue
        emergency = flow.texts.get((_EMERGENCY, words.language))
        if emergency and words.phrase.startswith("after-hours.closed"):
            words = replace(words, text=f"{words.text} {emergency}")
        yield _prompt(words, flow, loaded)
    for language in flow.languages:
        yield from _menu(flow, loaded, language)


def _menu(flow: Flow, loaded: Loaded, language: str) -> Iterator[Prompt]:
    """The options and the way to a person are said in one breath."""
    call = Call("menu", language)
    said = [
        words
        for phrases in (("menu.option",), ("menu.person",))
        for words in speak(flow, call, phrases)
    ]
    if said:
        text = " ".join(words.text for words in said)
        yield _prompt(Words(text, language, "menu.option"), flow, loaded)


def _holding(flow: Flow, loaded: Loaded, language: str) -> tuple[Prompt, ...]:
    """What a caller hears who holds while the line moves up."""
    call = Call("holding", language, flow.operator, 0, place=_UPDATES)
    said = [*speak(flow, call, (PHRASES[GreetingKind.LINE],))]
    said += speak(flow, call, ("hold-question.team-no-time",))
    said += speak(flow, call, ("hold-update.first",))
    for halves in range(1, _UPDATES):
        moved = replace(
            call, place=_UPDATES - halves, moved=True, waited=halves * _HALF_MINUTE
        )
        said += speak(flow, moved, ("hold-update.moved",))
        said += speak(flow, moved, ("hold-update.still",))
    return tuple(_prompt(words, flow, loaded) for words in said)


def _prompt(words: Words, flow: Flow, loaded: Loaded) -> Prompt:
    return Prompt(
        words.text,
        words.language,
        _kind(words.phrase),
        flow.company[words.language],
        place=_place(loaded, _path(words.phrase, loaded.places), words.language),
        id=words.phrase,
    )


def _kind(phrase: str) -> PromptKind:
    """The section names the kind; a greeting that comes again is an answer."""
    section = phrase.partition(".")[0]
    again = section == PromptKind.GREETING_LINE and phrase not in _COMPOSED
    if again or phrase == _EMERGENCY:
        return PromptKind.ANSWER
    return PromptKind(section)


def _path(phrase: str, places: Mapping[Path, Place]) -> Path:
    if phrase == _EMERGENCY:
        return ("emergency",)
    if phrase == "answer.address":
        return ("address",)
    own: Path = ("greetings", _OWN.get(phrase, ""))
    return own if own in places else ("company",)


def _place(loaded: Loaded, path: Path, language: str) -> Place | None:
    return loaded.places.get((*path, language)) or loaded.places.get(path)


def _place_of_greeting(loaded: Loaded, greeting: Greeting) -> Place | None:
    own = _path(PHRASES[greeting.kind], loaded.places)
    if own != ("company",):
        return _place(loaded, own, greeting.language)
    return _place(loaded, _desk(loaded, greeting), greeting.language)


def _desk(loaded: Loaded, greeting: Greeting) -> Path:
    """The path of the name that a composed greeting is about."""
    script, language = loaded.script, greeting.language
    for key, department in script.departments.items():
        if department.name.in_(language) != greeting.department:
            continue
        for index, agent in enumerate(department.agents):
            if agent.name.in_(language) == greeting.agent:
                return ("departments", key, "agents", index, "name")
        return ("departments", key, "name")
    if greeting.agent:
        return ("manager", "name")
    return ("company",)


def rules_ignored(loaded: Loaded) -> Iterable[str]:
    """The rules that the script's `wording` section silences for all of it."""
    return tuple(loaded.script.wording.ignore)
