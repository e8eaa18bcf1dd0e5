"""What closed periods add up to is read once, and again as soon as it could be something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.period_lists import PeriodList, list_periods
from puas.db.queries.regency_figures import regency_figures
from puas.db.queries.regency_trend import regency_trend
from puas.db.queries.scope_counts import (
    ListedService,
    counts_of_scopes,
    in_printed_order,
    profiles_of_scopes,
)
from puas.db.queries.tallies import profile_counts_by_group, summed_service_counts_by_group
from puas.db.tables.agencies import ServiceType
from puas.db.tables.surveys import PeriodService, SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.reporting_scope import reporting_scope
from puas.domain.result_snapshot import Policies
from puas.domain.submission_workflow import PUBLISHED
from puas.domain.survey_period import triwulan
from puas.usecases.begin_correction import begin_correction
from tests.factories.closed import KEY
from tests.factories.frozen import freeze_period
from tests.factories.statements import counted_statements
from tests.factories.submissions import LATER, late_answers, report_on_its_way
from tests.factories.surveyed import Surveyed, survey_tenant

YEAR = reporting_scope(2026)
FIRST = "Triwulan I 2026"


@pytest.fixture
def regency(session: Session) -> Surveyed:
    """Two agencies over two quarters, the first quarter closed."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=("Dinas A", "Dinas B"))
    for period in surveyed.periods:
        if period.window.label == FIRST:
            freeze_period(session, surveyed, period)
    return surveyed


def inside(session: Session, surveyed: Surveyed, part: str = "tahun") -> PeriodList:
    return list_periods(session, tenant_id=surveyed.tenant_id).inside(reporting_scope(2026, part))


def read_all(session: Session, surveyed: Surveyed, scopes: Sequence[PeriodList]) -> list[list[Any]]:
    found = counts_of_scopes(session, tenant_id=surveyed.tenant_id, scopes=scopes)
    profiles = profiles_of_scopes(session, tenant_id=surveyed.tenant_id, scopes=scopes)
    return [[each.counts for each in found], profiles, [each.listing for each in found]]


@pytest.mark.parametrize("parts", [("tahun",), ("triwulan-1", "triwulan-2"), ("triwulan-4", "semester-1")])
def test_remembered_and_read_parts_add_up_to_what_the_database_adds_up(
    session: Session, regency: Surveyed, parts: tuple[str, ...]
) -> None:
    scopes = [inside(session, regency, part) for part in parts]
    groups = [each.ids for each in scopes]
    for _again in range(2):
        counts, profiles, _listings = read_all(session, regency, scopes)
        assert counts == summed_service_counts_by_group(session, tenant_id=regency.tenant_id, groups=groups)
        assert profiles == profile_counts_by_group(session, tenant_id=regency.tenant_id, groups=groups)
    assert any(counts)


def test_a_closed_scope_is_read_once_and_an_open_one_with_every_page(
    session: Session, connection: Connection, regency: Surveyed
) -> None:
    closed, year = inside(session, regency, "triwulan-1"), inside(session, regency)
    of_closed, of_year = read_all(session, regency, [closed]), read_all(session, regency, [year])
    with counted_statements(connection) as sent:
        assert read_all(session, regency, [closed]) == of_closed
    assert sent == []
    open_id = next(each.id for each in year.periods if not each.is_closed)
    _answer_once_more(session, regency, open_id)
    assert read_all(session, regency, [closed]) == of_closed
    assert _respondents(read_all(session, regency, [year])[0][0]) == _respondents(of_year[0][0]) + 1


def test_open_periods_that_did_not_change_are_not_read_again(session: Session, connection: Connection, regency: Surveyed) -> None:
    year = inside(session, regency)
    (before,) = counts_of_scopes(session, tenant_id=regency.tenant_id, scopes=[year])
    with counted_statements(connection) as sent:
        (again,) = counts_of_scopes(session, tenant_id=regency.tenant_id, scopes=[year])
    assert again is before and len(sent) == 1
    _answer_once_more(session, regency, next(each.id for each in year.periods if not each.is_closed))
    with counted_statements(connection) as sent:
        (after,) = counts_of_scopes(session, tenant_id=regency.tenant_id, scopes=[year])
    assert after is not before and after.listing is before.listing and len(sent) == 2
    assert _respondents(after.counts) == _respondents(before.counts) + 1


def test_two_services_that_swap_their_counts_are_noticed(session: Session, regency: Surveyed) -> None:
    """As when an answer of one is set aside while the other gets its like: every column adds up to what it did."""
    year = inside(session, regency)
    (before,) = counts_of_scopes(session, tenant_id=regency.tenant_id, scopes=[year])
    period_id = next(each.id for each in year.periods if not each.is_closed and each.agency_id == regency.agency_ids[0])
    first, second = regency.service_ids[:2]
    rows = tally.c.tenant_id == regency.tenant_id, tally.c.period_id == period_id, tally.c.dimension == "service"
    for old, new in ((first, "between"), (second, str(first)), ("between", str(second))):
        session.execute(update(tally).where(*rows, tally.c.category == str(old)).values(category=new))
    (after,) = counts_of_scopes(session, tenant_id=regency.tenant_id, scopes=[year])
    assert _respondents(after.counts) == _respondents(before.counts)
    assert after.counts != before.counts
    assert after.counts == summed_service_counts_by_group(session, tenant_id=regency.tenant_id, groups=[year.ids])[0]


def test_a_service_that_joins_an_open_period_is_listed_at_once(session: Session, regency: Surveyed) -> None:
    year = inside(session, regency)
    (before,) = counts_of_scopes(session, tenant_id=regency.tenant_id, scopes=[year])
    open_period = next(each for each in year.periods if not each.is_closed)
    joined = ServiceType(tenant_id=regency.tenant_id, id=new_id(), agency_id=open_period.agency_id, name="Dari dinas yang dilebur")
    session.add(joined)
    session.flush()
    session.add(
        PeriodService(tenant_id=regency.tenant_id, period_id=open_period.id, service_type_id=joined.id, name=joined.name, position=9)
    )
    session.flush()
    (after,) = counts_of_scopes(session, tenant_id=regency.tenant_id, scopes=[year])
    assert after.listing.keys() - before.listing.keys() == {joined.id} and after.counts is before.counts


def test_a_closed_period_without_a_result_is_not_remembered(session: Session, regency: Surveyed) -> None:
    period_id = next(each.id for each in inside(session, regency, "triwulan-2").periods)
    session.execute(
        update(SurveyPeriod).where(SurveyPeriod.tenant_id == regency.tenant_id, SurveyPeriod.id == period_id).values(state="closed")
    )
    before = read_all(session, regency, [inside(session, regency)])
    _answer_once_more(session, regency, period_id)
    after = read_all(session, regency, [inside(session, regency)])
    assert _respondents(after[0][0]) == _respondents(before[0][0]) + 1


def test_a_correction_that_counts_late_answers_is_seen_at_once(session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    before = _year(session, way.tenant_id)
    late_answers(session, way, 3)
    assert _year(session, way.tenant_id) == before
    begin_correction(
        session=session, tenant_id=way.tenant_id, period_id=way.period_id, reason="Jawaban kertas belum dihitung.", account_id=way.admin_id,
        signing_key=KEY, now=LATER, count_late=True,
    )  # fmt: skip
    assert _year(session, way.tenant_id) == (before[0] + 3, before[1] + 3, before[2] + 3)


def _year(session: Session, tenant_id: int) -> tuple[int, int, int]:
    """Respondents of the year's index, of its profile by gender, and of the point of its trend a year later."""
    periods = list_periods(session, tenant_id=tenant_id)
    year = periods.periods[0].ends_on.year
    figures = regency_figures(session, tenant_id=tenant_id, periods=periods, scope=reporting_scope(year))
    gender = next(each for each in figures.profile if each.dimension == "gender")
    (point,) = regency_trend(
        session, tenant_id=tenant_id, periods=periods, scope=reporting_scope(year + 1), policies=Policies(), number=1
    )
    assert point.respondents is not None
    return figures.respondents, sum(each.respondents for each in gender.rows), point.respondents


def test_a_service_is_named_as_in_the_newest_period_with_samples_added_up(session: Session, regency: Surveyed) -> None:
    newest, oldest = inside(session, regency).of_agency(regency.agency_ids[0]).periods
    service = ServiceType(tenant_id=regency.tenant_id, id=new_id(), agency_id=regency.agency_ids[0], name="Pindah datang")
    session.add(service)
    session.flush()
    for period_id, name, population, position in ((oldest.id, "Pindah", 500, 7), (newest.id, "Pindah datang", 700, 9)):
        session.add(
            PeriodService(
                tenant_id=regency.tenant_id, period_id=period_id, service_type_id=service.id, name=name, position=position,
                population=population, sample_target=40,
            )
        )  # fmt: skip
    session.flush()
    for scope in (PeriodList([newest, oldest]), PeriodList([oldest, newest])):
        (found,) = counts_of_scopes(session, tenant_id=regency.tenant_id, scopes=[scope])
        expected = ListedService(service.id, "Pindah datang", 700, 80, 7, newest.id, newest.starts_on)
        assert found.listing[service.id] == expected
        assert in_printed_order(found.listing)[-1] == expected


def _answer_once_more(session: Session, surveyed: Surveyed, period_id: UUID) -> None:
    service = str(surveyed.service_ids[0])
    rows = tally.c.tenant_id == surveyed.tenant_id, tally.c.period_id == period_id, tally.c.dimension == "service"
    found = session.scalars(tally.select().with_only_columns(tally.c.category).where(*rows)).all()
    category = service if service in found else min(found)
    session.execute(update(tally).where(*rows, tally.c.category == category).values(respondents=tally.c.respondents + 1))


def _respondents(counts: Mapping[UUID, Mapping[UUID, tuple[int, ...]]]) -> int:
    return sum(each[0] for services in counts.values() for each in services.values())
