"""What a certificate of a training is printed from: frozen when it is issued, whatever names, agenda or settings become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.certificate_rule import Achievement
from puas.domain.curricula import BREAK, AgendaItem
from puas.domain.report_snapshot import Letterhead, Signatory

CERTIFICATE_FORMAT = "puas-certificate/1"


@dataclass(frozen=True, slots=True)
class Subject:
    """What was taught, and for how long."""

    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class CertificateSource:
    """A certificate. `hours` are hours of instruction (JP); `owner` is who held the training."""

    document_id: str
    verification_url: str
    number: str
    name: str
    position: str
    agency_name: str
    title: str
    starts_on: date
    ends_on: date
    place: str
    hours: int
    subjects: tuple[Subject, ...]
    achievement: Achievement
    dated_on: date
    letterhead: Letterhead
    signatory: Signatory
    owner: str
    is_sample: bool
    issued_at: datetime
    time_zone: str
    format: str = CERTIFICATE_FORMAT

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.subjects)

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> CertificateSource:
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


def subjects_of(agenda: Sequence[AgendaItem]) -> tuple[Subject, ...]:
    """Everything but the breaks, in order."""
    return tuple(Subject(item.title, item.minutes) for item in agenda if item.kind != BREAK)
