"""Filipino letters to phonemes.

The spelling is close to the sound; what it leaves out is the stress and the
glottal stop. Penultimate stress is the rule; after a closed penultimate syllable
the stress falls on the last one; the words of `_STRESS_LAST` and `_STRESS_EARLY`
are the exceptions that a telephone line says often. Sources: Schachter and Otanes,
Tagalog Reference Grammar (1972), chapter 1; KWF Manwal sa Masinop na Pagsulat.
"""

import re
from collections.abc import Callable

from ivr.languages.fil.numbers import cardinal
from ivr.speech.phonemes.spelling import STRESS, in_words, replaced, spoken, words

_VOWELS = "aeiou"

_WORDS = {
    "mga": "maŋˈa",
    "ng": "naŋ",
    "nang": "naŋ",
    "siyam": "ʃˈam",
    "siya": "ʃˈa",
    "niya": "nˈja",
    "mayroon": "mejɾˈon",
    "meron": "mˈeɾon",
    "jose": "hosˈe",
    "juan": "hwˈan",
    "jesus": "hesˈus",
    "opo": "ˈopo",
    "oo": "ˈoo",
    "ito": "itˈo",
    "iyon": "ijˈon",
    "doon": "doˈon",
    "dito": "dˈito",
    "ninyo": "ninjˈo",
    "kumusta": "kumustˈa",
    "puwede": "pwˈede",
    "pwede": "pwˈede",
    "hindi": "hindˈi",
}

_UNSTRESSED = words(
    """
    ang sa ng na at ay si ni kay po ho ba din rin lang man pa mo ko ka may kung o
    """
)

_STRESS_LAST = words(
    """
    ako alin amin anim bukas dalawa dapat gabi gusto inyo isa iba kami kanila kayo
    lima marami mabuti muli muna nasa ngayon pagkatapos palagi pangalawa pangatlo
    pito puno sampu sandali sila sino tatlo tayo una walo wala bahagi bigla diyan
    kailan kapag paki maaari mahaba mali mura tama tanghali hatinggabi nito nila
    kanina bakit kasi naman habang upang ganyan ganito maaga mapili pili apat
    """
)

_STRESS_EARLY = words(
    """
    lunes martes singko otso alas impormasyon accounting numero mensahe kuwarto
    bago pangalan salamat umaga hapon tawag tulong iwan namin amin ating natin
    anong kapatid doktor kliniko sabado linggo minuto segundo pera presyo order
    """
)

_NUMBER_PREFIX = re.compile(r"^(labin|labim|labing|ika|tig)-?(?=[a-z]{4})")
_PREFIXES = ("mag", "nag", "pag", "tag", "napag", "makipag", "pakipag")

_SPELLING = (
    (r"ñ", "ɲ"),
    (r"ng", "ŋ"),
    (r"ch|ts", "ʧ"),
    (r"sh", "ʃ"),
    (r"qu(?=[ei])", "k"),
    (r"qu|q", "k"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"ck|cc", "k"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"j", "ʤ"),
    (r"s[iy]+y?(?=[aou])", "ʃ"),
    (r"d[iy]+y?(?=[aou])", "ʤ"),
    (r"t[iy]+y(?=[aou])", "ʧ"),
    (r"ny(?=[aeou])", "nj"),
    (r"iya", "ja"),
    (r"iyo", "jo"),
    (r"uwa", "wa"),
    (r"y", "j"),
    (r"r+", "ɾ"),
    (r"g", "ɡ"),
    (r"([bdfklmnpstvwz])\1", r"\1"),
)


def phonemes(text: str, loan_word: Callable[[str], str | None]) -> str:
    """Filipino text as phonemes; `loan_word` reads a word of English, if it is one."""

    def word(written: str) -> str:
        return _word(written.lower(), loan_word)

    return spoken(text, word, in_words(cardinal))


def _word(written: str, loan_word: Callable[[str], str | None]) -> str:
    if written in _WORDS:
        return _WORDS[written]
    borrowed = loan_word(written)
    if borrowed is not None:
        return borrowed
    if "-" in written:
        *prefixes, stem = [part for part in written.split("-") if part]
        unstressed = "".join(_part(prefix).replace("ˈ", "") for prefix in prefixes)
        return unstressed + _word(stem, loan_word)
    return _part(written)


def _part(written: str) -> str:
    if written in _WORDS:
        return _WORDS[written]
    marked = written.find(STRESS)
    plain = written.replace(STRESS, "").replace("'", "").replace("’", "")
    sounds = replaced(plain, _SPELLING)
    nuclei = [place for place, sound in enumerate(sounds) if sound in _VOWELS]
    if plain in _UNSTRESSED or not nuclei:
        return _glides(sounds)
    if marked > 0:
        before = replaced(written[: marked - 1], _SPELLING)
        place = len([sound for sound in before if sound in _VOWELS])
    else:
        place = _stressed(plain, sounds, nuclei)
    at = nuclei[min(place, len(nuclei) - 1)]
    return _glides(f"{sounds[:at]}ˈ{sounds[at:]}")


def _stressed(plain: str, sounds: str, nuclei: list[int]) -> int:
    last = len(nuclei) - 1
    if last == 0 or _listed(plain, _STRESS_LAST):
        return last
    if _listed(plain, _STRESS_EARLY):
        return last - 1
    between = sounds[nuclei[-2] + 1 : nuclei[-1]]
    closed = len(between) > 1 and between[1] not in "jwʲ"
    prefixed = any(
        plain.startswith(prefix) and len(nuclei) == 1 + _syllables(prefix)
        for prefix in _PREFIXES
    )
    return last if closed and not prefixed else last - 1


def _listed(plain: str, listed: frozenset[str]) -> bool:
    stem = _NUMBER_PREFIX.sub("", plain)
    linked = stem[:-2] if stem.endswith("ng") else stem
    return stem in listed or linked in listed


def _syllables(text: str) -> int:
    return sum(letter in _VOWELS for letter in text)


def _glides(sounds: str) -> str:
    """Parts two vowels that meet: a glide after i and u, else a new onset."""
    return replaced(sounds, ((r"i(?=ˈ?[aeo])", "ij"), (r"u(?=ˈ?[aeio])", "uw")))
