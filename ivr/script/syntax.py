"""What YAML's own complaints mean to an owner."""

import yaml

from ivr.script.errors import Problem
from ivr.script.message import Message
from ivr.script.place import Place

MOST_DEPTH = 40

_PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "this text holds ': ' or the line is indented wrongly",
        'put the text in "quotes" or align the line with its neighbours',
    ),
    "found character that cannot start any token": (
        "this line begins with a tab or a character that YAML keeps for itself",
        'indent with spaces; put a text that begins with such a sign in "quotes"',
    ),
    "could not find expected ':'": (
        "a ':' is missing after the key",
        "write 'key: value' with a space after the colon",
    ),
    "did not find expected key": (
        "a key was expected here",
        'align the line with its neighbours, or close the "quotes" before it',
    ),
    "exceeded maximum nesting depth": (
        Message("this is more than %(count)s levels deep", count=MOST_DEPTH),
        "flatten it",
    ),
    "did not find expected ',' or ']'": (
        "a ',' or ']' is missing in this list",
        "close what is open",
    ),
    "did not find expected ',' or '}'": (
        "a ',' or '}' is missing in this group",
        "close what is open",
    ),
    "found unexpected end of stream": (
        "the file ends inside quotes or brackets",
        "close what is open",
    ),
}


_MANUAL = "see docs/writing-a-script.md"


def syntax_problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    """The place where the reader stopped, and what to look for there."""
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    said = error.problem or "this is not YAML"
    unknown = Message("YAML cannot be read here (%(said)s)", said=said)
    message, way_out = _PLAIN_WORDS.get(said, (unknown, _MANUAL))
    return Problem(place, message, way_out)
