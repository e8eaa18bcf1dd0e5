"""A region asks to come on board, proves its address, and somebody decides."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.queries.regions import find_contact, find_regency, list_regencies, matching
from puas.db.queries.tenant_requests import list_claims_for_operator, list_claims_for_province, list_decided
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import AccountEvent, AuditEvent, Invitation, TenantRequest
from puas.db.tables.places import Tenant, TenantProfile
from puas.usecases._mailbox_patience import MOST_LETTERS
from puas.usecases.approve_tenant_request import UnableToApproveTenantRequest, approve_tenant_request
from puas.usecases.register_province import UnableToRegisterProvince, register_province
from puas.usecases.reject_tenant_request import UnableToRejectTenantRequest, reject_tenant_request
from puas.usecases.request_tenant import UnableToRequestTenant, request_tenant
from puas.usecases.verify_tenant_request import UnableToVerifyTenantRequest, verify_tenant_request
from tests.factories.tenants import NOW, add_account, add_member, add_tenant

BASE = "https://puas.example"
BOJONEGORO = "35.22"
JAWA_TIMUR = "35"


def ask(session: Session, email: str = "ortala@bojonegorokab.go.id", region: str = BOJONEGORO, name: str = "Budi  Santoso") -> None:
    request_tenant(
        session=session, region_code=region, email=email, name=name, position="Kepala Bagian", office_name="Bagian Organisasi",
        base_url=BASE, now=NOW,
    )  # fmt: skip


def mails(session: Session, recipient: str) -> list[OutgoingMail]:
    return list(session.scalars(select(OutgoingMail).where(OutgoingMail.recipient == recipient).order_by(OutgoingMail.id)))


def key_in(mail: OutgoingMail, path: str) -> str:
    found = re.search(re.escape(BASE + path) + r"/(\S+)", mail.body)
    assert found, mail.body
    return found[1]


def verified(session: Session, email: str, region: str = BOJONEGORO) -> TenantRequest:
    ask(session, email, region)
    return verify(session, key_in(mails(session, email)[-1], "/daftar/verifikasi"))


def verify(session: Session, key: str, after: timedelta = timedelta(hours=1)) -> TenantRequest:
    return verify_tenant_request(session=session, key=key, base_url=BASE, now=NOW + after)


def approve(session: Session, request_id: UUID, decided_by: UUID, province: str | None = None) -> Tenant:
    return approve_tenant_request(
        session=session, request_id=request_id, decided_by=decided_by, province_code=province, base_url=BASE, now=NOW
    )


@pytest.fixture
def operator(session: Session) -> UUID:
    return add_account(session, "operator@puas.example", "Operator").id


@pytest.fixture
def province(session: Session) -> Tenant:
    tenant = register_province(
        session=session, region_code=JAWA_TIMUR, admin_email="biro@jatimprov.go.id", admin_name="Sri", office_name="Biro Organisasi",
        registered_by=None, base_url=BASE, now=NOW,
    )  # fmt: skip
    admin = add_account(session, "biro@jatimprov.go.id", "Sri")
    add_member(session, tenant_id=tenant.id, account_id=admin.id, role="province-admin")
    return tenant


def test_regions_offered_leave_out_jakartas_administrative_areas(session: Session) -> None:
    regencies = list_regencies(session)
    assert len(regencies) == 514 - 6
    assert not [each for each in regencies if each.province_code == "31"]
    assert find_regency(session, "31.71") is None
    assert find_regency(session, JAWA_TIMUR) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bojonegoro", ["35.22"]),
        ("Kab. Bandung", ["32.04"]),
        ("kota bandung", ["32.73"]),
        ("Kabupaten Bojonegoro, Jawa Timur", ["35.22"]),
        ("atlantis", []),
        ("  ", []),
        ("madiun", ["35.19", "35.77"]),
    ],
)
def test_typed_names_find_their_regions(session: Session, typed: str, found: list[str]) -> None:
    assert [each.code for each in matching(list_regencies(session), typed)] == found


def test_a_request_sends_one_link_and_waits_for_its_proof(session: Session) -> None:
    ask(session)
    request = session.scalars(select(TenantRequest)).one()
    assert (request.state, request.name) == ("unverified", "Budi Santoso")
    (mail,) = mails(session, request.email)
    assert "Budi" not in mail.body, "an unproved address may belong to a stranger"
    assert list_claims_for_operator(session) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"region_code": "31.71"}, "unknown-region"),
        ({"region_code": "35"}, "unknown-region"),
        ({"region_code": "77.77"}, "unknown-region"),
        ({"email": "bukan surel"}, "unusable-address"),
        ({"email": "o'neil@x.go.id"}, "unusable-address"),
        ({"name": " \n "}, "incomplete"),
    ],
)
def test_requests_that_cannot_be_taken(session: Session, change: dict[str, str], reason: str) -> None:
    values: dict[str, Any] = {"region_code": BOJONEGORO, "email": "a@b.go.id", "name": "A", "position": "B", "office_name": "C", **change}
    with pytest.raises(UnableToRequestTenant) as refused:
        request_tenant(session=session, base_url=BASE, now=NOW, **values)
    assert refused.value.reason == reason
    assert session.scalars(select(OutgoingMail)).all() == []


def test_a_region_on_board_says_whom_to_ask(session: Session) -> None:
    tenant = add_tenant(session, slug="bojonegoro", name="Kabupaten Bojonegoro", region_code=BOJONEGORO)
    admin = add_account(session, "admin@bojonegorokab.go.id", "Rina Astuti")
    add_member(session, tenant_id=tenant.id, account_id=admin.id, role="tenant-admin")
    with pytest.raises(UnableToRequestTenant) as refused:
        ask(session)
    assert (refused.value.reason, refused.value.tenant_id) == ("on-board", tenant.id)
    contact = find_contact(session, tenant_id=tenant.id)
    assert (contact.office_name, contact.names) == ("Bagian Organisasi", ("Rina Astuti",))
    assert tenancy.scope_of(session).tenant_id is None


def test_a_second_request_replaces_the_first_link(session: Session) -> None:
    ask(session)
    ask(session, name="Budi Santoso, S.STP.")
    first, second = mails(session, "ortala@bojonegorokab.go.id")
    with pytest.raises(UnableToVerifyTenantRequest):
        verify(session, key_in(first, "/daftar/verifikasi"))
    assert verify(session, key_in(second, "/daftar/verifikasi")).name == "Budi Santoso, S.STP."


def test_asking_for_many_regions_does_not_fill_a_mailbox(session: Session) -> None:
    regions = [each.code for each in list_regencies(session, province_code=JAWA_TIMUR)][: MOST_LETTERS + 1]
    for code in regions[:-1]:
        ask(session, "korban@contoh.go.id", code)
    with pytest.raises(UnableToRequestTenant, match="too-many-letters"):
        ask(session, "korban@contoh.go.id", regions[-1])
    assert len(mails(session, "korban@contoh.go.id")) == MOST_LETTERS


def test_asking_again_while_waiting_makes_no_second_claim(session: Session) -> None:
    verified(session, "ortala@bojonegorokab.go.id")
    ask(session, "Ortala@BojonegoroKab.go.id")
    assert len(session.scalars(select(TenantRequest)).all()) == 1
    assert "sudah kami terima" in mails(session, "Ortala@BojonegoroKab.go.id")[-1].body


def test_an_expired_or_unknown_link_proves_nothing(session: Session) -> None:
    ask(session)
    key = key_in(mails(session, "ortala@bojonegorokab.go.id")[0], "/daftar/verifikasi")
    for bad, after in ((key, timedelta(days=3)), ("x" * 43, timedelta(0))):
        with pytest.raises(UnableToVerifyTenantRequest):
            verify(session, bad, after)
    assert session.scalars(select(TenantRequest.state)).all() == ["unverified"]


def test_verifying_twice_changes_and_sends_nothing(session: Session) -> None:
    request = verified(session, "ortala@bojonegorokab.go.id")
    key = key_in(mails(session, request.email)[0], "/daftar/verifikasi")
    before = len(session.scalars(select(OutgoingMail.id)).all())
    assert verify(session, key, timedelta(hours=2)).verified_at == NOW + timedelta(hours=1)
    assert len(session.scalars(select(OutgoingMail.id)).all()) == before


def test_the_province_is_told_and_decides(session: Session, province: Tenant, operator: UUID) -> None:
    request = verified(session, "ortala@gmail.com")
    letter = mails(session, "biro@jatimprov.go.id")[-1]
    assert f"{BASE}/t/provinsi-jawa-timur/persetujuan" in letter.body
    assert "bukan alamat .go.id" in letter.body
    assert list_claims_for_operator(session) == []
    assert [claims.region_code for claims in list_claims_for_province(session, province_code=JAWA_TIMUR)] == [BOJONEGORO]
    assert list_claims_for_province(session, province_code="33") == []
    with pytest.raises(UnableToApproveTenantRequest, match="not-yours"):
        approve(session, request.id, operator)
    with pytest.raises(UnableToApproveTenantRequest, match="unknown"):
        approve(session, request.id, operator, province="33")
    assert approve(session, request.id, operator, province=JAWA_TIMUR).province_code == JAWA_TIMUR


def test_a_suspended_province_leaves_the_decision_to_the_operator(session: Session, province: Tenant, operator: UUID) -> None:
    request = verified(session, "ortala@bojonegorokab.go.id")
    province.state = "suspended"
    session.flush()
    assert approve(session, request.id, operator).name == "Kabupaten Bojonegoro"


def test_approval_makes_the_tenant_and_invites_its_first_admin(session: Session, operator: UUID) -> None:
    request = verified(session, "ortala@bojonegorokab.go.id")
    tenant = approve(session, request.id, operator)
    assert (tenant.slug, tenant.kind, tenant.time_zone, tenant.state) == ("bojonegoro", "regency", "Asia/Jakarta", "active")
    key = key_in(mails(session, request.email)[-1], "/undangan")
    found = locators.locate(session, kind=locators.INVITATION, key=key, now=NOW)
    assert found is not None and found.tenant_id == tenant.id
    assert session.scalars(select(Invitation)).all() == [], "outside the tenant nothing is seen"
    tenancy.enter(session, tenant_id=tenant.id)
    invitation = session.scalars(select(Invitation)).one()
    assert (str(invitation.id), invitation.role, invitation.email) == (found.target, "tenant-admin", request.email)
    profile = session.scalars(select(TenantProfile)).one()
    assert (profile.government_name, profile.office_name) == ("Pemerintah Kabupaten Bojonegoro", "Bagian Organisasi")
    assert "approve_tenant_request" in session.scalars(select(AuditEvent.action)).all()


def test_names_taken_get_a_number(session: Session, operator: UUID) -> None:
    add_tenant(session, slug="bojonegoro", name="Latihan", kind="demo", region_code=None)
    assert approve(session, verified(session, "a@b.go.id").id, operator).slug == "bojonegoro-2"
    assert approve(session, verified(session, "a@b.go.id", "35.77").id, operator).slug == "kota-madiun"


def test_two_claims_wait_and_both_are_told(session: Session, operator: UUID) -> None:
    first = verified(session, "ortala@bojonegorokab.go.id")
    second = verified(session, "kominfo@bojonegorokab.go.id")
    for claim in (first, second):
        assert "Ada 2 permohonan" in mails(session, claim.email)[-1].subject
    (claims,) = list_claims_for_operator(session)
    assert claims.is_contested and [each.id for each in claims.requests] == [first.id, second.id]

    tenant = approve(session, second.id, operator)
    assert (first.state, second.state, second.tenant_id) == ("rejected", "approved", tenant.id)
    closing = mails(session, first.email)[-1]
    assert "atas permohonan Budi Santoso (Bagian Organisasi)" in closing.body
    assert list_claims_for_operator(session) == []
    assert {row.state for row in list_decided(session)} == {"approved", "rejected"}
    with pytest.raises(UnableToApproveTenantRequest, match="already-decided"):
        approve(session, first.id, operator)
    with pytest.raises(UnableToApproveTenantRequest, match="unknown"):
        approve(session, new_id(), operator)


def test_a_claim_verified_too_late_is_closed(session: Session, operator: UUID) -> None:
    ask(session, "terlambat@bojonegorokab.go.id")
    key = key_in(mails(session, "terlambat@bojonegorokab.go.id")[0], "/daftar/verifikasi")
    approve(session, verified(session, "ortala@bojonegorokab.go.id").id, operator)
    assert verify(session, key).state == "rejected"


def test_rejection_needs_a_reason_and_tells_it(session: Session, operator: UUID) -> None:
    request = verified(session, "ortala@bojonegorokab.go.id")
    other = verified(session, "kominfo@bojonegorokab.go.id")
    arguments: dict[str, Any] = {"session": session, "request_id": request.id, "decided_by": operator, "base_url": BASE, "now": NOW}
    with pytest.raises(UnableToRejectTenantRequest, match="no-reason"):
        reject_tenant_request(**arguments, province_code=None, reason="  ")
    with pytest.raises(UnableToRejectTenantRequest, match="not-yours"):
        reject_tenant_request(**arguments, province_code=JAWA_TIMUR, reason="Bukan pegawai")
    reject_tenant_request(**arguments, province_code=None, reason="Surat tugas belum ada.")
    assert (request.state, other.state) == ("rejected", "waiting")
    assert "Surat tugas belum ada." in mails(session, request.email)[-1].body
    with pytest.raises(UnableToRejectTenantRequest, match="already-decided"):
        reject_tenant_request(**arguments, province_code=None, reason="Lagi")
    assert session.scalars(select(AccountEvent)).all() == []
    tenancy.enter(session, account_id=operator)
    assert session.scalars(select(AccountEvent.action)).all() == ["reject_tenant_request"]


def test_a_province_rejects_in_its_own_log(session: Session, province: Tenant, operator: UUID) -> None:
    request = verified(session, "ortala@bojonegorokab.go.id")
    reject_tenant_request(
        session=session, request_id=request.id, decided_by=operator, province_code=JAWA_TIMUR, reason="Salah orang", base_url=BASE, now=NOW
    )
    tenancy.enter(session, tenant_id=province.id)
    assert "reject_tenant_request" in session.scalars(select(AuditEvent.action)).all()


def test_a_province_comes_on_board_once(session: Session, province: Tenant) -> None:
    assert (province.slug, province.name, province.province_code) == ("provinsi-jawa-timur", "Provinsi Jawa Timur", JAWA_TIMUR)
    assert "/undangan/" in mails(session, "biro@jatimprov.go.id")[0].body
    for region, email, reason in (
        (JAWA_TIMUR, "b@c.go.id", "on-board"),
        ("00", "b@c.go.id", "unknown-region"),
        (BOJONEGORO, "b@c.go.id", "unknown-region"),
        ("33", "salah", "unusable-address"),
    ):
        with pytest.raises(UnableToRegisterProvince, match=reason):
            register_province(
                session=session, region_code=region, admin_email=email, admin_name="", office_name="", registered_by=None,
                base_url=BASE, now=NOW,
            )  # fmt: skip
