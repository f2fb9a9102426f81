"""How far the estimate of seconds is from rendered speech, by language.

    python bench/wording_seconds.py [--espeak] [--fit]

English is rendered by the embedded voice of `ivr.speech` where it is installed.
With --espeak the program espeak-ng renders all languages; its pace is brought to
that of the embedded voice by the ratio of the two in English. It has no Filipino
voice, so Indonesian reads Filipino: the vowels and the rhythm are near, no more.
Prompts are the phrasebooks', filled. --fit prints the paces of least squared error.
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import wave
from collections.abc import Callable

import numpy

from ivr.languages import fill, grammar, phrasebook
from ivr.languages.spoken_time import SpokenTime
from ivr.wording.lexicon import LANGUAGES
from ivr.wording.measures import counts, estimate_seconds

VOICES = {"en": "en-us", "fil": "id", "ru": "ru", "nb": "nb"}
WORDS_A_MINUTE = 150
QUIET = 0.01  # of full scale: below it is silence at the edges
NAMES = {
    "en": ("Northside Dental", "Accounts", "Maria"),
    "fil": ("Dalisay Catering", "Reserbasyon", "Liza"),
    "ru": ("Клиника «Улыбка»", "Бухгалтерия", "Ольга"),
    "nb": ("Fjordgløtt Tannklinikk", "regnskap", "Kari"),
}
Render = Callable[[str, str], float]


def prompts(language: str) -> list[str]:
    """The phrases of a language of which no part is a caller's own words."""
    said = grammar(language)
    company, department, agent = NAMES[language]
    slots = {
        "company": company,
        "department": department,
        "agent": agent,
        "previous": agent,
        "daypart": said.daypart(9),
        "by": said.by(SpokenTime("tomorrow", 15, 15)),
        "at": said.at(SpokenTime("monday", 8)),
        "within": said.within(4),
        "place": said.place(2),
        "still": said.still(2),
        "waited": said.duration(3),
        "minutes": said.about_minutes(5),
        "key": said.key("1"),
    }
    found = []
    for name, words in phrasebook(language).items():
        if name.startswith("whisper"):
            continue
        try:
            found.append(fill(words, **slots))
        except ValueError:
            continue
    return found


def of_espeak(text: str, language: str) -> float:
    """Seconds of speech by espeak-ng, without the silence at the edges."""
    command = ["espeak-ng", "-v", VOICES[language], "-s", str(WORDS_A_MINUTE)]
    told = subprocess.run([*command, "--stdout", text], capture_output=True, check=True)
    with wave.open(io.BytesIO(told.stdout)) as sound:
        pcm = sound.readframes(sound.getnframes())
        return _spoken(pcm, sound.getframerate())


def of_our_voice(text: str, language: str) -> float:
    """Seconds of speech by the embedded voice, without the silence at the edges."""
    from ivr.speech.engine import choose
    from ivr.speech.prompt import Prompt

    sound = choose(None).speak(Prompt(text, language))
    return _spoken(sound.pcm, sound.rate)


def _spoken(pcm: bytes, rate: int) -> float:
    samples = numpy.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2") / 32768
    loud = numpy.flatnonzero(numpy.abs(samples) > QUIET)
    return float(loud[-1] - loud[0]) / rate if loud.size else 0.0


def fitted(texts: list[str], seconds: list[float]) -> str:
    """The paces that come nearest to the rendered seconds."""
    rows = numpy.array([list(counts(text)) for text in texts], dtype=float)
    used = rows.any(axis=0)
    best, *_ = numpy.linalg.lstsq(rows[:, used], numpy.array(seconds), rcond=None)
    paces = numpy.zeros(rows.shape[1])
    paces[used] = best
    return ", ".join(f"{pace:.3f}" for pace in paces)


def main() -> None:
    """Prints the error of the estimate by language."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--espeak", action="store_true")
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    english = prompts("en")
    ours = [of_our_voice(text, "en") for text in english]
    rendered = {"en": (english, ours)}
    if arguments.espeak:
        theirs = [of_espeak(text, "en") for text in english]
        ratio = sum(ours) / sum(theirs)
        print(f"embedded voice / espeak-ng in English: {ratio:.3f}")
        for language in LANGUAGES:
            if language != "en":
                texts = prompts(language)
                seconds = [of_espeak(text, language) * ratio for text in texts]
                rendered[language] = (texts, seconds)
    print("language  prompts  mean s  bias  median error  error of nine in ten")
    for language, (texts, seconds) in rendered.items():
        shares = [
            estimate_seconds(text, language) / long - 1
            for text, long in zip(texts, seconds, strict=True)
        ]
        errors = sorted(abs(share) for share in shares)
        print(
            f"{language:8}{len(texts):9}{statistics.mean(seconds):8.2f}"
            f"{statistics.mean(shares):+7.0%}{statistics.median(errors):13.0%}"
            f"{errors[int(len(errors) * 0.9)]:20.0%}"
        )
        if arguments.fit:
            print(f"  letter, comma, stop, digit: {fitted(texts, seconds)}")


if __name__ == "__main__":
    main()
