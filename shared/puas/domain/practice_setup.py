"""What a participant takes home from practice: names of agencies and services, and plans they wrote. No figure and no person.

Everything else of a practice tenant is made up and stays there: answers, results, numbers of users, addresses, who signs, who is
responsible for a plan.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from puas.domain.canonical_json import UnreadableRecord, from_plain, parse_json, to_canonical_json

VERSION = 1
KEPT_DAYS = 90
"""How long a code can be used: about a quarter, so that the next period can open with what was prepared."""

_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 9


class UnreadableSetup(ValueError):
    """The text is no set-up that this version of the platform reads."""


@dataclass(frozen=True, slots=True)
class SetupService:
    """A service type by its name; how many use it is made up in practice and stays there."""

    name: str
    is_free: bool
    is_online: bool


@dataclass(frozen=True, slots=True)
class SetupPromise:
    """One line of a plan. `due` is the code of its month or quarter, or empty."""

    unsur: str
    action: str
    due: str


@dataclass(frozen=True, slots=True)
class SetupAgency:
    """An agency with those of its services and promises that come along."""

    name: str
    short_name: str
    kind: str
    services: tuple[SetupService, ...]
    promises: tuple[SetupPromise, ...]


@dataclass(frozen=True, slots=True)
class PracticeSetup:
    """Everything that comes along, in the order of the practice tenant's lists."""

    version: int
    made_on: date
    agencies: tuple[SetupAgency, ...]


def write_setup(setup: PracticeSetup) -> str:
    """As it is kept."""
    return to_canonical_json(setup)


def read_setup(text: str) -> PracticeSetup:
    """The inverse; another version is refused rather than half understood."""
    try:
        setup = from_plain(PracticeSetup, parse_json(text))
    except UnreadableRecord as error:
        raise UnreadableSetup(str(error)) from error
    if setup.version != VERSION:
        raise UnreadableSetup(f"version {setup.version}")
    return setup


def code_of(setup_id: UUID) -> str:
    """The code of a set-up, made of its random id, so that its owner can be shown it again and nothing but the id is kept."""
    number = int.from_bytes(hashlib.sha256(b"practice-setup:" + setup_id.bytes).digest(), "big")
    letters = []
    for _ in range(_CODE_LENGTH):
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return "".join(letters)
