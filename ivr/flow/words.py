"""What a prompt says at this point of a call: phrases with their slots filled."""

from collections.abc import Callable, Mapping

from ivr.flow.actions import Words
from ivr.flow.call import Call
from ivr.flow.flow import MANAGER, Department, Flow
from ivr.greeting import worded
from ivr.languages import grammar, phrase

EXAMPLES_SPOKEN = 3
OPTIONS_SPOKEN = 4  # with "a person" five: more are hard to keep in mind (field: Avaya)
HALF_MINUTE = 30


def speak(flow: Flow, call: Call, alternatives: tuple[str, ...]) -> tuple[Words, ...]:
    """The first of the phrases that can be filled; empty if none can."""
    for name in alternatives:
        if name in SEVERAL:
            return SEVERAL[name](flow, call)
        text = worded(flow.texts, call.language, name, slots(flow, call))
        if text:
            return (Words(text, call.language, name),)
    return ()


def slots(flow: Flow, call: Call) -> Mapping[str, Callable[[], str | None]]:
    """Each slot of the phrasebook, and what fills it at this point of the call."""
    said = grammar(call.language)
    department = flow.departments.get(call.department)
    return {
        "company": lambda: flow.company[call.language],
        "daypart": lambda: said.daypart(call.hour),
        "department": lambda: department.name[call.language] if department else None,
        "team": lambda: _team(flow, call),
        "agent": lambda: _agent(flow, call, call.agent),
        "previous": lambda: _agent(flow, call, _previous(call)),
        "colleague": lambda: _colleague(flow, call),
        "manager": lambda: _manager(flow, call),
        "boss": lambda: _boss(flow, call),
        "regret": lambda: _regret(call),
        "examples": lambda: _examples(flow, call),
        "by": lambda: said.by(call.time.spoken) if call.time else None,
        "at": lambda: said.at(call.opens.spoken) if call.opens else None,
        "within": lambda: said.within(flow.reply_within),
        "place": lambda: said.place(call.place) if call.place and call.moved else None,
        "still": lambda: said.still(call.place) if call.place else None,
        "waited": lambda: _waited(call),
        "minutes": lambda: said.about_minutes(call.minutes) if call.minutes else None,
        "hours": lambda: said.hours(flow.bands) if flow.bands else None,
        "address": lambda: flow.address.get(call.language),
    }


def _agent(flow: Flow, call: Call, index: int) -> str | None:
    department = flow.departments.get(call.department)
    if department is None or not 0 <= index < len(department.agents):
        return None
    return department.agents[index][call.language]


def _team(flow: Flow, call: Call) -> str | None:
    """The department, while several of its telephones ring."""
    return (
        flow.departments[call.department].name[call.language] if call.others else None
    )


def _previous(call: Call) -> int:
    """The agent who was rung before the one who is rung now; -1 if none was."""
    return (call.tried & ~(1 << max(call.agent, 0))).bit_length() - 1


def _colleague(flow: Flow, call: Call) -> str | None:
    """The agent who hands the caller over."""
    first = call.but(department=call.first_department)
    return _agent(flow, first, call.first_agent)


def _manager(flow: Flow, call: Call) -> str | None:
    """The manager, where the call is about the manager."""
    return _agent(flow, call, 0) if call.department == MANAGER else None


def _boss(flow: Flow, call: Call) -> str | None:
    """The manager, where there is one."""
    manager = flow.departments.get(MANAGER)
    return manager.name[call.language] if manager else None


def _regret(call: Call) -> str | None:
    """That we are sorry, said before the thanks to a caller who was upset."""
    return phrase(call.language, "answer.sorry") if call.upset else None


def _waited(call: Call) -> str | None:
    if not call.waited:
        return None
    return grammar(call.language).duration(call.waited // HALF_MINUTE)


def _examples(flow: Flow, call: Call) -> str | None:
    """One example of each of the first departments, as a caller would say it."""
    own = flow.departments.get(call.department)
    departments = [own] if own and own.examples.get(call.language) else _open(flow)
    said = [
        department.examples[call.language][turn]
        for turn in range(EXAMPLES_SPOKEN)
        for department in departments
        if len(department.examples.get(call.language, ())) > turn
    ]
    chosen = tuple(said[:EXAMPLES_SPOKEN])
    return grammar(call.language).either(chosen) if chosen else None


def _open(flow: Flow) -> list[Department]:
    return [d for d in flow.departments.values() if d.digit]


def _options(flow: Flow, call: Call) -> tuple[Words, ...]:
    said = grammar(call.language)
    return tuple(
        Words(
            phrase(
                call.language,
                "menu.option",
                department=department.name[call.language],
                key=said.key(department.digit),
            ),
            call.language,
            "menu.option",
        )
        for department in _open(flow)[:OPTIONS_SPOKEN]
    )


def _language_offers(flow: Flow, call: Call) -> tuple[Words, ...]:
    return tuple(
        Words(
            phrase(
                language,
                "language-offer.offer",
                key=grammar(language).key(language_key(flow.languages, language)),
            ),
            language,
            "language-offer.offer",
        )
        for language in flow.languages
        if language != call.language and call.language == flow.languages[0]
    )


def language_key(languages: tuple[str, ...], language: str) -> str:
    """The key that changes to a language: 9 for the second, 8, 7; 6 for the first."""
    return str((10 - languages.index(language)) if language != languages[0] else 6)


SEVERAL: Mapping[str, Callable[[Flow, Call], tuple[Words, ...]]] = {
    "menu.option": _options,
    "language-offer.offer": _language_offers,
}
