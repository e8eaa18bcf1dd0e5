"""Filling in a sheet of performance from a file: what it does, and every fault with its row and column."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.tables.agencies import Agency
from puas.db.tables.performance import PerformanceAssessment, PerformanceScore
from puas.domain.regulation.performance_registry import performance_edition
from tests.factories.assessments import NEW_RULE, OLD_RULE, Assessed, add_assessment
from tests.web_pages import Browser, Page

OLD = performance_edition(OLD_RULE.edition_id)


def address_of(session: Session, it: Assessed) -> str:
    tenancy.enter(session, tenant_id=it.tenant_id)
    return f"/t/{it.place.slug}/mutu/kinerja/lembar/{it.sheet(session, it.evaluators[0]).id}/impor"


def upload(browser: Browser, address: str, rows: list[str], heading: str = "Kode;Nilai;Catatan;Alasan;Bobot") -> Page:
    content = "\r\n".join([heading, *rows]).encode()
    page = browser.get(address)
    assert page.status == 200
    return browser.post(address, {**page.filled(), "sheet": (BytesIO(content), "nilai.csv")}, content_type="multipart/form-data")


def stored(session: Session) -> dict[str, int | None]:
    session.expire_all()
    return {row.indicator: row.score for row in session.scalars(select(PerformanceScore))}


@pytest.fixture
def old(session: Session, browser: Browser) -> Assessed:
    """Under the older rule, whose weights are printed."""
    made = add_assessment(session, rule=OLD_RULE)
    session.commit()
    browser.sign_in(made.evaluators[0].id)
    return made


def test_a_file_fills_in_the_sheet_after_its_preview(session: Session, browser: Browser, old: Assessed) -> None:
    address = address_of(session, old)
    weights = OLD.weight_set("printed").weights[""]
    rows = [f"{code};4;catatan {code};;{str(float(weight)).replace('.', ',')}" for code, weight in weights.items()]
    preview = upload(browser, address, rows)
    assert preview.status == 200 and "Pratinjau impor" in preview.text
    assert stored(session) == {}
    done = browser.send(preview)
    assert done.status == 302, done.errors()
    assert stored(session) == dict.fromkeys(weights, 4)
    # The same file once more changes nothing.
    assert "37" in upload(browser, address, rows).text


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["1.a.K1;6;;;"], "Nilai dari 0 sampai 5"),
        (["1.a.K1;-1;;;"], "Nilai dari 0 sampai 5"),
        (["1.a.K1;empat;;;"], "Tulis bilangan bulat"),
        (["A.06;4;;;"], "Indikator ini milik aturan atau formulir lain"),
        (["9.z.9;4;;;"], "Tidak ada indikator dengan kode ini"),
        (["1.a.K1;4;;;", "1.a.K1;3;;;"], "Isian ini sudah ada di baris 2"),
        (["1.a.K1;;;;"], "Bagian ini wajib diisi"),
        ([";4;;;"], "Bagian ini wajib diisi"),
        (["1.a.K1;4;;;0,5"], "Bobot ini bukan bobot indikator itu"),
        (["6;4;;;0,9"], "Jumlah bobot aspek ini bukan 1"),
        (["5.1.a.K;4;;;0,2", "5.1.a.As;4;;;0,2", "5.2.a.K;4;;;0,3", "5.2.a.As;4;;;0,2"], "Jumlah bobot aspek ini bukan 1"),
        ([f"1.a.K1;4;{'x' * 2001};;"], "Tulisan ini terlalu panjang"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(session: Session, browser: Browser, old: Assessed, rows: list[str], said: str) -> None:
    answer = upload(browser, address_of(session, old), rows)
    assert answer.status == 422
    assert said in answer.text
    assert stored(session) == {}


def test_the_printed_weights_of_an_aspect_need_not_sum_to_one(session: Session, browser: Browser, old: Assessed) -> None:
    printed = OLD.weight_set("printed").weights[""]
    codes = [each.code for each in OLD.form("").of_aspect(2)]
    assert sum(printed[code] for code in codes) != 1
    rows = [f"{code};3;;;{str(float(printed[code])).replace('.', ',')}" for code in codes]
    assert upload(browser, address_of(session, old), rows).status == 200


def test_the_columns_are_asked_for(session: Session, browser: Browser, old: Assessed) -> None:
    answer = upload(browser, address_of(session, old), ["1.a.K1;4"], heading="Kode;Angka")
    assert answer.status == 422 and "Judul kolom ini tidak ditemukan: Nilai" in answer.text


def test_the_template_is_there_in_both_kinds(session: Session, browser: Browser, old: Assessed) -> None:
    address = address_of(session, old)
    assert "Kode" in browser.get(f"{address}/templat/csv").response.get_data(as_text=True)
    assert browser.get(f"{address}/templat/xlsx").status == 200
    assert browser.get(f"{address}/templat/pdf").status == 404


def test_a_file_is_for_a_sheet_that_is_open_and_ones_own(session: Session, browser: Browser) -> None:
    it = add_assessment(session, rule=NEW_RULE)
    it.fill(session, it.evaluators[0])
    session.commit()
    address = address_of(session, it)
    browser.sign_in(it.evaluators[0].id)
    assert browser.get(address).status == 404
    browser.sign_in(it.evaluators[1].id)
    assert browser.get(address).status == 404


HEADING = "Perangkat daerah;Tahun;Aturan;Indeks;Sumber"


def recorded(session: Session, it: Assessed) -> dict[tuple[int, str, str], tuple[str, str]]:
    tenancy.enter(session, tenant_id=it.tenant_id)
    rows = session.scalars(select(PerformanceAssessment).where(PerformanceAssessment.origin == "recorded"))
    return {(row.year, row.edition, row.form): (str(row.index), row.category) for row in rows}


def test_indices_known_from_outside_come_from_one_sheet(session: Session, browser: Browser, old: Assessed) -> None:
    """The published ones of 2019, and one by the newer rule; once more the same file adds nothing."""
    browser.sign_in(old.place.admin.id)
    page = browser.get(f"/t/{old.place.slug}/mutu/kinerja/catat")
    address = f"/t/{old.place.slug}/mutu/kinerja/catat/impor"
    assert address in [link["href"] for link in page.html.select("a[href]")]
    first, second = _names(session, old)
    rows = [f"{first};2019;17/2017;4,53;Berita", f"{second};2019;17/2017;4.06;Berita", f"{second};2022;29/2022 a;4,40;Surat"]
    preview = upload(browser, address, rows, HEADING)
    assert "Pratinjau impor" in preview.text and recorded(session, old) == {}
    assert browser.send(preview).status == 302
    assert recorded(session, old) == {
        (2019, "permenpanrb-17-2017", ""): ("4.06", "A-"), (2022, "permenpanrb-29-2022", "A"): ("4.40", "A-"),
    }  # fmt: skip
    again = upload(browser, address, [*rows, f"{first};2023;29/2022 B;5;Surat"], HEADING)
    assert browser.send(again).status == 302
    assert recorded(session, old)[2023, "permenpanrb-29-2022", "B"] == ("5.00", "A")


def test_every_fault_of_such_a_sheet_is_told_at_once(session: Session, browser: Browser, old: Assessed) -> None:
    browser.sign_in(old.place.admin.id)
    address = f"/t/{old.place.slug}/mutu/kinerja/catat/impor"
    first, second = _names(session, old)
    browser.send(upload(browser, address, [f"{first};2019;17/2017;4,53;Berita"], HEADING))
    rows = [
        f"{first};2019;17/2017;4,06;Lain", f"{second};2016;17/2017;4,06;Berita", f"{second};2020;17/2017;5,01;Berita",
        "Dinas Entah;2199;29/2022 A;4;", f"{second};2020;29 2022;4,06;Berita", f"{second};2018;17/2017;4,065;Berita",
        "Dinas Entah;2016;29/2022 B;4;Berita",
    ]  # fmt: skip
    refused = upload(browser, address, rows, HEADING)
    assert refused.status == 422
    for said in ("sudah ada", "Tahun itu sebelum aturannya berlaku", "Perangkat daerah itu tidak ada", "Bagian ini wajib diisi"):
        assert said in refused.text, said
    assert len(recorded(session, old)) == 1


def _names(session: Session, it: Assessed) -> list[str]:
    tenancy.enter(session, tenant_id=it.tenant_id)
    found = {row.id: row.name for row in session.scalars(select(Agency).where(Agency.tenant_id == it.tenant_id))}
    return [found[each] for each in it.place.agencies[:2]]
