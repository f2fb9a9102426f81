"""One apology is enough; what helps is the next step.

Apologies that come back with every update make a wait feel longer and sound empty.

Bad:
    We are sorry for the wait. We apologise again for the inconvenience.
Good:
    I'm sorry for the wait. You are next in line.
Source: E25, E36 in the etiquette; Munichor and Rafaeli, Journal of Applied
Psychology 92(2), 2007
"""

from collections.abc import Iterator, Sequence

from ivr.wording.finding import Remark, Severity
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import Reading
from ivr.wording.rulebook import Heard

CODE = "HLD103"
NAME = "apology-loop"
SEVERITY = Severity.WARNING
SERVES = ("E25", "E36")
EXAMPLE = PromptKind.HOLD_UPDATE
LISTED = (NAME,)

_MESSAGE = "An apology comes again; say the next step instead."


def check(prompt: Prompt, words: Reading) -> Iterator[Remark]:
    """Remark on the second apology of a prompt."""
    said = words.found(NAME, "apologies")
    if len(said) > 1:
        sentence = words.sentence_of(said[1])
        yield Remark(said[1].start, said[1].end, _MESSAGE, words.replaced(sentence, ""))


def check_path(heard: Sequence[Heard]) -> Iterator[tuple[int, Remark]]:
    """Remark on every apology in a hold update after the first one."""
    apologised = False
    for index, (prompt, words) in enumerate(heard):
        if prompt.kind is not PromptKind.HOLD_UPDATE:
            continue
        said = words.found(NAME, "apologies")
        if said and apologised:
            yield index, Remark(said[0].start, said[0].end, _MESSAGE)
        apologised = apologised or bool(said)
