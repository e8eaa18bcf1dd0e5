"""Two administrators invite the same person at the same moment: one invitation is open afterwards. Commits are real here."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from sqlalchemy import select

from puas.db import tenancy
from puas.db.tables.people import Invitation
from puas.usecases.invite_member import invite_member
from tests.factories.tenants import NOW, add_tenant

if TYPE_CHECKING:
    from tests.conftest import Committing


def test_one_invitation_stays_open(committing: Committing) -> None:
    with committing.session_factory() as session:
        tenant_id = add_tenant(session, slug="tirta", name="Kabupaten Tirta", kind="regency", region_code=None).id
        session.commit()
    start = Barrier(3)

    def invite(_number: int) -> None:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=tenant_id)
            start.wait()
            invite_member(
                session=session, tenant_id=tenant_id, email="baru@contoh.go.id", role="leader", invited_by=None,
                base_url="https://puas.example", now=NOW,
            )  # fmt: skip
            session.commit()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(invite, range(3)))
    with committing.session_factory() as session, tenancy.inside(session, tenant_id=tenant_id):
        revoked = session.scalars(select(Invitation.revoked_at).where(Invitation.tenant_id == tenant_id)).all()
    assert sorted(each is None for each in revoked) == [False, False, True]
