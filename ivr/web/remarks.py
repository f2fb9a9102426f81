"""What is remarked on a recording, for people who are no sound engineers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.speech.judge import Verdict, Weight
from ivr.web.interface import gettext
from ivr.web.interface import marked as _

# By the name of the remark: what is wrong, and what to do.
WORDS: Mapping[str, tuple[str, str]] = {
    "no-speech": (
        _("Nobody is heard."),
        _("Check that the microphone is on, and record again."),
    ),
    "clipping": (
        _("The loudest parts are cut off."),
        _("Move back a little from the microphone, and record again."),
    ),
    "noise": (
        _("The room is too loud beside your voice."),
        _("Record in a quiet room, close to the microphone."),
    ),
    "quiet": (
        _("Your voice is quiet."),
        _("We make it louder, and the noise with it. Speak closer next time."),
    ),
    "silence": (
        _("There is silence before or after the words."),
        _("We cut it for you."),
    ),
    "pause": (
        _("A long pause in the middle sounds like a fault."),
        _("Record it again without stopping."),
    ),
    "slow": (
        _("This is slower than people speak on the telephone."),
        _("Speak a little faster, or shorten the words."),
    ),
    "short": (
        _("This is much shorter than the words take: something is missing."),
        _("Read all of it, and record again."),
    ),
    "other-words": (
        _("This says something else."),
        _("Read the words above."),
    ),
    "words-not-heard": (
        _("Some words were not heard clearly."),
        _("Names are often misheard; listen whether everything is there."),
    ),
}


@dataclass(frozen=True)
class Shown:
    """A remark as the page shows it; `refuses` if the take cannot be used so."""

    refuses: bool
    problem: str
    way_out: str


def remarks(verdict: Verdict) -> Iterator[Shown]:
    """The remarks of a verdict in the reader's language, the gravest first."""
    for remark in sorted(verdict.remarks, key=lambda r: r.weight is not Weight.REFUSED):
        problem, way_out = WORDS[remark.name]
        refuses = remark.weight is Weight.REFUSED
        yield Shown(refuses, gettext(problem), gettext(way_out))
