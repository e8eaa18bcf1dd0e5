"""Closing a period without the use case: the result the tallies give, written as closing would write it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.period_result import compute_period_result
from puas.db.tables.places import Tenant
from puas.db.tables.results import Result
from puas.db.tables.surveys import SurveyPeriod
from tests.factories.surveyed import Surveyed, SurveyedPeriod


def freeze_period(session: Session, surveyed: Surveyed, period: SurveyedPeriod) -> UUID:
    """Close the period and store its result; returns the result's id."""
    now = datetime.combine(period.window.ends_on, time(12), UTC)
    snapshot = compute_period_result(session, tenant_id=surveyed.tenant_id, period_id=period.id, now=now)
    tenant = session.get_one(Tenant, surveyed.tenant_id)
    result = Result(
        tenant_id=surveyed.tenant_id,
        id=new_id(),
        province_code=tenant.province_code,
        scope="period",
        agency_id=UUID(snapshot.agency.id) if snapshot.agency else None,
        period_id=period.id,
        label=snapshot.period.label,
        starts_on=snapshot.period.starts_on,
        ends_on=snapshot.period.ends_on,
        edition=snapshot.edition_id,
        respondents=snapshot.respondents,
        nik=snapshot.index.nik,
        mutu=snapshot.index.mutu or "",
        snapshot=snapshot.to_json(),
        sha256=snapshot.sha256(),
        signature="ed25519:test:c2lnbmF0dXJl",
        frozen_at=now,
    )
    session.add(result)
    session.execute(
        update(SurveyPeriod)
        .where(SurveyPeriod.tenant_id == surveyed.tenant_id, SurveyPeriod.id == period.id)
        .values(state="closed", closed_at=now)
    )
    session.flush()
    return result.id
