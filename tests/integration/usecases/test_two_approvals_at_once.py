"""Two people approve at the same moment: one wins, the other gets a plain answer. Commits are real here."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import TenantRequest
from puas.db.tables.places import Tenant
from puas.usecases.approve_tenant_request import UnableToApproveTenantRequest, approve_tenant_request
from tests.factories.tenants import NOW, add_account

if TYPE_CHECKING:
    from tests.conftest import Committing

BOJONEGORO = "35.22"


def add_waiting(session: Session, email: str) -> UUID:
    request = TenantRequest(
        id=new_id(), region_code=BOJONEGORO, email=email, name="Budi", position="Kabag", office_name="Bagian Organisasi", state="waiting",
        created_at=NOW, verified_at=NOW,
    )  # fmt: skip
    session.add(request)
    session.flush()
    return request.id


@pytest.mark.parametrize("same_request", [True, False])
def test_only_one_approval_wins(committing: Committing, same_request: bool) -> None:
    with committing.session_factory() as session:
        operator = add_account(session, "operator@puas.example").id
        first = add_waiting(session, "satu@b.go.id")
        second = first if same_request else add_waiting(session, "dua@b.go.id")
        session.commit()
    start = Barrier(2)

    def approve(request_id: UUID) -> str:
        with committing.session_factory() as session:
            start.wait()
            try:
                tenant = approve_tenant_request(
                    session=session, request_id=request_id, decided_by=operator, province_code=None, base_url="https://x.example", now=NOW
                )
            except UnableToApproveTenantRequest as refused:
                session.rollback()
                return refused.reason
            session.commit()
            return tenant.slug

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(approve, (first, second)))
    assert outcomes == ["already-decided", "bojonegoro"]
    with committing.session_factory() as session:
        assert session.scalar(select(func.count()).select_from(Tenant)) == 1
        assert sorted(session.scalars(select(TenantRequest.state))) == (["approved"] if same_request else ["approved", "rejected"])
        invitations = select(OutgoingMail.id).where(OutgoingMail.body.contains("/undangan/"))
        assert len(session.scalars(invitations).all()) == 1


def test_the_directory_refuses_a_second_tenant_of_a_region(committing: Committing) -> None:
    """The row locks do not see a request that is made while another is being approved; the unique index does."""
    with committing.session_factory() as session, committing.session_factory() as other:
        operator = add_account(session, "operator@puas.example").id
        request_id = add_waiting(session, "satu@b.go.id")
        session.commit()
        other.add(Tenant(slug="lain", kind="regency", region_code=BOJONEGORO, province_code="35", name="Lain", time_zone="Asia/Jakarta"))
        other.flush()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(
                approve_tenant_request, session=session, request_id=request_id, decided_by=operator, province_code=None,
                base_url="https://x.example", now=NOW,
            )  # fmt: skip
            other.commit()
            with pytest.raises(UnableToApproveTenantRequest, match="on-board"):
                waiting.result(timeout=20)
        session.rollback()
