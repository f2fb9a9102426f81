"""What is wrong with a call script: where, what, and the way out."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from ivr.languages import CODES
from ivr.script.message import Message
from ivr.script.place import Place

SHOWN = 40
MOST_PROBLEMS = 50
MOST_COMPARED = 200
NEIGHBOURS = {
    "no": "nb", "nn": "nb", "nb-no": "nb", "no-no": "nb", "norsk": "nb",
    "tl": "fil", "ph": "fil", "tagalog": "fil", "filipino": "fil",
    "eng": "en", "english": "en", "en-us": "en", "en-gb": "en", "us": "en",
    "rus": "ru", "russian": "ru", "ru-ru": "ru", "norwegian": "nb",
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, at a place, with a way out that the owner can take."""

    place: Place
    message: str
    way_out: str = ""

    def __str__(self) -> str:
        said = f"{self.place}: {self.message}"
        return f"{said}; {self.way_out}" if self.way_out else said


class ScriptError(Exception):
    """A call script that cannot be used, with what is wrong, at most 50 problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = sorted(problems)
        self.problems = tuple(found[:MOST_PROBLEMS])
        said = [str(problem) for problem in self.problems]
        if len(found) > MOST_PROBLEMS:
            said.append("There is more; these come first.")
        super().__init__("\n".join(said))


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """ "did you mean 'sales'?", or what is known when nothing is near."""
    choices = list(islice(dict.fromkeys(known), MOST_COMPARED))
    lower = {choice.lower(): choice for choice in reversed(choices)}
    near = get_close_matches(word.lower()[:80], lower, n=1, cutoff=0.6)
    if near:
        return _perhaps(lower[near[0]])
    return otherwise or Message("known here: %(names)s", names=", ".join(choices[:20]))


def nearest_language(word: str) -> str:
    """The way out of a language code that the line does not speak."""
    near = NEIGHBOURS.get(word.lower())
    return _perhaps(near) if near else did_you_mean(word, CODES)


def _perhaps(meant: str) -> str:
    return Message("did you mean '%(meant)s'?", meant=meant)


def shown(text: object) -> str:
    """A text in quotes, cut to a length that fits a line and safe to print."""
    whole = str(text)
    cut = whole if len(whole) <= SHOWN else whole[: SHOWN - 1] + "…"
    return "'" + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut) + "'"
