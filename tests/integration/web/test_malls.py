"""Malls of services over HTTP: the register, members and counters, results, and the page at the exit."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.malls import MallMember, ServiceMall
from puas.db.tables.reports import Report
from puas.db.tables.responses import Response
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.usecases.set_mall_state import set_mall_state
from puas.usecases.tally_responses import tally_responses
from puas_web.responding.known_points import EXTENSION
from tests.factories.malls import NOW, Mall, a_mall, answer, make_mall, name_of
from tests.factories.regency import make_member
from tests.factories.surveys import SLUGS
from tests.web_pages import Browser, Page

pytestmark = pytest.mark.usefixtures("in_november")

MOST_STATEMENTS = 12


@pytest.fixture
def mall(session: Session) -> Mall:
    return a_mall(session)


@pytest.fixture
def admin(browser: Browser, session: Session, mall: Mall) -> Browser:
    browser.sign_in(make_member(session, mall.tenant_id, "tenant-admin").id)
    return browser


def _room(mall: Mall, path: str = "") -> str:
    return f"/t/{mall.slug}/mutu/mpp{path}"


def _forget(app: Flask) -> None:
    app.extensions[EXTENSION].forget()


def _fields(**changes: str) -> dict[str, str]:
    return {**dict.fromkeys(SLUGS, "4"), "suggestion": "", "bahasa": "id", **changes}


# The exit.


def test_the_exit_lists_counters_by_agency(browser: Browser, session: Session, mall: Mall) -> None:
    page = browser.get(f"/m/{mall.code}")
    assert page.status == 200
    assert page.text.index(name_of(session, mall.office)) < page.text.index("Kantor Pertanahan Contoh")
    raw = page.response.text
    for counter, place in ((mall.counter, "Gerai 1"), (mall.other_counter, "Gerai 2")):
        assert re.search(rf'href="/s/{counter.code}[^"]*">{place}', raw)
    assert "Set-Cookie" not in page.response.headers


def test_the_code_may_be_typed_in_lower_case(browser: Browser, mall: Mall) -> None:
    typed = f"{mall.code[:3]}-{mall.code[3:]}".lower()
    assert browser.get(f"/m/{typed}").status == 200
    moved = browser.get(f"/s?kode={mall.code[:3]}+{mall.code[3:].lower()}")
    assert (moved.status, moved.location) == (302, f"/m/{mall.code}")


def test_the_list_can_be_searched_without_a_script(browser: Browser, mall: Mall) -> None:
    assert mall.other_counter.code in browser.get(f"/m/{mall.code}?cari=pertanahan").response.text
    found = browser.get(f"/m/{mall.code}?cari=GERAI+1").response.text
    assert mall.counter.code in found and mall.other_counter.code not in found
    nothing = browser.get(f"/m/{mall.code}?cari=%3Cscript%3E").response.text
    assert "Tidak ada gerai yang cocok" in nothing and "<script>" not in nothing


def test_an_agency_without_an_open_period_is_shown_as_closed(browser: Browser, session: Session, mall: Mall) -> None:
    of_other = (SurveyPeriod.tenant_id == mall.tenant_id, SurveyPeriod.agency_id == mall.other.agency_id)
    session.execute(update(SurveyPeriod).where(*of_other).values(state="closed"))
    page = browser.get(f"/m/{mall.code}").response.text
    assert mall.other_counter.code not in page and "survei sedang ditutup" in page


def test_an_unknown_code_and_that_of_a_sticker_lead_nowhere(browser: Browser, mall: Mall) -> None:
    assert browser.get("/m/ZZZZZZZ").status == 404
    assert browser.get(f"/s/{mall.counter.code}").status == 200
    # The form of a sticker is never handed out under the other address, also not from the memory of open forms.
    assert browser.get(f"/m/{mall.counter.code}").status == 404


def test_a_mall_without_counters_says_so(browser: Browser, session: Session, mall: Mall) -> None:
    session.execute(update(CollectionPoint).where(CollectionPoint.tenant_id == mall.tenant_id).values(state="retired"))
    assert "Belum ada gerai" in browser.get(f"/m/{mall.code}").text


def test_an_answer_given_while_the_mall_closes_is_not_lost(browser: Browser, app: Flask, session: Session, mall: Mall) -> None:
    form = browser.get(f"/s/{mall.counter.code}")
    assert form.status == 200
    form_id = re.search(r'name="id" value="([^"]+)"', form.response.text)
    assert form_id
    set_mall_state(session=session, tenant_id=mall.tenant_id, mall_id=mall.id, state="closed", account_id=None, now=NOW)
    _forget(app)
    assert "sudah ditutup" in browser.get(f"/m/{mall.code}").text
    assert browser.get(f"/s/{mall.counter.code}").status == 410
    sent = browser.post(f"/s/{mall.counter.code}", _fields(id=form_id[1]))
    assert sent.status == 200 and "Terima kasih" in sent.text
    stored = select(func.count()).select_from(Response).where(Response.tenant_id == mall.tenant_id)
    assert session.scalar(stored) == 1


def test_a_retired_counter_takes_no_answer_and_says_so(browser: Browser, app: Flask, session: Session, mall: Mall) -> None:
    form_id = re.search(r'name="id" value="([^"]+)"', browser.get(f"/s/{mall.counter.code}").response.text)
    assert form_id
    session.execute(update(CollectionPoint).where(CollectionPoint.id == mall.counter.id).values(state="retired"))
    _forget(app)
    sent = browser.post(f"/s/{mall.counter.code}", _fields(id=form_id[1]))
    assert sent.status == 410 and "sudah tidak dipakai" in sent.text
    assert mall.counter.code not in browser.get(f"/m/{mall.code}").response.text


# The register.


def test_a_mall_from_nothing_to_its_first_counter(admin: Browser, session: Session, mall: Mall) -> None:
    page = admin.get(_room(mall, "/tambah"))
    typed = {"name": "Mal Kedua", "address": "Jalan Baru 2", "decree": "Perbup 1/2026", "opened_on": "1 Juli 2026"}
    made = admin.follow(admin.send(page, typed))
    assert "Langkah berikutnya: tambahkan instansi" in made.text
    row = session.scalars(select(ServiceMall).where(ServiceMall.tenant_id == mall.tenant_id, ServiceMall.name == "Mal Kedua")).one()
    assert (row.slug, row.opened_on, len(row.code)) == ("mal-kedua", date(2026, 7, 1), 7)


def test_a_name_in_use_is_refused_at_its_field(admin: Browser, mall: Mall) -> None:
    page = admin.send(admin.get(_room(mall, "/tambah")), {"name": "mal pelayanan publik ARJOSARI", "address": "tetap"})
    assert page.status == 422 and "sudah dipakai mal lain" in page.text and "tetap" in page.response.text


def test_an_agency_serves_in_one_mall_at_a_time(admin: Browser, session: Session, mall: Mall) -> None:
    second = make_mall(session, tenant_id=mall.tenant_id, name="Mal Kedua")
    page = admin.get(_room(mall, f"/{second.id}/perangkat-daerah/tambah"))
    # A page opened before the agency joined the other mall.
    refused = admin.send(page, {"agency": str(mall.office.agency_id), "joined_on": "1 Desember 2026"})
    assert refused.status == 422
    assert "sudah melayani di Mal Pelayanan Publik Arjosari" in refused.text


def test_several_counters_at_once(admin: Browser, session: Session, mall: Mall) -> None:
    page = admin.get(_room(mall, f"/{mall.id}/perangkat-daerah/{mall.office.agency_id}/gerai"))
    done = admin.follow(admin.send(page, {"places": "Gerai 7\n\nGerai 8\n", "service": str(mall.office.service_ids[1]), "kind": "kiosk"}))
    assert "2 gerai sudah dibuka." in done.text
    rows = session.execute(
        select(CollectionPoint.place, CollectionPoint.kind, CollectionPoint.mall_id)
        .where(CollectionPoint.tenant_id == mall.tenant_id, CollectionPoint.place.in_(["Gerai 7", "Gerai 8"]))
        .order_by(CollectionPoint.place)
    ).all()
    assert [tuple(row) for row in rows] == [("Gerai 7", "kiosk", mall.id), ("Gerai 8", "kiosk", mall.id)]


def test_no_counter_for_an_archived_service(admin: Browser, session: Session, mall: Mall) -> None:
    page = admin.get(_room(mall, f"/{mall.id}/perangkat-daerah/{mall.office.agency_id}/gerai"))
    service_id = mall.office.service_ids[1]
    session.execute(update(ServiceType).where(ServiceType.id == service_id).values(state="archived"))
    refused = admin.send(page, {"places": "Gerai 9", "service": str(service_id), "kind": "sticker"})
    assert refused.status == 422 and "sudah diarsipkan" in refused.text and "Gerai 9" in refused.response.text


def test_leaving_retires_the_counters(admin: Browser, session: Session, mall: Mall) -> None:
    page = admin.get(_room(mall, f"/{mall.id}/perangkat-daerah/{mall.other.agency_id}/keluar"))
    early = admin.send(page, {"left_on": "1 Januari 2026"})
    assert early.status == 422 and "sebelum hari pertama" in early.text
    done = admin.follow(admin.send(page, {"left_on": "30 November 2026"}))
    assert "1 gerai tidak dipakai lagi" in done.text and "pernah melayani di sini" in done.text
    left = session.scalars(select(MallMember.left_on).where(MallMember.agency_id == mall.other.agency_id)).one()
    assert left == date(2026, 11, 30)
    assert session.scalars(select(CollectionPoint.state).where(CollectionPoint.id == mall.other_counter.id)).one() == "retired"


def test_poster_and_stickers_are_asked_for(admin: Browser, session: Session, mall: Mall) -> None:
    page = admin.get(_room(mall, f"/{mall.id}"))
    for word in ("poster", "stiker"):
        admin.send(page, action=_room(mall, f"/{mall.id}/cetak/{word}"))
    made = session.execute(select(Report.document, Report.snapshot).where(Report.tenant_id == mall.tenant_id)).all()
    assert sorted(each.document for each in made) == ["poster", "sticker_sheet", "sticker_sheet"]
    assert any(f"/m/{mall.code}" in each.snapshot for each in made)


def test_results_tell_the_mall_its_agencies_and_who_is_apart(admin: Browser, session: Session, mall: Mall) -> None:
    answer(session, mall.office, counter=mall.counter, number=32, score=4)
    answer(session, mall.office, counter=None, number=8, score=1)
    answer(session, mall.other, counter=mall.other_counter, number=5, score=2)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    page = admin.get(_room(mall, f"/{mall.id}/hasil"))
    assert page.status == 200
    # The mean of 100 and 50, not of the 37 people, nor of the 8 elsewhere.
    assert "75,00" in page.text and "93,24" in page.text
    assert "Kurang dari 30 responden" in page.text and "belum terverifikasi" in page.text
    assert "37" in page.text and "45" in page.text


def test_an_officer_sees_the_own_agency_alone(
    browser: Browser, session: Session, mall: Mall
) -> None:
    browser.sign_in(make_member(session, mall.tenant_id, "agency-officer", agency_ids=[mall.office.agency_id]).id)
    answer(session, mall.office, counter=mall.counter, number=3)
    answer(session, mall.other, counter=mall.other_counter, number=3)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    results = browser.get(_room(mall, f"/{mall.id}/hasil"))
    assert "perangkat daerah Anda saja" in results.text and "Kantor Pertanahan Contoh" not in results.text
    shown = browser.get(_room(mall, f"/{mall.id}"))
    assert mall.counter.code[3:] in shown.text and mall.other_counter.code[3:] not in shown.text
    assert not shown.html.select('main a[href*="/mutu/bukti/"]'), "evidence of the place is the regency's own"
    assert browser.get(_room(mall, f"/{mall.id}/perangkat-daerah/{mall.other.agency_id}/gerai")).status == 404
    assert browser.get(_room(mall, "/tambah")).status == 404


def test_the_document_is_asked_for(admin: Browser, session: Session, mall: Mall) -> None:
    answer(session, mall.office, counter=mall.counter, number=3)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    page = admin.get(_room(mall, f"/{mall.id}/hasil"))
    asked = admin.follow(admin.send(page, action=_room(mall, f"/{mall.id}/hasil/dokumen")))
    assert asked.status == 200
    report = session.scalars(select(Report).where(Report.tenant_id == mall.tenant_id, Report.document == "mall_results")).one()
    assert report.formats == ["pdf", "docx", "xlsx"]


def test_the_pages_are_within_their_statements(
    admin: Browser, session: Session, mall: Mall, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    answer(session, mall.office, counter=mall.counter, number=3)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    for path in ("", f"/{mall.id}", f"/{mall.id}/hasil"):
        with count_queries() as statements:
            assert admin.get(_room(mall, path)).status == 200
        assert len(statements) <= MOST_STATEMENTS, (path, len(statements))


def test_an_agency_of_another_owner_is_told_apart_in_lists(admin: Browser, session: Session, mall: Mall) -> None:
    assert "Tidak dihitung: milik instansi lain" in admin.get(f"/t/{mall.slug}/perangkat-daerah").text
    answer(session, mall.office, counter=mall.counter, number=3)
    tally_responses(session=session, tenant_id=mall.tenant_id)
    results = admin.get(f"/t/{mall.slug}/hasil")
    assert "1 perangkat daerah tidak dihitung: milik instansi lain" in results.text
    for path in (f"perangkat-daerah/{mall.other.agency_id}", f"mutu/mpp/{mall.id}"):
        assert "Kementerian" not in admin.get(f"/t/{mall.slug}/{path}").text
    edit = admin.get(f"/t/{mall.slug}/perangkat-daerah/{mall.other.agency_id}/ubah")
    assert admin.send(edit, {"owner_name": "Kementerian Agraria Contoh"}).status == 302
    for path in (f"perangkat-daerah/{mall.other.agency_id}", f"mutu/mpp/{mall.id}", "hasil"):
        assert "Kementerian Agraria Contoh (Instansi vertikal)" in admin.get(f"/t/{mall.slug}/{path}").text, path
    assert session.scalars(select(Agency.owner).where(Agency.id == mall.other.agency_id)).one() == "vertical"


def _upload(admin: Browser, mall: Mall, *rows: str) -> Page:
    heading = "Mal;Perangkat daerah;Gerai;Layanan;Cara menjawab"
    content = "\n".join([heading, *rows]).encode("utf-8-sig")
    page = admin.get(_room(mall, "/impor"))
    return admin.send(page, {"sheet": (BytesIO(content), "gerai.csv")}, content_type="multipart/form-data")


def test_counters_come_in_from_a_sheet(admin: Browser, session: Session, mall: Mall) -> None:
    office = name_of(session, mall.office)
    rows = (
        f"mal pelayanan publik arjosari;{office};Gerai 1;Layanan 1;stiker",
        f"Mal Pelayanan Publik Arjosari;{office};Gerai 11;Layanan 2;kios",
        f"Mal Pelayanan Publik Arjosari;{office};Gerai 12;;",
    )
    preview = _upload(admin, mall, *rows)
    assert preview.status == 200, preview.errors()
    done = admin.follow(admin.send(preview))
    assert done.status == 200
    made = session.execute(
        select(CollectionPoint.place, CollectionPoint.kind, CollectionPoint.service_type_id)
        .where(CollectionPoint.mall_id == mall.id, CollectionPoint.agency_id == mall.office.agency_id)
        .order_by(CollectionPoint.place)
    ).all()
    # The first was there already and stays alone.
    assert [(row.place, row.kind) for row in made] == [("Gerai 1", "sticker"), ("Gerai 11", "kiosk"), ("Gerai 12", "sticker")]
    assert [row.service_type_id for row in made] == [mall.office.service_ids[0], mall.office.service_ids[1], None]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Mal Lain;{office};Gerai 9;;", "Mal ini tidak ada"),
        ("Mal Pelayanan Publik Arjosari;Dinas Lain;Gerai 9;;", "tidak melayani di mal tersebut"),
        ("Mal Pelayanan Publik Arjosari;{office};Gerai 9;Layanan 77;", "sudah diarsipkan"),
        ("Mal Pelayanan Publik Arjosari;{office};Gerai 1;Layanan 2;", "sudah ada untuk layanan lain"),
    ],
)
def test_faults_of_a_sheet_are_told(admin: Browser, session: Session, mall: Mall, row: str, words: str) -> None:
    refused = _upload(admin, mall, row.format(office=name_of(session, mall.office)))
    assert refused.status == 422 and words in refused.text
