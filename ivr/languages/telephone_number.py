"""A telephone number in the groups in which its country says it."""

import re
from collections.abc import Callable

WITHOUT_A_COUNTRY = 3


def national_groups(number: str) -> tuple[str, ...]:
    """The digits of "+4722334455" as ("22", "33", "44", "55").

    A number of no known country comes in its own groups, cut to three digits where
    it has none. A text without digits raises ValueError.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
        written = phonenumbers.format_number(
            parsed, phonenumbers.PhoneNumberFormat.NATIONAL
        )
        groups = re.findall(r"[0-9]+", written)
    except phonenumbers.NumberParseException:
        groups = [
            part
            for group in re.findall(r"[0-9]+", number)
            for part in re.findall(rf"[0-9]{{1,{WITHOUT_A_COUNTRY}}}", group)
        ]
    if not groups:
        raise ValueError("there is no digit in this telephone number")
    return tuple(groups)


def internationally(number: str) -> str:
    """A number in E.164 as it is written abroad: +1 503-555-0100."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    abroad = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, abroad))


def digit_by_digit(number: str, word: Callable[[int], str]) -> str:
    """Every digit as a word, a comma between the groups so that a voice pauses."""
    return ", ".join(
        " ".join(word(int(digit)) for digit in group)
        for group in national_groups(number)
    )
