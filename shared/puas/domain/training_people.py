"""A participant of a training as they write themselves down."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

LONGEST_NAME = 120
LONGEST_WORDS = 200
LONGEST_GROUP = 40

_PRINTED_SIGNS = "‘’–·"
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class ParticipantDetails:
    """Name as it will be printed on a certificate, and where the person works. People of one group share a practice tenant."""

    name: str
    position: str = ""
    agency_name: str = ""
    region_code: str | None = None
    group_name: str = ""


@dataclass(frozen=True, slots=True)
class Seated:
    """Whom to sign in after joining or coming back, and the practice tenant to lead them to."""

    account_id: UUID
    session_version: int
    practice_tenant_id: int
    participant_id: UUID


def tidied(details: ParticipantDetails) -> ParticipantDetails:
    """Single spaces, none at the ends; a letter and its accent are one sign."""
    name = unicodedata.normalize("NFC", _tidy(details.name))
    return ParticipantDetails(
        name, _tidy(details.position), _tidy(details.agency_name), details.region_code or None, _tidy(details.group_name)
    )


def fault_of_details(details: ParticipantDetails) -> str:
    """no-name, unprintable (a name a certificate cannot show), too-long, or empty."""
    if sum(character.isalpha() for character in details.name) < 2:
        return "no-name"
    if not all(_is_printed(character) for character in details.name):
        return "unprintable"
    is_long = (
        len(details.name) > LONGEST_NAME
        or max(len(details.position), len(details.agency_name)) > LONGEST_WORDS
        or len(details.group_name) > LONGEST_GROUP
    )
    return "too-long" if is_long else ""


def _is_printed(character: str) -> bool:
    """Latin letters with their signs, as names stand on an identity card. Pictures and other scripts would be printed as boxes."""
    if character.isascii():
        return character.isprintable()
    return unicodedata.name(character, "").startswith(("LATIN ", "MODIFIER LETTER ")) or character in _PRINTED_SIGNS


def is_same(name: str, other: str) -> bool:
    """Whether two names, or two groups, are the same however they were typed."""
    return plain(name) == plain(other)


def plain(text: str) -> str:
    """A name, or a group's, without what people type differently: case, points, spaces."""
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip()


def _tidy(text: str) -> str:
    return " ".join(text.split())
