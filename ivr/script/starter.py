"""The starters: complete call scripts of usual businesses, to begin from."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ivr.script.errors import did_you_mean


class NoStarter(LookupError):
    """No starter is called so; the message says what there is."""


def starter_names() -> tuple[str, ...]:
    """The names of the starters, each with its languages: "pharmacy.ru"."""
    return tuple(sorted(_starters()))


def starter(name: str) -> str:
    """The text of the starter "pharmacy.ru", "pharmacy" or "pharmacy.ru.yaml"."""
    found = _starters()
    asked = name.removesuffix(".yaml")
    for full, file in found.items():
        if asked in (full, full.partition(".")[0]):
            return file.read_text("utf-8")
    known = [full.partition(".")[0] for full in found]
    raise NoStarter(f"there is no starter '{asked}'; {did_you_mean(asked, known)}")


def _starters() -> dict[str, Traversable]:
    folder: Traversable = files("ivr") / "_starters"
    if not folder.is_dir():
        folder = Path(__file__).parents[2] / "scripts"
    return {
        file.name.removesuffix(".yaml"): file
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    }
