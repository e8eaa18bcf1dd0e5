"""What the printed matter of standards is made from: the book of an agency, the sheet beside the counter, and the pledge for the wall.

Frozen with the request; only what is in force is in it, never a draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.filing import FilingHead
from puas.domain.service_standards import COMPONENTS, points_of

BOOK_FORMAT = "puas-service-standards/1"
SHEET_FORMAT = "puas-service-sheet/1"
PLEDGE_FORMAT = "puas-service-pledge/1"


@dataclass(frozen=True, slots=True)
class PrintedComponent:
    """A component with its lines; without any it is still to be written."""

    slug: str
    number: int
    name: str
    points: tuple[str, ...]
    is_public: bool


@dataclass(frozen=True, slots=True)
class PrintedStandard:
    """A standard in force."""

    service: str
    version: int
    decree_number: str
    decree_date: date | None
    hearing_on: date | None
    reviewed_on: date | None
    review_due_on: date | None
    media: tuple[str, ...]
    components: tuple[PrintedComponent, ...]

    @property
    def missing(self) -> tuple[PrintedComponent, ...]:
        return tuple(each for each in self.components if not each.points)

    @property
    def public(self) -> tuple[PrintedComponent, ...]:
        return tuple(each for each in self.components if each.is_public)


@dataclass(frozen=True, slots=True)
class ServiceStandardsSource:
    """The book: every standard in force of an agency; `without` names its services that have none."""

    head: FilingHead
    standards: tuple[PrintedStandard, ...]
    without: tuple[str, ...]
    format: str = BOOK_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ServiceStandardsSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


@dataclass(frozen=True, slots=True)
class ServiceSheetSource:
    """The sheet of one service. `survey_url` leads to the form about it, empty where no code was given out yet."""

    head: FilingHead
    standard: PrintedStandard
    standard_url: str
    survey_url: str
    survey_code: str
    format: str = SHEET_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ServiceSheetSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


@dataclass(frozen=True, slots=True)
class ServicePledgeSource:
    """A maklumat as it is signed; its signatory is who signed it, whoever heads the agency today."""

    head: FilingHead
    paragraphs: tuple[str, ...]
    format: str = PLEDGE_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ServicePledgeSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


def printed_components(components: Mapping[str, str]) -> tuple[PrintedComponent, ...]:
    """All fourteen in their order."""
    return tuple(
        PrintedComponent(each.slug, each.number, each.name, points_of(components.get(each.slug) or ""), each.is_public)
        for each in COMPONENTS
    )
