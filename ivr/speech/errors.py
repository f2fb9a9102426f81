"""What can go wrong between words and telephone audio, each with a way out."""


class SpeechError(Exception):
    """A voice, a file or a library refused.

    `way_out` says what to do about it; `permanent` is true where trying the
    same thing again cannot help.
    """

    def __init__(self, problem: str, way_out: str, *, permanent: bool) -> None:
        super().__init__(f"{problem}; {way_out}")
        self.problem = problem
        self.way_out = way_out
        self.permanent = permanent


class VoiceMissing(SpeechError):
    """The chosen voice, or a library that it needs, is not installed."""

    def __init__(self, problem: str, way_out: str) -> None:
        super().__init__(problem, way_out, permanent=True)


class LanguageNotSpoken(SpeechError):
    """The voice does not speak the language of the prompt."""

    def __init__(self, engine: str, language: str) -> None:
        super().__init__(
            f"the voice {engine} does not speak {language!r}",
            "choose another voice or record the prompt",
            permanent=True,
        )


class NothingToSay(SpeechError):
    """The prompt holds no letter and no digit."""

    def __init__(self) -> None:
        super().__init__(
            "the prompt has no words in it",
            "write at least one word",
            permanent=True,
        )


class VoiceFailed(SpeechError):
    """The voice ran and gave nothing that can be used."""


class UnreadableSound(SpeechError):
    """A file is no sound that is safe and useful to read."""

    def __init__(self, problem: str, way_out: str) -> None:
        super().__init__(problem, way_out, permanent=True)
