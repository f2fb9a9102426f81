"""How well each voice was understood in bench/voices.py: what its grade rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Understood:
    """Errors of a speech recogniser on 30 starter prompts at 8 kHz mu-law, in per cent.

    A part of them is the recogniser's own. Nobody has listened.
    """

    word_errors: float
    character_errors: float


UNDERSTOOD: Mapping[tuple[str, str], Understood] = MappingProxyType(
    {
        ("hibari", "en"): Understood(1.4, 0.5),
        ("flite", "en"): Understood(7.1, 2.2),
        ("festival", "ru"): Understood(25.0, 7.8),
        ("kokoro", "ru"): Understood(36.3, 9.9),
        ("kokoro", "fil"): Understood(51.9, 11.3),
        ("kokoro", "nb"): Understood(65.8, 25.3),
    }
)
"""By the name of the engine and the language; a voice that is missing is unmeasured."""
