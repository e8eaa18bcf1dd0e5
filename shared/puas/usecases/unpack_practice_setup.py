"""Takes over in a real regency what somebody prepared in practice: new agencies and services, and promises a real result asks for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.practice_setups import FoundSetup, UnusableSetup, find_setup, takeover_of
from puas.db.tables.places import Tenant
from puas.db.tables.training import PracticeSetup
from puas.domain.practice_setup import UnreadableSetup
from puas.domain.practice_takeover import PLANNED, AgencyLine, Takeover, due_of_code
from puas.domain.survey_period import local_day
from puas.usecases._refusal import Refusal
from puas.usecases.import_agencies import UnableToImportAgencies, import_agencies
from puas.usecases.record_audit import record_audit
from puas.usecases.save_followup_plan import PlannedItem, UnableToSaveFollowupPlan, save_followup_plan


class UnableToUnpackPracticeSetup(Refusal):
    """`reason`: not-a-regency, unreadable, changed-meanwhile (what would happen is no longer what was seen), or one of `UnusableSetup`."""


def unpack_practice_setup(
    *, session: Session, tenant_id: int, code: str, seen: str, account_id: UUID | None, now: datetime
) -> Takeover:
    """All of it or nothing; what was done. `seen` is the fingerprint of what the page showed. A code is used up by it."""
    zone = session.scalar(select(Tenant.time_zone).where(Tenant.id == tenant_id, Tenant.kind == "regency"))
    if zone is None:
        # Whatever else calls itself a workspace: practice stays out of it.
        raise UnableToUnpackPracticeSetup("not-a-regency")
    found = _locked(session, code, tenant_id, now)
    try:
        takeover = takeover_of(session, tenant_id=tenant_id, content=found.content, today=local_day(now, zone))
    except UnreadableSetup as error:
        raise UnableToUnpackPracticeSetup("unreadable") from error
    if takeover.fingerprint() != seen:
        raise UnableToUnpackPracticeSetup("changed-meanwhile")
    try:
        # So that of what could not be made whole nothing is left when the page is shown again.
        with session.begin_nested():
            _apply(session, tenant_id, takeover, account_id, now)
    except (UnableToImportAgencies, UnableToSaveFollowupPlan) as error:
        # Somebody else added the same, or saved that plan, in this very moment.
        raise UnableToUnpackPracticeSetup("changed-meanwhile") from error
    with tenancy.inside(session, tenant_id=found.owner_id):
        mine = (PracticeSetup.tenant_id == found.owner_id, PracticeSetup.id == found.id)
        session.execute(update(PracticeSetup).where(*mine).values(taken_at=now, taken_by=tenant_id))
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="unpack_practice_setup", subject=f"practice_setup:{found.id}",
        now=now, detail={
            "agencies_added": takeover.new_agencies, "services_added": takeover.new_services, "items": takeover.new_promises,
            "notes": len(takeover.notes),
        },
    )  # fmt: skip
    return takeover


def _locked(session: Session, code: str, tenant_id: int, now: datetime) -> FoundSetup:
    """The set-up, held until the end: of two admins one waits, and then finds it taken."""
    try:
        found = find_setup(session, code=code, now=now, for_update=True)
    except UnusableSetup as refusal:
        raise UnableToUnpackPracticeSetup(refusal.reason) from refusal
    if reason := found.refusal(tenant_id, now):
        raise UnableToUnpackPracticeSetup(reason)
    return found


def _apply(session: Session, tenant_id: int, takeover: Takeover, account_id: UUID | None, now: datetime) -> None:
    sheet = takeover.sheet()
    if sheet.agencies:
        import_agencies(session=session, tenant_id=tenant_id, sheet=sheet, account_id=account_id, now=now)
    for agency in takeover.agencies:
        if agency.plan_period:
            save_followup_plan(
                session=session, tenant_id=tenant_id, period_id=UUID(agency.plan_period), items=_items(agency),
                version=agency.plan_version, account_id=account_id, now=now,
            )  # fmt: skip


def _items(agency: AgencyLine) -> list[PlannedItem]:
    # Who is responsible is for the regency to say.
    return [PlannedItem(each.unsur, each.action, due_of_code(each.due), "") for each in agency.promises if each.outcome == PLANNED]
