"""Who decides about a region's request, on the pages of the operator and of a province."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import TenantRequest
from puas.db.tables.places import Tenant
from tests.factories.tenants import NOW, add_account, add_member, add_tenant
from tests.web_pages import Browser

JAWA_TIMUR = "provinsi-jawa-timur"


@pytest.fixture
def province(session: Session) -> Tenant:
    return add_tenant(session, slug=JAWA_TIMUR, name="Provinsi Jawa Timur", kind="province", region_code="35")


def sign_in(browser: Browser, session: Session, tenant: Tenant, role: str) -> None:
    account = add_account(session, f"{role}@{tenant.slug}.go.id")
    add_member(session, tenant_id=tenant.id, account_id=account.id, role=role)
    session.commit()
    browser.sign_in(account.id)


def add_request(
    session: Session, region_code: str = "35.22", email: str = "ortala@bojonegorokab.go.id", name: str = "Budi"
) -> TenantRequest:
    request = TenantRequest(
        id=new_id(), region_code=region_code, email=email, name=name, position="Kabag", office_name="Bagian Organisasi",
        state="waiting", created_at=NOW, verified_at=NOW,
    )  # fmt: skip
    session.add(request)
    session.commit()
    return request


def test_the_operator_sees_claims_side_by_side_and_approves_one(browser: Browser, session: Session, operator: UUID) -> None:
    first, second = add_request(session), add_request(session, email="kominfo@gmail.com", name="Rina")
    page = browser.get("/operator/permohonan")
    assert "Ada lebih dari satu permohonan" in page.text
    assert "Budi" in page.text and "Rina" in page.text and "bukan .go.id" in page.text
    confirm = browser.get(f"/operator/permohonan/{second.id}/setujui")
    assert "1 permohonan lain untuk daerah ini ditutup" in confirm.text
    assert "bukan alamat .go.id" in confirm.text
    done = browser.follow(browser.send(confirm))
    assert "Kabupaten Bojonegoro disetujui" in done.text
    session.expire_all()
    assert {each.name: each.state for each in (first, second)} == {"Budi": "rejected", "Rina": "approved"}
    again = browser.follow(browser.send(confirm))
    assert "sudah diputuskan" in again.text
    assert "Kabupaten Bojonegoro" in browser.get("/operator").text


def test_a_rejection_needs_a_reason(browser: Browser, session: Session, operator: UUID) -> None:
    request = add_request(session)
    page = browser.get(f"/operator/permohonan/{request.id}/tolak")
    refused = browser.send(page, {"reason": " "})
    assert refused.status == 422 and refused.errors()
    done = browser.follow(browser.send(page, {"reason": "Surat tugas belum ada."}))
    assert "Permohonan ditolak" in done.text and "Surat tugas belum ada." in done.text
    assert "Surat tugas belum ada." in str(session.scalar(select(OutgoingMail.body)))


def test_where_a_province_is_on_board_the_operator_has_nothing_to_decide(
    browser: Browser, session: Session, operator: UUID, province: Tenant
) -> None:
    request = add_request(session)
    assert "Tidak ada permohonan yang menunggu" in browser.get("/operator/permohonan").text
    done = browser.follow(browser.send(browser.get(f"/operator/permohonan/{request.id}/setujui")))
    assert "bukan wewenang Anda" in done.text
    assert session.scalars(select(Tenant.slug)).all() == [JAWA_TIMUR]


def test_the_province_decides_about_its_own_only(browser: Browser, session: Session, province: Tenant) -> None:
    own, foreign = add_request(session), add_request(session, region_code="33.04", email="x@banjarnegarakab.go.id", name="Tono")
    sign_in(browser, session, province, "province-admin")
    page = browser.get(f"/t/{JAWA_TIMUR}/persetujuan")
    assert "Kabupaten Bojonegoro" in page.text and "Tono" not in page.text
    for act in ("setujui", "tolak"):
        assert browser.get(f"/t/{JAWA_TIMUR}/persetujuan/{foreign.id}/{act}").status == 404
    done = browser.follow(browser.send(browser.get(f"/t/{JAWA_TIMUR}/persetujuan/{own.id}/setujui")))
    assert done.title == "Permohonan bergabung" and "disetujui" in done.text
    tenant = session.scalars(select(Tenant).where(Tenant.slug == "bojonegoro")).one()
    assert tenant.province_code == "35"


@pytest.mark.parametrize("role", ["province-viewer", "tenant-admin"])
def test_others_see_no_page_to_decide(browser: Browser, session: Session, province: Tenant, role: str) -> None:
    request = add_request(session)
    place = province if role.startswith("province") else add_tenant(session, slug="kota-madiun", name="Kota Madiun", region_code="35.77")
    sign_in(browser, session, place, role)
    for path in ("", f"/{request.id}/setujui", f"/{request.id}/tolak"):
        assert browser.get(f"/t/{place.slug}/persetujuan{path}").status == 404
        assert browser.get(f"/t/{JAWA_TIMUR}/persetujuan{path}").status == 404
    for path in ("/operator", "/operator/permohonan", f"/operator/permohonan/{request.id}/setujui", "/operator/provinsi/baru"):
        assert browser.get(path).status == 404


def test_visitors_are_asked_to_sign_in(browser: Browser) -> None:
    assert browser.get("/operator").location.startswith("/masuk")
    assert browser.get(f"/t/{JAWA_TIMUR}/persetujuan").location.startswith("/masuk")


def test_the_operator_brings_a_province_in(browser: Browser, session: Session, operator: UUID) -> None:
    answers = {"region_code": "35", "office_name": "Biro Organisasi", "admin_name": "Sri", "admin_email": "biro@jatimprov.go.id"}
    page = browser.get("/operator/provinsi/baru")
    assert browser.send(page, {**answers, "admin_email": "biro"}).status == 422
    done = browser.follow(browser.send(page, answers))
    assert "Provinsi Jawa Timur terdaftar" in done.text
    assert "35" not in {option["value"] for option in browser.get("/operator/provinsi/baru").html.select("option")}
    assert browser.send(page, answers).status == 422, "twice is once"


def test_suspending_asks_for_the_name_and_can_be_undone(browser: Browser, session: Session, operator: UUID) -> None:
    tenant = add_tenant(session, slug="kota-madiun", name="Kota Madiun", region_code="35.77")
    admin = add_account(session, "admin@madiun.go.id")
    add_member(session, tenant_id=tenant.id, account_id=admin.id, role="tenant-admin")
    session.commit()
    page = browser.get("/operator/ruang-kerja/kota-madiun/nonaktifkan")
    wrong = browser.send(page, {"reason": "Uji", "typed_name": "Kota Kediri"})
    assert wrong.status == 422 and wrong.filled()["reason"].strip() == "Uji"
    done = browser.follow(browser.send(page, {"reason": "Perawatan data", "typed_name": "kota madiun"}))
    assert "dinonaktifkan" in done.text
    assert "Perawatan data" in str(session.scalar(select(OutgoingMail.body).where(OutgoingMail.recipient == admin.email)))
    browser.sign_in(admin.id)
    assert browser.get("/t/kota-madiun/").status == 404
    browser.sign_in(operator)
    done = browser.follow(browser.send(browser.get("/operator/ruang-kerja/kota-madiun/aktifkan")))
    assert "aktif kembali" in done.text
    browser.sign_in(admin.id)
    assert browser.get("/t/kota-madiun/").status == 200
