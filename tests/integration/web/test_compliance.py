"""The Ombudsman's scores over HTTP: recorded, corrected, refused, seen by the right people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency
from puas.db.tables.compliance import ComplianceScore
from puas.db.tables.places import Tenant
from puas.db.tables.reports import Report
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.compliance_entry import ComplianceEntry
from puas.domain.compliance_record import ComplianceRecordSource
from puas.usecases.save_compliance_score import save_compliance_score
from tests.factories.statements import counted_statements
from tests.integration.web.conftest import Enter
from tests.web_pages import Browser, Page

ROOM = "/t/arjosari/mutu/ombudsman"
NEW = f"{ROOM}/nilai/catat"
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
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
    names = ("Dinas Kesehatan", "Dinas Pendidikan", "Kecamatan Timur")
    rows = [Agency(tenant_id=regency, id=new_id(), name=name, kind="dinas") for name in names]
    session.add_all(rows)
    session.commit()
    return [row.id for row in rows]


@pytest.fixture
def sign_in(enter: Enter, regency: int) -> SignIn:
    return partial(enter, regency)


def keep(session: Session, regency: int, year: int, score: str | None, agency_id: UUID | None = None, opinion: str = "") -> UUID:
    value = None if score is None else Decimal(score)
    row = save_compliance_score(
        session=session, tenant_id=regency, entry=ComplianceEntry(year, value, agency_id, opinion), account_id=None, now=NOW
    )
    session.commit()
    return row.id


def stored(session: Session) -> list[tuple[int, str, str]]:
    session.expire_all()
    rows = session.scalars(select(ComplianceScore).order_by(ComplianceScore.year, ComplianceScore.agency_name))
    return [(row.year, row.agency_name, str(row.score)) for row in rows]


def value_of(page: Page, field: str) -> str:
    found = page.html.find(id=field)
    assert found is not None
    return str(found["value"])


def test_empty_register_says_how_to_begin(sign_in: SignIn) -> None:
    page = sign_in().get(ROOM)
    assert "Belum ada nilai yang dicatat" in page.all_text
    assert page.html.select_one(f'a[href="{NEW}"]')
    assert "Catat nilai" not in sign_in("leader").get(ROOM).all_text.replace("Catat nilai yang pernah", "")


def test_hub_offers_the_register(sign_in: SignIn) -> None:
    assert sign_in("leader").get("/t/arjosari/mutu").html.select_one(f'a[href="{ROOM}"]')


def test_a_score_of_an_agency_that_merged_since_can_still_be_recorded(
    sign_in: SignIn, session: Session, regency: int, agencies: Sequence[UUID]
) -> None:
    merged, gone, into = agencies
    session.execute(
        update(Agency).where(Agency.tenant_id == regency, Agency.id == merged).values(state="archived", merged_into_id=into, merged_at=NOW)
    )
    session.execute(update(Agency).where(Agency.tenant_id == regency, Agency.id == gone).values(state="archived"))
    session.commit()
    browser = sign_in()
    form = browser.get(NEW)
    assert {each["value"] for each in form.html.select("#unit option")} & {str(each) for each in agencies} == {str(merged), str(into)}
    assert browser.send(form, {"year": "2023", "score": "90,02", "unit": str(merged)}).status == 302
    assert stored(session) == [(2023, "Dinas Kesehatan", "90.02")]


def test_score_is_recorded_with_everything_published_of_it(sign_in: SignIn, session: Session, regency: int) -> None:
    browser = sign_in()
    typed = {
        "year": "2023", "score": "90,02", "input": "88,00", "proses": "92,50", "output": "91,00", "pengaduan": "87.20", "rank": "3",
        "rank_of": "10", "source": " Piagam  Ombudsman ", "note": "Disampaikan Sekda",
    }  # fmt: skip
    answer = browser.send(browser.get(NEW), typed)
    page = browser.follow(answer).all_text
    words = ("90,02", "Zona hijau, A", "Kualitas Tertinggi", "3 dari 10", "Piagam Ombudsman", "21,85%", "92,50", "belum terverifikasi")
    assert [word for word in words if word not in page] == []
    figure = session.scalars(select(YardstickFigure).where(YardstickFigure.tenant_id == regency)).one()
    assert (figure.value, figure.letter, figure.label, figure.counts) == (
        Decimal("90.02"), "A", "hijau, Kualitas Tertinggi", {"rank": 3, "rank_of": 10},
    )  # fmt: skip
    log = browser.get("/t/arjosari/pengaturan/catatan-kegiatan").text
    assert "Mencatat nilai Ombudsman" in log and "90,02" in log


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"year": "2023", "score": "101"}, "antara 0 dan 100"),
        ({"year": "2023", "score": "90,025"}, "dua angka di belakang koma"),
        ({"year": "2023", "score": "sembilan"}, "Tulis angka"),
        ({"year": "2023", "score": ""}, "Tulis nilainya"),
        ({"year": "2023", "score": "90", "rank": "5", "rank_of": "3"}, "tidak lebih besar"),
        ({"year": "2023", "score": "90", "rank": "5"}, "kosongkan keduanya"),
        ({"year": "2023", "score": "90", "rank": "lima", "rank_of": "9"}, "bilangan bulat"),
        ({"year": "2020", "score": "70"}, "tidak melakukan penilaian"),
        ({"year": "2025", "score": "91"}, "Skala tahun ini belum diketahui"),
        ({"year": "2199", "score": "91", "opinion": "Tinggi"}, "belum tiba"),
        ({"year": "1998", "score": "91"}, "2009 atau sesudahnya"),
        ({"year": "dua ribu", "score": "91"}, "bilangan bulat"),
        ({"year": "9" * 30, "score": "91"}, "bilangan bulat"),
        ({"year": "2023", "score": "90", "kepercayaan": "80"}, "tidak dinilai pada tahun itu"),
        ({"year": "2021", "score": "90", "input": "80"}, "tidak dinilai pada tahun itu"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_nothing_typed_is_lost(
    sign_in: SignIn, session: Session, typed: dict[str, str], sentence: str
) -> None:
    browser = sign_in()
    answer = browser.send(browser.get(NEW), {**typed, "source": "Berita setempat"})
    assert answer.status == 422
    assert sentence in answer.all_text
    assert answer.html.select_one(".error-summary a")
    assert value_of(answer, "source") == "Berita setempat"
    assert value_of(answer, "year") == typed["year"]
    assert stored(session) == []


def test_second_score_of_a_year_is_refused(sign_in: SignIn, session: Session, regency: int, agencies: Sequence[UUID]) -> None:
    keep(session, regency, 2023, "90.02")
    keep(session, regency, 2023, "80.00", agencies[0])
    browser = sign_in()
    for unit in ("daerah", str(agencies[0])):
        answer = browser.send(browser.get(NEW), {"year": "2023", "unit": unit, "score": "70"})
        assert answer.status == 422 and "Sudah ada nilai untuk tahun dan unit ini" in answer.all_text
    assert len(stored(session)) == 2


def test_agency_of_another_tenant_is_no_choice(sign_in: SignIn, session: Session, regency: int) -> None:
    browser = sign_in()
    page = browser.get(NEW)
    answer = browser.send(page, {"year": "2023", "unit": str(new_id()), "score": "70"})
    assert answer.status == 422
    assert stored(session) == []


def test_opinion_of_2025_is_kept_as_text_and_no_zone_is_invented(sign_in: SignIn, session: Session, regency: int) -> None:
    keep(session, regency, 2024, "91.10")
    browser = sign_in()
    typed = {"year": "2025", "score": "", "opinion": "Kualitas Tertinggi Tanpa Maladministrasi"}
    page = browser.follow(browser.send(browser.get(NEW), typed)).all_text
    assert "Kualitas Tertinggi Tanpa Maladministrasi" in page
    assert "Zona" not in page.replace("Zona tidak diturunkan", "")
    assert "Peraturan Ombudsman 61/2025" in page
    latest = browser.get(ROOM).all_text
    assert "Tidak dapat dibandingkan dengan 2024" in latest
    figures = {row.year: row for row in session.scalars(select(YardstickFigure))}
    assert (figures[2025].value, figures[2025].letter, figures[2025].label) == (None, "", "Kualitas Tertinggi Tanpa Maladministrasi")


def test_change_of_scale_is_said(sign_in: SignIn, session: Session, regency: int) -> None:
    for year, score in ((2021, "75.64"), (2022, "79.53"), (2023, "82.00")):
        keep(session, regency, year, score)
    page = sign_in("leader").get(ROOM).all_text
    assert "+3,89 dari 2021. Skalanya berganti: 75,64 tahun 2021 akan menjadi zona kuning, C menurut skala 2022–2024." in page
    assert "+2,47 dari 2022." in page
    assert "Zona hijau, B" in page and "Zona kuning" in page


def test_dimensions_that_do_not_give_the_score_are_told(sign_in: SignIn) -> None:
    browser = sign_in()
    typed = {"year": "2023", "score": "90,02", "input": "80", "proses": "90", "output": "85", "pengaduan": "70"}
    page = browser.follow(browser.send(browser.get(NEW), typed)).all_text
    assert "Rata-rata tertimbang dimensi 82,30, berbeda −7,72 dari nilai" in page


def test_score_in_a_gap_of_the_old_table_is_marked(sign_in: SignIn, session: Session, regency: int) -> None:
    score_id = keep(session, regency, 2018, "50.50")
    page = sign_in().get(f"{ROOM}/nilai/{score_id}").all_text
    assert "Nilai di antara dua pita" in page and "zona merah" in page.lower() and "belum terverifikasi" in page


def test_correction_and_removal(sign_in: SignIn, session: Session, regency: int) -> None:
    score_id = keep(session, regency, 2023, "90.02")
    browser = sign_in()
    form = browser.get(f"{ROOM}/nilai/{score_id}/sunting")
    assert value_of(form, "score") == "90,02"
    browser.send(form, {"score": "90,20"})
    assert stored(session) == [(2023, "", "90.20")]
    answer = browser.send(browser.get(f"{ROOM}/nilai/{score_id}/hapus"))
    assert answer.location.endswith("/mutu/ombudsman")
    assert stored(session) == []
    assert session.scalars(select(YardstickFigure)).all() == []
    assert browser.get(f"{ROOM}/nilai/{score_id}").status == 404


def test_of_two_who_correct_the_second_is_told_and_may_decide(sign_in: SignIn, session: Session, regency: int) -> None:
    score_id = keep(session, regency, 2023, "90.02")
    first, second = sign_in(), sign_in()
    page = second.get(f"{ROOM}/nilai/{score_id}/sunting")
    first.send(first.get(f"{ROOM}/nilai/{score_id}/sunting"), {"score": "90,20"})
    answer = second.send(page, {"score": "90,30"})
    assert answer.status == 422 and "Orang lain baru saja mengubah" in answer.all_text
    assert stored(session) == [(2023, "", "90.20")]
    assert value_of(answer, "score") == "90,30"
    second.send(answer)
    assert stored(session) == [(2023, "", "90.30")]


def test_officer_sees_the_regency_and_own_agencies_only(
    sign_in: SignIn, session: Session, regency: int, agencies: Sequence[UUID]
) -> None:
    whole = keep(session, regency, 2023, "90.02")
    own, other = keep(session, regency, 2023, "81.00", agencies[0]), keep(session, regency, 2023, "52.10", agencies[1])
    browser = sign_in("agency-officer", agencies[0])
    page = browser.get(ROOM).all_text
    assert "90,02" in page and "81,00" in page
    assert "52,10" not in page and "Dinas Pendidikan" not in page
    assert [browser.get(f"{ROOM}/nilai/{each}").status for each in (whole, own, other)] == [200, 200, 404]
    # Evidence of the regency's own score is not for an officer, so nothing leads there.
    evidence = [browser.get(f"{ROOM}/nilai/{each}").html.select('main a[href*="/mutu/bukti/"]') for each in (whole, own)]
    assert [len(each) for each in evidence] == [0, 1]
    assert browser.get(str(evidence[1][0]["href"])).status == 200
    for address in (NEW, f"{ROOM}/nilai/{own}/sunting", f"{ROOM}/nilai/{own}/hapus"):
        assert browser.get(address).status == 404
        assert sign_in("leader").get(address).status == 404


def test_statements_do_not_grow_with_agencies_and_years(
    sign_in: SignIn, session: Session, regency: int, agencies: Sequence[UUID]
) -> None:
    browser = sign_in()
    keep(session, regency, 2022, "70.00")
    keep(session, regency, 2022, "70.00", agencies[0])
    browser.get(ROOM)
    with counted_statements(session.connection()) as few:
        browser.get(ROOM)
    for year in (2021, 2023, 2024):
        for agency in (None, *agencies):
            keep(session, regency, year, "80.00", agency)
    with counted_statements(session.connection()) as many:
        assert "80,00" in browser.get(ROOM).text
    assert len(many) == len(few) <= MOST_STATEMENTS


HEADING = "Tahun;Perangkat daerah;Nilai;Opini;Input;Proses;Output;Pengaduan;Kepercayaan masyarakat;Peringkat;Dari;Sumber;Catatan"


def upload(browser: Browser, *rows: str) -> Page:
    content = "\r\n".join((HEADING, *rows)).encode()
    page = browser.get(f"{ROOM}/impor")
    return browser.send(page, {"sheet": (BytesIO(content), "nilai.csv")}, content_type="multipart/form-data")


def test_several_years_come_from_one_sheet(sign_in: SignIn, session: Session, regency: int, agencies: Sequence[UUID]) -> None:
    keep(session, regency, 2022, "60.35")
    browser = sign_in()
    rows = (
        "2021;;64,66;;;;;;;6;11;Surat;", "2022;;60,35;;;;;;;;;;", "2023;dinas  kesehatan;90,02;;;;;;;;;;",
        "2025;;;Kualitas Tinggi Tanpa Maladministrasi;;;;;;;;;",
    )  # fmt: skip
    preview = upload(browser, *rows)
    assert stored(session) == [(2022, "", "60.35")]
    answer = browser.send(preview)
    assert "3 baris disimpan" in browser.follow(answer).all_text
    assert stored(session) == [(2021, "", "64.66"), (2022, "", "60.35"), (2023, "Dinas Kesehatan", "90.02"), (2025, "", "None")]


def test_blank_cells_of_a_sheet_change_nothing(sign_in: SignIn, session: Session, regency: int) -> None:
    keep(session, regency, 2023, "90.02", opinion="Kualitas Tertinggi")
    browser = sign_in()
    preview = upload(browser, "2023;;90,20;;;;;;;;;;")
    browser.send(preview)
    row = session.scalars(select(ComplianceScore).execution_options(populate_existing=True)).one()
    assert (str(row.score), row.opinion, row.version) == ("90.20", "Kualitas Tertinggi", 2)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2023;;101;;;;;;;;;;", "di luar batas"),
        ("2023;;90;;;;;;;5;3;;", "tidak lebih besar"),
        ("2020;;70;;;;;;;;;;", "tidak melakukan penilaian"),
        ("2025;;91;;;;;;;;;;", "Skala tahun ini belum diketahui"),
        ("2199;;91;;;;;;;;;;", "belum tiba"),
        (";;91;;;;;;;;;;", "wajib diisi"),
        ("2023;Dinas Angkasa;91;;;;;;;;;;", "Pilih salah satu perangkat daerah"),
        ("2023;;sembilan;;;;;;;;;;", "Tulis angka"),
        ("2021;;91;;80;;;;;;;;", "tidak dinilai pada tahun itu"),
        ("2023;;=A1;;;;;;;;;;", "rumus"),
    ],
)
def test_faults_of_a_sheet_are_said_with_their_row_and_nothing_is_kept(
    sign_in: SignIn, session: Session, row: str, sentence: str
) -> None:
    answer = upload(sign_in(), "2022;;60,35;;;;;;;;;;", row)
    assert answer.status == 422
    assert sentence in answer.all_text
    assert any("3" in cell.get_text() for cell in answer.html.select("main table :is(th, td):first-child"))
    assert stored(session) == []


def test_all_rows_that_are_wrong_are_told_at_once_with_what_belongs_there(sign_in: SignIn, session: Session) -> None:
    """A cell that cannot be read does not hide an agency that is not there three rows below."""
    answer = upload(sign_in(), "2023;Dinas Angkasa;91;;;;;;;;;;", "2022;;60,35;;;;;;;;;;", "20x5;;190;;;;;;;;;;")
    cells = [" ".join(each.get_text(" ").split()) for each in answer.html.select("main tbody tr")]
    assert answer.status == 422 and [each.partition(" ")[2][0] for each in cells] == ["2", "4", "4"], cells
    assert "Pilih salah satu perangkat daerah" in cells[0] and "di luar batas" in cells[2] and "0 sampai 100" in cells[2]
    assert stored(session) == []


def test_double_year_in_a_sheet_is_told(sign_in: SignIn, session: Session) -> None:
    answer = upload(sign_in(), "2022;;60,35;;;;;;;;;;", "2022;;61,35;;;;;;;;;;")
    assert answer.status == 422 and "sudah ada di baris 2" in answer.all_text


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_template_is_offered(sign_in: SignIn, ending: str) -> None:
    browser = sign_in()
    assert browser.get(f"{ROOM}/impor/templat/{ending}").status == 200
    assert browser.get(f"{ROOM}/impor/templat/pdf").status == 404
    assert sign_in("leader").get(f"{ROOM}/impor").status == 404


def test_document_is_asked_for_and_is_nothing_for_an_officer(
    sign_in: SignIn, session: Session, regency: int, agencies: Sequence[UUID]
) -> None:
    browser = sign_in("leader")
    assert "Dokumen untuk arsip" not in browser.get(ROOM).all_text
    keep(session, regency, 2023, "90.02")
    keep(session, regency, 2023, "52.10", agencies[1])
    answer = browser.send(browser.get(ROOM), action=f"{ROOM}/dokumen")
    assert "Kepatuhan Ombudsman Kabupaten Arjosari" in browser.follow(answer).all_text
    report = session.scalars(select(Report)).one()
    source = ComplianceRecordSource.from_json(report.snapshot)
    assert [(each.year, each.agency, each.zone, each.letter) for each in source.scores] == [
        (2023, "", "hijau", "A"), (2023, "Dinas Pendidikan", "merah", "D"),
    ]  # fmt: skip
    # Asked again while it is on its way it is the same.
    assert browser.send(browser.get(ROOM), action=f"{ROOM}/dokumen").location == answer.location
    assert sign_in("agency-officer", agencies[0]).get(answer.location).status == 404


def test_nothing_to_print_is_said(sign_in: SignIn, session: Session, regency: int) -> None:
    browser = sign_in("leader")
    token = browser.get(ROOM).html.find("input", {"name": "csrf_token"})
    assert token is not None
    answer = browser.post(f"{ROOM}/dokumen", {"csrf_token": token["value"]})
    assert "Belum ada nilai atau daftar periksa" in browser.follow(answer).all_text
