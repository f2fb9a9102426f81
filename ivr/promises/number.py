"""Telephone numbers as staff may see them in lists."""

import phonenumbers


def masked(number: str) -> str:
    """A number by its country and its last two digits: "+47…55"; "withheld" if none."""
    digits = [character for character in number if character.isdigit()]
    if not digits:
        return "withheld"
    try:
        code = f"+{phonenumbers.parse(number).country_code}"
    except phonenumbers.NumberParseException:
        code = ""
    return f"{code}…{''.join(digits[-2:])}"
