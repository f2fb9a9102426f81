"""Breaks clean prompts in known ways and reports the share that each rule catches.

    python bench/wording_mutants.py [--show]

Clean prompts come from the phrasebooks, filled with names of each language. A fault
is put in by inserting a sentence of bench/wording_mutants.yaml, or by dropping,
turning or doubling a part. A mutant counts only if its clean prompt was clean for
that rule; it is caught if the rule fires on it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ivr.languages import fill, grammar, phrasebook
from ivr.languages.spoken_time import SpokenTime
from ivr.wording.check import check_prompt, check_sequence
from ivr.wording.lexicon import LANGUAGES
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import read
from ivr.wording.rulebook import rulebook

FAULTS = Path(__file__).with_suffix(".yaml")
NAMES = {
    "en": ("Northside Bakery", "Accounts", "Maria"),
    "fil": ("Dalisay Catering", "Reserbasyon", "Liza"),
    "ru": ("Пекарня «Колосок»", "Бухгалтерия", "Ольга"),
    "nb": ("Solsiden Bakeri", "regnskap", "Kari"),
}
TURNED = {
    "en": "Press {key} for {desk}.",
    "fil": "Pindutin po ang {key} para sa {desk}.",
    "ru": "Нажмите {key} для того, чтобы попасть в отдел {desk}.",
    "nb": "Trykk {key} for {desk}.",
}
INSERTED = {  # rule: phrases of the phrasebook into which its sentences are put
    "keyword-robot": ("menu.person", "answer.hours"),
    "hold-without-asking": ("answer.hours", "callback.booked"),
    "wait-without-time": ("hold-update.choices-no-time",),
    "cliche": ("answer.hours", "hold-update.choices"),
    "command-tone": ("answer.hours", "voicemail.question-by"),
    "negative-words": ("answer.hours", "closing.thanks"),
    "blame": ("answer.hours", "greeting-line.again"),
    "jargon": ("answer.hours", "closing.thanks"),
    "slang": ("answer.hours", "closing.thanks"),
    "overpromise": ("answer.hours", "closing.thanks"),
    "advertising": ("greeting-line.line", "answer.hours"),
    "reply-time-missing": ("closing.thanks", "answer.address"),
    "rude-words": ("answer.hours",),
    "end-without-warning": ("answer.hours",),
    "unspeakable": ("answer.address", "closing.thanks"),
    "form-of-address": ("answer.hours", "closing.thanks"),
    "bare-thanks": ("answer.hours",),
    "transfer-without-asking": ("answer.hours",),
    "transfer-to-whom": ("answer.hours",),
    "apology-loop": ("answer.hours", "closing.thanks"),
    "offer-in-own-tongue": (),
}


class Mutant(NamedTuple):
    """A clean prompt, the same broken, and the rule that must notice."""

    rule: str
    clean: tuple[Prompt, ...]
    broken: tuple[Prompt, ...]


class Line:
    """The clean prompts of one language."""

    def __init__(self, language: str, faults: dict[str, Any]) -> None:
        said = grammar(language)
        self.language = language
        self.faults = faults
        self.company, self.department, self.agent = NAMES[language]
        self.slots = {
            "company": self.company,
            "department": self.department,
            "agent": self.agent,
            "daypart": said.daypart(9),
            "by": said.by(SpokenTime("tomorrow", 15, 15)),
            "at": said.at(SpokenTime("monday", 8)),
            "within": said.within(4),
            "place": said.place(2),
            "still": said.still(2),
            "waited": said.duration(3),
            "minutes": said.about_minutes(5),
            "address": "12",
            "hours": said.hours((((0, 1, 2, 3, 4), "08:00", "17:00"),)),
        }
        self.key = said.key

    def text(self, name: str, **other: str) -> str:
        """A phrase of the phrasebook, filled."""
        return fill(phrasebook(self.language)[name], **(self.slots | other))

    def prompt(self, name: str, text: str | None = None) -> Prompt:
        """A phrase as a prompt of its kind."""
        kind = name.partition(".")[0]
        return Prompt(
            self.text(name) if text is None else text,
            self.language,
            PromptKind.ANSWER if name == "greeting-line.again" else PromptKind(kind),
        )

    def known(self, name: str) -> Prompt:
        """A greeting whose names are known."""
        return replace(
            self.prompt(name),
            company=self.company,
            department=self.department,
            agent=self.agent,
        )

    def menu(self, desks: int, person: bool = True) -> str:
        """The options of a menu, with the way to a person at the end."""
        options = [
            self.text("menu.option", department=desk, key=self.key(str(number)))
            for number, desk in enumerate(self.faults["desks"][:desks], 1)
        ]
        return " ".join([*options, *([self.text("menu.person")] if person else [])])


def mutants(line: Line) -> Iterator[Mutant]:
    """Every mutant of a language."""
    yield from _inserted(line)
    yield from _greetings(line)
    yield from _menus(line)
    yield from _promises(line)
    yield from _texts(line)
    yield from _paths(line)


def _one(rule: str, clean: Prompt, text: str) -> Mutant:
    return Mutant(rule, (clean,), (replace(clean, text=text),))


def _inserted(line: Line) -> Iterator[Mutant]:
    for rule, phrases in INSERTED.items():
        for name in phrases:
            clean = line.prompt(name)
            for sentence in line.faults[rule]:
                yield _one(rule, clean, f"{clean.text} {sentence}")
                yield _one(rule, clean, f"{sentence} {clean.text}")
    offer = replace(line.prompt("menu.person"), kind=PromptKind.LANGUAGE_OFFER)
    for sentence in line.faults["offer-in-own-tongue"]:
        yield _one("offer-in-own-tongue", offer, sentence)


def _greetings(line: Line) -> Iterator[Mutant]:
    for name in ("greeting-line.line", "greeting-department.department"):
        clean = line.known(name)
        yield _one("company-missing", clean, _without(clean.text, line.company))
        yield _one("question-missing", clean, _dropped(clean, -1))
    agent = line.known("greeting-agent.agent")
    for question in ("greeting-line.again",):
        bare = f"{line.company}, {line.department}. {line.text(question)}"
        yield _one("agent-missing", agent, bare)
    unnamed = line.text("greeting-agent.agent", department="")
    yield _one("department-missing", agent, unnamed)
    greeting = line.known("greeting-line.line")
    late = f"{line.faults['first']} {greeting.text}"
    yield _one("introduced-late", greeting, late)
    filler = f"{line.company}. {line.faults['filler']} {line.faults['filler']}"
    again = line.text("greeting-line.again")
    yield _one("too-long", greeting, f"{filler} {again}")
    yield _one("too-long", agent, f"{agent.text} {line.faults['filler']} {again}")
    for sentence in line.faults["screening-first"]:
        yield _one("screening-first", greeting, f"{line.company}. {sentence} {again}")
        yield _one("screening-first", greeting, f"{line.company}. {sentence}")
    yield _one("unfilled-slot", greeting, greeting.text.replace(line.company, "{name}"))
    yield _one("unfilled-slot", greeting, greeting.text.replace(line.company, "[Name]"))


def _without(text: str, name: str) -> str:
    return text.replace(name, "").replace(" ,", ",").strip(" ,.")


def _dropped(prompt: Prompt, index: int) -> str:
    sentences = list(read(prompt.text, prompt.language).sentences)
    del sentences[index]
    return " ".join(prompt.text[each.start : each.end] for each in sentences)


def _menus(line: Line) -> Iterator[Mutant]:
    menu = Prompt(line.menu(2), line.language, PromptKind.MENU)
    yield _one("long-menu", menu, line.menu(6))
    yield _one("person-missing", menu, line.menu(2, person=False))
    yield _one("person-missing", menu, line.menu(3, person=False))
    turned = " ".join(
        TURNED[line.language].format(key=line.key(str(number)), desk=desk)
        for number, desk in enumerate(line.faults["desks"][:2], 1)
    )
    person = line.text("menu.person")
    yield _one("key-before-meaning", menu, f"{turned} {person}")
    yield _one("key-before-meaning", menu, f"{line.menu(1, False)} {turned} {person}")
    twice = line.menu(2).replace(line.key("2"), line.key("1"))
    yield _one("key-twice", menu, twice)


def _promises(line: Line) -> Iterator[Mutant]:
    said = grammar(line.language)
    taken = line.prompt("voicemail.taken")
    other = line.text("voicemail.taken", by=said.within(2))
    yield _one("double-promise", taken, f"{taken.text} {other}")
    closed = line.prompt("after-hours.closed-no-time")
    yield _one("hours-missing", closed, line.text("after-hours.closed-no-time", at=""))
    for name in ("closing.ended", "closing.thanks"):
        clean = line.prompt(name)
        yield _one("thanks-missing", clean, _dropped(clean, 0))
    for company in line.faults["emergency-lines"]:
        text = line.text("after-hours.closed-no-time", company=company)
        yield _one("emergency-missing", closed, text)


def _texts(line: Line) -> Iterator[Mutant]:
    hours = line.prompt("answer.hours")
    yield _one("said-twice", hours, f"{hours.text} {hours.text}")
    yield _one("long-sentence", hours, f"{hours.text} {line.faults['long']}")
    yield _one("loud-writing", hours, hours.text.upper())
    yield _one("loud-writing", hours, hours.text.rstrip(".") + "!!!")
    yield _one("nothing-to-say", hours, "")
    yield _one("nothing-to-say", hours, " . ")
    for language in LANGUAGES:
        if language == line.language:
            continue
        for name in ("closing.message", "voicemail.question-by", "error.farewell"):
            clean = line.prompt(name)
            by = {"by": grammar(language).by(SpokenTime("tomorrow", 15, 15))}
            foreign = fill(phrasebook(language)[name], **by)
            yield _one("wrong-language", clean, foreign)


def _paths(line: Line) -> Iterator[Mutant]:
    menus = [
        Prompt(f"{line.menu(count)}", line.language, PromptKind.MENU)
        for count in (1, 2, 3)
    ]
    yield Mutant("menu-too-deep", tuple(menus[:1]), tuple(menus))
    still, moved = line.prompt("hold-update.still"), line.prompt("hold-update.moved")
    yield Mutant("update-without-news", (still, moved), (still, still))
    (sorry,) = line.faults["apology-loop"]
    first = read(sorry, line.language).sentences[0]
    apology = sorry[first.start : first.end]
    sad = [replace(each, text=f"{apology} {each.text}") for each in (still, moved)]
    yield Mutant("apology-loop", (still, moved), tuple(sad))


def fires(rule: str, prompts: tuple[Prompt, ...]) -> bool:
    """Whether a rule fires on any of the prompts or on their order."""
    alone = [found for prompt in prompts for found in check_prompt(prompt, [rule])]
    return bool(alone or check_sequence(prompts, [rule]))


def main() -> None:
    """Prints caught and made by rule and language."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="list the missed mutants")
    arguments = parser.parse_args()
    given = yaml.safe_load(FAULTS.read_text(encoding="utf-8"))
    caught: dict[tuple[str, str], int] = defaultdict(int)
    made: dict[tuple[str, str], int] = defaultdict(int)
    for language in LANGUAGES:
        for mutant in mutants(Line(language, given[language])):
            if fires(mutant.rule, mutant.clean):
                if arguments.show:
                    print(f"not clean: {mutant.rule} {mutant.clean[0].text}")
                continue
            noticed = fires(mutant.rule, mutant.broken)
            caught[mutant.rule, language] += noticed
            made[mutant.rule, language] += 1
            if arguments.show and not noticed:
                print(f"missed: {mutant.rule} {mutant.broken[-1].text}")
    print(f"{'rule':26}" + "".join(f"{language:>9}" for language in LANGUAGES))
    for rule in rulebook():
        cells = [
            f"{caught[rule.name, language]}/{made[rule.name, language]}"
            for language in LANGUAGES
        ]
        print(f"{rule.name:26}" + "".join(f"{cell:>9}" for cell in cells))
    share = sum(caught.values()) / sum(made.values())
    print(f"caught {sum(caught.values())} of {sum(made.values())}: {share:.3f}")


if __name__ == "__main__":
    main()
