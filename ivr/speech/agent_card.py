"""Cards beside an agent's telephone: openings, questions and closes in short lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import yaml

from ivr.greeting import Greeting, GreetingKind, compose
from ivr.languages import fill
from ivr.script.model import Script

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: {agent}</title>
<style>
@page {{ size: A5; margin: 10mm }}
body {{ font: 11pt/1.35 system-ui, sans-serif; max-width: 40rem; margin: 1rem auto;
  padding: 0 1rem; color: #111; background: #fff }}
h1 {{ font-size: 1.3em; margin: 0 0 .2em }}
h2 {{ font-size: 1em; margin: .8em 0 .2em; break-after: avoid }}
section {{ break-inside: avoid }}
ul {{ margin: 0; padding-left: 1.2em }}
q {{ font-weight: 600 }}
.do {{ color: #333 }}
.use {{ font-style: italic; margin: 0 }}
@media print {{ body {{ margin: 0; padding: 0; max-width: none }} }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{agent}{department}</p>
<p class="use">{use}</p>
{parts}
</body>
</html>
"""


@dataclass(frozen=True)
class Part:
    """One part of a card: lines to say aloud and reminders."""

    name: str
    heading: str
    serves: tuple[str, ...]
    say: tuple[str, ...]
    do: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One agent's card in one language."""

    language: str
    title: str
    use: str
    agent: str
    department: str
    parts: tuple[Part, ...]

    def html(self) -> str:
        """A page to print, on A5 paper, with nothing fetched from elsewhere."""
        return _PAGE.format(
            language=escape(self.language),
            title=escape(self.title),
            agent=escape(self.agent),
            department=escape(f", {self.department}" if self.department else ""),
            use=escape(self.use),
            parts="\n".join(_html(part) for part in self.parts),
        )


def agent_cards(script: Script) -> tuple[Card, ...]:
    """A card for every agent of a line in each of its languages."""
    return tuple(
        _card(script, greeting)
        for greeting in compose(script)
        if greeting.kind is GreetingKind.AGENT
    )


def _card(script: Script, greeting: Greeting) -> Card:
    words = _words(greeting.language)
    company = script.company.in_(greeting.language)
    return Card(
        language=greeting.language,
        title=fill(words["title"], company=company),
        use=words["use"],
        agent=greeting.agent,
        department=greeting.department,
        parts=tuple(_parts(words, greeting.text)),
    )


def _parts(words: Mapping[str, Any], opening: str) -> Iterator[Part]:
    for part in words["parts"]:
        own = (opening,) if part["name"] == "opening" else ()
        yield Part(
            part["name"],
            part["heading"],
            tuple(part["serves"]),
            own + tuple(part.get("say", ())),
            tuple(part.get("do", ())),
        )


def _html(part: Part) -> str:
    lines = [f"<li><q>{escape(line, quote=False)}</q></li>" for line in part.say]
    lines += [f'<li class="do">{escape(line, quote=False)}</li>' for line in part.do]
    heading = escape(part.heading, quote=False)
    return f"<section><h2>{heading}</h2><ul>{''.join(lines)}</ul></section>"


@cache
def _words(language: str) -> Mapping[str, Any]:
    path = files("ivr.languages") / language / "agent_card.yaml"
    words: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return words
