"""Opening a period: what is frozen, what is refused, and that of two at once only one wins."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.session import unit_of_work
from puas.db.tables.people import AuditEvent
from puas.db.tables.surveys import PeriodService, SurveyPeriod
from puas.domain.agency_details import AgencyDetails, ServiceDetails
from puas.domain.survey_period import Period, custom, triwulan
from puas.usecases.archive_agency import archive_agency
from puas.usecases.archive_service_type import archive_service_type
from puas.usecases.open_survey_period import UnableToOpenSurveyPeriod, open_survey_period
from puas.usecases.open_survey_periods import UnableToOpenSurveyPeriods, open_survey_periods
from puas.usecases.save_agency import save_agency
from puas.usecases.save_service_type import save_service_type
from tests.conftest import Committing
from tests.factories.regency import NOW, make_agency, make_regency

QUARTER = triwulan(2026, 4)


def test_everything_is_frozen(session: Session) -> None:
    tenant = make_regency(session)
    agency, services = make_agency(session, tenant.id, services=[("KTP", 60), ("KK", 28)])
    save_agency(
        session=session, tenant_id=tenant.id, agency_id=agency.id, account_id=None, now=NOW,
        details=AgencyDetails(name="Dinas Contoh", target_nik="81.75"),
    )  # fmt: skip
    period = open_survey_period(
        session=session, tenant_id=tenant.id, agency_id=agency.id, period=QUARTER, account_id=None, now=NOW
    )
    assert (period.label, period.starts_on, period.ends_on) == ("Triwulan IV 2026", date(2026, 10, 1), date(2026, 12, 31))
    assert (period.sample_target, period.sample_policy, period.target_nik) == (72, "formula", "81.75")
    assert set(period.questionnaire) == {
        "persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarpras",
    }  # fmt: skip
    assert period.questionnaire["biaya"]["answers"][3] == "Gratis"

    # A rename, a new population and an archived service do not touch what is open.
    save_agency(
        session=session, tenant_id=tenant.id, agency_id=agency.id, account_id=None, now=NOW,
        details=AgencyDetails(name="Badan Contoh"),
    )  # fmt: skip
    save_service_type(
        session=session, tenant_id=tenant.id, agency_id=agency.id, service_type_id=services[0].id, account_id=None,
        now=NOW, details=ServiceDetails(name="KTP-el", population=9000),
    )  # fmt: skip
    archive_service_type(
        session=session, tenant_id=tenant.id, agency_id=agency.id, service_type_id=services[1].id, account_id=None, now=NOW
    )
    session.flush()
    session.expire_all()
    stored = session.execute(
        select(PeriodService.name, PeriodService.population, PeriodService.sample_target)
        .where(PeriodService.tenant_id == tenant.id)
        .order_by(PeriodService.position)
    )
    assert [tuple(row) for row in stored] == [("KTP", 60, 49), ("KK", 28, 23)]
    assert period.agency_name == "Dinas Contoh"


def test_each_opening_is_in_the_audit_log(session: Session) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id, services=[("KTP", 60)])
    open_survey_period(session=session, tenant_id=tenant.id, agency_id=agency.id, period=QUARTER, account_id=None, now=NOW)
    session.flush()
    actions = session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == tenant.id)).all()
    assert actions.count("open_survey_period") == 1


@pytest.mark.parametrize(
    "window",
    [
        QUARTER,
        custom(date(2026, 12, 31), date(2027, 1, 31)),
        custom(date(2026, 9, 1), date(2027, 2, 1)),
        custom(date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_overlap_is_refused_and_named(session: Session, window: Period) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id, services=[("KTP", 60)])
    open_survey_period(session=session, tenant_id=tenant.id, agency_id=agency.id, period=QUARTER, account_id=None, now=NOW)
    with pytest.raises(UnableToOpenSurveyPeriod) as refusal:
        open_survey_period(
            session=session, tenant_id=tenant.id, agency_id=agency.id, period=window, account_id=None, now=NOW
        )
    assert refusal.value.reason == "overlaps"
    assert refusal.value.overlapping == ("Triwulan IV 2026",)


def test_the_next_day_does_not_overlap(session: Session) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id, services=[("KTP", 60)])
    for window in (QUARTER, triwulan(2027, 1)):
        open_survey_period(session=session, tenant_id=tenant.id, agency_id=agency.id, period=window, account_id=None, now=NOW)


@pytest.mark.parametrize(
    ("window", "reason"),
    [(triwulan(2026, 3), "already-over"), (triwulan(2028, 1), "too-far-ahead")],
)
def test_dates_far_away_are_refused(session: Session, window: Period, reason: str) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id, services=[("KTP", 60)])
    with pytest.raises(UnableToOpenSurveyPeriod, match=reason):
        open_survey_period(
            session=session, tenant_id=tenant.id, agency_id=agency.id, period=window, account_id=None, now=NOW
        )


def test_many_agencies_each_have_their_outcome(session: Session) -> None:
    tenant = make_regency(session)
    ready, _ = make_agency(session, tenant.id, "A siap", services=[("KTP", 88)])
    empty, _ = make_agency(session, tenant.id, "B tanpa layanan")
    gone, _ = make_agency(session, tenant.id, "C diarsipkan", services=[("Izin", None)])
    archive_agency(session=session, tenant_id=tenant.id, agency_id=gone.id, account_id=None, now=NOW)
    busy, _ = make_agency(session, tenant.id, "D sudah buka", services=[("Izin", None)])
    open_survey_period(session=session, tenant_id=tenant.id, agency_id=busy.id, period=QUARTER, account_id=None, now=NOW)
    outcomes = open_survey_periods(
        session=session, tenant_id=tenant.id, agency_ids=[busy.id, gone.id, empty.id, ready.id], period=QUARTER,
        account_id=None, now=NOW,
    )  # fmt: skip
    assert [(each.agency_name, each.reason, each.period is not None) for each in outcomes] == [
        ("A siap", "", True),
        ("B tanpa layanan", "no-services", False),
        ("C diarsipkan", "archived", False),
        ("D sudah buka", "overlaps", False),
    ]


def test_an_agency_of_another_tenant_is_unknown(session: Session) -> None:
    other = make_regency(session)
    agency, _ = make_agency(session, other.id, services=[("KTP", 88)])
    mine = make_regency(session)
    with pytest.raises(UnableToOpenSurveyPeriods, match="unknown-agency"):
        open_survey_periods(
            session=session, tenant_id=mine.id, agency_ids=[agency.id], period=QUARTER, account_id=None, now=NOW
        )
    tenancy.enter(session, tenant_id=other.id)
    assert session.scalar(select(func.count()).select_from(SurveyPeriod)) == 0


def test_of_two_at_once_one_wins(committing: Committing) -> None:
    with unit_of_work(committing.session_factory) as session:
        tenant = make_regency(session)
        agency, _ = make_agency(session, tenant.id, services=[("KTP", 88)])
    # Different first days, so that no unique key comes to the lock's help.
    windows = [custom(date(2026, 11, day), date(2026, 12, day)) for day in (20, 21, 22, 23)]
    start = threading.Barrier(len(windows))
    outcomes: list[str] = []

    def open_one(window: Period) -> None:
        with unit_of_work(committing.session_factory, tenant_id=tenant.id) as own:
            start.wait()
            try:
                open_survey_period(
                    session=own, tenant_id=tenant.id, agency_id=agency.id, period=window, account_id=None, now=NOW
                )
                outcomes.append("opened")
            except UnableToOpenSurveyPeriod as refusal:
                outcomes.append(refusal.reason)

    threads = [threading.Thread(target=open_one, args=(window,)) for window in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["opened", "overlaps", "overlaps", "overlaps"]
    with unit_of_work(committing.session_factory, tenant_id=tenant.id) as session:
        assert session.scalar(select(func.count()).select_from(SurveyPeriod)) == 1
