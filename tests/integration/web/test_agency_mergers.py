"""The pages that merge agencies: choose, see what would happen, type the name; and the history afterwards."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.standards import MinimumService, OperatingProcedure, ServiceStandard
from puas.db.tables.yardsticks import EvidenceFile
from tests.factories.members import PASSWORD, add_login, add_membership
from tests.factories.surveys import Survey, a_survey
from tests.web_pages import Browser

ROOM = "/t/arjosari/perangkat-daerah"


@pytest.fixture
def two(session: Session) -> tuple[Survey, Survey]:
    pair = a_survey(session, slug="arjosari"), a_survey(session, slug="arjosari")
    account = add_login(session, "admin@arjosari.go.id")
    add_membership(session, tenant_id=pair[0].tenant_id, account_id=account.id, role="tenant-admin")
    officer = add_login(session, "petugas@arjosari.go.id", "Budi")
    add_membership(
        session, tenant_id=pair[0].tenant_id, account_id=officer.id, role="agency-officer", agency_ids=[pair[0].agency_id]
    )  # fmt: skip
    session.commit()
    return pair


@pytest.fixture
def admin(app: Flask, two: tuple[Survey, Survey]) -> Browser:
    browser = Browser(app)
    assert browser.log_in("admin@arjosari.go.id", PASSWORD).status == 302
    return browser


def _name(session: Session, survey: Survey) -> str:
    tenancy.enter(session, tenant_id=survey.tenant_id)
    return session.scalars(select(Agency.name).where(Agency.tenant_id == survey.tenant_id, Agency.id == survey.agency_id)).one()


def test_from_the_agency_s_page_to_the_merger_and_its_history(admin: Browser, session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    old, new = _name(session, ending), _name(session, into)
    page = admin.get(f"{ROOM}/{ending.agency_id}")
    assert page.html.select_one(f'a[href="{ROOM}/{ending.agency_id}/gabungkan"]') is not None
    choice = admin.get(f"{ROOM}/{ending.agency_id}/gabungkan")
    assert [option.get_text() for option in choice.html.select("select#ke option")] == [new]
    preview = admin.follow(admin.get(f"{ROOM}/{ending.agency_id}/gabungkan?ke={into.agency_id}"))
    expected = ("2 stiker tetap terpasang", "1 petugas", "tidak dapat dibatalkan", "satu dengan layanan bernama sama")
    for words in (f"{old} bergabung ke {new}?", *expected):
        assert words in preview.text, words
    wrong = admin.send(preview, {"typed_name": new})
    assert wrong.status == 422
    assert any("belum sama" in line for line in wrong.errors())
    done = admin.follow(admin.send(preview, {"typed_name": old.upper()}))
    assert "2 layanan dan 2 stiker diteruskan" in done.text
    assert f"{old} bergabung ke sini sejak" in done.text
    gone = admin.get(f"{ROOM}/{ending.agency_id}")
    assert f"bergabung ke {new}" in gone.text
    assert "Aktifkan kembali" not in gone.text
    assert admin.get(f"{ROOM}/{ending.agency_id}/gabungkan").status == 404
    assert admin.get(f"{ROOM}/{ending.agency_id}/gabungkan/{into.agency_id}").status == 404


def test_an_officer_sees_the_history_of_an_own_agency_and_merges_nothing(app: Flask, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    browser = Browser(app)
    browser.log_in("petugas@arjosari.go.id", PASSWORD)
    assert browser.get(f"{ROOM}/{ending.agency_id}").status == 200
    for path in (f"{ending.agency_id}/gabungkan", f"{ending.agency_id}/gabungkan/{into.agency_id}"):
        assert browser.get(f"{ROOM}/{path}").status == 404


def test_bringing_back_a_merged_agency_by_hand_is_answered_kindly(admin: Browser, session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    old = _name(session, ending)
    preview = admin.get(f"{ROOM}/{ending.agency_id}/gabungkan/{into.agency_id}")
    admin.send(preview, {"typed_name": old})
    token = preview.filled()["csrf_token"]
    answer = admin.follow(admin.post(f"{ROOM}/{ending.agency_id}/aktifkan", {"csrf_token": token}))
    assert "tidak dapat diaktifkan kembali" in answer.text


def test_the_page_says_what_of_the_registers_follows_and_the_entry_says_whose_it_was(
    admin: Browser, app: Flask, session: Session, two: tuple[Survey, Survey]
) -> None:
    ending, into = two
    old = _name(session, ending)
    tenancy.enter(session, tenant_id=ending.tenant_id)
    now = datetime.now(UTC)
    common = {"tenant_id": ending.tenant_id, "changed_at": now}
    follows, same = (
        OperatingProcedure(**common, id=new_id(), agency_id=ending.agency_id, number=number, title=f"Alur {number}")
        for number in ("SOP/7", "SOP/8")
    )
    standards = [
        ServiceStandard(
            **common, id=new_id(), service_type_id=survey.service_ids[place], agency_id=survey.agency_id, number=1, state="in_force",
            in_force_since=now,
        )
        for survey, place in ((ending, 0), (ending, 1), (into, 1))
    ]  # fmt: skip
    proof = EvidenceFile(
        tenant_id=ending.tenant_id, id=new_id(), subject="procedure", subject_id=follows.id, agency_id=ending.agency_id, title="Foto",
        url="https://arjosari.go.id/foto", uploaded_at=now,
    )  # fmt: skip
    session.add_all([
        follows, same, *standards, proof,
        OperatingProcedure(**common, id=new_id(), agency_id=into.agency_id, number="sop/8", title="Alur sana"),
        MinimumService(**common, year=now.year, field="sosial", agency_id=ending.agency_id),
    ])  # fmt: skip
    session.commit()
    preview = admin.get(f"{ROOM}/{ending.agency_id}/gabungkan/{into.agency_id}")
    expected = (
        "Standar pelayanan: Layanan 1.", "1 SOP beserta evaluasinya.", "Bidang SPM tahun ini: Sosial.",
        "Standar layanan Layanan 2: di sana sudah ada", "SOP yang nomornya sudah dipakai di sana",
    )  # fmt: skip
    for words in expected:
        assert words in preview.text, words
    key = f"nomor-{same.id}"
    assert preview.filled()[key] == "SOP/8-2"
    again = admin.send(preview, {"typed_name": old, key: "sop/7"})
    assert again.status == 422 and any("sudah dipakai SOP lain" in line for line in again.errors())
    assert again.filled()[key] == "sop/7"
    admin.send(again, {"typed_name": old, key: "SOP/8-LAMA"})
    session.expire_all()
    tenancy.enter(session, tenant_id=ending.tenant_id)
    assert (same.agency_id, same.number) == (into.agency_id, "SOP/8-LAMA")
    renumbered = admin.get(f"/t/arjosari/mutu/sop/{same.id}")
    assert "nomor sebelumnya" in renumbered.text and "SOP/8" in renumbered.text
    page = admin.get(f"/t/arjosari/mutu/sop/{follows.id}")
    assert f"Dahulu milik {old}, sampai" in page.text
    assert "Meneruskan catatan dari perangkat daerah yang bergabung" in page.text
    assert f"Dahulu milik {old}, sampai" in admin.get(f"/t/arjosari/mutu/standar/layanan/{into.service_ids[0]}").text
    assert "Dahulu milik" not in admin.get(f"/t/arjosari/mutu/standar/layanan/{into.service_ids[1]}").text


def test_an_sop_left_without_a_new_number_stays(admin: Browser, session: Session, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    old = _name(session, ending)
    common = {"tenant_id": ending.tenant_id, "changed_at": datetime.now(UTC), "number": "SOP/8", "title": "Alur"}
    mine, theirs = (OperatingProcedure(**common, id=new_id(), agency_id=each.agency_id) for each in two)
    session.add_all([mine, theirs])
    session.commit()
    preview = admin.get(f"{ROOM}/{ending.agency_id}/gabungkan/{into.agency_id}")
    assert admin.send(preview, {"typed_name": old, f"nomor-{mine.id}": " "}).status == 302
    session.expire_all()
    tenancy.enter(session, tenant_id=ending.tenant_id)
    assert (mine.agency_id, mine.number) == (ending.agency_id, "SOP/8")


def test_a_page_without_registers_says_nothing_of_them(admin: Browser, two: tuple[Survey, Survey]) -> None:
    ending, into = two
    preview = admin.get(f"{ROOM}/{ending.agency_id}/gabungkan/{into.agency_id}")
    assert "Mutu layanan yang" not in preview.text
