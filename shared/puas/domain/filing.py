"""What every document for filing that a register makes has at its head and its foot: who issues it, when, and where it is checked."""

from dataclasses import dataclass
from datetime import datetime

from puas.domain.report_snapshot import Letterhead, Signatory


@dataclass(frozen=True, slots=True)
class FilingHead:
    """`office` is the agency's name, or the regency's where the document is its own; `draft_mark` is printed on every page."""

    document_id: str
    verification_url: str
    letterhead: Letterhead
    signatory: Signatory
    government: str
    office: str
    prepared_at: datetime
    time_zone: str
    is_sample: bool
    draft_mark: str = ""
