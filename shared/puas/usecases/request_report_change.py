"""Sends a report back to its agency with remarks, chapter by chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.submissions import ReviewRemark
from puas.domain.notices import CHANGE_REQUESTED
from puas.domain.report_forms import REPORT_FORMS
from puas.domain.report_review import LONGEST_REMARK, chapter_name, chapters_of
from puas.domain.submission_standing import UnableToTakeStep
from puas.domain.submission_workflow import REQUEST_CHANGE
from puas.usecases._submission_notices import tell_agency
from puas.usecases._submissions import standing_for, take_step
from puas.usecases.record_audit import record_audit

_CHAPTERS = frozenset(each.key for form_id in REPORT_FORMS for each in chapters_of(form_id))


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be changed, and in which chapter: a key of `report_review.chapters_of`."""

    chapter: str
    body: str


class UnableToRequestReportChange(UnableToTakeStep):
    """`reason` as in any step, or no-remarks, unknown-chapter, too-long."""


def request_report_change(
    *,
    session: Session,
    tenant_id: int,
    period_id: UUID,
    remarks: Sequence[Remark],
    account_id: UUID,
    now: datetime,
    version: int | None = None,
) -> None:
    """Write the remarks down and send the report back; empty ones are left out, at least one is needed."""
    said = [Remark(each.chapter, each.body.strip()) for each in remarks if each.body.strip()]
    _refuse_nonsense(said)
    with UnableToRequestReportChange.instead():
        standing = standing_for(session, tenant_id=tenant_id, period_id=period_id, step=REQUEST_CHANGE, version=version, now=now)
        reason = "\n".join(f"{chapter_name(each.chapter)} – {each.body}" for each in said)
        take_step(
            session, tenant_id=tenant_id, standing=standing, step=REQUEST_CHANGE, account_id=account_id, now=now, reason=reason,
            approved_by=None, approved_at=None,
        )  # fmt: skip
    session.add_all(
        ReviewRemark(
            tenant_id=tenant_id, id=new_id(), period_id=period_id, round=standing.round, chapter=each.chapter, body=each.body,
            made_by=account_id, made_at=now,
        )
        for each in said
    )  # fmt: skip
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="request_report_change",
        subject=f"survey_period:{period_id}", now=now,
        detail={"agency": standing.agency_name, "label": standing.label, "remarks": len(said)},
    )  # fmt: skip
    tell_agency(
        session, tenant_id=tenant_id, standing=standing, kind=CHANGE_REQUESTED, account_id=account_id, now=now, reason=reason
    )  # fmt: skip


def _refuse_nonsense(remarks: Sequence[Remark]) -> None:
    if not remarks:
        raise UnableToRequestReportChange("no-remarks")
    if any(each.chapter not in _CHAPTERS for each in remarks):
        raise UnableToRequestReportChange("unknown-chapter")
    if any(len(each.body) > LONGEST_REMARK for each in remarks):
        raise UnableToRequestReportChange("too-long")
