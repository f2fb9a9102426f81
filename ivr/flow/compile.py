"""A call script becomes a flow."""

from collections.abc import Iterable, Mapping

from ivr.flow import states
from ivr.flow.flow import MANAGER, Department, Flow, State
from ivr.flow.machine import LISTEN_AFTER_UPDATE
from ivr.flow.words import language_key
from ivr.greeting import own_words, texts
from ivr.script.calendar import Calendar
from ivr.script.model import Agent, Script

ANSWER_TIME = 1  # seconds that our own answer may take between music and update


def compile_script(script: Script, version: str = "") -> Flow:
    """The flow of a verified script."""
    departments = _departments(script)
    keys = _keys(script, departments)
    return Flow(
        states={state.name: state for state in _states(script, keys)},
        company=texts(script.company, script.languages),
        languages=script.languages,
        departments=departments,
        operator=script.operator or next(iter(script.departments)),
        doors=_doors(script),
        home=_home(script),
        texts=own_words(script),
        bands=Calendar.of(script).bands(),
        address=texts(script.address, script.languages),
        reply_within=script.voicemail.reply_within,
        ask_again_after=script.hold.ask_again_after * 60,
        longest_message=script.voicemail.longest,
        callbacks=script.callback.offered == "true",
        warnings=script.abuse.warnings,
        version=version,
    )


def _states(script: Script, keys: Mapping[str, str]) -> Iterable[State]:
    music = script.hold.update_every - LISTEN_AFTER_UPDATE - ANSWER_TIME
    return (
        *states.finding_out(keys),
        *states.connecting(),
        *states.knowing(keys),
        *states.holding(music),
        *states.with_agent(music, script.feedback == "true"),
        *states.moment(),
        *states.temper(keys),
        *states.promising(),
        *states.after_hours(),
        *states.answering(keys),
        *states.closings(),
    )


def _departments(script: Script) -> dict[str, Department]:
    digits = _digits(script)
    found = {
        key: Department(
            key=key,
            name=texts(department.name, script.languages),
            agents=tuple(texts(a.name, script.languages) for a in department.agents),
            examples={
                language: department.handles.in_(language)
                for language in script.languages
            },
            ring_seconds=department.ring_seconds or script.three_rings,
            digit=digits.get(key, ""),
            together=department.ring == "all at once",
        )
        for key, department in script.departments.items()
    }
    if script.manager:
        name = texts(script.manager.name, script.languages)
        found[MANAGER] = Department(MANAGER, name, (name,), {}, script.three_rings)
    return found


def _digits(script: Script) -> dict[str, str]:
    """Keys as the script gives them; the others in order, as far as they go."""
    given = {key: d.key for key, d in script.departments.items() if d.key}
    taken = {*given.values(), *_language_keys(script)}
    free = (digit for digit in "123456789" if digit not in taken)
    for key in script.departments:
        if key not in given and (digit := next(free, None)):
            given[key] = digit
    return {key: given[key] for key in script.departments if key in given}


def _language_keys(script: Script) -> dict[str, str]:
    if len(script.languages) == 1:
        return {}
    return {
        language_key(script.languages, language): f"language:{language}"
        for language in script.languages
    }


def _keys(script: Script, departments: Mapping[str, Department]) -> dict[str, str]:
    chosen = {d.digit: f"department:{d.key}" for d in departments.values() if d.digit}
    return {**_language_keys(script), **chosen, "0": "person"}


def _doors(script: Script) -> dict[str, tuple[str, int]]:
    doors = {}
    for number in script.numbers:
        if number.agent:
            doors[number.number] = _agent_door(script, number.agent, number.department)
        elif number.department:
            doors[number.number] = (number.department, -1)
    return doors


def _agent_door(script: Script, name: str, department: str | None) -> tuple[str, int]:
    for key, candidate in script.departments.items():
        if department in (None, key):
            for index, agent in enumerate(candidate.agents):
                if name in agent.name.texts.values():
                    return key, index
    raise ValueError(f"no agent is named {name}")


def _home(script: Script) -> tuple[str, int]:
    """A company with one agent answers as that agent."""
    people = [
        (key, index)
        for key, department in script.departments.items()
        for index, _ in enumerate(department.agents)
    ]
    return people[0] if len(people) == 1 else ("", -1)


def agent_of(script: Script, agent: str) -> Agent:
    """The agent with the id "department/index"; KeyError or IndexError if unknown."""
    key, _, index = agent.rpartition("/")
    if key == MANAGER and script.manager:
        return script.manager
    return script.departments[key].agents[int(index)]
