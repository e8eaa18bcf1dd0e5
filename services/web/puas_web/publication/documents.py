"""The figures a document was made from, for whoever wants to compare them with the paper in hand."""

from __future__ import annotations

from dataclasses import dataclass

from puas.db.queries.publication import CheckedDocument
from puas.domain.canonical_json import UnreadableRecord
from puas.domain.document_source import SKM_REPORT, SkmReportSource
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import ResultSnapshot


@dataclass(frozen=True)
class DocumentFigures:
    """The frozen result in a report, with its hash and signature."""

    result: ResultSnapshot
    rule: Edition
    sha256: str
    signature: str | None
    is_intact: bool


def figures_of_document(document: CheckedDocument) -> DocumentFigures | None:
    """None for documents without figures (stickers, posters)."""
    if document.document != SKM_REPORT:
        return None
    try:
        report = SkmReportSource.from_json(document.source).report
    except UnreadableRecord:
        return None
    result = report.result
    return DocumentFigures(
        result=result,
        rule=edition(result.edition_id),
        sha256=report.result_sha256,
        signature=report.result_signature,
        is_intact=result.sha256() == report.result_sha256,
    )
