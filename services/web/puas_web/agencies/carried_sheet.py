"""Reads an uploaded sheet of agencies, and carries it from the preview to the confirmation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from puas.domain.agency_sheet import AgencySheet, SheetAgency, SheetFault, SheetService, read_agency_sheet
from puas.runtime.spreadsheets import UnreadableSheet, read_rows
from puas_web import carried_sheet
from puas_web.carried_sheet import LIMITS

_KIND = "agency"


def read_upload(content: bytes) -> AgencySheet:
    """The sheet of an uploaded file; one that cannot be read at all is a sheet with that one fault."""
    try:
        return read_agency_sheet((row.number, row.cells) for row in read_rows(content, limits=LIMITS))
    except UnreadableSheet as error:
        return AgencySheet((), (SheetFault(0, "", error.code, error.detail),))


def pack(sheet: AgencySheet, *, tenant_id: int, account_id: UUID) -> str:
    """The sheet as a signed text for a hidden field."""
    plain = [asdict(agency) for agency in sheet.agencies]
    return carried_sheet.pack(plain, kind=_KIND, tenant_id=tenant_id, account_id=account_id)


def unpack(text: str, *, tenant_id: int, account_id: UUID) -> AgencySheet | None:
    """The sheet again; None where it was changed, is another person's or too old."""
    plain = carried_sheet.unpack(text, kind=_KIND, tenant_id=tenant_id, account_id=account_id)
    return None if plain is None else AgencySheet(tuple(_agency(each) for each in plain), ())


def _agency(plain: dict[str, Any]) -> SheetAgency:
    services = [SheetService(**each) for each in plain.pop("services")]
    return SheetAgency(**plain, services=services)
