"""The page about set-up: read by the province through its own log-in, across its regencies and no others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.mail import OutgoingMail
from puas.db.tables.people import AuditEvent, TenantRequest
from puas.db.tables.places import Tenant, TenantProgress
from puas.domain.tenant_contacts import ContactDetails
from puas.usecases.save_contact import save_contact
from puas.usecases.suspend_tenant import suspend_tenant
from tests.conftest import Committing
from tests.factories.members import NOW
from tests.factories.tenants import add_account, add_member, add_tenant
from tests.web_pages import Browser

ROOM = "/t/jatim/kesiapan"


@dataclass(frozen=True)
class Province:
    """Two regencies on board, one of a neighbouring province, and people."""

    id: int
    stuck: int
    running: int
    foreign: int
    admin: UUID
    viewer: UUID


def _progress(session: Session, tenant: Tenant, **figures: object) -> None:
    with tenancy.inside(session, tenant_id=tenant.id):
        session.add(TenantProgress(tenant_id=tenant.id, province_code=tenant.province_code, counted_at=NOW, **figures))
        save_contact(
            session=session, tenant_id=tenant.id, account_id=None, now=NOW,
            details=ContactDetails(f"Kabag {tenant.name}", "Kepala Bagian Organisasi", "(0353) 881111"),
        )  # fmt: skip


@pytest.fixture
def province(committing: Committing) -> Province:
    with committing.session_factory() as session:
        made = add_tenant(session, slug="jatim", name="Provinsi Jawa Timur", kind="province", region_code="35")
        stuck = add_tenant(session, slug="bojonegoro", name="Kabupaten Bojonegoro", region_code="35.22")
        running = add_tenant(session, slug="tuban", name="Kabupaten Tuban", region_code="35.23")
        foreign = add_tenant(session, slug="blora", name="Kabupaten Blora", region_code="33.16")
        _progress(session, stuck, agencies=3, services=7, first_agency_on=date(2026, 3, 9))
        _progress(
            session, running, agencies=4, services=9, agencies_surveyed=4, open_periods=4, points=12, printed_points=12, respondents=1163,
            first_answer_on=date(2026, 4, 1), last_answer_on=datetime.now(UTC).date(),
        )  # fmt: skip
        _progress(session, foreign, agencies=1, services=1, first_agency_on=date(2026, 3, 10))
        people = {}
        for role in ("province-admin", "province-viewer"):
            account = add_account(session, f"{role}@jatimprov.go.id")
            add_member(session, tenant_id=made.id, account_id=account.id, role=role)
            people[role] = account.id
        owner = add_account(session, "admin@bojonegoro.go.id", "Dewi")
        add_member(session, tenant_id=stuck.id, account_id=owner.id, role="tenant-admin")
        session.commit()
        return Province(made.id, stuck.id, running.id, foreign.id, people["province-admin"], people["province-viewer"])


@pytest.fixture
def admin(committed_browser: Browser, province: Province) -> Browser:
    committed_browser.sign_in(province.admin)
    return committed_browser


def test_who_is_stuck_and_where_and_whom_to_call(admin: Browser) -> None:
    page = admin.get(ROOM)
    assert page.status == 200
    stuck = page.html.select_one("#macet")
    assert stuck is not None
    words = " ".join(stuck.get_text(" ").split())
    assert "Kabupaten Bojonegoro" in words
    assert "Langkah 3 dari 5" in words
    assert "belum membuka periode survei" in words
    assert "sejak 9 Maret 2026" in words
    assert stuck.select_one('a[href="tel:0353881111"]') is not None
    running = page.html.select_one("#berjalan")
    assert running is not None and "Kabupaten Tuban" in running.get_text() and "1.163" in running.get_text()
    absent = page.html.select_one("#belum-bergabung")
    assert absent is not None and "36 belum bergabung" in absent.get_text() and "Lamongan" in absent.get_text()


def test_another_province_s_regency_is_nowhere(admin: Browser) -> None:
    assert "Blora" not in admin.get(ROOM).text
    for path in ("blora/nonaktifkan", "blora/aktifkan", "jatim/nonaktifkan", "tidak-ada/nonaktifkan"):
        assert admin.get(f"{ROOM}/{path}").status == 404
        assert admin.post(f"{ROOM}/{path}").status in {400, 404}


def test_a_request_that_waits_is_offered_to_those_who_decide(
    admin: Browser, committed_app: Flask, committing: Committing, province: Province
) -> None:
    with committing.session_factory() as session:
        session.add(
            TenantRequest(
                id=new_id(), region_code="35.24", email="o@lamongankab.go.id", name="Budi", position="Kabag", office_name="Ortala",
                state="waiting", created_at=NOW, verified_at=NOW,
            )
        )  # fmt: skip
        session.commit()
    page = admin.get(ROOM)
    assert "1 permohonan bergabung menunggu" in page.text
    assert "permohonan menunggu" in page.html.select_one("#belum-bergabung").get_text()  # type: ignore[union-attr]
    viewer = Browser(committed_app)
    viewer.sign_in(province.viewer)
    seen = viewer.get(ROOM)
    assert seen.status == 200
    assert "Periksa permohonan" not in seen.text
    assert seen.html.select_one(f'a[href="{ROOM}/bojonegoro/nonaktifkan"]') is None
    assert viewer.get(f"{ROOM}/bojonegoro/nonaktifkan").status == 404


def test_the_province_closes_its_regency_for_now_and_opens_it_again(admin: Browser, committing: Committing, province: Province) -> None:
    asked = admin.get(f"{ROOM}/bojonegoro/nonaktifkan")
    assert "Data tetap tersimpan" in asked.text
    wrong = admin.send(asked, {"reason": "Uji", "typed_name": "Kabupaten Tuban"})
    assert wrong.status == 422 and wrong.filled()["reason"].strip() == "Uji"
    done = admin.follow(admin.send(asked, {"reason": "Salah daftar", "typed_name": "Kabupaten Bojonegoro"}))
    assert "dinonaktifkan" in done.text
    assert "Kabupaten Bojonegoro" in done.html.select_one("#dinonaktifkan").get_text()  # type: ignore[union-attr]
    with committing.session_factory() as session:
        letter = session.scalars(select(OutgoingMail).where(OutgoingMail.recipient == "admin@bojonegoro.go.id")).one()
        assert "oleh Provinsi Jawa Timur" in letter.body and "Salah daftar" in letter.body
        for tenant_id in (province.stuck, province.id):
            with tenancy.inside(session, tenant_id=tenant_id):
                found = session.scalars(select(AuditEvent).where(AuditEvent.action == "suspend_tenant")).one()
                assert found.detail == {"workspace": "Kabupaten Bojonegoro", "decided_by": "province", "reason": "Salah daftar"}
    log = admin.get("/t/jatim/pengaturan/catatan-kegiatan").text
    assert "Menonaktifkan ruang kerja" in log and "Kabupaten Bojonegoro" in log
    again = admin.follow(admin.send(admin.get(f"{ROOM}/bojonegoro/aktifkan")))
    assert "aktif kembali" in again.text
    assert again.html.select_one("#dinonaktifkan") is None


def test_a_province_does_not_open_what_the_operator_closed(admin: Browser, committing: Committing, province: Province) -> None:
    with committing.session_factory() as session:
        suspend_tenant(session=session, tenant_id=province.stuck, suspended_by=new_id(), reason="Penyalahgunaan", now=NOW)
        session.commit()
    done = admin.follow(admin.send(admin.get(f"{ROOM}/bojonegoro/aktifkan")))
    assert "hanya pengelola Puas" in done.text
    with committing.session_factory() as session:
        assert session.scalar(select(Tenant.state).where(Tenant.id == province.stuck)) == "suspended"


def test_twice_closed_is_said(admin: Browser, committing: Committing, province: Province) -> None:
    asked = admin.get(f"{ROOM}/bojonegoro/nonaktifkan")
    values = {"reason": "Uji", "typed_name": "Kabupaten Bojonegoro"}
    admin.send(asked, values)
    assert "tidak sedang aktif" in admin.follow(admin.send(asked, values)).text


def test_the_page_costs_the_same_for_many_regencies(admin: Browser, committing: Committing, committed_app: Flask) -> None:
    with committing.session_factory() as session:
        for number in range(1, 21):
            tenant = add_tenant(session, slug=f"kab-{number}", name=f"Kabupaten Nomor {number}", region_code=f"35.{number:02d}")
            _progress(session, tenant, agencies=number, services=number)
        session.commit()
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append(statement)

    with committed_app.app_context():
        from puas_web.database import db

        engines = [*db.engines.values(), committed_app.extensions["puas_province_engine"]]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    page = admin.get(ROOM)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    assert "Kabupaten Nomor 20" in page.text
    assert len(statements) <= 12, statements
