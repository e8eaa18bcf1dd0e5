"""Reads an uploaded sheet, and carries what it says from the preview to the confirmation.

What was read travels in the page, compressed and signed for this person and tenant, so that nothing has to be kept on
the server and nothing can be slipped in between.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from puas.domain.agency_sheet import AgencySheet, SheetAgency, SheetFault, SheetService, read_agency_sheet
from puas.runtime.spreadsheets import Limits, UnreadableSheet, read_rows

LIMITS = Limits(file_bytes=10 * 1024 * 1024, unpacked_bytes=50 * 1024 * 1024, rows=20_000, columns=100, cells=500_000)
# Long enough for a second opinion, short enough that the preview is still true.
GOOD_FOR_SECONDS = 4 * 60 * 60


def read_upload(content: bytes) -> AgencySheet:
    """The sheet of an uploaded file; one that cannot be read at all is a sheet with that one fault."""
    try:
        return read_agency_sheet((row.number, row.cells) for row in read_rows(content, limits=LIMITS))
    except UnreadableSheet as error:
        return AgencySheet((), (SheetFault(0, "", error.code, error.detail),))


def pack(sheet: AgencySheet, *, tenant_id: int, account_id: UUID) -> str:
    """The sheet as a signed text for a hidden field."""
    return _serializer(tenant_id, account_id).dumps([asdict(agency) for agency in sheet.agencies])


def unpack(text: str, *, tenant_id: int, account_id: UUID) -> AgencySheet | None:
    """The sheet again; None where it was changed, is another person's or too old."""
    try:
        plain = _serializer(tenant_id, account_id).loads(text, max_age=GOOD_FOR_SECONDS)
    except BadData:
        return None
    return AgencySheet(tuple(_agency(each) for each in plain), ())


def _agency(plain: dict[str, Any]) -> SheetAgency:
    services = [SheetService(**each) for each in plain.pop("services")]
    return SheetAgency(**plain, services=services)


def _serializer(tenant_id: int, account_id: UUID) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"agency-sheet.{tenant_id}.{account_id}")
