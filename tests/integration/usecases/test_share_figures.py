"""What leaves a tenant: figures added up from published results, equal to those frozen, and nothing of groups too small."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Barrier
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.frozen_results import find_result
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_figures import regency_figures
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import FollowupItem
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.domain.reporting_scope import reporting_scope
from puas.domain.survey_period import custom, semester, triwulan
from puas.usecases.share_figures import share_figures
from tests.factories.published import PUBLISHED_AT, publish_and_share, publish_period
from tests.factories.snapshots import answers
from tests.factories.surveyed import Surveyed, SurveyedPeriod, open_period, put_counts, survey_tenant

if TYPE_CHECKING:
    from tests.conftest import Committing

NIL = UUID(int=0)
LATER = PUBLISHED_AT + timedelta(days=1)
Q1, Q2, Q3 = triwulan(2026, 1), triwulan(2026, 2), triwulan(2026, 3)


def lines(session: Session, tenant_id: int, **wanted: Any) -> dict[tuple[str, str, UUID], SharedFigure]:
    statement = select(SharedFigure).where(SharedFigure.tenant_id == tenant_id).filter_by(**wanted)
    found = session.scalars(statement.execution_options(populate_existing=True))
    return {(each.part, each.level, each.unit_id): each for each in found}


def share(session: Session, surveyed: Surveyed, *places: int, now: datetime = PUBLISHED_AT) -> None:
    ids = [surveyed.periods[place].id for place in places]
    share_figures(session=session, tenant_id=surveyed.tenant_id, period_ids=ids, now=now)


def test_results_of_two_tenants_with_one_id_are_kept_apart(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids come along with an archive, so that a forged one could bear those of another tenant."""
    same = UUID(int=7)
    monkeypatch.setattr("puas.usecases.freeze_result.new_id", lambda: same)
    found = []
    for slug, people in (("arjosari", 40), ("bumiraya", 60)):
        made = survey_tenant(session, slug=slug, name=f"Kabupaten {slug.title()}", answered=False)
        put_counts(
            session, tenant_id=made.tenant_id, period_id=made.periods[0].id, tallies={made.service_ids[0]: answers(people, seed=people)}
        )
        assert publish_period(session, made, made.periods[0]) == same
        share(session, made, 0)
        found.append(lines(session, made.tenant_id)["tahun", "regency", NIL])
    assert [(each.respondents, each.tenant_id) for each in found] == [(40, found[0].tenant_id), (60, found[1].tenant_id)]


def test_a_single_period_shows_the_frozen_figures_to_the_digit(session: Session) -> None:
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari")
    result = find_result(session, tenant_id=surveyed.tenant_id, result_id=publish_period(session, surveyed, surveyed.periods[0]))
    assert result is not None
    # What the tenant decides afterwards does not change what was published.
    session.execute(update(TenantProfile).where(TenantProfile.tenant_id == surveyed.tenant_id).values(aggregation_policy="pooled"))
    share(session, surveyed, 0)
    frozen = result.snapshot
    found = lines(session, surveyed.tenant_id)
    agency = surveyed.agency_ids[0]
    for part in ("triwulan-2", "semester-1", "tahun"):
        line = found[part, "agency", agency]
        assert (line.ni, line.nik, line.mutu) == (frozen.index.ni, frozen.index.nik, frozen.index.mutu)
        assert (line.simple_mean, line.respondent_weighted) == (frozen.simple_mean.nik, frozen.respondent_weighted.nik)
        assert (line.respondents, line.population, line.sample_target) == (frozen.respondents, frozen.population, frozen.sample_target)
        assert [each["nrr"] for each in line.unsur] == [str(each.nrr) for each in frozen.unsur]
        assert [each["answered"] for each in line.unsur] == [each.answered for each in frozen.unsur]
        for unit in frozen.units:
            service = found[part, "service", UUID(unit.id)]
            assert (service.nik, service.mutu, service.respondents) == (unit.index.nik, unit.index.mutu, unit.respondents)
            assert (service.name, service.agency_id, service.kind) == (unit.name, agency, line.kind)
        assert (line.members, line.members_total) == (2, 3)
        regency = found[part, "regency", NIL]
        # The regency's own line follows the policy of today, which is pooled.
        assert (regency.nik, regency.respondents) == (frozen.respondent_weighted.nik, frozen.respondents)
        assert (regency.members, regency.members_total) == (1, 1)
    assert {part for part, _, _ in found} == {"triwulan-2", "semester-1", "tahun"}


def test_several_periods_are_what_the_regency_itself_adds_up(session: Session) -> None:
    surveyed = survey_tenant(
        session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1, Q2, Q3), agencies=("Dinas Kependudukan", "Dinas Kesehatan")
    )
    publish_and_share(session, surveyed)
    periods = list_periods(session, tenant_id=surveyed.tenant_id)
    for part in ("tahun", "semester-1", "triwulan-3"):
        own = regency_figures(session, tenant_id=surveyed.tenant_id, periods=periods, scope=reporting_scope(2026, part))
        found = lines(session, surveyed.tenant_id, part=part)
        regency = found[part, "regency", NIL]
        assert (regency.ni, regency.nik, regency.mutu) == (own.index.ni, own.index.nik, own.index.mutu)
        assert (regency.simple_mean, regency.respondent_weighted) == (own.simple_mean.nik, own.respondent_weighted.nik)
        assert (regency.respondents, regency.sample_target) == (own.respondents, own.sample_target)
        assert [each["nik"] for each in regency.unsur] == [str(each.nik) for each in own.unsur]
        for standing in own.standings:
            line = found[part, "agency", standing.agency_id]
            assert (line.nik, line.mutu, line.respondents) == (standing.index.nik, standing.index.mutu, standing.respondents)
            assert (line.sample_target, line.periods) == (standing.sample_target, len(standing.periods))


def test_only_what_is_published_is_added_up(session: Session) -> None:
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1, Q2))
    publish_and_share(session, surveyed, surveyed.periods[:1])
    assert {part for part, _, _ in lines(session, surveyed.tenant_id)} == {"triwulan-1", "semester-1", "tahun"}
    year = lines(session, surveyed.tenant_id)["tahun", "agency", surveyed.agency_ids[0]]
    assert (year.periods, year.starts_on, year.ends_on) == (1, Q1.starts_on, Q1.ends_on)
    publish_and_share(session, surveyed, surveyed.periods[1:])
    year = lines(session, surveyed.tenant_id)["tahun", "agency", surveyed.agency_ids[0]]
    assert (year.periods, year.starts_on, year.ends_on) == (2, Q1.starts_on, Q2.ends_on)
    assert ("triwulan-2", "regency", NIL) in lines(session, surveyed.tenant_id)


def test_a_period_across_quarters_is_in_the_wider_parts_alone(session: Session) -> None:
    across = custom(datetime(2026, 2, 1, tzinfo=UTC).date(), datetime(2026, 5, 31, tzinfo=UTC).date())
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(across, semester(2026, 2)))
    publish_and_share(session, surveyed)
    assert {part for part, _, _ in lines(session, surveyed.tenant_id)} == {"semester-1", "semester-2", "tahun"}


def test_a_correction_replaces_its_figures_and_leaves_the_rest_untouched(session: Session) -> None:
    surveyed = survey_tenant(
        session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1, Q2), agencies=("Dinas Kependudukan", "Dinas Kesehatan")
    )
    publish_and_share(session, surveyed)
    before = {key: (each.nik, each.updated_at) for key, each in lines(session, surveyed.tenant_id).items()}
    session.execute(update(TenantProfile).where(TenantProfile.tenant_id == surveyed.tenant_id).values(aggregation_policy="pooled"))
    publish_period(session, surveyed, surveyed.periods[0], reason="kebijakan berubah")
    share(session, surveyed, 0, now=LATER)
    after = {key: (each.nik, each.updated_at) for key, each in lines(session, surveyed.tenant_id).items()}
    corrected, other = surveyed.agency_ids
    assert after["triwulan-1", "agency", corrected][1] == LATER
    assert after["triwulan-1", "agency", corrected][0] != before["triwulan-1", "agency", corrected][0]
    assert after["triwulan-1", "agency", other] == before["triwulan-1", "agency", other]
    assert after["triwulan-2", "agency", corrected] == before["triwulan-2", "agency", corrected]


def test_a_result_that_is_no_longer_public_leaves_no_line(session: Session) -> None:
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1, Q2))
    publish_and_share(session, surveyed)
    session.execute(
        update(Submission)
        .where(Submission.tenant_id == surveyed.tenant_id, Submission.period_id == surveyed.periods[1].id)
        .values(published_result_id=None)
    )
    share(session, surveyed, 1)
    assert {part for part, _, _ in lines(session, surveyed.tenant_id)} == {"triwulan-1", "semester-1", "tahun"}


def test_names_are_those_frozen_in_the_newest_period(session: Session) -> None:
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1,))
    publish_and_share(session, surveyed)
    agency = session.scalars(select(Agency).where(Agency.tenant_id == surveyed.tenant_id)).one()
    services = list(session.scalars(select(ServiceType).where(ServiceType.tenant_id == surveyed.tenant_id).order_by(ServiceType.id)))
    agency.name = renamed = "Dinas Kependudukan dan Pencatatan Sipil"
    surveyed.periods.append(open_period(session, surveyed.tenant_id, agency, services, Q2, surveyed.periods[0].tallies))
    agency.name, agency.state = "Nama yang tidak pernah dicetak", "archived"
    publish_and_share(session, surveyed, surveyed.periods[1:])
    found = lines(session, surveyed.tenant_id)
    assert found["triwulan-1", "agency", agency.id].name == "Dinas Kependudukan"
    assert found["tahun", "agency", agency.id].name == found["triwulan-2", "agency", agency.id].name == renamed
    # It is no agency of today any more and still counts among those the figures are made of.
    assert found["tahun", "regency", NIL].members_total == 1


def test_promises_of_published_plans_are_shown_to_the_province(session: Session) -> None:
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1, Q2), province_code="99")
    for number, period in enumerate(surveyed.periods):
        session.add(
            FollowupItem(tenant_id=surveyed.tenant_id, id=UUID(int=number + 1), period_id=period.id, unsur="waktu", action="Tambah loket")
        )
    session.flush()
    publish_and_share(session, surveyed, surveyed.periods[:1])
    share(session, surveyed, 1)
    shown = session.execute(select(FollowupItem.id, FollowupItem.province_code).where(FollowupItem.tenant_id == surveyed.tenant_id))
    assert {tuple(each) for each in shown} == {(UUID(int=1), "99"), (UUID(int=2), None)}
    assert {each.province_code for each in lines(session, surveyed.tenant_id).values()} == {"99"}


def test_a_demo_is_under_no_province(session: Session) -> None:
    surveyed = survey_tenant(session, slug="latihan", name="Kabupaten Latihan")
    publish_and_share(session, surveyed)
    assert {each.province_code for each in lines(session, surveyed.tenant_id).values()} == {None}


def test_the_margin_is_stored_with_the_figure(session: Session) -> None:
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", golden=True)
    publish_and_share(session, surveyed)
    line = lines(session, surveyed.tenant_id)["tahun", "agency", surveyed.agency_ids[0]]
    assert line.nik == Decimal("82.22")
    assert line.margin is not None
    assert line.margin > 0
    assert line.is_letter_stable is not None


def test_of_a_small_group_nothing_is_stored_and_nothing_that_gives_it_away(session: Session) -> None:
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1,), answered=False)
    agency, services = surveyed.agency_ids[0], surveyed.service_ids
    counts = {service: answers(number, seed=number) for service, number in zip(services, (9, 40, 30), strict=True)}
    put_counts(session, tenant_id=surveyed.tenant_id, period_id=surveyed.periods[0].id, tallies=counts)
    publish_and_share(session, surveyed)
    found = lines(session, surveyed.tenant_id)
    hidden = {unit for (part, _, unit), each in found.items() if each.is_suppressed and part == "tahun"}
    assert hidden == {services[0], services[2]}
    for each in (found["tahun", "service", unit] for unit in hidden):
        assert [each.respondents, each.sample_target, each.population, each.ni, each.nik, each.mutu, each.unsur] == [None] * 5 + ["", []]
        assert [each.simple_mean, each.respondent_weighted, each.margin, each.is_letter_stable] == [None] * 4
    own = found["tahun", "agency", agency]
    assert (own.respondents, own.respondent_weighted) == (79, None)
    assert own.nik == own.simple_mean is not None


def test_two_publications_at_once_are_both_added_up(committing: Committing) -> None:
    with committing.session_factory() as session:
        surveyed = survey_tenant(
            session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1,), agencies=tuple(f"Dinas {each}" for each in "ABCDEF")
        )
        session.commit()
    ready = Barrier(len(surveyed.periods))

    def publish(period: SurveyedPeriod) -> None:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=surveyed.tenant_id)
            publish_period(session, surveyed, period)
            ready.wait(timeout=30)
            share_figures(session=session, tenant_id=surveyed.tenant_id, period_ids=[period.id], now=PUBLISHED_AT)
            session.commit()

    with ThreadPoolExecutor(len(surveyed.periods)) as pool:
        list(pool.map(publish, surveyed.periods))
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=surveyed.tenant_id)
        found = lines(session, surveyed.tenant_id, part="tahun")
        regency = found["tahun", "regency", NIL]
        agencies = [each for (_, level, _), each in found.items() if level == "agency"]
        assert (regency.members, regency.members_total, regency.periods) == (6, 6, 6)
        assert regency.respondents == sum(each.respondents or 0 for each in agencies) == 6 * 220


def test_sharing_twice_writes_nothing_the_second_time(session: Session) -> None:
    surveyed = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1, Q2))
    publish_and_share(session, surveyed)
    share(session, surveyed, 0, 1, now=LATER)
    assert {each.updated_at for each in lines(session, surveyed.tenant_id).values()} == {PUBLISHED_AT}
