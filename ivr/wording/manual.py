"""The manual: a page a rule, from its docstring and the examples of each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ivr.wording.examples import Example, examples_of
from ivr.wording.lexicon import LANGUAGES
from ivr.wording.rulebook import Rule, rulebook

TOPICS = {
    "GRT": "Greeting",
    "LEN": "Brevity",
    "TON": "Tone",
    "MNU": "Menus",
    "HLD": "Hold",
    "SIL": "Silence",
    "TRF": "Transfer",
    "CBK": "Callbacks and messages",
    "HUM": "Reaching a person",
    "ABU": "Abusive calls",
    "END": "Goodbye",
    "LNG": "Language",
    "TXT": "Text",
}
_LANGUAGES = {"en": "English", "fil": "Filipino", "ru": "Russian", "nb": "Norwegian"}


class Page(NamedTuple):
    """A rule's page as it stands in the manual, in plain text."""

    code: str
    name: str
    weight: str
    serves: tuple[str, ...]
    text: str
    examples: tuple[Example, ...] = ()

    @property
    def topic(self) -> str:
        """The topic that the first letters of the code stand for."""
        return TOPICS[self.code[:3]]


def pages() -> tuple[Page, ...]:
    """The pages of all wording rules, sorted by code."""
    return tuple(_page(rule) for rule in rulebook())


def explain(code_or_name: str) -> str:
    """The manual page of a wording rule.

    Raises KeyError if no wording rule has that code or name.
    """
    for rule in rulebook():
        if code_or_name.upper() == rule.code or code_or_name.lower() == rule.name:
            return as_text(_page(rule))
    raise KeyError(code_or_name)


def as_text(page: Page) -> str:
    """A page for the terminal."""
    served = ", ".join(page.serves)
    head = f"{page.code} {page.name} ({page.weight}; serves {served})"
    lines = [head, "", page.text.strip()]
    for language in LANGUAGES:
        examples = [each for each in page.examples if each.language == language]
        if examples:
            lines += ["", f"{_LANGUAGES[language]}:"]
            lines += [f"    {_quality(each)}: {_said(each)}" for each in examples]
    return "\n".join(lines)


def markdown(all_pages: Iterable[Page]) -> Iterator[str]:
    """The lines of docs/rules.md."""
    book = sorted(all_pages, key=lambda page: (list(TOPICS).index(page.code[:3]), page))
    yield from _PREFACE
    yield from ("| code | rule | weight | serves |", "|---|---|---|---|")
    for page in book:
        link = f"[{page.name}](#{page.code.lower()}-{page.name})"
        yield f"| {page.code} | {link} | {page.weight} | {', '.join(page.serves)} |"
    topic = ""
    for page in book:
        if page.topic != topic:
            topic = page.topic
            yield from ("", f"## {topic}")
        yield from ("", f"### {page.code} {page.name}", "")
        yield from _indented(page.text)
        if page.examples:
            yield from ("", "| | bad | good |", "|---|---|---|")
            yield from (_row(page, language) for language in LANGUAGES)


def _page(rule: Rule) -> Page:
    examples = tuple(
        example for language in LANGUAGES for example in examples_of(rule, language)
    )
    return Page(
        rule.code, rule.name, str(rule.severity), rule.serves, rule.page, examples
    )


def _indented(text: str) -> Iterator[str]:
    """The text of a page; its indented blocks become code blocks."""
    inside = False
    for line in text.strip().splitlines():
        if line.startswith("    ") and not inside:
            yield "```text"
            inside = True
        elif inside and not line.startswith("    "):
            yield "```"
            inside = False
        if line == "Bad:":
            yield from (line, "")
        elif line == "Good:":
            yield from ("", line, "")
        else:
            if line.startswith("Source: "):
                yield ""
            yield line.removeprefix("    ")


def _row(page: Page, language: str) -> str:
    cells = [
        "<br>".join(
            _said(each).replace("|", "\\|")
            for each in page.examples
            if each.language == language and each.is_bad is is_bad
        )
        for is_bad in (True, False)
    ]
    return f"| {_LANGUAGES[language]} | {cells[0]} | {cells[1]} |"


def _said(example: Example) -> str:
    return " … ".join(prompt.text or "(nothing)" for prompt in example.prompts)


def _quality(example: Example) -> str:
    return "Bad" if example.is_bad else "Good"


_MEASURED = (
    "| English | the embedded voice | +1 % | 4 % | 12 % |",
    "| Filipino | espeak-ng, Indonesian (it has no Filipino) | -10 % | 9 % | 14 % |",
    "| Russian | espeak-ng at the pace of the embedded voice | +1 % | 3 % | 9 % |",
    "| Norwegian | espeak-ng at the pace of the embedded voice | -2 % | 5 % | 8 % |",
)
_PREFACE = (
    "# The rules",
    "",
    "Written by `ivr explain --all`; a test fails if this page differs from the rules.",
    "",
    "Rules whose number begins with 1 judge words: `ivr check`. Rules whose number",
    "begins with 0 judge calls: `ivr prove`. An error or a warning fails the check,",
    "advice does not. `Serves` names the statement of the etiquette (E01-E54).",
    "",
    "Silence a rule at one line of a call script by a comment with a reason,",
    "`# ivr: allow TON101 the law prescribes these words`, or in the whole script:",
    "",
    "```yaml",
    "wording:",
    "  ignore:",
    "    TON101: the law prescribes these words",
    "```",
    "",
    "Seconds are those of the rendered prompt where there is one; otherwise they are",
    "estimated from the letters, digits and pauses of each language. Measured by",
    "`bench/wording_seconds.py` on the phrasebooks against rendered speech:",
    "",
    "| language | rendered by | bias | median error | nine in ten within |",
    "|---|---|---|---|---|",
    *_MEASURED,
    "",
    "How often the rules are right: on 241 labelled phone texts of other lines (141",
    "English, 46 Russian, 31 Filipino, 23 Norwegian) `bench/wording.py` counts no",
    "false alarm and one miss in 2,025 judgements. The word lists grew with those",
    "texts at hand. On 218 others that a reviewer wrote and labelled before the rules",
    "saw them, 94 % of the findings were right and 97 % of the faults were found.",
    "`bench/wording_mutants.py` breaks our own prompts in 1,348 known ways, and the",
    "rules notice each.",
    "",
)
