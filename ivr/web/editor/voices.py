"""The voices that a line may choose from, as the form offers them."""

from collections.abc import Iterator

from ivr.script.voices import OFFERED
from ivr.speech.carrier_voice import carrier_voice
from ivr.speech.ensemble import grade, speaker
from ivr.speech.grade import Engine, Grade
from ivr.speech.prompt import Prompt
from ivr.web.interface import gettext as _


def choices(engine: Engine, language: str) -> Iterator[tuple[str, str]]:
    """Each voice as the call script names it, and as its reader knows it.

    The first one, without a name, is whatever is best; `engine` are the voices that
    are installed here.
    """
    best = Prompt("", language)
    if grade(engine, best) is Grade.CALLER and (found := speaker(engine, best)):
        yield "", _("the best one here: %(voice)s") % {"voice": found.name}
    else:
        twilios = carrier_voice(best).spoken_name
        yield "", _("the best one here: %(voice)s") % {"voice": f"{twilios} (Twilio)"}
    for name in OFFERED[language]:
        prompt = Prompt("", language, voice=name)
        yield name, _told(engine, prompt)


def _told(engine: Engine, prompt: Prompt) -> str:
    twilios = carrier_voice(prompt)
    if twilios.say_voice == prompt.voice:
        return f"{twilios.spoken_name} (Twilio)"
    told = {
        Grade.CALLER: "%(voice)s",
        Grade.DRAFT: _("%(voice)s (draft)"),
        None: _("%(voice)s (not set up here)"),
    }
    return told[grade(engine, prompt)] % {"voice": prompt.voice}
