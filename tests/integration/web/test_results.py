"""Pages of figures over real HTTP: what they show, whom they show it to, how many statements they need."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Connection, delete, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.people import Membership
from puas.db.tables.responses import Response
from puas.db.tables.tallies import tally
from puas.domain.signed_result import read_signed_result
from puas.domain.survey_period import triwulan
from tests.factories.frozen import freeze_period
from tests.factories.statements import counted_statements
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.integration.web.conftest import Enter
from tests.web_pages import Browser, Page

OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan", "Kecamatan Timur")
MOST_STATEMENTS = 12


@dataclass
class Regency:
    """A surveyed regency and browsers of people who work there."""

    surveyed: Surveyed
    result_id: UUID
    sign_in: Callable[..., Browser]

    @property
    def base(self) -> str:
        return f"/t/{self.surveyed.slug}/hasil"

    def agency(self, number: int = 0) -> str:
        return f"{self.base}/perangkat-daerah/{self.surveyed.agency_ids[number]}"

    def period(self, number: int = 0) -> str:
        return f"{self.base}/periode/{self.surveyed.periods[number].id}"


@pytest.fixture
def regency(enter: Enter, session: Session) -> Regency:
    """Three agencies over two quarters; the first agency's first quarter is closed."""
    surveyed = survey_tenant(
        session, slug="arjosari", name="Kabupaten Arjosari", windows=(triwulan(2026, 1), triwulan(2026, 2)), agencies=OFFICES
    )
    result_id = freeze_period(session, surveyed, surveyed.periods[0])
    session.commit()

    return Regency(surveyed, result_id, partial(enter, surveyed.tenant_id))


def _links(page: Page) -> list[str]:
    return [str(link["href"]) for link in page.html.select("main a[href]")]


def test_the_overview_ranks_agencies_and_shows_both_means(regency: Regency) -> None:
    page = regency.sign_in().get(regency.base)
    assert page.status == 200
    for words in (*OFFICES, "Angka sementara", "Rata-rata perangkat daerah", "Gabungan seluruh responden", "kurang"):
        assert words in page.text, words
    assert len(page.html.select("figure svg[role=img]")) >= 2
    assert page.html.select_one("svg title")


def test_every_page_is_within_its_statements(regency: Regency, connection: Connection) -> None:
    browser = regency.sign_in()
    service = f"{regency.agency()}/layanan/{regency.surveyed.service_ids[0]}"
    for path in (regency.base, regency.agency(), regency.agency(1), service, regency.period(0), regency.period(1)):
        with counted_statements(connection) as sent:
            assert browser.get(path).status == 200, path
        assert len(sent) <= MOST_STATEMENTS, (path, len(sent))


def test_a_final_period_names_its_hash_and_offers_what_was_signed(regency: Regency) -> None:
    browser = regency.sign_in()
    page = browser.get(regency.period(0))
    assert "Hasil final" in page.text
    assert f"{regency.period(0)}/kertas-kerja#unit" in _links(page)
    sheet = browser.get(f"{regency.period(0)}/kertas-kerja")
    assert "SHA-256" in sheet.text
    record = browser.get(f"{regency.period(0)}/kertas-kerja/unduh-json")
    signed = read_signed_result(record.response.data)
    assert signed.hash_fits
    assert signed.sha256 in sheet.text
    assert record.response.headers["Content-Disposition"].endswith('.json"')


def test_an_open_period_is_marked_and_says_what_is_missing(regency: Regency) -> None:
    page = regency.sign_in().get(regency.period(1))
    period = regency.surveyed.periods[1]
    missing = period.sample_target - sum(each.respondents for each in period.tallies.values())
    assert "Angka sementara" in page.text
    assert f"kurang {missing} lagi" in page.text
    assert "Surat Pindah: belum ada responden" in page.text


def test_every_link_to_a_worksheet_leads_to_an_anchor_on_it(regency: Regency) -> None:
    browser = regency.sign_in()
    for path in (regency.base, regency.agency(), regency.period(0), regency.period(1)):
        sheets = {each for each in _links(browser.get(path)) if "kertas-kerja" in each and "#" in each}
        assert sheets, path
        for link in sheets:
            address, _, anchor = link.partition("#")
            sheet = browser.get(address)
            assert sheet.status == 200, link
            assert sheet.html.find(id=anchor) is not None, link


def test_the_worksheet_lays_out_every_step(regency: Regency) -> None:
    page = regency.sign_in().get(f"{regency.agency()}/kertas-kerja?tahun=2026&bagian=tahun")
    for words in ("1. Jawaban per unsur", "2. Dari jawaban ke nilai unsur", "3. Dari nilai unsur ke mutu", "Bobot", "1/9"):
        assert words in page.text, words
    assert "belum bertanda tangan" in page.text


def test_the_counts_come_as_a_safe_table(regency: Regency, session: Session) -> None:
    answer = regency.sign_in().get(f"{regency.base}/kertas-kerja/unduh-csv").response
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("tingkat,perangkat_daerah,jenis_layanan,unsur,responden,menjawab,nilai_1")
    assert sum(line.startswith("keseluruhan") for line in lines) == 9
    assert sum(line.startswith("perangkat daerah") for line in lines) == 27


def test_an_officer_sees_only_assigned_agencies(regency: Regency) -> None:
    officer = regency.sign_in("agency-officer", regency.surveyed.agency_ids[1])
    landing = officer.get(regency.base)
    assert (landing.status, landing.location) == (302, regency.agency(1))
    assert officer.get(regency.agency(1)).status == 200
    hidden = [regency.agency(0), regency.period(0), f"{regency.period(0)}/kertas-kerja", f"{regency.base}/kertas-kerja"]
    hidden += [f"{regency.agency(0)}/kertas-kerja/unduh-csv", f"{regency.agency(0)}/tahun-lalu"]
    hidden += [f"{regency.agency(0)}/layanan/{regency.surveyed.service_ids[0]}"]
    hidden += [f"{regency.base}/saran?perangkat={regency.surveyed.agency_ids[0]}"]
    assert {path: officer.get(path).status for path in hidden} == dict.fromkeys(hidden, 404)


def test_an_officer_of_two_agencies_lists_them_without_the_regencys_index(regency: Regency) -> None:
    first, _second, third = regency.surveyed.agency_ids
    page = regency.sign_in("agency-officer", first, third).get(regency.base)
    assert OFFICES[0] in page.text
    assert OFFICES[1] not in page.text
    assert "Rata-rata perangkat daerah" not in page.text


def test_leaders_read_and_do_not_enter(regency: Regency) -> None:
    leader = regency.sign_in("leader")
    assert leader.get(regency.agency()).status == 200
    assert leader.get(f"{regency.agency()}/tahun-lalu").status == 404


def test_a_stranger_is_sent_to_the_log_in(app: Flask, regency: Regency) -> None:
    assert Browser(app).get(regency.base).status == 302


def test_scopes_are_chosen_by_links_and_wrong_ones_fall_back(regency: Regency) -> None:
    browser = regency.sign_in()
    page = browser.get(f"{regency.agency()}?tahun=2026&bagian=triwulan-1")
    assert "Triwulan I 2026" in page.text
    assert "Hasil final" in page.text
    assert browser.get(f"{regency.agency()}?tahun=1999&bagian=kuartal").status == 200


def test_nothing_yet_explains_itself(session: Session, regency: Regency) -> None:
    browser = regency.sign_in()
    bare = survey_tenant(session, slug="kosong", name="Kabupaten Kosong", agencies=())
    account_id = UUID(str(browser.client.get_cookie("puas_sesi") and _account_of(browser)))
    tenancy.enter(session, tenant_id=bare.tenant_id, account_id=account_id)
    session.add(Membership(tenant_id=bare.tenant_id, account_id=account_id, role="tenant-admin"))
    session.commit()
    assert "Belum ada survei" in browser.get("/t/kosong/hasil").text
    assert "Belum ada survei" in browser.get("/t/kosong/hasil/saran").text


def _account_of(browser: Browser) -> str:
    with browser.client.session_transaction() as cookie:
        return str(cookie["_user_id"]).partition(".")[0]


def test_indexes_of_earlier_years_are_entered_and_removed(regency: Regency) -> None:
    browser = regency.sign_in()
    path = f"{regency.agency()}/tahun-lalu"
    entry = {"year": "2016", "nik": "76,475", "edition": "kepmenpan-25-2004", "source": "Laporan 2016"}
    page = browser.follow(browser.send(browser.get(path), entry, action=path))
    assert "Indeks Tahun 2016 tersimpan." in page.html.get_text(" ")
    assert "76,48 B Baik Kepmenpan 25/2004 Laporan 2016" in page.text
    again = browser.send(page, {**entry, "nik": "80"}, action=path)
    assert again.status == 422
    assert "Sudah ada angka untuk waktu ini" in again.text
    trend = browser.get(regency.agency()).text
    assert "Tahun 2016" in trend
    assert "Kepmenpan 25/2004" in trend
    remove = next(str(form["action"]) for form in page.html.select("form[action$=hapus]"))
    assert "dihapus dari tren" in browser.follow(browser.send(page, action=remove)).text
    assert "Tahun 2016" not in browser.get(regency.agency()).text
    assert browser.send(page, action=remove).status == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"nik": "3,27"}, "Indeks"), ({"nik": "abc"}, "Indeks"), ({"year": "2031"}, "Tahun"), ({"year": ""}, "Tahun")],
)
def test_wrong_indexes_are_explained_and_kept(regency: Regency, typed: dict[str, str], field: str) -> None:
    browser = regency.sign_in()
    path = f"{regency.agency()}/tahun-lalu"
    page = browser.post(path, {**browser.get(path).filled(path), "year": "2024", "nik": "80", "source": "Laporan", **typed})
    assert page.status == 422
    assert any(error.startswith(field) for error in page.errors()), page.errors()
    assert "Laporan" in str(page.html)


def test_suggestions_are_read_filtered_and_escaped(regency: Regency, session: Session) -> None:
    tenancy.enter(session, tenant_id=regency.surveyed.tenant_id)
    for minute, words in enumerate(("<script>alert(1)</script> antrean lama", "=HYPERLINK(1) bagus")):
        session.add(
            Response(
                tenant_id=regency.surveyed.tenant_id,
                id=new_id(),
                period_id=regency.surveyed.periods[1].id,
                service_type_id=regency.surveyed.service_ids[0],
                suggestion=words,
                waktu=1 + 3 * minute,
                channel="sticker",
                submitted_at=datetime(2026, 5, 1, 3, minute, tzinfo=UTC),
                content_hash=b"x",
            )
        )
    session.commit()
    browser = regency.sign_in()
    everything = browser.get(f"{regency.base}/saran")
    assert "2 saran" in everything.text
    assert "<script>alert" not in everything.response.text
    low = browser.get(f"{regency.base}/saran?unsur=waktu&cari=antrean")
    assert "1 saran" in low.text
    assert "Tidak ada saran yang cocok" in browser.get(f"{regency.base}/saran?cari=zzz").text
    assert "antrean lama" in browser.get(regency.period(1)).text


def test_the_record_of_moving_figures_is_unsigned_but_can_be_recomputed(regency: Regency) -> None:
    answer = regency.sign_in().get(f"{regency.base}/kertas-kerja/unduh-json").response
    assert json.loads(answer.data)["signature"] is None
    assert read_signed_result(answer.data).hash_fits


def test_periods_without_an_index_say_why_on_every_page(regency: Regency, session: Session) -> None:
    """Nobody answered at all, and nobody answered one unsur: both are shown, neither breaks a page."""
    browser, tenant_id = regency.sign_in(), regency.surveyed.tenant_id
    tenancy.enter(session, tenant_id=tenant_id)
    silent, partial = regency.surveyed.periods[1].id, regency.surveyed.periods[3].id
    session.execute(delete(tally).where(tally.c.tenant_id == tenant_id, tally.c.period_id == silent))
    blank = {f"waktu_{score}": 0 for score in (1, 2, 3, 4)}
    session.execute(update(tally).where(tally.c.tenant_id == tenant_id, tally.c.period_id == partial).values(**blank))
    session.commit()
    for number, reason in ((1, "belum ada responden"), (3, "ada unsur yang tidak dijawab seorang pun: Waktu")):
        page = browser.get(regency.period(number))
        assert page.status == 200
        assert reason in page.text
        sheet = browser.get(f"{regency.period(number)}/kertas-kerja")
        assert (sheet.status, reason in sheet.text) == (200, True)
        for kind in ("json", "csv"):
            assert browser.get(f"{regency.period(number)}/kertas-kerja/unduh-{kind}").status == 200
    overview = browser.get(f"{regency.base}?tahun=2026&bagian=triwulan-2")
    assert overview.status == 200
    assert "belum ada responden" in overview.text
    service = f"{regency.agency()}/layanan/{regency.surveyed.service_ids[0]}?tahun=2026&bagian=triwulan-2"
    assert "Belum ada jawaban untuk layanan ini" in browser.get(service).text
