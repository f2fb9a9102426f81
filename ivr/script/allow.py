"""Comments that silence one finding: `# ivr: allow TON001 the reason`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.script.errors import Problem
from ivr.script.place import Place, Span

_ALLOW = re.compile(r"#[ \t]*ivr:[ \t]*allow\b[ \t]*([^\s#]*)[ \t]*(.*)")
_NEW_LINE = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True)
class Allow:
    """A rule, by code or name, that is silenced at one line, with the reason."""

    rule: str
    reason: str
    place: Place


def allows(
    text: str, file: str, spans: tuple[Span, ...]
) -> tuple[Mapping[int, tuple[Allow, ...]], tuple[Problem, ...]]:
    """What is silenced by line number from 1, and allows without rule or reason.

    A comment behind a text holds for its line, a comment on a line of its own
    for the next line that is not a comment.
    """
    found: dict[int, tuple[Allow, ...]] = {}
    problems: list[Problem] = []
    lines = _NEW_LINE.split(text)
    for number, match in _comments(lines, spans):
        place = Place(file, number + 1, match.start() + 1)
        rule, reason = match.group(1), match.group(2).strip()
        if not rule or len(reason) < 3:
            message = "an 'ivr: allow' needs a rule and a reason"
            way_out = "for example: # ivr: allow TON001 the law prescribes these words"
            problems.append(Problem(place, message, way_out))
            continue
        line = _line_meant(lines, number) + 1
        found[line] = (*found.get(line, ()), Allow(rule, reason, place))
    return found, tuple(problems)


def _comments(
    lines: list[str], spans: tuple[Span, ...]
) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(lines):
        for match in _ALLOW.finditer(line):
            here = (number, match.start())
            if not any(start <= here < end for start, end in spans):
                yield number, match


def _line_meant(lines: list[str], number: int) -> int:
    if not lines[number].lstrip().startswith("#"):
        return number
    for later in range(number + 1, len(lines)):
        if lines[later].strip() and not lines[later].lstrip().startswith("#"):
            return later
    return number
