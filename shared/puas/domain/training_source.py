"""What the materials of a training are made from: the session, its agenda and everybody's numbers, frozen when they are asked for.

All materials of a session are made from the same record, so that slide, handbook, worksheet and the exercise on the screen agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from puas.domain.canonical_json import from_plain, parse_json, sha256_of, to_canonical_json
from puas.domain.curricula import AgendaItem
from puas.domain.report_snapshot import Letterhead
from puas.domain.training_numbers import SeatNumbers

TRAINING_FORMAT = "puas-training/1"
_FINGERPRINT_LENGTH = 16


@dataclass(frozen=True, slots=True)
class TrainedSession:
    """A session as its materials know it. `region` is the regency it is for, empty for a whole province."""

    title: str
    owner: str
    region: str
    starts_on: date
    ends_on: date
    place: str
    link: str
    agenda: tuple[AgendaItem, ...]
    story: str
    edition_id: str
    seed: int
    seats: int
    hours: int
    code: str
    join_url: str
    letterhead: Letterhead
    is_sample: bool
    time_zone: str

    def fingerprint(self) -> str:
        """Changes with anything that is printed: a material made under another one no longer fits the session."""
        return sha256_of(self)[:_FINGERPRINT_LENGTH]

    @property
    def days(self) -> tuple[int, ...]:
        """The days of the agenda in order."""
        return tuple(sorted({item.day for item in self.agenda}))

    def of_day(self, day: int) -> tuple[AgendaItem, ...]:
        """What comes on a day, in order."""
        return tuple(item for item in self.agenda if item.day == day)


@dataclass(frozen=True, slots=True)
class TrainingSource:
    """`example` are numbers nobody in the room has, for what is shown to all; `seats` those of the people it is printed for."""

    document_id: str
    verification_url: str
    session: TrainedSession
    example: SeatNumbers
    seats: tuple[SeatNumbers, ...]
    prepared_at: datetime
    format: str = TRAINING_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> TrainingSource:
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


def minutes_of(items: Sequence[AgendaItem]) -> int:
    """How long they take together."""
    return sum(item.minutes for item in items)
