"""English numbers as words."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = _words("_ ten twenty thirty forty fifty sixty seventy eighty ninety")
IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def cardinal(number: int) -> str:
    """0 to 99: "twenty-one" for 21."""
    if number < len(ONES):
        return ONES[number]
    ten, one = divmod(number, 10)
    return f"{TENS[ten]}-{ONES[one]}" if one else TENS[ten]


def ordinal(number: int) -> str:
    """1 to 99: "twenty-first" for 21."""
    start, hyphen, last = cardinal(number).rpartition("-")
    if last.endswith("y"):
        return f"{last[:-1]}ieth"
    return start + hyphen + IRREGULAR.get(last, f"{last}th")
