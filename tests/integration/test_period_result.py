"""The result of a period as its tallies give it: list of services, sample, names and policies from the database."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.queries.period_result import NoSuchPeriod, compute_period_result
from puas.db.tables.places import TenantProfile
from tests.factories.surveyed import Surveyed, survey_tenant

NOW = datetime(2026, 7, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    return survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari")


def test_counts_sample_and_index_come_from_the_tallies(session: Session, surveyed: Surveyed) -> None:
    period = surveyed.periods[0]
    result = compute_period_result(session, tenant_id=surveyed.tenant_id, period_id=period.id, now=NOW)
    assert result.respondents == sum(each.respondents for each in period.tallies.values())
    assert [unit.name for unit in result.units] == ["Kartu Keluarga", "KTP-el"]
    assert [unit.name for unit in result.left_out] == ["Surat Pindah"]
    assert result.sample_target == period.sample_target
    assert result.population == 3000
    assert result.tenant.name == "Kabupaten Arjosari"
    assert result.index.nik is not None
    assert (result.index.nik, result.index.mutu) == (result.simple_mean.nik, result.simple_mean.mutu)
    gender = result.profile_of("gender")
    assert gender is not None
    assert sum(row.respondents for row in gender.rows) == result.respondents


def test_the_golden_two_services_give_both_aggregations(session: Session) -> None:
    surveyed = survey_tenant(session, slug="emas", name="Kabupaten Emas", golden=True)
    result = compute_period_result(session, tenant_id=surveyed.tenant_id, period_id=surveyed.periods[0].id, now=NOW)
    assert (result.simple_mean.nik, result.respondent_weighted.nik) == (Decimal("82.22"), Decimal("83.09"))
    assert result.index.nik == Decimal("82.22")
    session.execute(update(TenantProfile).where(TenantProfile.tenant_id == surveyed.tenant_id).values(aggregation_policy="pooled"))
    pooled = compute_period_result(session, tenant_id=surveyed.tenant_id, period_id=surveyed.periods[0].id, now=NOW)
    assert (pooled.index.nik, pooled.index.mutu) == (Decimal("83.09"), "B")


def test_another_tenants_period_does_not_exist(session: Session, surveyed: Surveyed) -> None:
    other = survey_tenant(session, slug="lain", name="Kabupaten Lain")
    with pytest.raises(NoSuchPeriod):
        compute_period_result(session, tenant_id=other.tenant_id, period_id=surveyed.periods[0].id, now=NOW)


def test_a_period_without_answers_has_no_index_and_says_why(session: Session) -> None:
    surveyed = survey_tenant(session, slug="kosong", name="Kabupaten Kosong", answered=False)
    result = compute_period_result(session, tenant_id=surveyed.tenant_id, period_id=surveyed.periods[0].id, now=NOW)
    assert (result.index.nik, result.index.reason, result.respondents) == (None, "no_respondents", 0)
    assert len(result.left_out) == 3
