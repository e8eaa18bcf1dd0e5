"""A checked document as a record for programs: the same facts as its page."""

from __future__ import annotations

from typing import Any

from puas.db.queries.publication import CheckedDocument
from puas.domain.canonical_json import to_canonical_json
from puas.domain.certificate_source import CertificateSource
from puas.domain.document_state import DocumentState
from puas_web.publication.documents import DocumentFigures

FORMAT = "puas-document/1"


def document_json(
    document: CheckedDocument, state: DocumentState, figures: DocumentFigures | None, certificate: CertificateSource | None
) -> str:
    """Canonical JSON. `figures` is null for documents without any, `certificate` is there for certificates alone."""
    withdrawal = {"at": document.withdrawn_at, "reason": document.withdrawal_reason} if document.withdrawn_at else None
    return to_canonical_json(
        {
            "format": FORMAT,
            "document_id": document.document_id,
            "document": document.document,
            "title": document.title,
            "tenant": {"slug": document.tenant.slug, "name": document.tenant.name, "sample_data": document.tenant.is_sample},
            "state": state.value,
            "stage": document.stage,
            "finished_at": document.finished_at,
            "files_kept": document.state == "ready",
            "newer_document_id": document.newer_number,
            "withdrawal": withdrawal,
            "files": [{"format": each.format, "size_bytes": each.size_bytes, "sha256": each.sha256} for each in document.files],
            "copies": [
                {"kind": copy.kind, "sha256": copy.sha256, "uploaded_at": copy.uploaded_at, "verdict": copy.verdict}
                for copy in document.copies
            ],
            "figures": _figures(figures) if figures else None,
        }
        | ({"certificate": _certificate(certificate)} if certificate else {})
    )


def _certificate(certificate: CertificateSource) -> dict[str, Any]:
    return {
        "number": certificate.number,
        "name": certificate.name,
        "training": certificate.title,
        "starts_on": certificate.starts_on,
        "ends_on": certificate.ends_on,
        "hours": certificate.hours,
        "dated_on": certificate.dated_on,
        "issuer": certificate.owner,
        "sample_data": certificate.is_sample,
    }


def _figures(figures: DocumentFigures) -> dict[str, Any]:
    return {
        "about": figures.about,
        "period": figures.period,
        "respondents": figures.respondents,
        "nik": figures.nik,
        "mutu": figures.mutu or None,
        "lines": [
            {"name": line.name, "nik": line.nik, "mutu": line.mutu or None, "respondents": line.respondents} for line in figures.lines
        ],
        "sha256": figures.sha256,
        "signature": figures.signature,
        "intact": figures.is_intact,
    }
