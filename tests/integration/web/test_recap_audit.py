"""Old recaps on screen: from a file through its findings into the trend, and back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.earlier_results import trend_points
from puas.db.tables.people import AuditEvent
from puas.db.tables.results import OldRecap, PastResult
from puas.runtime.file_store import open_file_store, tenant_key
from puas.runtime.settings import WebSettings
from tests.factories.members import Workspace, add_workspace
from tests.factories.recap_files import U, answers_recap, yearly_csv
from tests.factories.workbooks import xlsx
from tests.web_pages import Browser, Page

SAMPLE = Path(__file__).parents[3] / "infra" / "seed" / "recaps" / "contoh-rekap-lama.xlsx"


@dataclass(frozen=True)
class Room:
    place: Workspace
    browser: Browser

    @property
    def path(self) -> str:
        return f"/t/{self.place.slug}/hasil/rekap-lama"

    def upload(self, content: bytes, name: str = "rekap.xlsx", **values: str) -> Page:
        page = self.browser.get(self.path)
        return self.browser.send(page, {"sheet": (io.BytesIO(content), name), **values}, content_type="multipart/form-data")

    def audited(self, content: bytes, name: str = "rekap.xlsx", **values: str) -> Page:
        page = self.upload(content, name, **values)
        assert page.status == 302, page.errors()
        return self.browser.follow(page)

    def bring_in(self, shown: Page, **values: str) -> Page:
        return self.browser.send(self.browser.get(f"{shown.response.request.path}/masukkan"), values)


@pytest.fixture
def admin(session: Session, browser: Browser) -> Room:
    place = add_workspace(session)
    session.commit()
    browser.sign_in(place.admin.id)
    return Room(place, browser)


@pytest.fixture
def officer(session: Session, browser: Browser) -> Room:
    place = add_workspace(session)
    session.commit()
    browser.sign_in(place.officer.id)
    return Room(place, browser)


def _points(session: Session, place: Workspace) -> list[PastResult]:
    session.expire_all()
    with tenancy.inside(session, tenant_id=place.tenant_id):
        return [*session.scalars(select(PastResult).where(PastResult.tenant_id == place.tenant_id).order_by(PastResult.year))]


def test_from_a_file_to_the_trend_and_back(admin: Room, session: Session) -> None:
    assert "Belum ada" in admin.browser.get(admin.path).text
    shown = admin.audited(xlsx(SKM=answers_recap()))
    assert "90,56" in shown.text and "91,48" in shown.text and "bobot 0,11" in shown.text
    assert "dengan bobot tepat 1/9 dan satu kali pembulatan di akhir nilainya 91,48, mutu A" in shown.html.select("#paragraf")[0].get_text()
    mapping = admin.browser.get(f"{shown.response.request.path}/masukkan")
    chosen = mapping.filled()["milik-0"]
    assert chosen == [str(admin.place.agencies[0])], "Dinas Kesehatan is the agency of that name"
    done = admin.browser.follow(admin.browser.send(mapping, {}))
    assert "1 indeks masuk ke tren" in done.response.text and "1 nilai dari rekap ini ada di tren" in done.text
    (point,) = _points(session, admin.place)
    assert (point.year, point.label, point.nik, point.exact_nik, point.convention, point.respondents) == (
        2021, "Tahun 2021", Decimal("90.560"), Decimal("91.475"), "weight-0.11", 29,
    )  # fmt: skip
    assert set(point.unsur) == {"persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku"}
    past = admin.browser.get(f"/t/{admin.place.slug}/hasil/perangkat-daerah/{admin.place.agencies[0]}/tahun-lalu")
    assert "nilai tepat 91,48; terbit menurut perhitungan dengan bobot 0,11" in past.text
    again = admin.browser.follow(admin.bring_in(shown))
    assert "1 sudah ada" in again.response.text and len(_points(session, admin.place)) == 1
    confirm = admin.browser.get(f"{shown.response.request.path}/keluarkan")
    assert "1 indeks hilang dari tren" in confirm.text
    admin.browser.send(confirm, {})
    assert _points(session, admin.place) == []
    with tenancy.inside(session, tenant_id=admin.place.tenant_id):
        acts = [*session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == admin.place.tenant_id).order_by(AuditEvent.at))]
    assert [each for each in acts if "recap" in each] == ["audit_recap", "import_recap", "remove_recap_results"]
    assert "Tahun 2021: 90,56" in admin.browser.get(f"/t/{admin.place.slug}/pengaturan/catatan-kegiatan").text


def test_the_trend_of_a_report_carries_rule_letter_and_note(admin: Room, session: Session) -> None:
    rows = (2012, "76,48", "B"), (2019, "76,48", "C"), (2022, "88,31", "A")
    shown = admin.audited(yearly_csv(*rows), "riwayat.csv")
    admin.browser.follow(admin.bring_in(shown))
    exact = admin.audited(xlsx(SKM=answers_recap()))
    admin.browser.follow(admin.bring_in(exact))
    from datetime import date

    with tenancy.inside(session, tenant_id=admin.place.tenant_id):
        points = trend_points(session, tenant_id=admin.place.tenant_id, agency_id=admin.place.agencies[0], until=date(2023, 1, 1))
    assert [(each.year, str(each.nik), each.mutu, each.edition_name) for each in points] == [
        (2019, "76.48", "C", "PermenPANRB 14/2017"),
        (2021, "90.56", "A", "PermenPANRB 14/2017"),
        (2022, "88.31", "A", "PermenPANRB 14/2017"),
    ]
    assert [bool(each.note) for each in points] == [False, True, False]
    old = next(each for each in _points(session, admin.place) if each.year == 2012)
    assert old.edition == "kepmenpan-25-2004"


def test_a_figure_that_stands_there_already_is_asked_about(admin: Room, session: Session) -> None:
    admin.browser.follow(admin.bring_in(admin.audited(yearly_csv((2021, "80,00", "B")), "satu.csv")))
    shown = admin.audited(yearly_csv((2021, "81,00", "B"), (2022, "82,00", "B")), "dua.csv")
    mapping = admin.browser.get(f"{shown.response.request.path}/masukkan")
    assert "angka lain" in mapping.text and "tetap 80,00" in mapping.text
    kept = admin.browser.follow(admin.browser.send(mapping, {}))
    assert "1 indeks masuk ke tren, 1 dibiarkan seperti semula" in kept.response.text
    replaced = admin.browser.follow(admin.bring_in(shown, **{"ganti-0": "ya"}))
    assert "1 diganti, 1 sudah ada" in replaced.response.text
    assert [(each.year, str(each.nik)) for each in _points(session, admin.place)] == [(2021, "81.000"), (2022, "82.000")]


def test_a_conflict_nobody_saw_is_shown_first(admin: Room, session: Session) -> None:
    admin.browser.follow(admin.bring_in(admin.audited(yearly_csv((2021, "80,00", "B")), "satu.csv")))
    shown = admin.audited(yearly_csv((2021, "81,00", "B"), office="Kantor Entah Berantah"), "dua.csv")
    page = admin.browser.get(f"{shown.response.request.path}/masukkan")
    assert "tidak ada nama yang mirip" in page.text
    answer = admin.browser.send(page, {"milik-0": str(admin.place.agencies[0])})
    assert answer.status == 422 and "sudah ada angka lain" in answer.text
    assert [str(each.nik) for each in _points(session, admin.place)] == ["80.000"]


def test_a_recap_of_the_whole_region(admin: Room, session: Session) -> None:
    rows: list[list[object]] = [
        ["REKAP SKM KABUPATEN TIRTA TAHUN 2022"],
        ["No", "Nama OPD", "Jumlah Responden", "IKM", "Mutu"],
        [1, "Dinkes", 100, "82,00", "B"],
        [2, "RSUD TIRTA", 300, "90,00", "A"],
        ["", "Rata-rata", 400, "88,00", "B"],
    ]
    shown = admin.audited(xlsx(Rekap=rows))
    assert "rata-rata tertimbang jumlah responden" in shown.text
    done = admin.browser.follow(admin.bring_in(shown))
    assert "3 indeks masuk ke tren" in done.response.text
    found = {(each.agency_id, str(each.nik)) for each in _points(session, admin.place)}
    first, second = admin.place.agencies
    assert found == {(first, "82.000"), (second, "90.000"), (None, "88.000")}


def test_a_year_nobody_wrote_is_asked_for(admin: Room, session: Session) -> None:
    shown = admin.audited(xlsx(SKM=[["No", *U], [1, *[3] * 9], [2, *[4] * 9], ["IKM", "87,50"]]), agency=str(admin.place.agencies[0]))
    missing = admin.bring_in(shown)
    assert missing.status == 422 and "Tulis tahun" in missing.text
    done = admin.browser.follow(admin.bring_in(shown, **{"tahun-0": "2020", "bagian-0": "semester-2"}))
    assert "1 indeks masuk" in done.response.text
    (point,) = _points(session, admin.place)
    assert (point.year, point.label) == (2020, "Semester II 2020")


def test_nothing_chosen_and_a_year_to_come(admin: Room, session: Session) -> None:
    shown = admin.audited(yearly_csv((2021, "80,00", "B")), "satu.csv")
    none = admin.bring_in(shown, **{"milik-0": "lewati"})
    assert none.status == 422 and "Belum ada yang dipilih" in none.text
    ahead = admin.audited(yearly_csv((2090, "80,00", "B")), "nanti.csv")
    assert "belum tiba" in admin.bring_in(ahead).text
    assert _points(session, admin.place) == []


def test_the_same_file_twice_is_one_recap(admin: Room, session: Session) -> None:
    content = xlsx(SKM=answers_recap())
    first, second = admin.audited(content), admin.audited(content)
    assert first.response.request.path == second.response.request.path
    with tenancy.inside(session, tenant_id=admin.place.tenant_id):
        assert len([*session.scalars(select(OldRecap).where(OldRecap.tenant_id == admin.place.tenant_id))]) == 1


def test_downloads(admin: Room) -> None:
    rows = answers_recap()
    rows[5][3] = "=HYPERLINK"
    content = xlsx(SKM=[[f"'{each}" if str(each).startswith("=") else each for each in row] for row in rows])
    shown = admin.audited(content, "a.xlsx")
    path = shown.response.request.path
    text = admin.browser.get(f"{path}/unduh/csv").response.text
    assert "'=HYPERLINK" in text and "Bukan angka" in text, "no spreadsheet runs what stands in a cell"
    book = load_workbook(io.BytesIO(admin.browser.get(f"{path}/unduh/xlsx").response.data))
    assert book.sheetnames == ["Temuan", "Nilai", "Paragraf"]
    assert admin.browser.get(f"{path}/unduh-berkas").response.data == content
    assert admin.browser.get(f"{path}/unduh/exe").status == 404


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "kosong.csv", "kosong"),
        (b"%PDF-1.7 bukan lembar\x00\x01", "palsu.xlsx", "bukan berkas CSV atau Excel"),
        (b"PK\x03\x04rusak", "rusak.xlsx", "rusak"),
        (b"\xd0\xcf\x11\xe0lama", "lama.xls", "Excel lama"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "kunci.xlsx", "kata sandi"),
        (b"nama;alamat\nSiti;Jalan\n", "daftar.csv", "Tidak ditemukan tabel rekap"),
        (xlsx(SKM=[["No", *U], [1, *[3] * 9], ["IKM", "=AVERAGE(B2:J2)*25"]]), "rumus.xlsx", "rumus yang belum dihitung"),
        (b"gambar", "foto.png", "Gunakan berkas XLSX atau CSV"),
    ],
)
def test_files_that_cannot_be_audited(admin: Room, content: bytes, name: str, words: str) -> None:
    page = admin.upload(content, name)
    assert page.status in (413, 422) and words in page.text, page.text[:300]


def test_a_file_of_20_mb(admin: Room) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="sheet"; filename="rekap.csv"\r\n\r\n'
    body = head + b"1;2;3;\r\n" * (20 * 1024 * 1024 // 8) + b"\r\n--x--\r\n"
    page = Page(admin.browser.client.post(admin.path, data=body, content_type="multipart/form-data; boundary=x"))
    assert (page.status, page.title) == (413, "Kiriman terlalu besar")


def test_cells_that_are_no_scores_are_listed(admin: Room) -> None:
    rows: list[list[object]] = [["Periode 1 Januari s.d. 31 Juni 2021"], ["No", *U], [1, 6, -2, "tiga", *[3] * 6]]
    rows += [[2, *[3] * 9], [3, *[4] * 9]]
    shown = admin.audited(xlsx(SKM=rows))
    for cell, words in (("B3", "di luar skala"), ("C3", "negatif"), ("D3", "Bukan angka"), ("A1", "tidak ada di kalender")):
        assert cell in shown.text and words in shown.text


def test_an_officer_keeps_to_their_own_agency(officer: Room, session: Session) -> None:
    page = officer.browser.get(officer.path)
    options = [option.get("value") for option in page.html.select("select[name=agency] option")]
    assert options == [str(officer.place.agencies[0])]
    refused = officer.upload(xlsx(SKM=answers_recap()), agency=str(officer.place.agencies[1]))
    assert refused.status == 422
    rows: list[list[object]] = [["Nama OPD", "Tahun", "IKM"], ["Dinas Kesehatan", 2021, "82,00"], ["RSUD Tirta", 2021, "90,00"]]
    shown = officer.audited(xlsx(Rekap=rows))
    officer.browser.follow(officer.bring_in(shown, **{"milik-1": str(officer.place.agencies[1])}))
    assert [(each.agency_id, str(each.nik)) for each in _points(session, officer.place)] == [(officer.place.agencies[0], "82.000")]


def test_an_officer_does_not_see_the_recap_of_others(session: Session, browser: Browser) -> None:
    place = add_workspace(session)
    session.commit()
    browser.sign_in(place.admin.id)
    shown = Room(place, browser).audited(xlsx(SKM=answers_recap()))
    path = shown.response.request.path
    browser.sign_in(place.officer.id)
    for page in ("", "/masukkan", "/keluarkan", "/unduh-berkas", "/unduh/csv"):
        assert browser.get(f"{path}{page}").status == 404
    other = add_workspace(session, "kabupaten-lain", "Kabupaten Lain")
    session.commit()
    browser.sign_in(other.admin.id)
    assert browser.get(path.replace(place.slug, other.slug)).status == 404


def test_a_sample_tenant_offers_an_example_that_can_be_audited(admin: Room, session: Session, settings: WebSettings) -> None:
    assert admin.browser.get(f"{admin.path}/contoh/unduh").status == 404, "only sample tenants have one"
    place = add_workspace(session, "kabupaten-contoh", "Kabupaten Contoh", is_sample=True)
    session.commit()
    admin.browser.sign_in(place.admin.id)
    admin = Room(place, admin.browser)
    assert "contoh rekap" not in admin.browser.get(admin.path).text, "and only where the seed has put it"
    store = open_file_store(settings.files_url)
    store.write(tenant_key(place.tenant_id, "samples", SAMPLE.name), SAMPLE.read_bytes(), content_type="application/octet-stream")
    assert "Unduh contoh rekap yang penuh kesalahan" in admin.browser.get(admin.path).text
    content = admin.browser.get(f"{admin.path}/contoh/unduh").response.data
    shown = admin.audited(content, SAMPLE.name)
    told = ("bobot 0,11", "bobot 0,111", "Kepmenpan 25/2004", "kemungkinan besar tersalin", "tertukar letaknya", "tertimbang", "31 Juni")
    assert [words for words in told if words not in shown.text] == []


def test_the_way_there(admin: Room) -> None:
    past = f"/t/{admin.place.slug}/hasil/perangkat-daerah/{admin.place.agencies[0]}/tahun-lalu"
    for page in (past, f"/t/{admin.place.slug}/pengaturan", f"/t/{admin.place.slug}/hasil"):
        assert admin.path in admin.browser.get(page).response.text, page
