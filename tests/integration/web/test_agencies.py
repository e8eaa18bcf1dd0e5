"""Pages about agencies: lists, forms, officers' limits, and the import from upload to confirmation."""

from __future__ import annotations

import io
from dataclasses import dataclass
from uuid import UUID

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency, ServiceType
from puas.domain.agency_sheet import COLUMNS
from tests.factories.regency import make_agency, make_member, make_regency
from tests.factories.workbooks import xlsx
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

HEADINGS = [column.heading for column in COLUMNS]


@dataclass(frozen=True)
class Room:
    """A tenant's workspace with someone in it."""

    tenant_id: int
    path: str
    browser: Browser

    def get(self, path: str = "") -> Page:
        return self.browser.get(f"{self.path}{path}")


@pytest.fixture
def admin(session: Session, browser: Browser) -> Room:
    tenant = make_regency(session)
    account = make_member(session, tenant.id, "tenant-admin")
    session.commit()
    browser.sign_in(account.id)
    return Room(tenant.id, f"/t/{tenant.slug}/perangkat-daerah", browser)


def _xlsx(*rows: list[object]) -> bytes:
    return xlsx(Data=rows)


def _upload(room: Room, content: bytes, name: str = "isi.xlsx") -> Page:
    return room.browser.send(
        room.get("/impor"), {"sheet": (io.BytesIO(content), name)}, content_type="multipart/form-data"
    )


def _names(session: Session, tenant_id: int) -> list[str]:
    session.expire_all()
    return sorted(session.scalars(select(Agency.name).where(Agency.tenant_id == tenant_id)))


def test_an_agency_and_its_service_from_empty_to_archived(admin: Room, session: Session) -> None:
    assert "Belum ada perangkat daerah" in admin.get().text
    saved = admin.browser.send(
        admin.get("/tambah"),
        {"name": " Dinas  Kesehatan ", "target_nik": "88,31", "signatory_nip": "19650101 199003 1 005", "phone": "(0353) 881111",
         "website": "https://dinkes.contoh.go.id/"},
    )  # fmt: skip
    page = admin.browser.follow(saved)
    assert page.title == "Dinas Kesehatan"
    assert "88,31" in page.text
    assert "196501011990031005" in page.text
    assert "(0353) 881111" in page.text and " dinkes.contoh.go.id " in page.text
    here = str(page.response.request.path)
    with_service = admin.browser.follow(
        admin.browser.send(admin.browser.get(f"{here}/layanan/tambah"), {"name": "Rekam medis", "population": "1.163"})
    )
    assert "1.163" in with_service.text
    confirmed = admin.browser.send(admin.browser.get(f"{here}/arsipkan"))
    assert "Belum ada perangkat daerah" in admin.browser.follow(confirmed).text
    assert "Dinas Kesehatan" in admin.get("?arsip=1").text
    assert session.scalar(select(Agency.state).where(Agency.tenant_id == admin.tenant_id)) == "archived"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Nama perangkat daerah: Isian ini wajib diisi."),
        ({"name": "A", "signatory_nip": "123"}, "tepat 18 angka"),
        ({"name": "A", "target_nik": "tinggi"}, "Tulis angka, misalnya 88,31"),
        ({"name": "A", "target_nik": "3,27"}, "skala NIK"),
        ({"name": "Dinas lama"}, "sudah dipakai"),
        ({"name": "=1+1"}, "Jangan awali"),
        ({"name": "A", "phone": "ada"}, "Tulis nomor telepon dengan angka"),
        ({"name": "A", "email": "a@"}, "Tulis alamat surel yang lengkap"),
        ({"name": "A", "website": "bukan laman"}, "Tulis alamat laman tanpa spasi"),
    ],
)
def test_a_form_that_cannot_be_accepted_keeps_what_was_typed(
    admin: Room, session: Session, typed: dict[str, str], sentence: str
) -> None:
    make_agency(session, admin.tenant_id, "Dinas Lama")
    session.commit()
    page = admin.browser.send(admin.get("/tambah"), {"address": "Jalan Merdeka 1", **typed})
    assert page.status == 422
    assert sentence in " ".join(page.errors())
    assert page.filled()["address"] == "Jalan Merdeka 1"
    assert _names(session, admin.tenant_id) == ["Dinas Lama"]


def test_a_service_with_a_population_that_is_none(admin: Room, session: Session) -> None:
    agency, _ = make_agency(session, admin.tenant_id)
    session.commit()
    page = admin.browser.send(admin.get(f"/{agency.id}/layanan/tambah"), {"name": "KTP", "population": "-5"})
    assert (page.status, page.errors()) == (422, ["Pengguna per tahun: Jumlah pengguna tidak boleh kurang dari nol."])


def test_import_is_previewed_then_applied(admin: Room, session: Session) -> None:
    rows: list[object] = ["Dinas A", "DA", "dinas", "", "", "", "196501011990031005", 81.75, "KTP", 1163, "ya", ""]
    preview = _upload(admin, _xlsx(list(HEADINGS), rows, [None] * 8 + ["KK", 20]))
    assert (preview.status, preview.title) == (200, "Pratinjau impor")
    assert _names(session, admin.tenant_id) == []
    done = admin.browser.send(preview)
    assert done.status == 302
    assert _names(session, admin.tenant_id) == ["Dinas A"]
    services = session.execute(select(ServiceType.name, ServiceType.population).where(ServiceType.tenant_id == admin.tenant_id))
    assert sorted(tuple(row) for row in services) == [("KK", 20), ("KTP", 1163)]
    again = _upload(admin, _xlsx(list(HEADINGS), ["dinas a", None, None, None, None, None, None, None, "KK", 25]))
    assert "Pengguna per tahun: 20 → 25" in again.text


def test_a_csv_with_semicolons_and_a_mark(admin: Room) -> None:
    text = "\ufeffNama OPD;Jenis Layanan;Populasi\r\nDinas A;KTP;1.163\r\n;KK;\r\n"
    preview = _upload(admin, text.encode(), "isi.csv")
    assert preview.title == "Pratinjau impor"
    assert "1.163" in preview.text


def test_merged_agency_cells_are_understood(admin: Room) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Nama perangkat daerah", "Nama layanan"])
    for name in ("KTP", "KK", "KIA"):
        sheet.append(["Dinas A", name])
    sheet.merge_cells("A2:A4")
    stream = io.BytesIO()
    workbook.save(stream)
    preview = _upload(admin, stream.getvalue())
    assert [name in preview.text for name in ("KTP", "KK", "KIA")] == [True] * 3


def test_faults_are_listed_and_nothing_comes_in(admin: Room, session: Session) -> None:
    page = _upload(
        admin,
        _xlsx(
            list(HEADINGS),
            ["Dinas A", None, None, None, None, None, 1.96501011990031e17, None, "KTP", -1],
            ["Dinas A", None, None, None, None, None, None, None, "ktp", 5],
        ),
    )
    assert page.status == 422
    rows = [" ".join(row.get_text(" ").split()) for row in page.html.select("tbody tr")]
    assert [row.split(" ")[1] for row in rows] == ["2", "2", "3"]
    assert "G (NIP penanda tangan)" in rows[0]
    assert "Excel menyimpan NIP ini sebagai bilangan" in rows[0]
    assert "J (Pengguna per tahun) -1 Jumlah pengguna tidak boleh kurang dari nol." in rows[1]
    assert "sudah ada di baris 2" in rows[2]
    assert _names(session, admin.tenant_id) == []


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "isi.csv", "kosong"),
        (b"Nama;Nilai\r\nA;1\r\n", "isi.csv", "Judul kolom ini tidak ditemukan: Nama perangkat daerah, Nama layanan"),
        (b"PK\x03\x04 not a workbook", "isi.xlsx", "rusak"),
        (b"\xd0\xcf\x11\xe0 old", "isi.xls", "Simpan sebagai .xlsx"),
        (b"\x00\x01\x02\x03", "isi.csv", "bukan berkas CSV atau Excel"),
    ],
)
def test_a_wrong_file_is_explained(admin: Room, content: bytes, name: str, sentence: str) -> None:
    page = _upload(admin, content, name)
    assert page.status == 422
    assert sentence in page.text


def test_a_formula_that_was_never_calculated(admin: Room) -> None:
    page = _upload(admin, _xlsx(["Nama perangkat daerah", "Nama layanan"], ["=A3", "KTP"]))
    assert page.status == 422
    assert "rumus yang belum dihitung" in page.text


def test_a_file_over_ten_megabytes(admin: Room) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="sheet"; filename="isi.csv"\r\n\r\n' + b"x" * 10 * 1024 * 1024 + b"\r\n--x--\r\n"
    page = Page(admin.browser.client.post(f"{admin.path}/impor", data=body, content_type="multipart/form-data; boundary=x"))
    assert (page.status, page.title) == (413, "Kiriman terlalu besar")


def test_a_preview_that_was_tampered_with_is_not_applied(admin: Room, session: Session) -> None:
    preview = _upload(admin, b"Nama OPD;Layanan\r\nDinas A;KTP\r\n", "isi.csv")
    carried = preview.filled()["carried"]
    page = admin.browser.send(preview, {"carried": carried[:-3] + "abc"})
    assert page.location.endswith("/impor")
    assert _names(session, admin.tenant_id) == []


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_template_can_be_sent_back_untouched(admin: Room, ending: str) -> None:
    answer = admin.get(f"/impor/templat/{ending}").response
    assert f"templat-perangkat-daerah.{ending}" in answer.headers["Content-Disposition"]
    page = _upload(admin, answer.data, f"isi.{ending}")
    assert page.status == 422
    assert "tidak berisi data" in page.text
    assert admin.get("/impor/templat/docx").status == 404


def test_the_template_has_a_guidance_sheet_and_text_cells_for_the_nip(admin: Room) -> None:
    workbook = load_workbook(io.BytesIO(admin.get("/impor/templat/xlsx").response.data))
    assert workbook.sheetnames == ["Data", "Petunjuk"]
    assert [cell.value for cell in workbook["Data"][1]] == HEADINGS
    assert workbook["Data"]["G20"].number_format == "@"


def _officer(session: Session, browser: Browser) -> tuple[Room, UUID, UUID]:
    tenant = make_regency(session)
    own, _ = make_agency(session, tenant.id, "Dinas Sendiri", services=[("KTP", 10)])
    other, _ = make_agency(session, tenant.id, "Dinas Lain")
    account = make_member(session, tenant.id, "agency-officer", agency_ids=[own.id])
    session.commit()
    browser.sign_in(account.id)
    return Room(tenant.id, f"/t/{tenant.slug}/perangkat-daerah", browser), own.id, other.id


def test_an_officer_sees_only_assigned_agencies(session: Session, browser: Browser) -> None:
    room, own, other = _officer(session, browser)
    text = room.get().text
    assert ("Dinas Sendiri" in text, "Dinas Lain" in text, "Impor" in text) == (True, False, False)
    assert room.get(f"/{own}").status == 200
    assert room.get(f"/{other}").status == 404
    assert room.get("/tambah").status == 404
    assert room.get("/impor").status == 404
    assert room.get(f"/{own}/ubah").status == 404


def test_another_tenants_agency_is_not_there(admin: Room, session: Session) -> None:
    other = make_regency(session)
    agency, (service,) = make_agency(session, other.id, "Dinas Asing", services=[("KTP", 10)])
    session.commit()
    for path in ("", "/ubah", "/arsipkan", "/layanan/tambah", f"/layanan/{service.id}/ubah", f"/layanan/{service.id}/arsipkan"):
        assert admin.get(f"/{agency.id}{path}").status == 404


def test_the_list_is_searched_and_paged_with_the_same_queries(admin: Room, session: Session, count_queries: CountQueries) -> None:
    make_agency(session, admin.tenant_id, "Dinas Kesehatan", services=[("Rekam medis", 3)])
    session.commit()
    with count_queries() as few:
        admin.get()
    for number in range(40):
        make_agency(session, admin.tenant_id, f"Kecamatan {number:02}", services=[("Surat", None)])
    session.commit()
    with count_queries() as many:
        page = admin.get()
    assert len(many) == len(few) <= 12
    assert "1–25 dari 41" in page.text
    assert "Dinas Kesehatan" in admin.get("?cari=sehat").text
    assert "Tidak ada yang cocok" in admin.get("?cari=%25").text
