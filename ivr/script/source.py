"""The text of a call script file: its encoding, and what no editor would write."""

import re

from ivr.script.errors import Problem, ScriptError
from ivr.script.message import Message
from ivr.script.place import Place

BYTE_ORDER_MARK = "\ufeff"

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_NEW_LINE = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def decode(given: str | bytes, file: str, most_bytes: int) -> str:
    """The text without a byte order mark; ScriptError if too large or not UTF-8."""
    start = Place(file, 1, 1)
    size = len(given)
    if isinstance(given, str) and size <= most_bytes:
        size = len(given.encode("utf-8", "surrogatepass"))
    if size > most_bytes:
        most = Message(
            "this file is larger than %(count)s KB", count=most_bytes // 1024
        )
        raise ScriptError(
            [Problem(start, most, "a call script is a few pages of text")]
        )
    if isinstance(given, str):
        return given.removeprefix(BYTE_ORDER_MARK)
    if given.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ScriptError([Problem(start, "this file is UTF-16", _SAVE)])
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = given[: error.start].decode("utf-8-sig", "replace")
        place = place_after(before, file)
        raise ScriptError([Problem(place, "this is not UTF-8 text", _SAVE)]) from None


def unprintable(text: str, file: str) -> tuple[Problem, ...]:
    """Control characters and halves of characters, the first ten of them."""
    found = []
    for match in _UNPRINTABLE.finditer(text):
        message = Message(
            "a control character stands here (%(code)s)",
            code=f"U+{ord(match.group()):04X}",
        )
        place = place_after(text[: match.start()], file)
        found.append(Problem(place, message, "delete it"))
        if len(found) == 10:
            break
    return tuple(found)


def place_after(before: str, file: str) -> Place:
    """The place of the character that follows this beginning of a file."""
    lines = _NEW_LINE.split(before)
    return Place(file, len(lines), len(lines[-1]) + 1)


_SAVE = "save as UTF-8"
