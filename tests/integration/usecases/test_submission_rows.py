"""The row of a period's report on its way: made when the period opens, moved when it closes, made late for older periods."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.places import Tenant
from puas.db.tables.submissions import Submission, SubmissionStep
from puas.domain.submission_workflow import ANALYSED, CLOSED, COLLECTING
from puas.domain.survey_period import triwulan
from puas.usecases.close_survey_period import close_survey_period
from puas.usecases.open_survey_period import open_survey_period
from puas.usecases.request_report import request_report
from tests.factories.closed import KEY, closed_period
from tests.factories.regency import NOW, make_agency, make_member
from tests.factories.submissions import ASKED_AT, BASE, final_report, fit_to_sign
from tests.factories.surveys import a_survey


def the_row(session: Session, tenant_id: int) -> Submission:
    return session.scalars(select(Submission).where(Submission.tenant_id == tenant_id).execution_options(populate_existing=True)).one()


def steps(session: Session, tenant_id: int) -> list[tuple[str, str, str]]:
    found = session.scalars(select(SubmissionStep).where(SubmissionStep.tenant_id == tenant_id).order_by(SubmissionStep.at))
    return [(row.step, row.from_state, row.to_state) for row in found]


def test_opening_makes_the_row_and_closing_moves_it(session: Session) -> None:
    tenant = Tenant(slug="lembayung", kind="regency", province_code="99", name="Kabupaten Lembayung", time_zone="Asia/Jakarta")
    session.add(tenant)
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id)
    agency, _ = make_agency(session, tenant.id, services=[("KTP", 60)])
    period = open_survey_period(
        session=session, tenant_id=tenant.id, agency_id=agency.id, period=triwulan(2026, 4), account_id=None, now=NOW
    )
    row = the_row(session, tenant.id)
    assert (row.period_id, row.state, row.round, row.version, row.province_code) == (period.id, COLLECTING, 1, 0, "99")
    assert (row.agency_name, row.agency_kind, row.label, row.kind) == ("Dinas Contoh", "dinas", "Triwulan IV 2026", "triwulan")
    assert (row.starts_on, row.ends_on, row.sample_target) == (period.starts_on, period.ends_on, period.sample_target)
    close_survey_period(session=session, tenant_id=tenant.id, period_id=period.id, account_id=None, signing_key=KEY, now=NOW)
    assert the_row(session, tenant.id).state == CLOSED
    assert steps(session, tenant.id) == [("close", COLLECTING, CLOSED)]


def test_a_demo_is_under_no_province(session: Session) -> None:
    survey = a_survey(session)
    close_survey_period(session=session, tenant_id=survey.tenant_id, period_id=survey.period_id, account_id=None, signing_key=KEY, now=NOW)
    assert the_row(session, survey.tenant_id).province_code is None


def test_closing_a_period_without_a_row_makes_it(session: Session) -> None:
    closed = closed_period(session, respondents=24)
    row = the_row(session, closed.tenant_id)
    assert (row.period_id, row.state, row.version, row.respondents) == (closed.period_id, CLOSED, 1, 24)
    assert steps(session, closed.tenant_id) == [("close", COLLECTING, CLOSED)]


def test_the_final_report_is_the_analysis_and_a_draft_is_not(session: Session) -> None:
    closed = closed_period(session)
    officer = make_member(session, closed.tenant_id, "agency-officer", agency_ids=[closed.survey.agency_id])
    request_report(session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, requested_by=officer.id, base_url=BASE, now=NOW)
    assert the_row(session, closed.tenant_id).state == CLOSED
    fit_to_sign(session, closed)
    final_report(session, closed, asked_by=officer.id)
    assert (the_row(session, closed.tenant_id).state, the_row(session, closed.tenant_id).version) == (ANALYSED, 2)
    final_report(session, closed, asked_by=officer.id, now=ASKED_AT + timedelta(days=1))
    assert steps(session, closed.tenant_id)[1:] == [("analyse", CLOSED, ANALYSED)]
