"""Random and hostile texts through every rule: no exception, and how long each takes.

    python bench/wording_hostile.py [--count 10000] [--seed 1]

Texts mix words of the four languages' lists, slots, digits, control characters,
surrogates, foreign scripts and repetition, from nothing up to 100 KB. Printed are
the slowest texts in CPU milliseconds a kilobyte; a text over the limit is judged
twice more, and the fastest counts, since a busy machine slows any text now and then.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

from ivr.wording.check import check_prompt, check_sequence
from ivr.wording.lexicon import LANGUAGES, lexicon
from ivr.wording.prompt import Prompt, PromptKind
from ivr.wording.reading import forget, read

LIMIT = 50.0  # milliseconds a kilobyte
LARGEST = 100 * 1024
PIECES = (
    *("{name}", "{{a.b}}", "[Store Name]", "${x}", "{", "[", "<", "%(a)s", "press 1"),
    *("?", "!", "...", ",", ";", " — ", "«", "»", '"', "'", "’", "\n", "\r\n", "\t"),
    *("\x00", "\x1b[31m", "\u202e", "\u200b", "\ufeff", "\ud800", "\udfff", "😀", "☎️"),
    *(
        "12:30",
        "1,500",
        "18005551234",
        "24/7",
        "№",
        "#",
        "@",
        "www.a.example",
        "a@b.no",
    ),
    *("你好", "مرحبا", "नमस्ते", "e\u0301", "İ", "ß", "ﬁ", "Ⅷ", "²", "１２"),
)
Source = Callable[[random.Random, str], str]


def of_words(chance: random.Random, language: str) -> str:
    """Phrases of the word lists in a row."""
    section = chance.choice(list(lexicon(language).rules.values()))
    entries = [str(each) for name in section for each in section[name]] or [""]
    return " ".join(chance.choice(entries) for _ in range(chance.randint(0, 60)))


def of_pieces(chance: random.Random, language: str) -> str:
    """Signs that break readers, between words."""
    words = [*PIECES, *of_words(chance, language).split()[:20]]
    space = chance.choice(("", " "))
    return space.join(chance.choice(words) for _ in range(chance.randint(0, 200)))


def of_signs(chance: random.Random, language: str) -> str:
    """Any characters at all."""
    return "".join(
        chr(chance.randrange(0x110000)) for _ in range(chance.randint(0, 300))
    )


def of_repetition(chance: random.Random, language: str) -> str:
    """One piece over and over, up to the largest size."""
    piece = chance.choice((*PIECES, *of_words(chance, language).split(), "a", "a'"))
    most = LARGEST if chance.random() < 0.02 else 4_000
    return (piece + chance.choice(("", " ", "."))) * (most // (len(piece) + 1))


SOURCES: tuple[Source, ...] = (of_words, of_pieces, of_signs, of_repetition)


def milliseconds(prompt: Prompt) -> float:
    """CPU milliseconds that all rules take for a prompt that nobody has read yet."""
    forget()
    started = time.process_time()
    check_prompt(prompt)
    check_sequence([prompt, prompt])
    return (time.process_time() - started) * 1000


def main() -> None:
    """Prints the slowest texts and how many were judged."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    kinds = list(PromptKind)
    for language in LANGUAGES:
        read("warm up", language)
    slowest: list[tuple[float, int, str]] = []
    for number in range(arguments.count):
        language = chance.choice(LANGUAGES)
        text = SOURCES[number % len(SOURCES)](chance, language)[:LARGEST]
        prompt = Prompt(text, language, chance.choice(kinds))
        kilobytes = max(len(text.encode("utf-8", "surrogatepass")) / 1024, 1.0)
        taken = milliseconds(prompt) / kilobytes
        if taken > LIMIT:
            taken = min(taken, *(milliseconds(prompt) / kilobytes for _ in range(2)))
        slowest.append((taken, len(text), repr(text[:60])))
        slowest = sorted(slowest, reverse=True)[:5]
    print(f"{arguments.count} texts, no exception; milliseconds a kilobyte:")
    for taken, length, shown in slowest:
        print(f"  {taken:7.2f}  {length:7} characters  {shown}")
    print("within the limit" if slowest[0][0] <= LIMIT else f"over {LIMIT}")


if __name__ == "__main__":
    main()
