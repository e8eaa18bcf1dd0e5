"""Asks for a document about a whole province: its recap, the page for its governor, the slides, or all figures as tables.

What the document says comes in as plain data. It was read through the province's own log-in, in a transaction of its own that
can see nothing but what was made for the province; the row is written here, in the province's own tenant, by the ordinary one.
So no session ever stands on both sides of that wall.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.tables.reports import Report
from puas.domain.document_source import PROVINCE_BRIEF, PROVINCE_FIGURES, PROVINCE_RECAP, PROVINCE_SLIDES, twin_key_of
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.runtime.signing_key import SigningKey
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

TITLES: Mapping[str, str] = {
    PROVINCE_RECAP: "Rekap SKM",
    PROVINCE_BRIEF: "Ringkasan SKM untuk pimpinan",
    PROVINCE_SLIDES: "Paparan SKM",
    PROVINCE_FIGURES: "Seluruh angka SKM",
}


class UnableToRequestProvinceDocument(Refusal):
    """`reason` is unknown_document or nothing_published (no regency has an index in the scope)."""


def request_province_document(
    *,
    session: Session,
    tenant_id: int,
    document: str,
    snapshot: ProvinceSnapshot,
    requested_by: UUID | None,
    base_url: str,
    signing_key: SigningKey,
    now: datetime,
) -> Report:
    """The request that is on its way, or a new one rendered from the figures that were read."""
    if document not in TITLES:
        raise UnableToRequestProvinceDocument("unknown_document")
    result = snapshot.result
    if not result.counted:
        raise UnableToRequestProvinceDocument("nothing_published")

    numbered: list[str] = []

    def source(document_id: str) -> str:
        numbered.append(document_id)
        signature = signing_key.sign(result.to_json())
        return snapshot.numbered(document_id, f"{base_url}/verifikasi/{document_id}", signature).to_json()

    wanted = Wanted(
        document=document,
        title=f"{TITLES[document]} {result.province_name} {result.label}",
        twin_key=twin_key_of(document, result.scope_year, result.scope_part),
        requested_by=requested_by,
        now=now,
    )
    report = request_document(session, tenant_id=tenant_id, wanted=wanted, source=source)
    # Asking again for what is on its way is no second request.
    if report.document_id in numbered:
        record_audit(
            session=session, tenant_id=tenant_id, account_id=requested_by, action="request_province_document",
            subject=f"report:{report.id}", now=now, detail={"document": TITLES[document], "label": result.label},
        )  # fmt: skip
    return report
