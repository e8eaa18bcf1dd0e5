"""The record inside a province's document: the signed result it was made from, so that the file proves its figures by itself."""

from dataclasses import dataclass
from datetime import datetime

from puas.domain.canonical_json import to_canonical_json
from puas.domain.printed_figures import PrintedFigure
from puas.domain.printed_numbers import comma, thousands
from puas.domain.province_result import ProvinceResult
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import FINAL

PROVINCE_RECORD_FORMAT = "puas-province-record/1"
PROVINCE_LABEL = "IKM Provinsi"
"""What the documents call the line of the whole province."""


@dataclass(frozen=True, slots=True)
class SignedProvince:
    """A province's result with its hash and signature."""

    result: ProvinceResult
    sha256: str
    signature: str | None

    @property
    def hash_fits(self) -> bool:
        """Whether the result is the one that was hashed."""
        return self.result.sha256() == self.sha256


@dataclass(frozen=True, slots=True)
class ProvinceRecord:
    """As `DocumentRecord`, about a province."""

    format: str
    document_id: str
    document: str
    verification_url: str
    title: str
    stage: str
    prepared_at: datetime
    report_sha256: str
    body_sha256: str
    body_bytes: int
    result: ProvinceResult
    result_sha256: str
    result_signature: str | None

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @property
    def sealed(self) -> SignedProvince:
        return SignedProvince(self.result, self.result_sha256, self.result_signature)


def record_of_province(snapshot: ProvinceSnapshot, *, document: str, body_sha256: str, body_bytes: int) -> ProvinceRecord:
    """The record for one file of a province's document."""
    return ProvinceRecord(
        format=PROVINCE_RECORD_FORMAT,
        document_id=snapshot.document_id,
        document=document,
        verification_url=snapshot.verification_url,
        title=snapshot.title,
        stage=FINAL,
        prepared_at=snapshot.prepared_at,
        report_sha256=snapshot.sha256(),
        body_sha256=body_sha256,
        body_bytes=body_bytes,
        result=snapshot.result,
        result_sha256=snapshot.result_sha256,
        result_signature=snapshot.result_signature,
    )


def province_figures(result: ProvinceResult) -> tuple[PrintedFigure, ...]:
    """The figures that the recap and the workbook print: of the province, of each unsur, of each regency."""
    found = [PrintedFigure(PROVINCE_LABEL, "n", thousands(result.respondents))]
    if result.index.nik is not None:
        found.append(PrintedFigure(PROVINCE_LABEL, "NIK", comma(result.index.nik)))
    for each in result.unsur:
        nik = result.unsur_index(each)
        if nik is not None:
            found.append(PrintedFigure(edition(result.edition_id).unsur_named(each.slug).name, "NIK", comma(nik)))
    for line in result.counted:
        if line.figures is not None and line.figures.nik is not None:
            found.append(PrintedFigure(line.name, "n", thousands(line.figures.respondents)))
            found.append(PrintedFigure(line.name, "NIK", comma(line.figures.nik)))
    return tuple(found)
