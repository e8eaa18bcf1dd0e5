"""What the pages about collection points show."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask_babel import gettext as _

from puas.db.locators import CODE, CODE_LENGTH, MALL, locate, tidy_code
from puas.db.queries.agencies import AgencyRow, count_agencies, list_agencies, list_services
from puas.db.queries.collection_points import PointRow, count_points, find_point, list_points
from puas.db.queries.point_prints import PrintRow, count_prints, find_print, list_prints
from puas.db.tables.agencies import Agency
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.forms import ConfirmForm
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.stickers.forms import PointsForm

# Enough for all points of a large agency, and for the sheets of all agencies of a regency, on one page.
POINTS_SHOWN = 60
SHEETS_SHOWN = 60


def agencies_page() -> Page[AgencyRow]:
    """The agencies a person may make stickers for."""
    here, number = current_tenant(), requested_page()
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    rows = list_agencies(db.session(), **scope, limit=PAGE_SIZE, offset=offset(number))
    return Page(rows, number, count_agencies(db.session(), **scope))


def points_page(agency: Agency) -> dict[str, Any]:
    """One page of an agency's points; two queries."""
    state, number = ("retired" if request.args.get("bagian") == "pensiun" else "active"), requested_page()
    key: dict[str, Any] = {"tenant_id": agency.tenant_id, "agency_id": agency.id, "state": state}
    rows = list_points(db.session(), **key, limit=POINTS_SHOWN, offset=offset(number, POINTS_SHOWN))
    total = count_points(db.session(), **key)
    retired_url = url_for("stickers.of_agency", agency_id=agency.id, bagian="pensiun")
    tabs = [
        (_("Dipakai"), url_for("stickers.of_agency", agency_id=agency.id), state == "active"),
        (_("Tidak dipakai lagi"), retired_url, state == "retired"),
    ]
    return {"agency": agency, "page": Page(rows, number, total, POINTS_SHOWN), "tabs_shown": tabs, "state": state}


def offer_services(form: PointsForm, agency: Agency) -> PointsForm:
    return form.offer(list_services(db.session(), tenant_id=agency.tenant_id, agency_id=agency.id))


def point_or_404(point_id: UUID) -> PointRow:
    here = current_tenant()
    point = find_point(db.session(), tenant_id=here.id, point_id=point_id, agency_ids=here.agency_ids)
    if point is None:
        abort(404)
    return point


def chosen_points() -> list[UUID]:
    """The points ticked on the page; what is no id is left out."""
    found = []
    for text in request.form.getlist("points"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def prints_page() -> Page[PrintRow]:
    """Sheets and posters the person may fetch; two queries."""
    here, number = current_tenant(), requested_page()
    scope: dict[str, Any] = {"tenant_id": here.id, "agency_ids": here.agency_ids}
    rows = list_prints(db.session(), **scope, limit=SHEETS_SHOWN, offset=offset(number, SHEETS_SHOWN))
    return Page(rows, number, count_prints(db.session(), **scope), SHEETS_SHOWN)


def print_or_404(report_id: UUID) -> PrintRow:
    here = current_tenant()
    found = find_print(db.session(), tenant_id=here.id, report_id=report_id, agency_ids=here.agency_ids)
    if found is None:
        abort(404)
    return found


def retire_page(point: PointRow, form: ConfirmForm) -> dict[str, Any]:
    """The confirmation of taking a point out of use."""
    return {
        "title": _("Berhenti memakai kode %(code)s?", code=point.code),
        "consequences": [
            _("Siapa pun yang memindai atau mengetik kode ini diberi tahu bahwa kodenya tidak dipakai lagi."),
            _("Jawaban yang sudah masuk lewat kode ini tetap dihitung."),
            _("Kode ini tidak dapat dipakai kembali; stiker pengganti mendapat kode baru."),
        ],
        "form": form,
        "submit": _("Berhenti memakai"),
        "cancel_url": url_for("stickers.show", point_id=point.id),
    }


def address_of_code(typed: str, now: datetime) -> str | None:
    """Where a code leads, as typed: a sticker's to its form, that of a mall's exit to its counters; None where it is neither."""
    code = tidy_code(typed)
    if len(code) < CODE_LENGTH:
        return None
    for kind, prefix in ((CODE, "/s/"), (MALL, "/m/")):
        if locate(db.session(), kind=kind, key=code, now=now) is not None:
            return f"{prefix}{code}"
    return None
