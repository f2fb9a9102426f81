"""The picture of the call: its chapters, what is said in each, where each leads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from flask import Blueprint, abort, render_template, request

from ivr.flow.actions import Words
from ivr.flow.call import Call
from ivr.flow.chapters import (
    Chapter,
    at_any_time,
    chapter_of,
    chapters,
    heard_ways,
    route,
)
from ivr.flow.flow import MANAGER, State
from ivr.flow.machine import start
from ivr.flow.words import speak
from ivr.languages import LANGUAGES
from ivr.script.errors import ScriptError
from ivr.speech.diction import diction
from ivr.telephony.line import Line, at
from ivr.telephony.webhooks import board
from ivr.web import draft, heard, proving
from ivr.web.call.page import sound_of
from ivr.web.call.phoned import Moved, NotPossible, line_of, opened
from ivr.web.chapter_words import title, told
from ivr.web.empty import no_draft, not_readable

picture = Blueprint("picture", __name__, url_prefix="/picture")


@dataclass(frozen=True)
class Way:
    """Where something leads, and what the caller or the agent does for it."""

    to: str
    title: str
    cues: list[str]
    usual: bool = False


@dataclass(frozen=True)
class Moment:
    """A state: what is said in it, its keys and its ways; `steps` on the way shown."""

    state: str
    said: list[heard.Moment]
    keys: list[tuple[str, str]]
    ways: list[Way]
    steps: list[int]


@dataclass(frozen=True)
class Shown:
    """A chapter of the picture; `people` are those who are rung in it."""

    name: str
    title: str
    people: list[str]
    moments: list[Moment]
    ways: list[Way]


@dataclass(frozen=True)
class Marked:
    """A call whose way is marked in the picture: what it is, and its states."""

    rule: dict[str, Any] | None
    states: list[str]


@picture.get("")
def page() -> str | tuple[str, int]:
    """The picture of the draft; `broken` marks the call that breaks a rule."""
    code = request.args.get("broken", "")
    found = draft.current(board())
    if not code or found is None:
        return _shown(None)
    verdict = proving.verdict(board(), found.script)
    rule = (
        next((r for r in verdict.broken if r["code"] == code), None)
        if verdict
        else None
    )
    if rule is None:
        abort(404)
    states = [state for passage in rule["call"]["way"] for state in passage]
    return _shown(Marked(rule, states))


@picture.post("")
def of_call() -> str | tuple[str, int]:
    """The picture of the draft with the way of a call that was phoned."""
    try:
        phoned = opened(board(), request.form.get("call", ""))
    except (Moved, NotPossible):
        abort(409)
    call = phoned.terminal.caller.call
    return _shown(Marked(None, [entry.state for entry in call.timeline]))


def _shown(marked: Marked | None) -> str | tuple[str, int]:
    found = draft.current(board())
    if found is None:
        return no_draft()
    try:
        line = line_of(found.script)
    except ScriptError as error:
        return not_readable(error)
    language = request.args.get("language", line.script.languages[0])
    if language not in line.script.languages:
        abort(404)
    way = ["answering", *route(line.flow, marked.states)] if marked else []
    shown = list(_chapters(line, language, way, at(board().clock())))
    return render_template(
        "picture/page.html",
        company=line.flow.company[language],
        chapters=shown,
        graph=_graph(line, shown, way),
        marked=marked,
        anytime=told(at_any_time(line.flow)),
        languages=[LANGUAGES[code] for code in line.script.languages],
        language=language,
        sound=sound_of,
    )


def _chapters(
    line: Line, language: str, way: list[str], now: datetime
) -> Iterator[Shown]:
    call = _sample(line, language, now)
    ways = heard_ways(line.flow)
    for chapter in chapters(line.flow):
        moments = [
            _moment(line, line.flow.states[name], call, ways, way)
            for name in chapter.states
            if line.flow.states[name].says or name in way
        ]
        yield Shown(
            chapter.name,
            title(chapter.name),
            list(_people(line, language)) if chapter.name == "ringing" else [],
            moments,
            _ways(chapter),
        )


def _ways(chapter: Chapter) -> list[Way]:
    found = [
        Way(to, title(to), told(cues), to in chapter.main)
        for to, cues in chapter.ways.items()
    ]
    return sorted(found, key=lambda way: not way.usual)


def _moment(
    line: Line,
    state: State,
    call: Call,
    ways: dict[tuple[str, str], tuple[str, ...]],
    way: Sequence[str],
) -> Moment:
    said: list[Words] = []
    about = call.but(department=MANAGER) if "manager" in state.name else call
    for alternatives in state.says:
        said += speak(line.flow, about, alternatives)
    onward = [
        Way(chapter_of(line.flow.states[to]), to, told(cues))
        for (at_, to), cues in ways.items()
        if at_ == state.name and to != state.name
    ]
    return Moment(
        state.name,
        [_said(line, words, state.name) for words in said],
        [
            (key, _meaning(line, meaning, call.language))
            for key, meaning in state.keys.items()
        ],
        onward,
        [number for number, name in enumerate(way) if name == state.name],
    )


def _said(line: Line, words: Words, state: str) -> heard.Moment:
    prompt = diction(line.script).prompt(words.text, words.language)
    return heard.Moment(0, 0, "line", words.text, words.language, state, prompt)


def _meaning(line: Line, meaning: str, language: str) -> str:
    """What a key is for."""
    cue, _, value = meaning.partition(":")
    if cue == "department":
        return line.flow.departments[value].name[language]
    if cue == "language":
        return LANGUAGES[value].name
    return told([cue])[0]


def _people(line: Line, language: str) -> Iterator[str]:
    """The departments and who is rung in each."""
    for key, department in line.flow.departments.items():
        names = ", ".join(agent[language] for agent in department.agents)
        who = department.name[language]
        yield names if key == MANAGER or names == who else f"{who}: {names}"


def _sample(line: Line, language: str, now: datetime) -> Call:
    """A call in which every prompt can be filled: the examples of the picture."""
    offered = next(
        line.calendar.callback_times(now, line.script.callback.earliest), None
    )
    opens = line.calendar.next_opening(now)
    open_ones = [key for key in line.flow.departments if key != MANAGER]
    department, colleague = open_ones[0], open_ones[-1]
    several = len(line.flow.departments[department].agents) > 1
    return start(line.flow).but(
        language=language,
        department=department,
        agent=0,
        tried=0b10 if several else 0,
        first_department=colleague,
        first_agent=0,
        time=line.time(offered, now) if offered else None,
        opens=line.time(opens, now) if opens else None,
        place=2,
        moved=True,
        waited=30,
    )


def _graph(line: Line, shown: list[Shown], way: list[str]) -> dict[str, Any]:
    """What is drawn: the chapters, the ways between them, the way that is marked."""
    names = [_chapter(line, state) for state in way]
    passed = [pair for pair in pairwise(names) if pair[0] != pair[1]]
    return {
        "nodes": [
            {"name": one.name, "title": one.title, "people": one.people}
            for one in shown
        ],
        "edges": [
            {"from": one.name, "to": way.to, "usual": way.usual, "cues": way.cues}
            for one in shown
            for way in one.ways
        ],
        "way": passed,
    }


def _chapter(line: Line, state: str) -> str:
    return chapter_of(line.flow.states[state]) or "dialed"
