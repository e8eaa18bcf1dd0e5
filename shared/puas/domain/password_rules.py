"""Which passwords are too easy: length first, then the obvious ones. No rules about signs, they only make people write it down.

After NIST SP 800-63B-4 §3.1.1 (length, a list of common ones, the person's own name; no composition rules).
"""

from enum import StrEnum

SHORTEST = 10
LONGEST = 200
FEWEST_DIFFERENT_CHARACTERS = 4
_DECORATION = "0123456789!.@#$_- "

# Stems people choose first; with digits and marks around them they are no better.
COMMON = frozenset(
    {
        "password", "passw0rd", "katasandi", "katakunci", "rahasia", "admin", "administrator", "qwerty", "qwertyuiop", "asdfghjkl",
        "indonesia", "bismillah", "alhamdulillah", "selamatdatang", "welcome", "iloveyou", "sayang", "merdeka", "garuda", "puas",
    }
)  # fmt: skip


class Weakness(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    OWN_NAME = "own-name"


class UnableToAcceptPassword(Exception):
    """The password is too easy; `weakness` says why."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness.value)
        self.weakness = weakness


def check_password_strength(password: str, *, email: str) -> None:
    """Refuse a password that is too easy."""
    weakness = weakness_of(password, email=email)
    if weakness is not None:
        raise UnableToAcceptPassword(weakness)


def weakness_of(password: str, *, email: str) -> Weakness | None:
    """What makes the password too easy for the account of this address, or None."""
    if len(password) < SHORTEST:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    stem = "".join(password.lower().split()).strip(_DECORATION)
    if len(set(password.lower())) < FEWEST_DIFFERENT_CHARACTERS or stem in COMMON or not stem:
        return Weakness.COMMON
    if stem in {email.lower(), email.lower().partition("@")[0].strip(_DECORATION)}:
        return Weakness.OWN_NAME
    return None
