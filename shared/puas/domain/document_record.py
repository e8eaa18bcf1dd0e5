"""The record inside a document: the frozen result it was made from, so that the file proves its figures by itself.

Answers are not in it, only what the result publishes. `body_sha256` is the fingerprint of the document before the record
was put in: it tells a file that is as it left us from one that was saved again or altered.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from puas.domain.canonical_json import UnreadableRecord, from_plain, parse_json, to_canonical_json
from puas.domain.document_source import SHORT_DOCUMENTS
from puas.domain.printed_figures import PrintedFigure, printed_figures, province_figures
from puas.domain.printed_numbers import comma
from puas.domain.province_result import ProvinceResult
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.report_snapshot import FINAL, ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.signed_province import SignedProvince
from puas.domain.signed_result import SIGNED_RESULT_FORMAT, SignedResult

RECORD_FORMAT = "puas-document-record/1"
PROVINCE_RECORD_FORMAT = "puas-province-record/1"
RECORD_FILE = "puas-record.json"
"""The name of the attachment in a PDF."""
RECORD_NAMESPACE = "urn:puas:document-record:1"
RECORD_ELEMENT = "record"
"""What a DOCX, XLSX or PPTX carries among its custom parts: an element of that namespace whose text is the JSON."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileRecord:
    """A result with its fingerprint and signature, and the document that prints it. `report_sha256` is the fingerprint of
    the whole frozen source, texts included."""

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
    result_sha256: str
    result_signature: str | None

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord(_FileRecord):
    """The record of a document about an agency or a regency."""

    result: ResultSnapshot

    @property
    def sealed(self) -> SignedResult:
        """The result as result.json carries it."""
        return SignedResult(SIGNED_RESULT_FORMAT, self.result, self.result_sha256, self.result_signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceRecord(_FileRecord):
    """The record of a document about a province."""

    result: ProvinceResult

    @property
    def sealed(self) -> SignedProvince:
        return SignedProvince(self.result, self.result_sha256, self.result_signature)


AnyRecord = DocumentRecord | ProvinceRecord
"""What a document of ours may carry."""
AnySource = ReportSnapshot | RecapSnapshot | ProvinceSnapshot
"""What such a document is made from."""


def record_of(source: AnySource, *, document: str, body_sha256: str, body_bytes: int) -> AnyRecord:
    """The record for one file of a document made from this report, recap or province."""
    common: dict[str, Any] = {
        "document_id": source.document_id,
        "document": document,
        "verification_url": source.verification_url,
        "title": source.title,
        # Only a report can be a draft.
        "stage": source.stage if isinstance(source, ReportSnapshot) else FINAL,
        "prepared_at": source.prepared_at,
        "report_sha256": source.sha256(),
        "body_sha256": body_sha256,
        "body_bytes": body_bytes,
        "result_sha256": source.result_sha256,
        "result_signature": source.result_signature,
    }
    if isinstance(source, ProvinceSnapshot):
        return ProvinceRecord(format=PROVINCE_RECORD_FORMAT, result=source.result, **common)
    return DocumentRecord(format=RECORD_FORMAT, result=source.result, **common)


def read_record(text: str | bytes) -> AnyRecord:
    """Read a record; raises UnreadableRecord when it is none."""
    data = parse_json(text)
    kind = data.get("format") if isinstance(data, dict) else None
    if kind == PROVINCE_RECORD_FORMAT:
        return from_plain(ProvinceRecord, data)
    if kind != RECORD_FORMAT:
        raise UnreadableRecord(f"format {kind!r} is not {RECORD_FORMAT}")
    return from_plain(DocumentRecord, data)


def figures_absent_from(record: AnyRecord, text: str) -> tuple[PrintedFigure, ...]:
    """The figures of the result that stand nowhere in the text of the document made from it, and should."""
    result, numbers = record.result, frozenset(_NUMBER.findall(text))
    wanted = list(figures_of_record(record))
    if isinstance(result, ResultSnapshot) and result.index.ni is not None:
        wanted.insert(1, PrintedFigure(wanted[0].subject, "NI", comma(result.index.ni)))
    return tuple(figure for figure in wanted if figure.printed not in numbers)


def figures_named_in(record: AnyRecord) -> tuple[PrintedFigure, ...]:
    """Those that stand in one row with the name of what they belong to; a brief sets them in large letters, each for itself."""
    return () if _is_short(record) else figures_of_record(record)


def figures_of_record(record: AnyRecord) -> tuple[PrintedFigure, ...]:
    """The figures the document prints: of a short one the index and the respondents, of any other every figure of its result."""
    result = record.result
    found = province_figures(result) if isinstance(result, ProvinceResult) else printed_figures(result)
    return tuple(each for each in found if each.subject == found[0].subject) if _is_short(record) else found


def _is_short(record: AnyRecord) -> bool:
    return record.document in SHORT_DOCUMENTS
