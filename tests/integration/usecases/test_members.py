"""Members: another role, other agencies, removal with every derived right."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.queries.access import find_token, find_workspace
from puas.db.queries.notices import gets_mail
from puas.db.tables.people import Account, AgencyAssignment, ApiToken, AuditEvent, Invitation, Membership
from puas.usecases.change_member_role import UnableToChangeMemberRole, change_member_role
from puas.usecases.choose_notice_mail import choose_notice_mail
from puas.usecases.invite_member import invite_member
from puas.usecases.remove_member import UnableToRemoveMember, remove_member
from tests.factories.members import NOW, Workspace, add_login, add_membership, add_workspace


@pytest.fixture
def place(session: Session) -> Workspace:
    place = add_workspace(session)
    tenancy.enter(session, tenant_id=place.tenant_id)
    return place


def _roles(session: Session, place: Workspace, account: Account) -> list[str]:
    statement = select(Membership.role).where(Membership.tenant_id == place.tenant_id, Membership.account_id == account.id)
    return list(session.scalars(statement))


def _agencies(session: Session, place: Workspace, account: Account) -> set[object]:
    statement = select(AgencyAssignment.agency_id).where(
        AgencyAssignment.tenant_id == place.tenant_id, AgencyAssignment.account_id == account.id
    )
    return set(session.scalars(statement))


def test_a_role_replaces_the_one_before(session: Session, place: Workspace) -> None:
    change_member_role(
        session=session, tenant_id=place.tenant_id, account_id=place.officer.id, role="leader", changed_by=place.admin.id, now=NOW
    )
    assert _roles(session, place, place.officer) == ["leader"]
    assert _agencies(session, place, place.officer) == set()
    detail = session.scalars(
        select(AuditEvent.detail).where(AuditEvent.tenant_id == place.tenant_id, AuditEvent.action == "change_member_role")
    )
    assert detail.one() == {"before": ["agency-officer"], "after": "leader", "agencies": []}


@pytest.mark.parametrize("is_wanted", [True, False])
def test_another_role_does_not_change_whether_notices_are_mailed(session: Session, place: Workspace, is_wanted: bool) -> None:
    who: dict[str, Any] = {"tenant_id": place.tenant_id, "account_id": place.officer.id}
    choose_notice_mail(session=session, **who, is_wanted=is_wanted)
    for role, agencies in (("leader", []), ("agency-officer", place.agencies[:1])):
        change_member_role(session=session, **who, role=role, changed_by=place.admin.id, now=NOW, agency_ids=agencies)
        assert gets_mail(session, **who) is is_wanted


def test_other_agencies_replace_the_ones_before(session: Session, place: Workspace) -> None:
    change_member_role(
        session=session, tenant_id=place.tenant_id, account_id=place.officer.id, role="agency-officer", changed_by=place.admin.id, now=NOW,
        agency_ids=[place.agencies[1], place.agencies[1]],
    )  # fmt: skip
    assert _agencies(session, place, place.officer) == {place.agencies[1]}


@pytest.mark.parametrize(
    ("role", "with_agency", "reason"),
    [("province-admin", None, "unknown-role"), ("agency-officer", None, "no-agency"), ("agency-officer", "foreign", "unknown-agency")],
)
def test_impossible_roles_are_refused(session: Session, place: Workspace, role: str, with_agency: str | None, reason: str) -> None:
    agencies = [uuid4()] if with_agency else []
    with pytest.raises(UnableToChangeMemberRole, match=reason):
        change_member_role(
            session=session, tenant_id=place.tenant_id, account_id=place.officer.id, role=role, changed_by=place.admin.id, now=NOW,
            agency_ids=agencies,
        )  # fmt: skip
    assert _roles(session, place, place.officer) == ["agency-officer"]


def test_the_last_administrator_stays(session: Session, place: Workspace) -> None:
    with pytest.raises(UnableToChangeMemberRole, match="last-administrator"):
        change_member_role(
            session=session, tenant_id=place.tenant_id, account_id=place.admin.id, role="leader", changed_by=place.admin.id, now=NOW
        )
    with pytest.raises(UnableToRemoveMember, match="last-administrator"):
        remove_member(session=session, tenant_id=place.tenant_id, account_id=place.admin.id, removed_by=place.admin.id, now=NOW)


def test_with_a_second_administrator_the_first_may_go(session: Session, place: Workspace) -> None:
    second = add_login(session, "kedua@tirta.go.id")
    add_membership(session, tenant_id=place.tenant_id, account_id=second.id, role="tenant-admin")
    remove_member(session=session, tenant_id=place.tenant_id, account_id=place.admin.id, removed_by=second.id, now=NOW)
    assert _roles(session, place, place.admin) == []


def test_removal_takes_every_derived_right(session: Session, place: Workspace) -> None:
    officer = place.officer
    token_id, key = new_id(), locators.new_key()
    session.add(ApiToken(tenant_id=place.tenant_id, id=token_id, name="x", scopes=["results"], created_by=officer.id, created_at=NOW))
    locators.remember(session, kind=locators.API_TOKEN, key=key, target=str(token_id), tenant_id=place.tenant_id)
    invite_member(
        session=session,
        tenant_id=place.tenant_id,
        email=officer.email,
        role="leader",
        invited_by=place.admin.id,
        base_url="http://x",
        now=NOW,
    )
    before = officer.session_version

    remove_member(session=session, tenant_id=place.tenant_id, account_id=officer.id, removed_by=place.admin.id, now=NOW)

    session.expire_all()
    assert _roles(session, place, officer) == []
    assert _agencies(session, place, officer) == set()
    assert officer.session_version == before + 1
    assert find_token(session, token=key, now=NOW) is None
    tenancy.enter(session, account_id=officer.id)
    assert find_workspace(session, slug=place.slug, account_id=officer.id) is None
    revoked = session.scalars(select(Invitation.revoked_at).where(Invitation.tenant_id == place.tenant_id)).all()
    assert None not in revoked


def test_members_of_another_tenant_are_nobody_here(session: Session, place: Workspace) -> None:
    other = add_workspace(session, slug="kota-lain", name="Kota Lain")
    tenancy.enter(session, tenant_id=place.tenant_id)
    with pytest.raises(UnableToRemoveMember, match="not-a-member"):
        remove_member(session=session, tenant_id=place.tenant_id, account_id=other.officer.id, removed_by=place.admin.id, now=NOW)
