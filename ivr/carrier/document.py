"""A TwiML document as a frozen tree that remembers its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal
from xml.parsers import expat

from ivr.carrier.errors import DocumentRefused, Problem

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32

Context = Literal["call", "queue-wait", "conference-wait", "queue-whisper", "whisper"]


@dataclass(frozen=True, slots=True)
class Element:
    """A verb as it was written: name, attributes, what stands in it, and its line."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    content: tuple[str | Element, ...] = ()
    line: int = 0

    @property
    def children(self) -> tuple[Element, ...]:
        """The verbs that stand directly in this one."""
        return tuple(part for part in self.content if isinstance(part, Element))

    @property
    def text(self) -> str:
        """The text that stands directly in this verb, without blanks around it."""
        return "".join(part for part in self.content if isinstance(part, str)).strip()

    @property
    def words(self) -> str:
        """All that is spoken: text of any depth, with an alias instead of its sub."""
        return " ".join("".join(_spoken(self)).split())

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute, or the default."""
        return self.attributes.get(name, default)

    def is_true(self, name: str, default: bool = False) -> bool:
        """Whether a yes-or-no attribute says yes."""
        return self.attributes.get(name, "true" if default else "false") == "true"

    def number(self, name: str, default: int) -> int:
        """A whole number, or the default where it is absent or not a number."""
        value = self.attributes.get(name, "")
        return int(value) if value.isascii() and value.isdigit() else default

    def walk(self) -> Iterator[Element]:
        """This verb and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: where it came from, its verbs and what is odd in it."""

    root: Element
    url: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def mark(self) -> str:
        """A short name of what the document does, whatever its URLs carry along."""
        told = "|".join(
            f"{e.name} {e.words if e.name == 'Say' else ''}"
            f"{e.text.partition('?')[0] if e.name == 'Play' else ''}"
            for e in self.root.walk()
        )
        return sha256(told.encode()).hexdigest()[:12]

    @property
    def verbs(self) -> tuple[Element, ...]:
        """The verbs in the order in which they are carried out."""
        return self.root.children


def _spoken(element: Element) -> Iterator[str]:
    if element.name == "sub" and element.get("alias"):
        yield element.get("alias")
        return
    if element.name == "break":
        yield " "
        return
    for part in element.content:
        if isinstance(part, str):
            yield part
        else:
            yield from _spoken(part)


class _Builder:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.root: Element | None = None
        self._open: list[tuple[str, dict[str, str], list[str | Element], int]] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _refusal("12100", f"nested deeper than {MAX_DEPTH} verbs")
        self._open.append((name, attributes, [], self.parser.CurrentLineNumber))

    def _end(self, _name: str) -> None:
        name, attributes, content, line = self._open.pop()
        element = Element(name, attributes, tuple(content), line)
        if self._open:
            self._open[-1][2].append(element)
        else:
            self.root = element

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def _doctype(self, *_: object) -> None:
        raise _refusal("12100", "a DOCTYPE is not allowed")


def _refusal(code: str, message: str, where: str = "") -> DocumentRefused:
    return DocumentRefused((Problem(code, message, where, "fatal"),))


def parse(body: bytes) -> Element:
    """The tree of a document. Raises DocumentRefused with 11750 or 12100."""
    if len(body) > MAX_BYTES:
        raise _refusal("11750", f"{len(body)} bytes; {MAX_BYTES} are allowed")
    if not body.strip():
        raise _refusal("12100", "the answer is empty")
    builder = _Builder()
    try:
        builder.parser.Parse(body, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        if body[:1].isspace() and body.lstrip().startswith(b"<?xml"):
            reason = "a blank stands before <?xml"
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise _refusal("12100", reason, place) from None
    except (LookupError, UnicodeError, ValueError) as error:
        raise _refusal("12100", f"the answer cannot be decoded: {error}") from None
    if builder.root is None:
        raise _refusal("12100", "the answer has no verb in it")
    return builder.root
