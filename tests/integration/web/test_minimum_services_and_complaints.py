"""The registers of SPM and of complaints: filling in, sharing, importing, refusing, and whose they are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency
from puas.db.tables.standards import ComplaintCount, MinimumService
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.yardsticks import NO_UNIT
from tests.factories.regency import make_agency, make_member, make_regency
from tests.factories.workbooks import xlsx
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

SPM = ["Perangkat daerah", "Tahun", "Bidang", "Capaian", "Catatan"]
COUNTS = ["Perangkat daerah", "Tahun", "Triwulan", "Saluran", "Diterima", "Diselesaikan", "Tepat waktu"]


@pytest.fixture(autouse=True)
def in_november() -> Any:
    with time_machine.travel("2026-11-22T03:00:00+00:00", tick=True):
        yield


@dataclass(frozen=True)
class Room:
    tenant_id: int
    slug: str
    health: UUID
    social: UUID
    browser: Browser

    def get(self, path: str) -> Page:
        return self.browser.get(f"/t/{self.slug}/mutu/{path}")

    def upload(self, path: str, *rows: Sequence[object]) -> Page:
        data = {"sheet": (io.BytesIO(xlsx(Data=rows)), "isi.xlsx")}
        return self.browser.send(self.get(f"{path}/impor"), data, content_type="multipart/form-data")

    def carry(self, year: int, field: str, agency: UUID, **typed: str) -> Page:
        return self.browser.send(self.get("spm/isi"), {"year": str(year), "field": field, "agency": str(agency), **typed})

    def count(self, agency: UUID, quarter: int, **numbers: str) -> Page:
        named = {name.replace("__", "-"): value for name, value in numbers.items()}
        return self.browser.send(self.get(f"pengaduan/{agency}/2026/{quarter}"), named)


def _room(session: Session, browser: Browser, role: str = "tenant-admin") -> Room:
    regency = make_regency(session)
    health, _ = make_agency(session, regency.id, "Dinas Kesehatan")
    social, _ = make_agency(session, regency.id, "Dinas Sosial")
    account = make_member(session, regency.id, role, agency_ids=[health.id] if role == "agency-officer" else [])
    session.commit()
    browser.sign_in(account.id)
    return Room(regency.id, regency.slug, health.id, social.id, browser)


@pytest.fixture
def admin(session: Session, browser: Browser) -> Room:
    return _room(session, browser)


def _figures(session: Session, yardstick: str) -> dict[tuple[int, UUID], tuple[str, str, dict[str, int]]]:
    session.expire_all()
    rows = session.scalars(select(YardstickFigure).where(YardstickFigure.yardstick == yardstick))
    return {(row.year, row.unit_id): (str(row.value), row.label, dict(row.counts)) for row in rows}


def test_fields_are_carried_by_several_agencies_and_reported(admin: Room, session: Session) -> None:
    empty = admin.get("spm")
    assert "Belum ada pengampu tahun 2026" in empty.text and "belum terverifikasi" in empty.text
    assert admin.carry(2026, "kesehatan", admin.health, reached="95,25").status == 302
    assert admin.carry(2026, "kesehatan", admin.social).status == 302
    assert admin.carry(2025, "sosial", admin.social, reached="80").status == 302
    page = admin.get("spm")
    assert "Dinas Kesehatan: 95,25%" in page.text and "Dinas Sosial: belum dilaporkan" in page.text and "80,00%" in page.text
    figures = _figures(session, "minimum_services")
    assert figures[2026, admin.health] == ("95.25", "1 dari 1 bidang dilaporkan", {"fields": 1, "fields_reported": 1})
    assert figures[2026, NO_UNIT] == ("None", "1 dari 6 bidang dilaporkan", {"fields": 1, "fields_reported": 1})
    admin.carry(2026, "kesehatan", admin.health, reached="96")
    assert session.scalars(select(MinimumService.version).where(MinimumService.agency_id == admin.health)).one() == 2
    action = f"/t/{admin.slug}/mutu/spm/{admin.health}/hapus"
    shown = admin.browser.follow(admin.browser.send(page, action=action))
    assert "Pengampu dihapus" in shown.text and "Dinas Kesehatan: 9" not in shown.text
    assert "sudah tidak ada" in admin.browser.follow(admin.browser.send(page, action=action)).text


def _merged(session: Session, room: Room) -> None:
    """The social agency merged into that of health in the middle of the third quarter of 2026."""
    values = {"state": "archived", "merged_into_id": room.health, "merged_at": datetime(2026, 8, 10, 3, 0, tzinfo=UTC)}
    session.execute(update(Agency).where(Agency.tenant_id == room.tenant_id, Agency.id == room.social).values(**values))
    session.commit()


def test_what_was_over_when_an_agency_merged_is_still_told_of_it(admin: Room, session: Session) -> None:
    _merged(session, admin)
    page = admin.get("pengaduan?tahun=2026")
    links = [str(each["href"]) for each in page.html.select(f'a[href*="{admin.social}"]')]
    assert [each.rsplit("/", 1)[1] for each in links] == ["1", "2"]
    assert "Dinas Sosial" in page.text and "bergabung ke perangkat daerah lain sejak 10 Agustus 2026" in page.text
    assert admin.count(admin.social, 2, lapor__received="4", lapor__settled="3", lapor__in_time="2").status == 302
    assert "3 dari 4" in admin.get("pengaduan?tahun=2026").text
    assert _figures(session, "complaints")[2026, admin.social][1] == "3 dari 4 selesai"
    # The quarter in which it merged is its successor's, and so is every later one.
    assert admin.get(f"pengaduan/{admin.social}/2026/3").status == 404
    assert "Dinas Sosial" in admin.get("pengaduan?tahun=2025").text

    assert admin.carry(2025, "sosial", admin.social, reached="80").status == 302
    late = admin.carry(2026, "sosial", admin.social, reached="80")
    assert late.status == 422 and any("sudah bergabung" in each for each in late.errors())
    assert [row.year for row in session.scalars(select(MinimumService))] == [2025]


def test_a_sheet_tells_of_a_merged_agency_what_was_over(admin: Room, session: Session) -> None:
    _merged(session, admin)
    late = admin.upload("pengaduan", COUNTS, ["Dinas Sosial", 2026, 3, "SP4N-LAPOR!", 4, 3, 2])
    assert "sudah bergabung" in late.text
    assert admin.browser.send(admin.upload("pengaduan", COUNTS, ["Dinas Sosial", 2026, 2, "SP4N-LAPOR!", 4, 3, 2])).status == 302
    assert session.scalars(select(ComplaintCount.agency_id)).all() == [admin.social]
    assert "sudah bergabung" in admin.upload("spm", SPM, ["Dinas Sosial", 2026, "Sosial", "80", ""]).text
    assert admin.browser.send(admin.upload("spm", SPM, ["Dinas Sosial", 2025, "Sosial", "80", ""])).status == 302
    assert session.scalars(select(MinimumService.agency_id)).all() == [admin.social]


def test_an_agency_archived_without_merging_tells_nothing_more(admin: Room, session: Session) -> None:
    session.execute(update(Agency).where(Agency.tenant_id == admin.tenant_id, Agency.id == admin.social).values(state="archived"))
    session.commit()
    assert "Dinas Sosial" not in admin.get("pengaduan?tahun=2026").text
    assert admin.count(admin.social, 1, lapor__received="4").status == 422
    assert admin.carry(2025, "sosial", admin.social, reached="80").status == 422
    assert "tidak ada pada daftar yang aktif" in admin.upload("pengaduan", COUNTS, ["Dinas Sosial", 2026, 1, "SP4N-LAPOR!", 4, 3, 2]).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reached": "101"}, "di luar batas"), ({"reached": "-1"}, "di luar batas"), ({"reached": "95,255"}, "dua angka"),
        ({"reached": "tinggi"}, "Tulis angka"), ({"reached": "NaN"}, "Tulis angka"), ({"note": "a" * 501}, "terlalu panjang"),
        ({"field": "listrik"}, "Pilih salah satu"), ({"year": "2017"}, "Pilih salah satu"),
        ({"agency": "01a20270-d1ea-7c0c-9e5f-f8053f2ce4b5"}, "Pilih salah satu"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_accepted(admin: Room, session: Session, typed: dict[str, str], sentence: str) -> None:
    filled = {"year": "2026", "field": "sosial", "agency": str(admin.social), "reached": "5", "note": "catatan saya"}
    page = admin.browser.send(admin.get("spm/isi"), {**filled, **typed})
    assert page.status == 422
    assert sentence in " ".join(page.errors())
    assert page.filled()["note"].strip() == typed.get("note", "catatan saya")
    assert session.scalars(select(MinimumService)).all() == []


def test_minimum_services_from_a_sheet(admin: Room, session: Session) -> None:
    rows = [["dinas kesehatan", 2025, "Kesehatan", "95,25", ""], ["Dinas Sosial", 2025, "kesehatan", "", "bersama"]]
    assert admin.browser.send(admin.upload("spm", SPM, *rows)).status == 302
    assert len(session.scalars(select(MinimumService)).all()) == 2
    again = admin.upload("spm", SPM, ["Dinas Kesehatan", 2025, "Kesehatan", "96,5", ""])
    assert "Capaian: 95,25 → 96,5" in again.text
    assert "Tidak ada yang perlu disimpan" in admin.upload("spm", SPM, *rows).text


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Dinas Lain", 2025, "Kesehatan"], "tidak ada pada daftar"), (["Dinas Sosial", 2027, "Sosial"], "di luar batas"),
        (["Dinas Sosial", 2025, "Listrik"], "Petunjuk"), (["Dinas Sosial", 2025, "Sosial", "120"], "di luar batas"),
        (["Dinas Sosial", 2025, "Sosial", "9,999"], "di belakang koma"), (["Dinas Sosial", "", "Sosial"], "wajib diisi"),
        (["Dinas Sosial", 2025, "Sosial", "", "a" * 501], "terlalu panjang"),
    ],
)  # fmt: skip
def test_faults_of_a_sheet_of_minimum_services(admin: Room, row: list[object], sentence: str) -> None:
    page = admin.upload("spm", SPM, row)
    assert page.status == 422 and sentence in page.text and "Baris 2" in page.text


def test_complaints_of_a_quarter_and_their_trend(admin: Room, session: Session) -> None:
    assert "Belum diisi" in admin.get("pengaduan").text and "60 hari" in admin.get("pengaduan").text
    numbers = {"lapor__received": "10", "lapor__settled": "8", "lapor__in_time": "7", "counter__received": "1.000"}
    assert admin.count(admin.health, 3, **numbers).status == 302
    assert admin.count(admin.social, 4, box__received="0").status == 302
    page = admin.get("pengaduan")
    assert "8 dari 1.010" in page.text and "0 dari 0" in page.text and "SP4N-LAPOR!" in page.text
    assert "Triwulan III 2026 1.010 8 (0,79%) 7 (87,50%)" in page.text
    figures = _figures(session, "complaints")
    assert figures[2026, admin.health] == ("0.79", "8 dari 1010 selesai", {"received": 1010, "settled": 8, "in_time": 7})
    assert figures[2026, NO_UNIT][2] == {"received": 1010, "settled": 8, "in_time": 7}
    assert figures[2026, admin.social][0] == "None"
    # A drawing needs two quarters with complaints.
    assert not page.html.select("svg.chart, figure svg")
    admin.count(admin.health, 2, lapor__received="4", lapor__settled="4", lapor__in_time="1")
    drawn = admin.get(f"pengaduan?perangkat={admin.health}")
    assert "Pengaduan yang diselesaikan" in drawn.response.text and "100,00" in drawn.text
    assert "Dinas Sosial" not in " ".join(each.get_text() for each in drawn.html.select("tbody th"))


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"lapor__received": "5", "lapor__settled": "6"}, "tidak mungkin lebih banyak daripada yang diterima"),
        ({"lapor__received": "5", "lapor__settled": "4", "lapor__in_time": "5"}, "tidak mungkin lebih banyak daripada yang diselesaikan"),
        ({"lapor__received": "banyak"}, "bilangan bulat"),
        ({"lapor__received": "-1"}, "di luar batas"),
        ({"lapor__received": "1,5"}, "bilangan bulat"),
        ({"lapor__received": "9999999"}, "di luar batas"),
    ],
)
def test_counts_that_cannot_be_are_refused_with_a_sentence(
    admin: Room, session: Session, numbers: dict[str, str], sentence: str
) -> None:
    page = admin.count(admin.health, 3, counter__received="77", **numbers)
    assert page.status == 422
    assert sentence in " ".join(page.errors()) and "SP4N-LAPOR!" in " ".join(page.errors())
    assert page.filled()["counter-received"] == "77"
    assert page.filled()["lapor-received"] == numbers["lapor__received"]
    assert session.scalars(select(ComplaintCount)).all() == []


def test_two_who_count_the_same_quarter_are_told(admin: Room, session: Session) -> None:
    path = f"pengaduan/{admin.health}/2026/3"
    first, second = admin.get(path), admin.get(path)
    assert admin.browser.send(first, {"lapor-received": "3"}).status == 302
    page = admin.browser.send(second, {"lapor-received": "9"})
    assert page.status == 422 and "baru saja diubah orang lain" in " ".join(page.errors())
    assert session.scalars(select(ComplaintCount.received)).one() == 3
    assert admin.browser.send(page).status == 302
    session.expire_all()
    assert session.scalars(select(ComplaintCount.received)).one() == 9


@pytest.mark.parametrize("quarter", ["2026/5", "2026/0", "2027/1", "1999/1"])
def test_quarters_there_are_none_of(admin: Room, quarter: str) -> None:
    assert admin.get(f"pengaduan/{admin.health}/{quarter}").status == 404


def test_complaints_from_a_sheet(admin: Room, session: Session) -> None:
    row = ["Dinas Kesehatan", 2026, 3, "SP4N-LAPOR!", 12, 10, 9]
    assert admin.browser.send(admin.upload("pengaduan", COUNTS, row, ["Dinas Kesehatan", 2026, 3, "Surat", 1, 1, 1])).status == 302
    assert sorted((each.channel, each.received) for each in session.scalars(select(ComplaintCount))) == [("lapor", 12), ("letter", 1)]
    again = admin.upload("pengaduan", COUNTS, [*row[:4], 12, 11, 9])
    assert "Diselesaikan: 10 → 11" in again.text
    assert "Tidak ada yang perlu disimpan" in admin.upload("pengaduan", COUNTS, row).text


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Dinas Lain", 2026, 3, "Surat", 1, 1, 1], "tidak ada pada daftar"),
        (["Dinas Sosial", 2026, 3, "Merpati", 1, 1, 1], "Petunjuk"),
        (["Dinas Sosial", 2026, 3, "Surat", 1, 2, 1], "tidak mungkin lebih banyak"),
        (["Dinas Sosial", 2026, 3, "Surat", 2, 1, 2], "tidak mungkin lebih banyak"),
        (["Dinas Sosial", 2026, 5, "Surat", 2, 1, 1], "di luar batas"),
        (["Dinas Sosial", 2027, 1, "Surat", 2, 1, 1], "belum dimulai"),
        (["Dinas Sosial", 2026, 3, "Surat", "dua", 1, 1], "bilangan bulat"),
        (["Dinas Sosial", 2026, 3, "Surat", 2, 1, ""], "wajib diisi"),
    ],
)
def test_faults_of_a_sheet_of_complaints(admin: Room, row: list[object], sentence: str) -> None:
    page = admin.upload("pengaduan", COUNTS, row)
    assert page.status == 422 and sentence in page.text and "Baris 2" in page.text


def test_an_officer_has_the_registers_of_their_agencies(session: Session, browser: Browser) -> None:
    officer = _room(session, browser, "agency-officer")
    assert officer.get(f"pengaduan/{officer.health}/2026/3").status == 200
    assert officer.get(f"pengaduan/{officer.social}/2026/3").status == 404
    assert "Dinas Sosial" not in officer.get("pengaduan").text and "Dinas Sosial" not in officer.get("spm").text
    assert "Belum ada pengampu tahun" not in officer.get("spm").text
    assert officer.carry(2026, "sosial", officer.social).status == 422
    assert "tidak ada pada daftar" in officer.upload("pengaduan", COUNTS, ["Dinas Sosial", 2026, 3, "Surat", 1, 1, 1]).text
    assert "tidak ada pada daftar" in officer.upload("spm", SPM, ["Dinas Sosial", 2026, "Sosial"]).text


def test_a_leader_looks_and_changes_nothing(session: Session, browser: Browser) -> None:
    leader = _room(session, browser, "leader")
    for path in ("spm", "pengaduan"):
        page = leader.get(path)
        assert page.status == 200 and not page.html.select("main form[method=post]")
        assert leader.get(f"{path}/impor").status == 404
    assert leader.get("spm/isi").status == 404
    assert leader.get(f"pengaduan/{leader.health}/2026/3").status == 404


def test_pages_ask_the_same_however_much_there_is(admin: Room, session: Session, count_queries: CountQueries) -> None:
    admin.count(admin.health, 3, lapor__received="3")
    admin.carry(2026, "sosial", admin.social)
    for path in ("pengaduan", "spm"):
        admin.get(path)
        with count_queries() as few:
            admin.get(path)
        admin.count(admin.social, 2, lapor__received="3", box__received="4")
        admin.carry(2025, "kesehatan", admin.health)
        with count_queries() as many:
            admin.get(path)
        assert len(many) == len(few) <= 12, path
