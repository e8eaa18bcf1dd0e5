"""Tells the people concerned what became of a report: those who review it, and the officers of its agency."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.people import AgencyAssignment, Membership
from puas.domain.permissions import ALLOWED, BOUND_TO_AGENCIES, Action
from puas.domain.submission_standing import Standing
from puas.usecases.notify import notify

# What a bell can show; the whole reason stands on the page.
LONGEST_REASON = 300

_REVIEWERS = sorted(role.value for role, actions in ALLOWED.items() if Action.REVIEW_REPORTS in actions)


def tell_reviewers(session: Session, *, tenant_id: int, standing: Standing, kind: str, account_id: UUID, now: datetime) -> None:
    """Those who may approve, except whoever took the step."""
    statement = select(Membership.account_id).where(Membership.tenant_id == tenant_id, Membership.role.in_(_REVIEWERS))
    people = set(session.scalars(statement)) - {account_id}
    _tell(session, tenant_id, standing, kind, people, "", now)


def tell_agency(
    session: Session, *, tenant_id: int, standing: Standing, kind: str, account_id: UUID, now: datetime, reason: str | None = None
) -> None:
    """The officers of the agency and whoever submitted the report, except whoever took the step."""
    statement = (
        select(AgencyAssignment.account_id)
        .join(Membership, (Membership.tenant_id == AgencyAssignment.tenant_id) & (Membership.account_id == AgencyAssignment.account_id))
        .where(
            AgencyAssignment.tenant_id == tenant_id,
            AgencyAssignment.agency_id == standing.agency_id,
            Membership.role.in_(sorted(BOUND_TO_AGENCIES)),
        )
    )
    people = {*session.scalars(statement), *([standing.submitted_by] if standing.submitted_by else [])} - {account_id}
    _tell(session, tenant_id, standing, kind, people, reason, now)


def _tell(session: Session, tenant_id: int, standing: Standing, kind: str, people: set[UUID], reason: str | None, now: datetime) -> None:
    facts = {"agency": standing.agency_name, "label": standing.label}
    if reason:
        facts["reason"] = reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 2].rstrip() + " …"
    notify(
        session=session,
        tenant_id=tenant_id,
        account_ids=people,
        kind=kind,
        # Each step raises the version, so the same kind is told again in another round and never twice for one step.
        subject=f"submission:{standing.period_id}:{standing.version + 1}",
        facts=facts,
        path=f"/pelaporan/{standing.period_id}",
        now=now,
    )
