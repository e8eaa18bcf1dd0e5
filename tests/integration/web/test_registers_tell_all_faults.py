"""A form of a register says everything that is wrong with it at once: what it cannot read, and what the rules refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.standards import ServiceStandard
from puas.domain.operating_procedures import ProcedureDetails
from puas.usecases.save_procedure import save_procedure
from tests.factories.regency import NOW, make_agency, make_member, make_regency
from tests.web_pages import Browser, Page


@pytest.fixture(autouse=True)
def in_november() -> Any:
    with time_machine.travel("2026-11-22T03:00:00+00:00", tick=True):
        yield


class Room:
    """The registers of a regency with one agency and one service, and its admin."""

    def __init__(self, session: Session, browser: Browser) -> None:
        regency = make_regency(session)
        agency, services = make_agency(session, regency.id, "Dinas Kependudukan", services=[("KTP elektronik", 100)])
        account = make_member(session, regency.id, "tenant-admin")
        session.commit()
        browser.sign_in(account.id)
        self.session, self.browser, self.tenant_id, self.slug = session, browser, regency.id, regency.slug
        self.agency_id, self.service_id = agency.id, services[0].id

    def send(self, path: str, **typed: str) -> Page:
        return self.browser.send(self.browser.get(f"/t/{self.slug}/mutu/{path}"), typed)

    def told(self, path: str, **typed: str) -> list[str]:
        """The sentences on top of the form that was sent."""
        page = self.send(path, **typed)
        assert page.status == 422
        return page.errors()


@pytest.fixture
def room(session: Session, browser: Browser) -> Room:
    return Room(session, browser)


Told = Callable[[Room], list[str]]


def _procedure(room: Room) -> UUID:
    row = save_procedure(
        session=room.session, tenant_id=room.tenant_id, agency_id=room.agency_id, details=ProcedureDetails("065/1", "SOP KTP"),
        account_id=None, now=NOW,
    )  # fmt: skip
    room.session.commit()
    return row.id


def _draft(room: Room) -> None:
    tenancy.enter(room.session, tenant_id=room.tenant_id)
    room.session.add(
        ServiceStandard(
            tenant_id=room.tenant_id, id=new_id(), service_type_id=room.service_id, agency_id=room.agency_id, state="draft",
            components={"waktu": "1 hari"}, number=1, version=1, changed_at=NOW,
        )
    )  # fmt: skip
    room.session.commit()


def test_a_score_of_the_ombudsman(room: Room) -> None:
    told = room.told("ombudsman/nilai/catat", year="1999", score="120", rank="x", proses="101", input="abc")
    assert [each.partition(":")[0] for each in told] == ["Tahun penilaian", "Nilai", "Input", "Proses", "Peringkat di provinsi"]
    told = room.told("ombudsman/nilai/catat", year="2022", rank="12", rank_of="10", kepercayaan="80", source="a" * 301)
    assert [each.partition(":")[0] for each in told] == ["Nilai", "Kepercayaan Masyarakat", "Peringkat di provinsi", "Sumber"]


def test_an_sop_and_its_evaluation(room: Room) -> None:
    told = room.told("sop/tambah", number="", title="a" * 301, decided_on="01/01/2027", revised_on="31/06/2024")
    assert [each.partition(":")[0] for each in told] == ["Nomor SOP", "Nama SOP", "Tanggal penetapan", "Tanggal revisi terakhir"]
    told = room.told(f"sop/{_procedure(room)}/evaluasi/2026", outcome="to_revise", reviewed_on="", reviewer="a" * 201)
    assert [each.partition(":")[0] for each in told] == ["Temuan", "Tanggal evaluasi", "Dievaluasi oleh"]


def _recorded(room: Room, **typed: str) -> list[str]:
    return room.told("kinerja/catat", agency=str(room.agency_id), **typed)


def test_an_index_from_outside(room: Room) -> None:
    told = _recorded(room, year="2016", rule="permenpanrb-17-2017::exact", index="6", source="")
    assert [each.partition(":")[0] for each in told] == ["Tahun penilaian", "Indeks (IPP)", "Sumber"]


@pytest.mark.parametrize("index", ["5,01", "4,535", "-1", "abc", "NaN", "6"])
def test_an_index_that_is_on_no_scale(room: Room, index: str) -> None:
    told = _recorded(room, year="2025", rule="permenpanrb-17-2017::exact", index=index, source="Surat")
    assert told == ["Indeks (IPP): Tulis indeks dari 0 sampai 5 dengan paling banyak dua desimal, misalnya 4,53."]


def test_no_index_of_a_year_to_come(room: Room) -> None:
    told = _recorded(room, year="2027", rule="permenpanrb-29-2022:A:exact", index="4,53", source="Surat")
    assert told == ["Tahun penilaian: Tahun itu sebelum aturannya berlaku, atau terlalu jauh di depan."]


def test_complaints_of_every_channel(room: Room) -> None:
    typed = {"counter-received": "3", "counter-settled": "4", "phone-settled": "1", "phone-received": "1", "phone-in_time": "3"}
    page = room.send(f"pengaduan/{room.agency_id}/2026/1", **typed, **{"box-received": "x"})
    assert page.status == 422
    assert len(page.html.select(".field-error")) == 3, page.text


def test_a_standard_that_is_put_in_force(room: Room) -> None:
    _draft(room)
    told = " ".join(
        room.told(f"standar/layanan/{room.service_id}/tetapkan", decree_number="", decree_date="01/01/2027", review_due_on="01/01/2026")
    )
    for sentence in ("nomor keputusannya", "Tanggal ini belum tiba", "setelah hari ini", "Masih ada komponen"):
        assert sentence in told


def test_a_mall(room: Room) -> None:
    told = room.told("mpp/tambah", name="", address="=1+1", decree="a" * 201)
    assert [each.partition(":")[0] for each in told] == ["Nama mal", "Alamat", "Dasar pembentukan"]


def test_an_innovation_names_an_indicator_there_is(room: Room) -> None:
    typed = {"agency": str(room.agency_id), "title": "Loket Malam", "group": "general"}
    assert any("Pilih" in each for each in room.told("inovasi/baru", **typed, indicator="29"))
    shown = room.browser.follow(room.send("inovasi/baru", **typed, indicator="A.29"))
    assert "A.29 Penciptaan Inovasi Pelayanan Publik." in shown.text
