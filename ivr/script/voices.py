"""The voices that a call script may ask for, language by language.

Those in lower case are engines of ours; the others are Twilio's, named as its `<Say>`
reference names them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from ivr.script.spoken import Frozen, says

English = Literal[
    "hibari",
    "flite",
    "gtts",
    "Polly.Joanna",
    "Polly.Joanna-Neural",
    "Polly.Matthew",
    "Polly.Matthew-Neural",
    "Polly.Amy-Neural",
    "Polly.Brian-Neural",
]
Filipino = Literal[
    "kokoro",
    "gtts",
    "Google.fil-PH-Wavenet-A",
    "Google.fil-PH-Wavenet-B",
    "Google.fil-PH-Wavenet-C",
    "Google.fil-PH-Wavenet-D",
]
Norwegian = Literal[
    "kokoro",
    "gtts",
    "Polly.Liv",
    "Polly.Ida-Neural",
    "Google.nb-NO-Wavenet-A",
    "Google.nb-NO-Wavenet-B",
    "Google.nb-NO-Wavenet-C",
    "Google.nb-NO-Wavenet-D",
]
Russian = Literal[
    "festival",
    "kokoro",
    "gtts",
    "Polly.Tatyana",
    "Polly.Maxim",
    "Google.ru-RU-Wavenet-A",
    "Google.ru-RU-Wavenet-B",
    "Google.ru-RU-Wavenet-C",
    "Google.ru-RU-Wavenet-D",
]


OFFERED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": get_args(English),
        "fil": get_args(Filipino),
        "nb": get_args(Norwegian),
        "ru": get_args(Russian),
    }
)
"""The names of the voices by language."""


class Voices(Frozen):
    """The voice of each language; left out, it is the best that is installed."""

    en: Annotated[English | None, says("The English voice.", "Polly.Matthew")] = None
    fil: Annotated[
        Filipino | None, says("The Filipino voice.", "Google.fil-PH-Wavenet-B")
    ] = None
    nb: Annotated[
        Norwegian | None, says("The Norwegian voice.", "Polly.Ida-Neural")
    ] = None
    ru: Annotated[Russian | None, says("The Russian voice.", "Polly.Maxim")] = None
