"""What the pages of the SOP register show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, request, url_for
from flask_babel import gettext as _

from puas.db.queries.agencies import list_services
from puas.db.queries.evidence import evidence_counts
from puas.db.queries.procedures import (
    DONE,
    DUE,
    GONE,
    REVISION,
    ProcedureRow,
    Standing,
    count_procedures,
    find_procedure,
    list_procedures,
)
from puas.db.queries.register_history import former_agencies, history_of
from puas.db.tables.agencies import ServiceType
from puas.domain.evidence import PROCEDURE
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.forms import ConfirmForm
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.procedures.words import NARROWED_SLUGS
from puas_web.register_choice import agencies_to_choose, wanted_agency, wanted_year, years_to_choose

MATRIX_YEARS = 3


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list of a year as the address narrows it."""

    year: int
    agency_id: UUID | None
    narrowed: str
    standing: Standing
    page: Page[ProcedureRow]

    @property
    def matrix_years(self) -> list[int]:
        """The wanted year and those before it, the oldest first."""
        return list(range(self.year - MATRIX_YEARS + 1, self.year + 1))


def list_page() -> dict[str, Any]:
    """What is not evaluated yet stands first."""
    here, year, agency_id, number = current_tenant(), wanted_year(), wanted_agency(), requested_page()
    narrowed = NARROWED_SLUGS.get(request.args.get("keadaan", ""), "")
    scope: dict[str, Any] = {"tenant_id": here.id, "year": year, "agency_ids": here.agency_ids, "agency_id": agency_id}
    standing = count_procedures(db.session(), **scope)
    totals = {DUE: standing.due, DONE: standing.evaluated, REVISION: standing.to_revise, GONE: standing.withdrawn}
    rows = list_procedures(
        db.session(), **scope, narrowed=narrowed, limit=PAGE_SIZE, offset=offset(number), oldest=year - MATRIX_YEARS + 1
    )
    page = ListPage(year, agency_id, narrowed, standing, Page(rows, number, totals.get(narrowed, standing.counted)))
    return {"listed": page, "years": years_to_choose(), "agencies": agencies_to_choose(), "sees_all": here.agency_ids is None}


def procedure_or_404(procedure_id: UUID) -> ProcedureRow:
    """A procedure of an agency the person may see."""
    here = current_tenant()
    found = find_procedure(db.session(), tenant_id=here.id, procedure_id=procedure_id, agency_ids=here.agency_ids)
    if found is None:
        abort(404)
    return found


def procedure_page(procedure_id: UUID) -> dict[str, Any]:
    """One procedure: years with and without an evaluation, their evidence, and what was done to it."""
    found, this = procedure_or_404(procedure_id), today_here().year
    tenant_id = current_tenant().id
    begun = found.procedure.decided_on.year if found.procedure.decided_on else this - MATRIX_YEARS + 1
    oldest = max(min([*found.reviews, this]), min(begun, this), this - 9)
    return {
        "found": found,
        "years": sorted({*range(max(oldest, this - MATRIX_YEARS + 1), this + 1), *found.reviews}, reverse=True),
        "this_year": this,
        "evidence": {part: count for (_id, part), count in evidence_counts(db.session(), tenant_id, PROCEDURE, [procedure_id]).items()},
        "former": former_agencies(db.session(), tenant_id, f"operating_procedure:{procedure_id}"),
        "events": history_of(db.session(), tenant_id, [f"operating_procedure:{procedure_id}", f"{PROCEDURE}:{procedure_id}"]),
    }


def services_of(agency_id: UUID) -> list[ServiceType]:
    """Services an SOP of the agency may be about."""
    return list(list_services(db.session(), tenant_id=current_tenant().id, agency_id=agency_id))


def withdraw_page(found: ProcedureRow, form: ConfirmForm) -> dict[str, Any]:
    """The confirmation of taking a procedure out of use."""
    return {
        "title": _("Cabut SOP %(number)s?", number=found.procedure.number),
        "consequences": [
            _("SOP ini tidak lagi dihitung sebagai SOP yang harus dievaluasi."),
            _("Catatan evaluasi dan buktinya tetap ada. Anda dapat memakainya kembali kapan saja."),
        ],
        "form": form,
        "submit": _("Cabut SOP"),
        "cancel_url": url_for("procedures.show", procedure_id=found.procedure.id),
    }
