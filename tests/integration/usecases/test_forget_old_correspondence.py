"""What nobody needs any more is forgotten; everything else stays."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.identifiers import new_id
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import Locator, TenantRequest
from puas.usecases.forget_old_correspondence import forget_old_correspondence
from tests.factories.tenants import NOW


def add_request(session: Session, state: str, days: int) -> str:
    request = TenantRequest(
        id=new_id(), region_code="35.22", email="a@b.go.id", name="A", position="B", office_name="C", state=state,
        created_at=NOW - timedelta(days=days),
    )  # fmt: skip
    session.add(request)
    session.flush()
    locators.remember(session, kind=locators.SIGN_UP, key=locators.new_key(), target=str(request.id))
    return str(request.id)


def test_only_old_and_finished_things_go(session: Session) -> None:
    add_request(session, "unverified", 31)
    stays = {add_request(session, state, days) for state, days in (("unverified", 29), ("waiting", 400), ("rejected", 400))}
    locators.remember(session, kind=locators.RESET, key="k", target="somebody")
    for state, days in (("sent", 91), ("failed", 91), ("sent", 89), ("kept", 400), ("pending", 400)):
        created_at = NOW - timedelta(days=days)
        session.add(OutgoingMail(id=new_id(), recipient=f"{state}-{days}", subject="", body="", state=state, created_at=created_at))
    session.flush()
    for _again in range(2):
        forget_old_correspondence(session=session, now=NOW)
        assert set(map(str, session.scalars(select(TenantRequest.id)))) == stays
        assert set(session.scalars(select(Locator.target))) == {*stays, "somebody"}
        assert set(session.scalars(select(OutgoingMail.recipient))) == {"sent-89", "kept-400", "pending-400"}
