"""Requests and answers of the REST imitation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Json = dict[str, object]


class Refused(Exception):
    """The request is refused with an HTTP status and one of the vendor's codes."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    def body(self) -> Json:
        """The error as the vendor words it."""
        return {
            "code": self.code,
            "message": str(self),
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


@dataclass(frozen=True, slots=True)
class Form:
    """The parameters of one request; a name may come several times."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        """The first value of a parameter."""
        values = self.values.get(name)
        return values[0] if values else default

    def all(self, name: str) -> list[str]:
        """All values of a parameter; those in one value are parted at blanks."""
        return [word for value in self.values.get(name, ()) for word in value.split()]

    def has(self, name: str) -> bool:
        """Whether the parameter was sent at all."""
        return name in self.values

    def flag(self, name: str) -> bool:
        """Whether a yes-or-no parameter says yes."""
        return self.get(name).lower() == "true"

    def number(self, name: str, default: int) -> int:
        """A whole number; refused with 400 where it is none."""
        value = self.get(name, str(default))
        if not value.isdigit():
            raise Refused(400, 20001, f"{name} is not a whole number: {value}")
        return int(value)

    def url(self, name: str) -> str:
        """An absolute URL; refused with 400 where it is none."""
        value = self.get(name)
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc):
            raise Refused(400, 21205, f"{name} is not a valid URL: {value}")
        return value


def page(key: str, items: list[Json], form: Form, uri: str) -> Json:
    """One page of a list, with the address of the next one."""
    size = max(1, min(1000, form.number("PageSize", 50)))
    number = form.number("Page", 0)
    following = number + 1 if len(items) > (number + 1) * size else None
    bare = uri.partition("?")[0]
    return {
        key: items[number * size : (number + 1) * size],
        "page": number,
        "page_size": size,
        "uri": uri,
        "first_page_uri": f"{bare}?PageSize={size}&Page=0",
        "next_page_uri": None
        if following is None
        else f"{bare}?PageSize={size}&Page={following}",
    }
