"""Call script text to model, every error with file:line:column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from pydantic import ValidationError

from ivr.script.allow import Allow, allows
from ivr.script.complaint import complaints
from ivr.script.document import MOST_BYTES, parse
from ivr.script.errors import Problem, ScriptError
from ivr.script.model import Script
from ivr.script.place import Path, Place
from ivr.script.source import decode
from ivr.script.text import tidy
from ivr.script.verify import verify


@dataclass(frozen=True)
class Loaded:
    """A call script, the place of each of its values, and the silenced lines."""

    script: Script
    places: Mapping[Path, Place]
    allows: Mapping[int, tuple[Allow, ...]]


def load(path: str | FilePath) -> Script:
    """Reads a call script file; ScriptError with everything that is wrong."""
    return load_with_places(path).script


def load_with_places(path: str | FilePath) -> Loaded:
    """Reads a call script file with the places that findings point at."""
    file = FilePath(path)
    try:
        with file.open("rb") as opened:
            given = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _unreadable(file, "there is no such file", "ivr new writes one") from None
    except IsADirectoryError:
        raise _unreadable(file, "this is a folder", "name a file in it") from None
    except (OSError, ValueError):
        raise _unreadable(file, "this file cannot be opened", "") from None
    return read(given, str(path))


def read(text: str | bytes, name: str) -> Loaded:
    """A call script from its text; `name` stands for the file in every place."""
    written = parse(text, name)
    silenced, careless = allows(decode(text, name, MOST_BYTES), name, written.spans)
    tidied, untidy = tidy(written)
    document, unmeant = verify(tidied)
    problems = [*written.problems, *careless, *untidy]
    script: Script | None = None
    try:
        script = Script.model_validate({} if document.data is None else document.data)
    except ValidationError as error:
        problems.extend(_elsewhere(complaints(error, document), problems))
    problems.extend(_elsewhere(unmeant, problems))
    if problems or script is None:
        raise ScriptError(problems)
    return Loaded(script, document.values, silenced)


def _elsewhere(found: Iterable[Problem], known: list[Problem]) -> list[Problem]:
    """The problems at places where nothing is known to be wrong yet."""
    taken = {problem.place for problem in known}
    return [problem for problem in found if problem.place not in taken]


def _unreadable(file: FilePath, message: str, way_out: str) -> ScriptError:
    return ScriptError([Problem(Place(str(file), 1, 1), message, way_out)])
