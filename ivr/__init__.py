"""A phone greeting and call-flow designer.

The library's face: `load` a call script, `compose` its greetings, `check_text` of a
prompt, `prove` the etiquette of every call, `simulate` one, `render` the prompts. Each
is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ivr.face import check_text, compose, load, prove, render, simulate

__all__ = ["check_text", "compose", "load", "prove", "render", "simulate"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("ivr.face"), name)
    raise AttributeError(f"module 'ivr' has no attribute {name!r}")
