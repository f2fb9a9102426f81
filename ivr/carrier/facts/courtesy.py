"""Words of waiting and of thanks, as stems, in four languages."""

from __future__ import annotations

import re


def _any_of(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(stem)}" for stem in stems), re.I)


_WAITING = (
    *("hold", "wait", "stay on the line", "queue"),
    *("hintay", "maghintay", "manatili", "pila"),
    *("ожид", "подожд", "оставайтесь", "очеред"),
    *("vent", "i kø", "bli på linjen"),
)
_THANKS = (
    *("thank", "grateful", "appreciate"),
    *("salamat", "nagpapasalamat", "pinahahalagahan"),
    *("спасибо", "благодар", "признательн", "ценим"),
    *("takk", "setter pris på"),
)

WAITING = _any_of(_WAITING)
THANKS = _any_of(_THANKS)
