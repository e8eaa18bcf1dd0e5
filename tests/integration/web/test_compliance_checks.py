"""The checklist over HTTP: agencies chosen, items filled in by their officers, proposals of other registers, paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.compliance import ComplianceCheck
from puas.db.tables.places import Tenant
from puas.db.tables.standards import OperatingProcedure, ServicePledge, ServiceStandard
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.compliance_checklist import ITEMS, KEYS
from puas.domain.yardsticks import NO_UNIT
from tests.factories.statements import counted_statements
from tests.integration.web.conftest import Enter
from tests.web_pages import Browser, Page

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
YEAR = datetime.now(UTC).year
ROOM = "/t/arjosari/mutu/ombudsman/daftar-periksa"
CHOOSE = f"{ROOM}/{YEAR}/pilih"
MOST_STATEMENTS = 12

SignIn = Callable[..., Browser]


@pytest.fixture
def regency(session: Session) -> int:
    tenant = Tenant(slug="arjosari", kind="regency", province_code="99", name="Kabupaten Arjosari", time_zone="Asia/Jakarta")
    session.add(tenant)
    session.flush()
    tenancy.enter(session, tenant_id=tenant.id)
    session.commit()
    return tenant.id


@pytest.fixture
def agencies(session: Session, regency: int) -> Sequence[UUID]:
    named = (("Dinas Kesehatan", "dinas"), ("Dinas Perhubungan", "dinas"), ("Puskesmas Timur", "puskesmas"))
    rows = [Agency(tenant_id=regency, id=new_id(), name=name, kind=kind) for name, kind in named]
    session.add_all(rows)
    session.commit()
    return [row.id for row in rows]


@pytest.fixture
def sign_in(enter: Enter, regency: int) -> SignIn:
    return partial(enter, regency)


def sheet(agency_id: UUID, year: int = YEAR) -> str:
    return f"{ROOM}/{year}/{agency_id}"


def choose(browser: Browser, *agency_ids: UUID, **more: str) -> Page:
    token = browser.get(CHOOSE).filled()["csrf_token"]
    return browser.post(CHOOSE, {"csrf_token": token, "perangkat": [str(each) for each in agency_ids], **more})


def states(session: Session, agency_id: UUID) -> dict[str, str]:
    session.expire_all()
    rows = session.scalars(select(ComplianceCheck).where(ComplianceCheck.agency_id == agency_id))
    return {row.item: row.state for row in rows}


def test_empty_list_says_how_to_begin(sign_in: SignIn) -> None:
    page = sign_in().get(ROOM)
    assert "Belum ada daftar periksa tahun ini" in page.all_text and "belum terverifikasi" in page.all_text
    assert page.html.select_one(f'a[href="{CHOOSE}"]')
    assert "Admin kabupaten/kota memilih" in sign_in("leader").get(ROOM).all_text


def test_kinds_that_were_sampled_are_offered_first_with_their_years(sign_in: SignIn, agencies: Sequence[UUID]) -> None:
    page = sign_in().get(CHOOSE)
    labels = [" ".join(each.get_text(" ").split()) for each in page.html.select("label.choice")]
    assert labels == [
        "Dinas Kesehatan jenisnya disampel 2021, 2022", "Puskesmas Timur jenisnya disampel 2022", "Dinas Perhubungan",
    ]  # fmt: skip
    assert "Kabupaten Bogor" in page.all_text


def test_chosen_agencies_get_their_list(sign_in: SignIn, session: Session, agencies: Sequence[UUID]) -> None:
    browser = sign_in()
    answer = choose(browser, agencies[0], agencies[2])
    assert "2 ditambahkan" in browser.follow(answer).all_text
    assert states(session, agencies[0]) == dict.fromkeys(KEYS, "unknown")
    assert states(session, agencies[1]) == {}
    assert browser.get(sheet(agencies[1])).status == 404
    figure = session.scalars(select(YardstickFigure).where(YardstickFigure.unit_id == NO_UNIT)).one()
    assert (figure.value, figure.counts) == (None, {"items": 2 * len(ITEMS), "items_there": 0})


def test_what_was_ticked_is_saved_before_evidence_or_a_promise(sign_in: SignIn, session: Session, agencies: Sequence[UUID]) -> None:
    browser = sign_in()
    choose(browser, agencies[0])
    answer = browser.send(browser.get(sheet(agencies[0])), {"keadaan-sop": "missing", "bukti": "sop"})
    shown = browser.follow(answer)
    assert states(session, agencies[0])["sop"] == "missing" and "Tambah bukti" in shown.text
    assert shown.html.select_one(f"a[href='{sheet(agencies[0])}#butir-sop']")
    page = browser.get(sheet(agencies[0]))
    assert [each["value"] for each in page.html.select("button[name=rencana]")] == ["sop"]
    form = browser.follow(browser.send(page, {"keadaan-sop": "partly", "rencana": "sop"}))
    assert states(session, agencies[0])["sop"] == "partly" and form.filled()["part"] == f"{YEAR}:sop"
    leader = sign_in("leader").get(sheet(agencies[0]))
    assert not leader.html.select("button[name=bukti]")


def test_agency_with_work_is_not_taken_off_by_a_slip(sign_in: SignIn, session: Session, agencies: Sequence[UUID]) -> None:
    browser = sign_in()
    choose(browser, *agencies[:2])
    browser.send(browser.get(sheet(agencies[0])), {"keadaan-sop": "there"})
    answer = choose(browser, agencies[1])
    assert answer.status == 422 and "Dinas Kesehatan" in answer.all_text
    assert states(session, agencies[0])["sop"] == "there"
    choose(browser, agencies[1], buang="ya")
    assert states(session, agencies[0]) == {}


def test_list_of_a_far_year_is_refused(sign_in: SignIn, agencies: Sequence[UUID]) -> None:
    browser = sign_in()
    assert browser.get(f"{ROOM}/{YEAR + 2}/pilih").status == 404
    assert browser.get(f"{ROOM}/{YEAR + 1}/pilih").status == 200
    assert [browser.get(sheet(agencies[0], year)).status for year in (0, YEAR + 2, 10**20)] == [404, 404, 404]
    token = browser.get(CHOOSE).filled()["csrf_token"]
    answer = browser.post(f"{ROOM}/{YEAR + 2}/pilih", {"csrf_token": token, "perangkat": [str(agencies[0])]})
    assert answer.status == 422 and "tahun ini, tahun depan" in answer.all_text
    assert browser.post(CHOOSE, {"csrf_token": token, "perangkat": [str(new_id())]}).status == 422
    assert browser.post(CHOOSE, {"csrf_token": token, "perangkat": ["bukan-id"]}).status == 404


def test_officer_fills_in_the_own_agency_only(sign_in: SignIn, session: Session, agencies: Sequence[UUID]) -> None:
    choose(sign_in(), *agencies)
    officer = sign_in("agency-officer", agencies[0])
    listed = officer.get(ROOM).all_text
    assert "Dinas Kesehatan" in listed and "Perhubungan" not in listed
    answer = officer.send(officer.get(sheet(agencies[0])), {"keadaan-maklumat": "missing", "catatan-maklumat": " Menunggu   tanda tangan"})
    page = officer.follow(answer)
    assert "1 butir tersimpan" in page.all_text
    assert states(session, agencies[0])["maklumat"] == "missing"
    field = page.html.find(id="catatan-maklumat")
    assert field is not None and field["value"] == "Menunggu tanda tangan"
    assert page.html.select_one("button[name=rencana][value=maklumat]")
    assert [officer.get(sheet(agencies[1])).status, officer.get(CHOOSE).status] == [404, 404]
    assert officer.post(sheet(agencies[1]), {"csrf_token": page.filled()["csrf_token"], "keadaan-sop": "there"}).status == 404
    assert states(session, agencies[1])["sop"] == "unknown"


def test_missing_item_leads_to_its_evidence_and_to_a_prefilled_promise(sign_in: SignIn, agencies: Sequence[UUID]) -> None:
    choose(sign_in(), agencies[0])
    officer = sign_in("agency-officer", agencies[0])
    page = officer.follow(officer.send(officer.get(sheet(agencies[0])), {"keadaan-maklumat": "missing"}))
    row = page.html.find(id="butir-maklumat")
    assert row is not None
    promise = officer.follow(officer.send(page, {str(row.select("button[name=rencana]")[0]["name"]): "maklumat"}))
    assert promise.status == 200 and "Maklumat pelayanan ditandatangani dan dipajang" in str(promise.html.find("main"))
    evidence = officer.follow(officer.send(page, {str(row.select("button[name=bukti]")[0]["name"]): "maklumat"}))
    assert evidence.status == 200 and "Tambah bukti" in evidence.text
    # What is there needs no promise.
    there = page.html.find(id="butir-sop")
    assert there is not None and not there.select("button[name=rencana]")


def test_leader_reads_and_changes_nothing(sign_in: SignIn, agencies: Sequence[UUID]) -> None:
    choose(sign_in(), agencies[0])
    page = sign_in("leader").get(sheet(agencies[0]))
    assert page.status == 200 and not page.html.select("select[name^=keadaan]")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"keadaan-sop": "sempurna"}, "Pilih salah satu keadaan"), ({"keadaan-sop": "there", "catatan-sop": "x" * 501}, "paling banyak 500")],
)
def test_bad_input_is_said_at_its_item(
    sign_in: SignIn, session: Session, agencies: Sequence[UUID], typed: dict[str, str], sentence: str
) -> None:
    browser = sign_in()
    choose(browser, agencies[0])
    answer = browser.send(browser.get(sheet(agencies[0])), {"keadaan-maklumat": "there", **typed})
    assert answer.status == 422 and sentence in answer.all_text
    assert answer.html.select_one('.error-summary a[href="#keadaan-sop"]')
    # Nothing is saved, and what was typed elsewhere is still there.
    assert set(states(session, agencies[0]).values()) == {"unknown"}
    assert answer.html.select_one('#keadaan-maklumat option[value="there"][selected]')


def test_two_fill_in_one_list_and_only_the_item_both_changed_is_asked_about(
    sign_in: SignIn, session: Session, agencies: Sequence[UUID]
) -> None:
    first, second = sign_in(), sign_in()
    choose(first, agencies[0])
    page = second.get(sheet(agencies[0]))
    first.send(first.get(sheet(agencies[0])), {"keadaan-sop": "there"})
    # Another item: both stay.
    second.send(page, {"keadaan-maklumat": "missing"})
    assert (states(session, agencies[0])["sop"], states(session, agencies[0])["maklumat"]) == ("there", "missing")
    # The same item: the second is told, and may decide.
    answer = second.send(page, {"keadaan-sop": "partly", "keadaan-sipp": "there"})
    assert answer.status == 422 and "Orang lain baru saja mengubah butir ini" in answer.all_text
    assert (states(session, agencies[0])["sop"], states(session, agencies[0])["sipp"]) == ("there", "unknown")
    second.send(answer)
    assert (states(session, agencies[0])["sop"], states(session, agencies[0])["sipp"]) == ("partly", "there")


def test_proposals_come_from_other_registers_and_are_saved_only_when_sent(
    sign_in: SignIn, session: Session, regency: int, agencies: Sequence[UUID]
) -> None:
    service = ServiceType(tenant_id=regency, id=new_id(), agency_id=agencies[0], name="Izin Praktik")
    session.add(service)
    session.flush()
    session.add_all(
        [
            ServiceStandard(
                tenant_id=regency, id=new_id(), service_type_id=service.id, agency_id=agencies[0], number=1, state="in_force",
                components={"biaya": "Gratis", "waktu": "3 hari"}, media=["papan informasi"], changed_at=NOW,
            ),
            ServicePledge(
                tenant_id=regency, id=new_id(), agency_id=agencies[0], body="Kami siap", dated_on=date(2026, 1, 5), decided_at=NOW
            ),
            OperatingProcedure(tenant_id=regency, id=new_id(), agency_id=agencies[0], number="1", title="SOP", changed_at=NOW),
        ]
    )  # fmt: skip
    session.commit()
    browser = sign_in()
    choose(browser, agencies[0])
    page = browser.get(sheet(agencies[0]))
    words = page.all_text
    assert "tertulis pada 1 dari 1 layanan. Usulan: Ada" in words and "tertulis pada 0 dari 1 layanan. Usulan: Belum ada" in words
    assert "0 dari 1 layanan ber-SOP" in words and "ada maklumat yang berlaku" in words
    proposed = browser.get(f"{sheet(agencies[0])}?usulan=1")
    assert "usulan, belum disimpan" in proposed.all_text
    assert set(states(session, agencies[0]).values()) == {"unknown"}
    browser.send(proposed)
    found = states(session, agencies[0])
    assert (found["standar-biaya"], found["standar-persyaratan"], found["maklumat"], found["sop"], found["sipp"]) == (
        "there", "missing", "partly", "missing", "unknown",
    )  # fmt: skip


def test_paper_has_every_item(sign_in: SignIn, agencies: Sequence[UUID]) -> None:
    browser = sign_in()
    choose(browser, agencies[0])
    browser.send(browser.get(sheet(agencies[0])), {"keadaan-sop": "there", "keadaan-sipp": "not_applicable"})
    page = browser.get(f"{sheet(agencies[0])}/cetak")
    assert all(item.title in page.all_text for item in ITEMS)
    assert page.text.count("☑") == 1 and "tidak berlaku" in page.all_text


def test_statements_do_not_grow_with_agencies(sign_in: SignIn, session: Session, agencies: Sequence[UUID]) -> None:
    browser = sign_in()
    choose(browser, agencies[0])
    for address in (ROOM, sheet(agencies[0])):
        browser.get(address)
    with counted_statements(session.connection()) as few:
        browser.get(ROOM)
    choose(browser, *agencies)
    with counted_statements(session.connection()) as many:
        browser.get(ROOM)
    with counted_statements(session.connection()) as one:
        browser.get(sheet(agencies[0]))
    assert len(few) == len(many) <= MOST_STATEMENTS
    assert len(one) < MOST_STATEMENTS, "an officer's page asks for the agencies assigned to them, too"
