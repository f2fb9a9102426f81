"""Russian letters to phonemes: softness, voicing, stress and reduced vowels.

The spelling leaves out the stress. It is taken from a mark in the text (замо́к),
from ё, from the list of `russian_stress.txt`, or guessed from the ending. Source of the
rules: Avanesov, Russian Literary Pronunciation (1984).
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ivr.languages.ru.numbers import cardinal
from ivr.speech.phonemes.spelling import STRESS, in_words, spoken, words

_VOWELS = "аеёиоуыэюя"
_SOFTENING = "еёиюяь"
_HARD_ONLY = "жшц"
_VOICED = dict(zip("бвгджз", "пфктшс", strict=True))
_VOICELESS = {voiceless: voiced for voiced, voiceless in _VOICED.items()}
_PAIRED_VOICELESS = "пфктшсхцчщ"

_CONSONANTS = {
    "б": "b", "в": "v", "г": "ɡ", "д": "d", "ж": "ʒ", "з": "z", "й": "j",
    "к": "k", "л": "l", "м": "m", "н": "n", "п": "p", "р": "r", "с": "s",
    "т": "t", "ф": "f", "х": "x", "ц": "ʦ", "ч": "ʧ", "ш": "ʂ", "щ": "ʃʃ",
}  # fmt: skip

_STRESSED = {
    "а": "a", "я": "a", "о": "o", "ё": "o", "у": "u", "ю": "u",
    "э": "ɛ", "е": "e", "и": "i", "ы": "ɨ",
}  # fmt: skip

_PROCLITICS = words(
    """
    в во к ко с со на за по до от из из-за у о об обо и а но да не ни для без
    под над при про через перед между бы же ли чтобы
    """
)

_SPELLING = (
    (r"^что", "што"),
    (r"чтоб", "штоб"),
    (r"конечно", "конешно"),
    (r"здравств", "здраств"),
    (r"чувств", "чуств"),
    (r"солнц", "сонц"),
    (r"сегодня", "севодня"),
    (r"(?<!мно)(?<!доро)(?<!стро)(?<=[ое])го$", "во"),
    (r"(?<=[ое])гося$", "вося"),
    (r"т[ь]?ся$", "ца"),
    (r"сч|зч|жч", "щ"),
    (r"стн", "сн"),
    (r"здн", "зн"),
    (r"тс|дс(?=к)|[дт]ц", "ц"),
    (r"(?<![ое])жж", "ж"),
    (r"([бвгдзклмнпрстфхц])\1", r"\1"),
)


def phonemes(text: str) -> str:
    """Russian text as phonemes."""
    return spoken(text, _word, in_words(cardinal))


def _word(written: str) -> str:
    word = written.lower()
    if "-" in word and word not in _PROCLITICS:
        return "".join(_word(part) for part in word.split("-") if part)
    if word in _PROCLITICS:
        return _sounds(_respelled(word), None)
    if STRESS not in word:
        word = _stress_list().get(word, word)
    return _sounds(_respelled(word.replace(STRESS, "")), stressed_vowel(word))


def stressed_vowel(word: str) -> int:
    """Which vowel of a word, counted from 0, carries the stress."""
    if STRESS in word:
        return _vowels(word[: word.index(STRESS)]) - 1
    if "ё" in word:
        return _vowels(word[: word.index("ё")])
    return _guessed(word)


def _guessed(word: str) -> int:
    """Without a list: the endings that draw or repel the stress, else the middle."""
    count = _vowels(word)
    for ending, from_end in _ENDINGS:
        if re.search(ending, word) and count >= from_end:
            return count - from_end
    if count <= 2:
        return 0 if count < 2 or word[-1] in "аеиоуыэюя" else count - 1
    return count - 2


_ENDINGS = (
    (r"(ци|си|зи)(я|и|ю|ей|ям|ях)$", 3),
    (r"ировать$|овать$", 2),
    (r"ени(е|я|ю|и|ем|ям|ях)$", 3),
    (r"ани(е|я|ю|и|ем|ям|ях)$", 3),
    (r"ость(ю)?$|ости$", 3),
    (r"ическ", 2),
    (r"ист(а|у|ом|ы)?$|ент(а|у|ом|ы)?$|ант(а|у|ом|ы)?$", 1),
    (r"ить(ся)?$|ать(ся)?$|еть(ся)?$", 1),
    (r"ите(сь)?$|айте(сь)?$|уйте(сь)?$", 2),
    (r"иков$|иками$", 2),
)


def _vowels(text: str) -> int:
    return sum(letter in _VOWELS for letter in text)


def _respelled(letters: str) -> str:
    """Applies the spellings that are said otherwise; none of them loses a vowel."""
    for pattern, replacement in _SPELLING:
        letters = re.sub(pattern, replacement, letters)
    return letters


def _sounds(letters: str, stress: int | None) -> str:
    letters = _voiced(letters)
    said: list[str] = []
    vowel = -1
    for place, letter in enumerate(letters):
        before = letters[place - 1] if place else ""
        after = letters[place + 1] if place + 1 < len(letters) else ""
        if letter in _VOWELS:
            vowel += 1
            distance = None if stress is None else vowel - stress
            said.append(_vowel(letter, before, distance, last=not after))
        elif letter in _CONSONANTS:
            soft = after in _SOFTENING and after != "" and letter not in "жшцчщй"
            said.append(_CONSONANTS[letter] + ("ʲ" if soft else ""))
    return "".join(said)


def _voiced(letters: str) -> str:
    """Final voiced consonants lose their voice; a cluster takes that of its last."""
    sounds = list(letters)
    following = ""
    for place in range(len(sounds) - 1, -1, -1):
        letter = sounds[place]
        if letter in "ьъ":
            continue
        if letter in _VOICED and (following == "" or following in _PAIRED_VOICELESS):
            sounds[place] = _VOICED[letter]
        elif letter in _VOICELESS and following in _VOICED and following not in "в":
            sounds[place] = _VOICELESS[letter]
        following = sounds[place]
    return "".join(sounds)


def _vowel(letter: str, before: str, distance: int | None, *, last: bool) -> str:
    iotated = letter in "еёюя" and (before == "" or before in _VOWELS + "ьъ")
    glide = "j" if iotated else ""
    if letter == "и" and before == "ь":
        glide = "j"
    if distance == 0:
        hard = letter == "и" and before != "" and before in _HARD_ONLY
        return f"{glide}ˈ{'ɨ' if hard else _STRESSED[letter]}"
    return glide + _reduced(letter, before, distance, last=last)


def _reduced(letter: str, before: str, distance: int | None, *, last: bool) -> str:
    hard = before != "" and before in _HARD_ONLY
    if letter in "ао":
        pretonic = distance == -1 or before == "" or distance is None
        return "a" if pretonic else "ə"
    if letter in "ея":
        if last and letter == "я":
            return "ə"
        return "ɨ" if hard else "ɪ"
    if letter == "э":
        return "ɪ"
    if letter == "и":
        return "ɨ" if hard else "i"
    return _STRESSED[letter]


@cache
def _stress_list() -> Mapping[str, str]:
    """Word forms with their stress marked, by the form as it is usually written.

    A form with ё is found without its dots, too, unless it is another word then.
    """
    listed = (
        files("ivr.speech.phonemes").joinpath("russian_stress.txt").read_text("utf-8")
    )
    forms = listed.split()
    dotless = {
        word.replace("ё", "е"): word
        for word in forms
        if "ё" in word and _vowels(word) > 1
    }
    return dotless | {word.replace(STRESS, ""): word for word in forms}
