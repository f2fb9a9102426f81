"""An option says what it is for, and then which key.

Who hears "press 1" first has to keep the number in mind before knowing whether it
matters. "For sales, press 1" is remembered only when it is wanted.

Bad:
    Press 1 for appointments. Press 0 for a person.
Good:
    For appointments, press 1. For a person, press 0.
Source: E11, E52 in the etiquette; Avaya and Asterisk guides on menus
"""

from collections.abc import Iterator

from ivr.wording.finding import Remark, Severity
from ivr.wording.menu import meaning_first, options
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading

CODE = "MNU102"
NAME = "key-before-meaning"
SEVERITY = Severity.WARNING
SERVES = ("E11", "E52")
KINDS = frozenset(PromptKind) - {PromptKind.WHISPER, PromptKind.VOICEMAIL}
EXAMPLE = PromptKind.MENU
LISTED = ("menu",)


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark once on a menu whose keys come before their meanings."""
    said = options(words)
    early = [option for option in said if option.key_first]
    if not early:
        return
    first = early[0].span
    yield Remark(
        first.start,
        first.end,
        "The key is said before what it is for.",
        meaning_first(words, said),
    )
