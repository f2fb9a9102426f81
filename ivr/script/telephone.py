"""Telephone numbers: read with the script's country, stored as E.164."""

from typing import Any

from ivr.script.message import Message

MOST_DIGITS_OF_A_SHORT_NUMBER = 6


class NotDialled(ValueError):
    """A number that the line does not take, with the reason and the way out."""

    def __init__(self, reason: str, way_out: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.way_out = way_out


def own_number(written: str, country: str) -> str:
    """A number of the line in E.164; NotDialled if it cannot be one."""
    return _in_full(_parsed(written, country))


def dial_target(written: str, country: str) -> str:
    """A number that the line may ring, in E.164.

    NotDialled for emergency and short numbers, and for premium-rate and
    shared-cost ones by the plans in libphonenumber. Numbers reserved for fiction
    pass, since they are possible and cost nothing.
    """
    import phonenumbers
    from phonenumbers import PhoneNumberType as Type

    parsed = _parsed(written, country)
    kind = phonenumbers.number_type(parsed)
    if kind == Type.PREMIUM_RATE:
        raise NotDialled(Message("is a premium-rate number"), "use an ordinary number")
    if kind == Type.SHARED_COST:
        raise NotDialled(Message("is a shared-cost number"), "use an ordinary number")
    return _in_full(parsed)


def example(country: str) -> str:
    """A number as it looks in a country, in E.164."""
    import phonenumbers

    return _in_full(phonenumbers.example_number(country))


def known_country(country: str) -> bool:
    """Whether there is a telephone plan for a two-letter country code."""
    import phonenumbers

    return country in phonenumbers.SUPPORTED_REGIONS


def country_of(phone: str) -> str:
    """The two-letter country of a number in E.164; empty if it belongs to none."""
    import phonenumbers

    return str(phonenumbers.region_code_for_number(phonenumbers.parse(phone)) or "")


def timezone_of(phone: str) -> str:
    """The timezone of a number in E.164; empty unless it belongs to just one."""
    import phonenumbers
    from phonenumbers.timezone import time_zones_for_number

    zones = time_zones_for_number(phonenumbers.parse(phone))
    return str(zones[0]) if len(zones) == 1 and "Unknown" not in zones[0] else ""


def _parsed(written: str, country: str) -> Any:
    import phonenumbers

    _refuse_short(written, country)
    try:
        parsed = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        raise NotDialled(Message("is not a telephone number"), _EXAMPLE) from None
    if parsed.extension:
        raise NotDialled(
            Message("has an extension"), "use the direct number of the person"
        )
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        raise NotDialled(Message("has no area code"), _EXAMPLE)
    if reason == phonenumbers.ValidationResult.TOO_SHORT:
        raise NotDialled(Message("is too short"), _EXAMPLE)
    if reason == phonenumbers.ValidationResult.TOO_LONG:
        raise NotDialled(Message("is too long"), _EXAMPLE)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise NotDialled(Message("is not a number of its country"), _EXAMPLE)
    return parsed


def _refuse_short(written: str, country: str) -> None:
    import phonenumbers

    digits = "".join(character for character in written if character.isdigit())
    if not 0 < len(digits) <= MOST_DIGITS_OF_A_SHORT_NUMBER:
        return
    if phonenumbers.is_emergency_number(digits, country) or digits in _EMERGENCY:
        way_out = "callers dial it themselves; name it under 'emergency'"
        raise NotDialled(Message("is an emergency number"), way_out)
    raise NotDialled(Message("is too short"), _EXAMPLE)


def _in_full(parsed: Any) -> str:
    import phonenumbers

    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


_EMERGENCY = frozenset({"112", "911", "999", "000", "110", "113", "101", "102", "103"})
_EXAMPLE = "write it with its country code, for example +1 503 555 0101"
