"""Reports on their way to the province: a closed period, brought as far as a test needs it, through the use cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import FollowupItem, Report, ReportText
from puas.db.tables.responses import Response
from puas.domain.report_details import SIGNED_ON
from puas.domain.report_snapshot import FINAL
from puas.domain.submission_workflow import ANALYSED, APPROVED, HANDED_OVER, PUBLISHED, SUBMITTED
from puas.usecases.approve_report import approve_report
from puas.usecases.hand_over_results import hand_over_results
from puas.usecases.publish_results import publish_results
from puas.usecases.request_report import request_report
from puas.usecases.submit_report import submit_report
from tests.factories.closed import CLOSED_AT, ClosedPeriod, closed_period
from tests.factories.regency import make_member

BASE = "https://skm.example.go.id"
PLANS = {"waktu": "Menambah loket pada jam sibuk", "sarpras": "Menata ruang tunggu baru", "prosedur": "Memasang bagan alur pelayanan"}
# Steps of one report lie a day apart, as they do in life, so that their order is plain.
ASKED_AT = CLOSED_AT + timedelta(days=1)
LATER = ASKED_AT + timedelta(days=30)


def fit_to_sign(session: Session, closed: ClosedPeriod) -> None:
    """Give a period of `closed_period` what its final report needs: who signs and when, and a plan for the weakest."""
    session.execute(
        update(Agency)
        .where(Agency.tenant_id == closed.tenant_id, Agency.id == closed.survey.agency_id)
        .values(signatory_name="Dra. Sri Wahyuningsih", signatory_position="Kepala Dinas", signatory_nip="196805121993032004")
    )
    session.add_all(
        FollowupItem(
            tenant_id=closed.tenant_id, id=new_id(), period_id=closed.period_id, unsur=unsur, action=action,
            due_on=date(2026, 12, 1), person_in_charge="Sekretaris", position=position,
        )
        for position, (unsur, action) in enumerate(PLANS.items())
    )  # fmt: skip
    session.add(
        ReportText(tenant_id=closed.tenant_id, period_id=closed.period_id, section=SIGNED_ON, body="2026-10-07", updated_at=CLOSED_AT)
    )
    session.flush()


def final_report(session: Session, closed: ClosedPeriod, *, asked_by: UUID | None, now: datetime = ASKED_AT, ready: bool = True) -> Report:
    """Ask for the period's final report, and have it ready unless told otherwise; no file is made."""
    report = request_report(
        session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, requested_by=asked_by, base_url=BASE, now=now,
        stage=FINAL, advice_seen=True,
    )  # fmt: skip
    if ready:
        report.state, report.finished_at = "ready", now
    session.flush()
    return report


@dataclass(frozen=True)
class OnItsWay:
    """A report on its way, and the people it concerns."""

    closed: ClosedPeriod
    officer_id: UUID
    admin_id: UUID
    report_id: UUID

    @property
    def tenant_id(self) -> int:
        return self.closed.tenant_id

    @property
    def period_id(self) -> UUID:
        return self.closed.period_id

    @property
    def slug(self) -> str:
        return self.closed.survey.slug


_WAY = (ANALYSED, SUBMITTED, APPROVED, PUBLISHED, HANDED_OVER)


def report_on_its_way(session: Session, state: str = SUBMITTED, *, slug: str = "arjosari", respondents: int = 24) -> OnItsWay:
    """A closed period whose officer made the final report, brought to this state (analysed or later); the caller commits.

    The officer submits, the admin approves and publishes. A demo tenant is under no province and hands nothing over.
    """
    closed = closed_period(session, slug=slug, respondents=respondents)
    fit_to_sign(session, closed)
    officer = make_member(session, closed.tenant_id, "agency-officer", agency_ids=[closed.survey.agency_id])
    admin = make_member(session, closed.tenant_id, "tenant-admin")
    report = final_report(session, closed, asked_by=officer.id)
    found = OnItsWay(closed, officer.id, admin.id, report.id)
    bring_to(session, found, state)
    return found


def bring_to(session: Session, found: OnItsWay, state: str, *, since: datetime = ASKED_AT) -> None:
    """Take the steps from an analysed report to this state, a day apart."""
    one = {"session": session, "tenant_id": found.tenant_id, "period_id": found.period_id}
    many = {"session": session, "tenant_id": found.tenant_id, "period_ids": [found.period_id]}
    steps = (
        lambda now: submit_report(**one, account_id=found.officer_id, now=now),  # type: ignore[arg-type]
        lambda now: approve_report(**one, account_id=found.admin_id, now=now),  # type: ignore[arg-type]
        lambda now: publish_results(**many, account_id=found.admin_id, now=now),  # type: ignore[arg-type]
        lambda now: hand_over_results(**many, account_id=found.admin_id, now=now),  # type: ignore[arg-type]
    )
    for number, step in enumerate(steps[: _WAY.index(state)], start=1):
        step(since + timedelta(days=number))
    session.flush()


def late_answers(session: Session, way: OnItsWay, number: int, suggestion: str | None = None) -> None:
    """Answers like the period's first one that came after it was closed."""
    ids = way.closed.response_ids[:1]
    like = session.scalars(select(Response).where(Response.tenant_id == way.tenant_id, Response.id.in_(ids))).one()
    columns = [each.name for each in Response.__table__.columns if each.name not in ("id", "state", "suggestion")]
    session.add_all(
        Response(id=new_id(), state="late", suggestion=suggestion, **{name: getattr(like, name) for name in columns}) for _ in range(number)
    )
    session.flush()
