"""Lets a tenant leave: nobody gets in, forms and public pages close, the province sees nothing of it, and its archive is made.

Nothing is deleted yet: the rows stay under their tenant until the archive had its time (`erase_departed_tenant`), so that it can
be made again and documents that were signed can still be checked by their number. The region is free for a new claim at once.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.figure_lock import hold_figures
from puas.db.tables.places import Tenant, TenantContact, TenantProgress
from puas.db.tables.reports import FollowupItem
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.db.tables.yardsticks import YardstickFigure
from puas.jobs.catalogue import ARCHIVE_TENANT
from puas.jobs.enqueue import enqueue
from puas.presentation import mail_links, mail_texts
from puas.usecases._departures import UnableToDecideDeparture, decide
from puas.usecases._standing_of_tenants import write_to_admins
from puas.usecases.record_audit import record_audit

# What a province reads is read by the code in the row; without it the wall itself hides the row.
SHOWN_TO_PROVINCE = (Submission, SharedFigure, FollowupItem, TenantContact, TenantProgress, YardstickFigure)


def leave_tenant(
    *, session: Session, departure_id: UUID, decided_by: UUID, province_code: str | None, base_url: str, now: datetime
) -> Tenant:
    """Confirm for the province named, or for the operator where it is None; raises `UnableToDecideDeparture`."""
    tenant, decider = decide(
        session, departure_id=departure_id, province_code=province_code, decided_by=decided_by, now=now, state="left",
        archive_state="pending",
    )  # fmt: skip
    guarded = update(Tenant).where(Tenant.id == tenant.id, Tenant.state.in_(("active", "suspended"))).values(state="left")
    if session.scalar(guarded.returning(Tenant.id)) is None:
        raise UnableToDecideDeparture("already-decided")
    with tenancy.inside(session, tenant_id=tenant.id):
        # What is being told at this moment is there by then; what is told later finds that the tenant has left.
        hold_figures(session, tenant_id=tenant.id)
        for table in SHOWN_TO_PROVINCE:
            session.execute(update(table).where(table.tenant_id == tenant.id).values(province_code=None))
    for log_of in decider.logs:
        with tenancy.inside(session, tenant_id=log_of):
            record_audit(
                session=session, tenant_id=log_of, account_id=decided_by, action="leave_tenant", subject=f"tenant:{tenant.id}", now=now,
                detail={"workspace": tenant.name, "decided_by": decider.kind},
            )  # fmt: skip
    name, link = tenant.name, mail_links.absolute(base_url, mail_links.LEFT_WORKSPACE, slug=tenant.slug)
    write_to_admins(
        session, tenant_id=tenant.id, now=now,
        letter=lambda person: mail_texts.tenant_left(name=person.name, tenant=name, decided_by=decider.name, link=link),
    )  # fmt: skip
    enqueue(session, ARCHIVE_TENANT, departure_id=str(departure_id))
    return tenant
