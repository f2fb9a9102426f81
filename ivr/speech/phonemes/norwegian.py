"""Norwegian (bokmål) letters to phonemes, in the speech of the Oslo region.

No pitch accent: the voice has none. Vowel length follows the consonants after it,
the stress is on the first syllable but for the prefixes and endings listed here;
common words that are not said as they are spelt are in norwegian.txt. Source of the
rules: Kristoffersen, The Phonology of Norwegian (2000).
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ivr.languages.nb.numbers import cardinal
from ivr.speech.phonemes.spelling import STRESS, in_words, replaced, spoken

_VOWELS = "aeiouyæøå"

_PREFIX = re.compile(r"^(be|for|ge)(?=[bdfghjklmnprstv][a-zæøå]*[aeiouyæøå])")
_LATE_STRESS = re.compile(
    r"(sjon|ment|tet|ist|ent|ant|ør|ur|al|at|tur|ell|on|tek|gi|fi|ri|ade|ere|erer|ert)"
    r"(en|er|ene|et|a)?$"
)
_SILENT_T = re.compile(
    r"(hus|møt|sted|språk|bild|antall|område|tall|firma|sel|tilbud|hotell|rom|bord|"
    r"problem|svar|spørsmål|blikk|nett|kort|brev|bygg|hjørn|besøk|lag|valg|mål|"
    r"kontor|apotek|senter|verksted|program)et$"
)

_SPELLING = (
    (r"skj|stj|sj|sch|sh", "ʃ"),
    (r"sk(?=[iy]|ei|øy)", "ʃ"),
    (r"kj|tj", "ç"),
    (r"^k(?=[iy])", "ç"),
    (r"^hv", "v"),
    (r"^hj|^gj|^lj", "j"),
    (r"(?<=[aeiouyæøå])gj", "j"),
    (r"^g(?=[iy]|ei|øy)", "j"),
    (r"ig(?=$|e$|er$|st$|t$)", "i"),
    (r"egn", "æjn"),
    (r"eg(?=n|l)", "æj"),
    (r"ng", "ŋ"),
    (r"nk", "ŋk"),
    (r"nd(?!r)(?=$|[^aeiouyæøå]|e)", "n"),
    (r"ld$", "l"),
    (r"(?<=[ouåø])rd$", "r"),
    (r"(?<=[iyåo])d$", ""),
    (r"rs", "ʂ"),
    (r"rt", "ʈ"),
    (r"rn", "ɳ"),
    (r"rl", "l"),
    (r"c(?=[eiy])", "s"),
    (r"ck|ch|c|q", "k"),
    (r"x", "ks"),
    (r"z", "s"),
    (r"w", "v"),
    (r"g", "ɡ"),
)

_DIPHTHONGS = {"ei": "æj", "ai": "ɑj", "au": "æʉ", "øy": "œj", "oi": "ɔj", "oy": "ɔj"}
_LONG = {
    "a": "ɑː", "e": "eː", "i": "iː", "o": "uː", "u": "ʉː", "y": "yː",
    "æ": "æː", "ø": "øː", "å": "oː",
}  # fmt: skip
_SHORT = {
    "a": "ɑ", "e": "ɛ", "i": "i", "o": "ɔ", "u": "ʉ", "y": "y",
    "æ": "æ", "ø": "œ", "å": "ɔ",
}  # fmt: skip


def phonemes(text: str) -> str:
    """Norwegian text as phonemes."""
    return replaced(spoken(text, _word, in_words(cardinal)), _TAUGHT)


_TAUGHT = (("ʉ", "y"), ("ɳ", "rn"), ("ʂ", "rs"), ("ʈ", "rt"), ("ɑ", "a"), ("v", "ʋ"))
"""Sounds that the voice was hardly taught, and those that were heard right instead."""


def _word(written: str) -> str:
    word = unicodedata.normalize("NFC", written.lower())
    if word in _words():
        return _words()[word]
    word = word.replace("é", f"e{STRESS}")
    if "-" in word:
        return "".join(_word(part) for part in word.split("-") if part)
    for length in range(len(word) - 3, 3, -1):
        head, rest = word[:length], word[length:]
        joint = head[:-1] if head.endswith("s") and head[:-1] in _words() else head
        if joint in _words() and rest in _words() and len(rest) > 3:
            linked = "s" if joint != head else ""
            return _words()[joint] + linked + _words()[rest].replace("ˈ", "ˌ")
    return _spelt(word)


def _spelt(word: str) -> str:
    marked = word.find(STRESS)
    word = word.replace(STRESS, "")
    silent_t = bool(_SILENT_T.search(word))
    letters = word[:-1] if silent_t else word
    for pattern, replacement in _SPELLING:
        letters = re.sub(pattern, replacement, letters)
    nuclei = list(re.finditer(r"ei|ai|au|øy|oi|oy|[aeiouyæøå]", letters))
    if not nuclei:
        return letters
    stress = _stressed(word, len(nuclei), marked)
    said, done = [], 0
    for count, nucleus in enumerate(nuclei):
        said.append(letters[done : nucleus.start()])
        said.append(_vowel(letters, nucleus, count - stress, len(nuclei)))
        done = nucleus.end()
    said.append(letters[done:])
    return re.sub(r"([bdfɡklmnprstv])\1", r"\1", "".join(said))


def _stressed(word: str, count: int, marked: int) -> int:
    if marked > 0:
        return len(re.findall(r"ei|ai|au|øy|oi|oy|[aeiouyæøå]", word[:marked])) - 1
    if count > 1 and _PREFIX.match(word):
        return 1
    late = _LATE_STRESS.search(word)
    if late and count > 2:
        after = late.group(2) or ""
        ending = len(re.findall(r"[aeiouyæøå]", late.group(1)))
        return count - len(re.findall(r"[aeiouyæøå]", after)) - ending
    return 0


def _vowel(letters: str, nucleus: re.Match[str], distance: int, count: int) -> str:
    vowel = nucleus.group()
    mark = "ˈ" if distance == 0 and count > 1 else ""
    if vowel in _DIPHTHONGS:
        return mark + _DIPHTHONGS[vowel]
    after = letters[nucleus.end() :]
    if distance != 0:
        return "ə" if vowel == "e" and distance > 0 else _SHORT[vowel]
    open_syllable = re.match(r"$|[^aeiouyæøåŋː]?([aeiouyæøå]|$)", after)
    if vowel == "e" and re.match(r"r[^aeiouyæøå]", after):
        vowel = "æ"
    return mark + (_LONG if open_syllable else _SHORT)[vowel]


@cache
def _words() -> Mapping[str, str]:
    """Words and their phonemes, from lines such as `jeg jæj`."""
    listed = files("ivr.speech.phonemes").joinpath("norwegian.txt").read_text("utf-8")
    return dict(line.split(maxsplit=1) for line in listed.splitlines())
