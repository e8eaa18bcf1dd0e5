"""Reports on their way to the province: a closed period, brought as far as a test needs it, through the use cases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import FollowupItem, Report, ReportText
from puas.domain.report_details import SIGNED_ON
from puas.domain.report_snapshot import FINAL
from puas.usecases.request_report import request_report
from tests.factories.closed import CLOSED_AT, ClosedPeriod

BASE = "https://skm.example.go.id"
PLANS = {"waktu": "Menambah loket pada jam sibuk", "sarpras": "Menata ruang tunggu baru", "prosedur": "Memasang bagan alur pelayanan"}
# Steps of one report lie a day apart, as they do in life, so that their order is plain.
ASKED_AT = CLOSED_AT + timedelta(days=1)


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
