"""Filipino numbers as words: native for counting, Spanish for the clock.

Keys, telephone numbers and dates are said in English, as in Manila.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONES = _words(
    "sero isa dalawa tatlo apat lima anim pito walo siyam sampu labing-isa labindalawa "
    "labintatlo labing-apat labinlima labing-anim labimpito labingwalo labinsiyam"
)
TENS = _words(
    "_ sampu dalawampu tatlumpu apatnapu limampu animnapu pitumpu walumpu siyamnapu"
)
SPANISH = _words(
    "sero uno dos tres kuwatro singko sais siyete otso nuwebe diyes onse dose trese "
    "katorse kinse disisais disisiyete disiotso disinuwebe"
)
SPANISH_TENS = _words("_ diyes beynte treynta kuwarenta singkuwenta")


def cardinal(number: int) -> str:
    """0 to 99: "dalawampu't isa" for 21."""
    if number < len(ONES):
        return ONES[number]
    ten, one = divmod(number, 10)
    return f"{TENS[ten]}'t {ONES[one]}" if one else TENS[ten]


def linked(number: int) -> str:
    """The number before a noun: "isang", "apat na"."""
    word = cardinal(number)
    return f"{word}ng" if word[-1] in "aeiou" else f"{word} na"


def with_a_half(number: int) -> str:
    """Such as "dalawa't kalahating", "apat at kalahating", before a noun."""
    word = cardinal(number)
    return f"{word}{chr(39) + 't' if word[-1] in 'aeiou' else ' at'} kalahating"


def ordinal(number: int) -> str:
    """2 to 99, as places are counted: "pangalawa", "pang-apat", "panlima"."""
    if number in (2, 3):
        return "pangalawa" if number == 2 else "pangatlo"
    word = cardinal(number)
    if word[0] in "aeiou":
        return f"pang-{word}"
    if word[0] in "bp":
        return f"pam{word}"
    return f"pan{word}" if word[0] in "dlrst" else f"pang{word}"


def spanish(number: int) -> str:
    """1 to 59, as minutes of the clock: "kuwarenta y singko" for 45."""
    if number < len(SPANISH):
        return SPANISH[number]
    ten, one = divmod(number, 10)
    if not one:
        return SPANISH_TENS[ten]
    link = "-" if ten == 2 else " y "
    return f"{SPANISH_TENS[ten]}{link}{SPANISH[one]}"
