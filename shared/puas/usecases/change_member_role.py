"""Gives a member another role, or other agencies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.queries.notices import gets_mail
from puas.db.tables.agencies import Agency
from puas.db.tables.places import Tenant
from puas.domain.permissions import ADMINISTRATORS, BOUND_TO_AGENCIES, ROLES_OF_KIND, Action, can
from puas.usecases import _members
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit


class UnableToChangeMemberRole(Refusal):
    """`reason` is not-a-member, unknown-role, no-agency, unknown-agency or last-administrator."""


def change_member_role(
    *,
    session: Session,
    tenant_id: int,
    account_id: UUID,
    role: str,
    changed_by: UUID,
    now: datetime,
    agency_ids: Sequence[UUID] = (),
) -> None:
    """The person has exactly this role and these agencies afterwards, and no key to more; the session must be in the tenant."""
    before = _members.roles_of(session, tenant_id=tenant_id, account_id=account_id)
    if not before:
        raise UnableToChangeMemberRole("not-a-member")
    agencies = tuple(dict.fromkeys(agency_ids)) if role in BOUND_TO_AGENCIES else ()
    _check(session, tenant_id, role, agencies)
    if role not in ADMINISTRATORS and _members.is_last_administrator(session, tenant_id=tenant_id, account_id=account_id):
        raise UnableToChangeMemberRole("last-administrator")
    # What the person chose about mail is the person's, not the role's.
    by_mail = gets_mail(session, tenant_id=tenant_id, account_id=account_id)
    _members.drop_rows(session, tenant_id=tenant_id, account_id=account_id)
    _members.add_rows(
        session, tenant_id=tenant_id, account_id=account_id, role=role, agency_ids=agencies, gets_notice_mail=by_mail
    )
    _members.revoke_invitations(session, tenant_id=tenant_id, account_id=account_id, now=now)
    if not can((role,), Action.MANAGE_API_TOKENS):
        _members.revoke_tokens(session, tenant_id=tenant_id, account_id=account_id, now=now)
    record_audit(
        session=session,
        tenant_id=tenant_id,
        account_id=changed_by,
        action="change_member_role",
        subject=f"account:{account_id}",
        now=now,
        detail={"before": sorted(before), "after": role, "agencies": [str(each) for each in agencies]},
    )


def _check(session: Session, tenant_id: int, role: str, agencies: tuple[UUID, ...]) -> None:
    kind = session.scalars(select(Tenant.kind).where(Tenant.id == tenant_id)).one()
    if role not in ROLES_OF_KIND[kind]:
        raise UnableToChangeMemberRole("unknown-role")
    if role in BOUND_TO_AGENCIES and not agencies:
        raise UnableToChangeMemberRole("no-agency")
    if agencies:
        known = session.scalar(select(func.count()).where(Agency.tenant_id == tenant_id, Agency.id.in_(agencies)))
        if known != len(agencies):
            raise UnableToChangeMemberRole("unknown-agency")
