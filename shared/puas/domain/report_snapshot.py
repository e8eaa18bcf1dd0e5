"""Everything a SKM report is rendered from: the frozen result plus its context and the texts people wrote.

Both forms in use, four chapters (2024-2025) and five (2021-2023), need nothing besides this record. Files (emblem, photos)
are named by storage key and hash.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from puas.domain.canonical_json import from_plain, parse_json, sha256_of, to_canonical_json
from puas.domain.result_snapshot import ResultSnapshot

REPORT_FORMAT = "puas-report/2"

FOUR_CHAPTERS = "four-chapters"
FIVE_CHAPTERS = "five-chapters"
FORMS = (FOUR_CHAPTERS, FIVE_CHAPTERS)
"""The outlines in use: of 2024-2025, and of 2021-2023."""

DRAFT = "draft"
FINAL = "final"
STAGES = (DRAFT, FINAL)
"""A draft says so on every page and cannot be signed; what is final was proof-read without a fault left."""

TEXT_SECTIONS: Mapping[str, str] = {
    "latar_belakang": "Latar Belakang",
    "dasar_pelaksanaan": "Dasar Pelaksanaan SKM",
    "tujuan_manfaat": "Tujuan dan Manfaat",
    "pelaksana": "Pelaksana SKM",
    "metode": "Metode Pengumpulan Data",
    "lokasi": "Lokasi Pengumpulan Data",
    "waktu": "Waktu Pelaksanaan SKM",
    "penentuan_responden": "Penentuan Jumlah Responden",
    "analisis_responden": "Analisis Responden",
    "analisis_layanan": "Indeks Kepuasan Masyarakat per Jenis Layanan",
    "analisis_masalah": "Analisis Masalah",
    "rencana_tindak_lanjut": "Rencana Tindak Lanjut",
    "tren": "Tren Nilai SKM",
    "tindak_lanjut_sebelumnya": "Hasil Tindak Lanjut SKM Periode Sebelumnya",
    "kesimpulan": "Kesimpulan",
    "saran": "Saran",
}
"""Slugs of the texts a person may edit. Which of them a form prints, and under which title, `report_forms` says."""

FOLLOW_UP_STATES: Mapping[str, str] = {"done": "SUDAH", "in_progress": "PROSES", "planned": "BELUM"}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """How the agency presents itself on paper."""

    lines: tuple[str, ...]
    address: str
    phone: str
    email: str
    website: str
    emblem_file: str | None
    emblem_sha256: str | None
    accent_colour: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs. `nip` has 18 digits or is empty."""

    position: str
    name: str
    rank: str
    nip: str
    place: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class Target:
    """The value to reach (RPJMD), on the NIK scale."""

    nik: Decimal
    mutu: str
    source: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """An earlier (or the present) index, with the rule it was graded by and its own letter."""

    label: str
    year: int
    edition_id: str
    edition_name: str
    nik: Decimal
    mutu: str
    predikat: str
    respondents: int | None
    # Where it was published by another convention than the exact one: which, and the exact value.
    note: str = ""


@dataclass(frozen=True, slots=True)
class PreviousUnsur:
    """One unsur of the previous period."""

    slug: str
    name: str
    nik: Decimal
    mutu: str


@dataclass(frozen=True, slots=True)
class PreviousResult:
    """The result of the previous period, which BAB III looks back on."""

    label: str
    edition_name: str
    nik: Decimal
    mutu: str
    predikat: str
    unsur: tuple[PreviousUnsur, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of an annex or of evidence, by storage key."""

    caption: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DoneFollowUp:
    """One row of the look back: what was planned last time and what became of it. `evidence` names documents."""

    unsur: str
    plan: str
    state: str
    description: str
    obstacle: str
    evidence: tuple[str, ...]
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedFollowUp:
    """One row of the plan (RTL) of this period. `when` as printed: "Maret 2026" or "Triwulan I 2026".

    `due_on` is the first day of that month or quarter, None where no time is set; the five-chapter form marks its quarter.
    """

    unsur: str
    plan: str
    when: str
    responsible: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A respondent's words, checked by a person before they are printed."""

    text: str
    service: str


@dataclass(frozen=True, slots=True)
class GroupMean:
    """How one group of respondents scored each unsur: NRR as printed. Only groups too large to recognise anybody in."""

    dimension: str
    dimension_label: str
    slug: str
    label: str
    respondents: int
    nrr: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """A version of a report that was corrected: its number, day and document, why it was made and what it changed."""

    number: int
    document_id: str
    made_on: date
    reason: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportSnapshot:
    """A report's whole content. `result_sha256` ties it to the result that was signed."""

    format: str
    document_id: str
    verification_url: str
    title: str
    prepared_at: datetime
    result: ResultSnapshot
    result_sha256: str
    result_signature: str | None
    letterhead: Letterhead
    signatory: Signatory
    target: Target | None
    trend: tuple[TrendPoint, ...]
    previous: PreviousResult | None
    done_follow_ups: tuple[DoneFollowUp, ...]
    planned_follow_ups: tuple[PlannedFollowUp, ...]
    texts: Mapping[str, str]
    suggestions: tuple[Suggestion, ...]
    suggestions_total: int
    photos: tuple[Photo, ...]
    form: str = FOUR_CHAPTERS
    stage: str = FINAL
    groups: tuple[GroupMean, ...] = ()
    # Every version with this one last; empty until the first correction.
    versions: tuple[ReportVersion, ...] = ()

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ReportSnapshot":
        """Read a snapshot, also one of the first format; raises UnreadableRecord when it is none."""
        return from_plain(cls, in_present_format(parse_json(text)))

    def sha256(self) -> str:
        """The hash of the canonical JSON."""
        return sha256_of(self)


def in_present_format(report: object) -> object:
    """A report's plain data as this version spells it: what the first format did not know yet gets its only value of then."""
    if not isinstance(report, dict):
        return report
    # Reports of the second format that were frozen before groups and versions were kept have none.
    report = {"groups": [], "versions": [], **report}
    if report.get("format") != "puas-report/1":
        return report
    return {
        **report,
        "format": REPORT_FORMAT,
        "form": FOUR_CHAPTERS,
        "stage": FINAL,
        "trend": [{**point, "note": ""} for point in report.get("trend", [])],
        "done_follow_ups": [{**row, "photos": []} for row in report.get("done_follow_ups", [])],
        "planned_follow_ups": [{**row, "due_on": None} for row in report.get("planned_follow_ups", [])],
    }
