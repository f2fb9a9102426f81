"""Reads TwiML strictly: every verb, attribute, value and limit is checked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import quote, urlsplit

from ivr.carrier.document import Context, Document, Element, parse
from ivr.carrier.errors import DocumentRefused, Problem, Weight
from ivr.carrier.facts.values import code_for, complaint
from ivr.carrier.facts.verbs import VERBS
from ivr.carrier.facts.voices import (
    ENCODED_CHARACTERS,
    language_of,
    most_characters,
)

MAX_QUEUE_NAME = 64
MAX_SEND_DIGITS = 32
MAX_DIALLED = 10
MAX_INLINE = 4000

_ALLOWED: dict[Context, frozenset[str]] = {
    "queue-wait": frozenset(
        {"Play", "Say", "Pause", "Hangup", "Redirect", "Leave", "Gather"}
    ),
    "conference-wait": frozenset({"Say", "Play", "Pause", "Redirect"}),
    "queue-whisper": frozenset({"Play", "Say", "Pause", "Redirect"}),
    "whisper": frozenset(VERBS["Response"].children) - {"Dial"},
}
_PLACES: dict[Context, str] = {
    "queue-wait": "what a caller hears who waits in a queue",
    "conference-wait": "what somebody hears who waits in a conference",
    "queue-whisper": "what a caller hears before leaving a queue",
    "whisper": "what somebody hears before being connected",
}
_ENDS = frozenset({"Hangup", "Reject", "Redirect", "Leave"})


def read(body: bytes | str, url: str = "", context: Context = "call") -> Document:
    """A checked document. Raises DocumentRefused where nothing can be carried out.

    What is only against the schema is kept in ``problems``.
    """
    root = parse(
        body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    )
    if root.name != "Response":
        problem = Problem("12100", f"<{root.name}> instead of <Response>", "", "fatal")
        raise DocumentRefused((problem,))
    problems = (*_check(root), *_check_context(root, context), *_check_order(root))
    fatal = tuple(problem for problem in problems if problem.weight == "fatal")
    if fatal:
        raise DocumentRefused(fatal)
    return Document(root, url, problems)


def read_inline(body: str, context: Context = "call") -> Document:
    """A document that is sent along with a request; its URLs have to be absolute."""
    if len(body) > MAX_INLINE:
        message = f"{len(body)} characters; {MAX_INLINE} are allowed"
        raise DocumentRefused((Problem("32018", message, "", "fatal"),))
    document = read(body, "", context)
    for element in document.root.walk():
        for name, value in _urls(element):
            if value and not urlsplit(value).scheme:
                where = f"<{element.name} {name}> in line {element.line}"
                problem = Problem("15004", f"{value} is relative", where, "fatal")
                raise DocumentRefused((problem,))
    return document


def _urls(element: Element) -> Iterator[tuple[str, str]]:
    verb = VERBS.get(element.name)
    kinds = verb.attributes if verb else {}
    for name, value in element.attributes.items():
        if kinds.get(name) == "url":
            yield name, value
    if element.name == "Redirect":
        yield "text", element.text


def _check(element: Element) -> Iterator[Problem]:
    verb = VERBS.get(element.name)
    if verb is None:
        yield _odd(element, "12200", f"<{element.name}> is not a verb")
        return
    for name, value in element.attributes.items():
        kind = verb.attributes.get(name)
        if kind is None:
            hint = next((a for a in verb.attributes if a.lower() == name.lower()), "")
            instead = f"; it is written {hint}" if hint else ""
            message = f"<{element.name}> has no attribute {name}{instead}"
            yield _odd(element, "12200", message)
        elif words := complaint(kind, value):
            message = f'{name}="{value}" of <{element.name}> {words}'
            yield _odd(element, code_for(kind), message)
    for child in element.children:
        if child.name in VERBS and child.name not in verb.children:
            message = f"<{child.name}> may not stand in <{element.name}>"
            yield _odd(child, "12200", message)
        else:
            yield from _check(child)
    if not verb.takes_text and element.text:
        yield _odd(element, "12200", f"<{element.name}> takes no text")
    yield from _check_limits(element)


def _odd(
    element: Element, code: str, message: str, weight: Weight = "schema"
) -> Problem:
    return Problem(code, message, f"line {element.line}", weight)


def _check_limits(element: Element) -> Iterator[Problem]:
    match element.name:
        case "Say":
            yield from _check_say(element)
        case "Gather":
            if element.get("speechTimeout") == "auto" and element.get("speechModel"):
                message = "speechTimeout auto with a speechModel"
                yield _odd(element, "13335", message, "notice")
        case "Enqueue" if not element.get("workflowSid"):
            name = element.text
            if not 0 < len(name) <= MAX_QUEUE_NAME:
                message = f"a queue's name has 1 to {MAX_QUEUE_NAME} characters"
                yield _odd(element, "12200", message)
        case "Number" if len(element.get("sendDigits")) > MAX_SEND_DIGITS:
            message = f"sendDigits takes {MAX_SEND_DIGITS} keys"
            yield _odd(element, "12200", message)
        case "Dial":
            if len(element.children) > MAX_DIALLED:
                message = f"one Dial rings at most {MAX_DIALLED}"
                yield _odd(element, "12200", message)
            if not element.children and not element.text:
                yield _odd(element, "12200", "<Dial> dials nobody")
        case "Play" if not element.text and not element.get("digits"):
            yield _odd(element, "12200", "<Play> plays nothing")


def _check_say(element: Element) -> Iterator[Problem]:
    words, voice = element.words, element.get("voice")
    if not words:
        yield _odd(element, "13520", "<Say> has no words")
        return
    text = "".join(part for part in element.content if isinstance(part, str)) or words
    most = most_characters(voice)
    if len(text) > most:
        yield _odd(element, "13521", f"{len(text)} characters; {voice} takes {most}")
    encoded = len(quote(text, safe=""))
    if encoded > ENCODED_CHARACTERS:
        message = f"{encoded} characters once URL-encoded; {ENCODED_CHARACTERS} go"
        yield _odd(element, "13521", message)
    spoken, language = language_of(voice), element.get("language")
    if spoken and language and spoken.lower() != language.lower():
        yield _odd(element, "13511", f"{voice} does not speak {language}")


def _check_context(root: Element, context: Context) -> Iterator[Problem]:
    allowed = _ALLOWED.get(context)
    if allowed is None:
        return
    for verb in root.children:
        if verb.name not in allowed and verb.name in VERBS:
            code = "13238" if context == "conference-wait" else "carrier-not-allowed"
            message = f"<{verb.name}> is not allowed in {_PLACES[context]}"
            yield _odd(verb, code, message, "fatal")


def _check_order(root: Element) -> Iterator[Problem]:
    verbs = root.children
    for verb, following in pairwise(verbs):
        ends = verb.name in _ENDS or (
            verb.name in ("Dial", "Enqueue") and "action" in verb.attributes
        )
        if ends:
            message = f"<{following.name}> stands after <{verb.name}>, which never ends"
            yield _odd(following, "carrier-unreachable", message, "notice")
            return
