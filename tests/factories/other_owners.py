"""An agency of another owner that serves in a regency: surveyed like the regency's own, counted elsewhere."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.domain.agency_owners import VERTICAL
from puas.domain.survey_period import Period, triwulan
from tests.factories.snapshots import answers
from tests.factories.surveyed import Surveyed, SurveyedPeriod, open_period


def add_other_owner(
    session: Session, surveyed: Surveyed, *, name: str = "Kantor Pertanahan Contoh", owner: str = VERTICAL, owner_name: str = "",
    windows: tuple[Period, ...] = (triwulan(2026, 2),), respondents: int = 240,
) -> tuple[UUID, list[SurveyedPeriod]]:  # fmt: skip
    """Its id and its answered periods; the tenant's own list of periods is left as it is."""
    slug = name.lower().replace(" ", "-")
    agency = Agency(
        tenant_id=surveyed.tenant_id, id=new_id(), name=name, short_name="Kantah", kind="lainnya", owner=owner, owner_name=owner_name,
        slug=slug,
    )  # fmt: skip
    session.add(agency)
    session.flush()
    service = ServiceType(
        tenant_id=surveyed.tenant_id, id=new_id(), agency_id=agency.id, name="Pengecekan sertipikat", slug="pengecekan", population=900
    )
    session.add(service)
    session.flush()
    periods = [
        open_period(session, surveyed.tenant_id, agency, [service], window, {service.id: answers(respondents, seed=7 + number)})
        for number, window in enumerate(windows)
    ]
    return agency.id, periods
