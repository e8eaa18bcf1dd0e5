"""Password hashes: argon2id with one lane, because the smallest servers have two cores."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(parallelism=1)


def make_hash(password: str) -> str:
    """A hash with its own salt."""
    return _HASHER.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether the password belongs to the hash."""
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def needs_new_hash(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


@cache
def decoy_hash() -> str:
    """Checked where there is no account, so that the answer takes as long as it does for one."""
    return make_hash("no account has this password")
