"""Many reports asked for in one request: which, what became of each, and where each stands in the archive at the end."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.report_findings import CONTEXT, LOOK_BACK, MUST, PLAN, RESULT, SECTION, SHOULD, SIGNATORY, Place, ReportFinding
from puas.domain.report_snapshot import TEXT_SECTIONS

BUNDLE_FORMAT = "puas-bundle/1"
MOST_MEMBERS = 500
"""More reports than a regency of fifty agencies makes in two years; asked for in parts beyond that."""

CARDS = "cards"
"""The `part` of a bundle that holds report cards of a year instead of reports on the survey."""

CANCELLED = "cancelled"
"""The fault of a report that was dropped before its turn came."""

_LONGEST_FOLDER = 60
_CARD_BUNDLE = f"report_bundle:{CARDS}:"
_PLACE_NAMES = {
    PLAN: "rencana tindak lanjut",
    LOOK_BACK: "tindak lanjut periode sebelumnya",
    SIGNATORY: "penanda tangan",
    RESULT: "hasil",
    CONTEXT: "data pendukung",
}


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A finished file of a member, by its key in the store, and its path in the archive."""

    key: str
    path: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BundledReport:
    """One report and what became of it: `state` ready, failed or gone, `failure` the known fault. `remarks` say why it is a draft."""

    document_id: str
    agency: str
    period: str
    state: str
    stage: str
    failure: str
    remarks: tuple[str, ...]
    files: tuple[BundledFile, ...]


@dataclass(frozen=True, slots=True)
class BundleSource:
    """A request. `reports` is filled in when the last of them is done, and then frozen; `base_url` is for those still to be made."""

    format: str
    document_id: str
    owner: str
    label: str
    year: int
    part: str
    base_url: str
    sample_data: bool
    requested_at: datetime
    time_zone: str
    reports: tuple[BundledReport, ...] = ()

    @property
    def is_of_cards(self) -> bool:
        """Report cards; else reports on the survey, with every answer in their workbooks."""
        return self.part == CARDS

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "BundleSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


def card_bundle_key(year: int) -> str:
    """The twin key of a request for all report cards of a year."""
    return f"{_CARD_BUNDLE}{year}"


def is_card_bundle(twin_key: str) -> bool:
    """Whether a request is for report cards, as its twin key says."""
    return twin_key.startswith(_CARD_BUNDLE)


def remarks_on(findings: Iterable[ReportFinding]) -> tuple[str, ...]:
    """Why a report is a draft, by place: what is wrong, and what somebody has to read before signing."""
    found = list(findings)
    told = (("perlu diperbaiki", MUST), ("perlu dibaca", SHOULD))
    return tuple(f"{words}: {places}" for words, severity in told if (places := _places(found, severity)))


def _places(findings: Iterable[ReportFinding], severity: str) -> str:
    names = [_place_name(finding.place) for finding in findings if finding.severity == severity]
    return ", ".join(f"{name} ({names.count(name)})" for name in dict.fromkeys(names))


def _place_name(place: Place) -> str:
    return TEXT_SECTIONS.get(place.key, place.key) if place.kind == SECTION else _PLACE_NAMES.get(place.kind, place.kind)


def plain_name(text: str, longest: int = _LONGEST_FOLDER) -> str:
    """A name that every system takes: `dinas-kesehatan`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:longest].rstrip("-") or "tanpa-nama"


def placed(reports: Iterable[BundledReport]) -> tuple[BundledReport, ...]:
    """The reports with paths: a folder per agency, no two files alike, the same for the same reports in the same order.

    Until then a file's `path` is its name alone. Two agencies whose names differ only in signs have two folders.
    """
    folders: dict[str, str] = {}
    taken: set[str] = set()

    def place(agency: str, file: BundledFile) -> BundledFile:
        if agency not in folders:
            folders[agency] = _free(plain_name(agency), set(folders.values()))
        path = _free(f"{folders[agency]}/{file.path}", taken)
        taken.add(path)
        return replace(file, path=path)

    return tuple(replace(report, files=tuple(place(report.agency, file) for file in report.files)) for report in reports)


def _free(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    stem, ending = (stem, f".{suffix}") if dot else (name, "")
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}{ending}"
    return found
