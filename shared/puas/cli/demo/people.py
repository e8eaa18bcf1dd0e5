"""The people of the demo: one account for every role, all with the same published password."""

from __future__ import annotations

import copy
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import Account, AgencyAssignment, Credential, Membership
from puas.domain.permissions import Role
from puas.runtime import passwords
from puas.runtime.demo_logins import DemoLogin


class People:
    """Adds accounts and remembers what to print about them."""

    def __init__(self, password: str, now: datetime) -> None:
        self.password = password
        self.now = now
        self.logins: list[DemoLogin] = []
        # One hash for all: they share the password anyway, and hashing is slow on purpose.
        self._hash = passwords.make_hash(password)

    def elsewhere(self) -> People:
        """The same password for people of another place, with nobody in the list yet."""
        same = copy.copy(self)
        same.logins = []
        return same

    def add(self, session: Session, *, email: str, name: str, role: str, place: str, purpose: str, listed: bool = True) -> UUID:
        """Create an account that can sign in; one that is not listed is nobody a visitor has to choose between."""
        account_id = new_id()
        session.add(Account(id=account_id, email=email, name=name, created_at=self.now))
        session.flush()
        with tenancy.inside(session, account_id=account_id):
            session.add(Credential(account_id=account_id, login_email=email, password_hash=self._hash, changed_at=self.now))
        if listed:
            self.logins.append(DemoLogin(role, name, place, email, self.password, purpose))
        return account_id


def join(session: Session, *, tenant_id: int, account_id: UUID, role: Role, agency_ids: tuple[UUID, ...] = ()) -> None:
    """Give an account a role in a tenant and, for officers, their agencies."""
    session.add(Membership(tenant_id=tenant_id, account_id=account_id, role=role))
    session.flush()
    session.add_all(AgencyAssignment(tenant_id=tenant_id, account_id=account_id, agency_id=each) for each in agency_ids)
    session.flush()
