"""Passwords as Argon2 hashes; nothing else of them is kept."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10  # characters
LONGEST = 200

_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """The hash of a password, with its own salt."""
    return _hasher.hash(password)


def is_right(secret: str | None, password: str) -> bool:
    """Whether a password fits a hash. Without a hash it takes as long, and does not."""
    try:
        return _hasher.verify(secret or _nobody(), password) and secret is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return hashed("the password of nobody")
