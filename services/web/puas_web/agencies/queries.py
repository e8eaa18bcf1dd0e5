"""What the pages about agencies show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask_babel import gettext as _

from puas.db.queries.agencies import (
    ACTIVE,
    ARCHIVED,
    AgencyRow,
    count_agencies,
    find_service,
    list_agencies,
    list_services,
)
from puas.db.queries.participation import count_periods
from puas.db.tables.agencies import Agency, ServiceType
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.forms import ConfirmForm, tidy_text
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page


@dataclass(frozen=True, slots=True)
class WantedList:
    """Which agencies the list is to show."""

    search: str
    state: str


def wanted_list() -> WantedList:
    """What the address asks for."""
    state = ARCHIVED if request.args.get("arsip") else ACTIVE
    return WantedList(search=(tidy_text(request.args.get("cari")) or "")[:100], state=state)


def agencies_page(wanted: WantedList) -> Page[AgencyRow]:
    """One page of the list, in two queries."""
    here, number = current_tenant(), requested_page()
    rows = list_agencies(
        db.session(), tenant_id=here.id, agency_ids=here.agency_ids, state=wanted.state, search=wanted.search,
        limit=PAGE_SIZE, offset=offset(number),
    )  # fmt: skip
    total = count_agencies(
        db.session(), tenant_id=here.id, agency_ids=here.agency_ids, state=wanted.state, search=wanted.search
    )
    return Page(rows, number, total)


def services_of(agency: Agency) -> Sequence[ServiceType]:
    return list_services(db.session(), tenant_id=agency.tenant_id, agency_id=agency.id)


def service_or_404(agency_id: UUID, service_type_id: UUID) -> ServiceType:
    service = find_service(
        db.session(), tenant_id=current_tenant().id, agency_id=agency_id, service_type_id=service_type_id
    )
    if service is None:
        abort(404)
    return service


def archive_page(agency: Agency, form: ConfirmForm) -> dict[str, Any]:
    """The confirmation of archiving an agency."""
    return {
        "title": _("Arsipkan %(name)s?", name=agency.name),
        "consequences": [
            _("Perangkat daerah ini tidak tampil lagi di daftar dan tidak dapat membuka periode baru."),
            _("Stiker yang sudah terpasang tidak lagi menerima jawaban."),
            _("Hasil dan laporan yang lalu tetap ada. Anda dapat mengaktifkannya kembali kapan saja."),
        ],
        "form": form,
        "submit": _("Arsipkan"),
        "cancel_url": url_for("agencies.show", agency_id=agency.id),
    }


def archive_service_page(service: ServiceType, form: ConfirmForm) -> dict[str, Any]:
    """The confirmation of archiving a service type."""
    return {
        "title": _("Arsipkan layanan %(name)s?", name=service.name),
        "consequences": [
            _("Layanan ini tidak ikut pada periode survei yang dibuka kemudian."),
            _("Periode yang sedang berjalan tetap memuatnya sampai ditutup."),
            _("Angka periode yang lalu tidak berubah."),
        ],
        "form": form,
        "submit": _("Arsipkan"),
        "cancel_url": url_for("agencies.show", agency_id=service.agency_id),
    }


def import_summary(agencies: int, services: int, changed: int) -> str:
    """What an import did, in one sentence."""
    if not (agencies or services or changed):
        return _("Tidak ada yang berubah: isi berkas sama dengan data yang sudah ada.")
    return _(
        "Impor selesai: %(agencies)s perangkat daerah dan %(services)s layanan ditambahkan, %(changed)s diperbarui.",
        agencies=agencies, services=services, changed=changed,
    )  # fmt: skip


def after_import() -> str:
    """Where the work goes on: in the first run to opening the first period."""
    has_period = count_periods(db.session(), tenant_id=current_tenant().id) > 0
    return "agencies.index" if has_period else "surveys.open_period"
