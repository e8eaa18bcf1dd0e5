"""Accounts: signing in, new passwords, invitations – and that none of them says who has an account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import Account, AccountEvent, AgencyAssignment, AuditEvent, Credential, Membership
from puas.domain.password_rules import UnableToAcceptPassword, Weakness
from puas.usecases._mailbox_patience import MOST_LETTERS
from puas.usecases.accept_invitation import UnableToAcceptInvitation, accept_invitation
from puas.usecases.change_password import UnableToChangePassword, change_password
from puas.usecases.invite_member import invite_member
from puas.usecases.log_in import UnableToLogIn, log_in
from puas.usecases.request_password_reset import request_password_reset
from puas.usecases.reset_password import UnableToResetPassword, reset_password
from puas.usecases.revoke_invitation import revoke_invitation
from puas.usecases.send_mail import send_mail
from tests.factories.members import NOW, PASSWORD, Workspace, add_login, add_workspace

NEW_PASSWORD = "gunung kapur tua"
BASE = "https://skm.example.go.id"


@pytest.fixture
def place(session: Session) -> Workspace:
    return add_workspace(session)


def _key_of_last_letter(session: Session, recipient: str) -> str:
    statement = select(OutgoingMail.body).where(OutgoingMail.recipient == recipient).order_by(OutgoingMail.id.desc()).limit(1)
    found = re.search(rf"{re.escape(BASE)}/[a-z-]+/(\S+)", session.scalars(statement).one())
    assert found is not None
    return found.group(1)


def _letters(session: Session, recipient: str) -> list[str]:
    return list(session.scalars(select(OutgoingMail.subject).where(OutgoingMail.recipient == recipient)))


def _invite(session: Session, place: Workspace, email: str, role: str = "agency-officer") -> str:
    agencies = place.agencies if role == "agency-officer" else ()
    invite_member(
        session=session, tenant_id=place.tenant_id, email=email, role=role, invited_by=place.admin.id, base_url=BASE, now=NOW,
        agency_ids=agencies,
    )  # fmt: skip
    return _key_of_last_letter(session, email)


def test_the_right_password_opens_the_account_whatever_the_case_of_the_address(session: Session, place: Workspace) -> None:
    found = log_in(session=session, email=" ADMIN@kabupaten-tirta.go.id", password=PASSWORD, now=NOW)
    assert found.account_id == place.admin.id
    events = session.scalars(select(AccountEvent.action).where(AccountEvent.account_id == place.admin.id)).all()
    assert events == ["log_in"]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("admin@kabupaten-tirta.go.id", "another password"),
        ("nobody@kabupaten-tirta.go.id", PASSWORD),
        ("admin@kabupaten-tirta.go.id", ""),
        ("'; drop table account; --", PASSWORD),
        ("", ""),
    ],
)
def test_anything_else_is_refused_alike(session: Session, place: Workspace, email: str, password: str) -> None:
    with pytest.raises(UnableToLogIn):
        log_in(session=session, email=email, password=password, now=NOW)


def test_a_reset_link_works_once_and_ends_all_sessions(session: Session, place: Workspace) -> None:
    email = place.officer.email
    before = place.officer.session_version
    request_password_reset(session=session, email=email.upper(), base_url=BASE, now=NOW)
    key = _key_of_last_letter(session, email)
    assert reset_password(session=session, key=key, password=NEW_PASSWORD, now=NOW) == place.officer.id
    session.flush()
    session.refresh(place.officer)
    assert place.officer.session_version == before + 1
    assert log_in(session=session, email=email, password=NEW_PASSWORD, now=NOW).account_id == place.officer.id
    with pytest.raises(UnableToLogIn):
        log_in(session=session, email=email, password=PASSWORD, now=NOW)
    with pytest.raises(UnableToResetPassword):
        reset_password(session=session, key=key, password=NEW_PASSWORD, now=NOW)
    assert len(_letters(session, email)) == 2  # the link, and the news that the password was changed


def test_a_reset_link_grows_old_and_a_newer_one_replaces_it(session: Session, place: Workspace) -> None:
    request_password_reset(session=session, email=place.officer.email, base_url=BASE, now=NOW)
    first = _key_of_last_letter(session, place.officer.email)
    request_password_reset(session=session, email=place.officer.email, base_url=BASE, now=NOW + timedelta(minutes=1))
    second = _key_of_last_letter(session, place.officer.email)
    for key, at in ((first, NOW), (second, NOW + timedelta(hours=3))):
        with pytest.raises(UnableToResetPassword):
            reset_password(session=session, key=key, password=NEW_PASSWORD, now=at)


def test_an_unknown_address_gets_another_letter_and_no_key(session: Session) -> None:
    request_password_reset(session=session, email="nobody@example.go.id", base_url=BASE, now=NOW)
    assert len(_letters(session, "nobody@example.go.id")) == 1
    body = session.scalars(select(OutgoingMail.body)).one()
    assert "/atur-ulang-sandi/" not in body


def test_a_mailbox_is_not_filled(session: Session, place: Workspace) -> None:
    for _ in range(MOST_LETTERS + 3):
        request_password_reset(session=session, email=place.officer.email, base_url=BASE, now=NOW)
    assert len(_letters(session, place.officer.email)) == MOST_LETTERS


def test_letters_of_a_workspace_keep_nobody_from_a_new_password(session: Session, place: Workspace) -> None:
    for number in range(MOST_LETTERS):
        send_mail(
            session=session, recipient=place.officer.email, subject=f"Pemberitahuan {number}", body="-", now=NOW, tenant_id=place.tenant_id
        )
    request_password_reset(session=session, email=place.officer.email, base_url=BASE, now=NOW)
    assert len(_letters(session, place.officer.email)) == MOST_LETTERS + 1


def test_changing_the_password_needs_the_old_one(session: Session, place: Workspace) -> None:
    with pytest.raises(UnableToChangePassword):
        change_password(session=session, account_id=place.admin.id, old_password="wrong", new_password=NEW_PASSWORD, now=NOW)
    version = change_password(session=session, account_id=place.admin.id, old_password=PASSWORD, new_password=NEW_PASSWORD, now=NOW)
    assert version == 2
    assert log_in(session=session, email=place.admin.email, password=NEW_PASSWORD, now=NOW).session_version == 2


def test_an_easy_password_is_refused_and_the_old_one_stays(session: Session, place: Workspace) -> None:
    with pytest.raises(UnableToAcceptPassword) as refusal:
        change_password(session=session, account_id=place.admin.id, old_password=PASSWORD, new_password="Password2026", now=NOW)
    assert refusal.value.weakness is Weakness.COMMON
    assert log_in(session=session, email=place.admin.email, password=PASSWORD, now=NOW)


def test_an_invited_person_gets_an_account_a_role_and_agencies(session: Session, place: Workspace) -> None:
    key = _invite(session, place, "baru@tirta.go.id")
    accepted = accept_invitation(session=session, key=key, now=NOW, name="Rina", password=NEW_PASSWORD)
    assert accepted.tenant_slug == place.slug
    assert log_in(session=session, email="baru@tirta.go.id", password=NEW_PASSWORD, now=NOW).session_version == accepted.session_version
    tenancy.enter(session, tenant_id=place.tenant_id)
    roles = session.scalars(
        select(Membership.role).where(Membership.tenant_id == place.tenant_id, Membership.account_id == accepted.account_id)
    )
    assert roles.all() == ["agency-officer"]
    agencies = session.scalars(
        select(AgencyAssignment.agency_id).where(
            AgencyAssignment.tenant_id == place.tenant_id, AgencyAssignment.account_id == accepted.account_id
        )
    )
    assert set(agencies) == set(place.agencies)
    assert "accept_invitation" in session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == place.tenant_id)).all()


def test_an_invitation_works_once(session: Session, place: Workspace) -> None:
    key = _invite(session, place, "baru@tirta.go.id")
    accepted = accept_invitation(session=session, key=key, now=NOW, name="Rina", password=NEW_PASSWORD)
    with pytest.raises(UnableToAcceptInvitation, match="gone"):
        accept_invitation(session=session, key=key, now=NOW, account_id=accepted.account_id)


def test_who_has_an_account_must_sign_in_and_nobody_else_may_take_the_invitation(session: Session, place: Workspace) -> None:
    owner = add_login(session, "punya@tirta.go.id")
    key = _invite(session, place, "Punya@tirta.go.id", role="leader")
    with pytest.raises(UnableToAcceptInvitation, match="log-in-first"):
        accept_invitation(session=session, key=key, now=NOW, name="Thief", password=NEW_PASSWORD)
    with pytest.raises(UnableToAcceptInvitation, match="other-account"):
        accept_invitation(session=session, key=key, now=NOW, account_id=place.officer.id)
    assert accept_invitation(session=session, key=key, now=NOW, account_id=owner.id).account_id == owner.id


def test_old_and_revoked_invitations_are_gone(session: Session, place: Workspace) -> None:
    old = _invite(session, place, "lama@tirta.go.id")
    with pytest.raises(UnableToAcceptInvitation, match="gone"):
        accept_invitation(session=session, key=old, now=NOW + timedelta(days=15), name="Rina", password=NEW_PASSWORD)
    invitation = invite_member(
        session=session,
        tenant_id=place.tenant_id,
        email="batal@tirta.go.id",
        role="leader",
        invited_by=place.admin.id,
        base_url=BASE,
        now=NOW,
    )
    key = _key_of_last_letter(session, "batal@tirta.go.id")
    tenancy.enter(session, tenant_id=place.tenant_id)
    revoke_invitation(session=session, tenant_id=place.tenant_id, invitation_id=invitation.id, revoked_by=place.admin.id, now=NOW)
    with pytest.raises(UnableToAcceptInvitation, match="gone"):
        accept_invitation(session=session, key=key, now=NOW, name="Rina", password=NEW_PASSWORD)


def test_a_weak_password_leaves_no_account_behind(session: Session, place: Workspace) -> None:
    key = _invite(session, place, "baru@tirta.go.id")
    with pytest.raises(UnableToAcceptPassword):
        accept_invitation(session=session, key=key, now=NOW, name="Rina", password="pendek")
    assert session.scalars(select(Account).where(Account.email == "baru@tirta.go.id")).all() == []


def test_credentials_are_visible_to_nobody_else(session: Session, place: Workspace) -> None:
    tenancy.enter(session, tenant_id=place.tenant_id, account_id=place.officer.id, login_email=None)
    found = session.scalars(select(Credential.account_id)).all()
    assert found == [place.officer.id]
    tenancy.enter(session, account_id=new_id())
    assert session.scalars(select(Credential.account_id)).all() == []
