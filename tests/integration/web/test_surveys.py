"""Pages about periods and collection points: opening for many, the sample meter, stickers, the typed code, isolation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.reports import Report, ReportFile
from puas.db.tables.responses import Response
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.db.tables.tallies import tally
from puas.domain.survey_period import custom, triwulan
from puas.usecases.create_collection_points import NewPoint, create_collection_points
from puas.usecases.open_survey_period import open_survey_period
from puas_web.file_storage import file_store
from tests.factories.regency import NOW, make_agency, make_member, make_regency
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

QUARTER = "triwulan-2026-10-01"


@dataclass(frozen=True)
class Room:
    """A tenant's workspace with someone in it."""

    tenant_id: int
    path: str
    browser: Browser
    account_id: UUID | None = None

    def get(self, path: str = "") -> Page:
        return self.browser.get(f"{self.path}{path}")


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def admin(session: Session, browser: Browser) -> Room:
    tenant = make_regency(session)
    account = make_member(session, tenant.id, "tenant-admin")
    session.commit()
    browser.sign_in(account.id)
    return Room(tenant.id, f"/t/{tenant.slug}", browser, account.id)


def _opened(session: Session, tenant_id: int, agency_id: UUID) -> SurveyPeriod:
    return open_survey_period(
        session=session, tenant_id=tenant_id, agency_id=agency_id, period=triwulan(2026, 4), account_id=None, now=NOW
    )


def _point(session: Session, tenant_id: int, agency_id: UUID) -> CollectionPoint:
    (point,) = create_collection_points(
        session=session, tenant_id=tenant_id, agency_id=agency_id, points=[NewPoint(place="Loket 1")], account_id=None, now=NOW
    )
    return point


def test_a_period_for_all_agencies_at_once(admin: Room, session: Session) -> None:
    make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 88)])
    busy, _ = make_agency(session, admin.tenant_id, "Dinas B", services=[("Izin", None)])
    make_agency(session, admin.tenant_id, "Dinas Kosong")
    _opened(session, admin.tenant_id, busy.id)
    session.commit()
    form = admin.get("/survei/buka")
    boxes = [box["value"] for box in form.html.select("input[name=agencies]")]
    assert (len(boxes), str(busy.id) in boxes, str(busy.id) in form.filled()["agencies"]) == (2, True, False)
    assert "tidak dapat dipilih: Dinas Kosong" in form.text
    assert form.filled()["window"] == [QUARTER]
    page = admin.browser.send(form, {"agencies": boxes})
    assert "Dibuka untuk 1 dari 2 perangkat daerah" in page.text
    assert "Dibuka; sampel 72 responden." in page.text
    assert "tanggalnya bertumpuk dengan Triwulan IV 2026" in page.text
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(SurveyPeriod)) == 2


def test_own_dates_for_one_agency(admin: Room, session: Session) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 88)])
    _point(session, admin.tenant_id, agency.id)
    session.commit()
    sent = admin.browser.send(
        admin.get(f"/survei/buka?perangkat={agency.id}"),
        {"window": "custom", "starts_on": "23/11/2026", "ends_on": "11 Desember 2026"},
    )
    page = admin.browser.follow(sent)
    assert page.title == "Dinas A"
    assert "Warga dapat menjawab mulai 23 November 2026" in page.text
    assert "Kurang 72 lagi sebelum 11 Desember 2026" in page.text


def test_one_agency_without_stickers_is_led_to_them(admin: Room, session: Session) -> None:
    make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 88)])
    session.commit()
    opened = admin.browser.send(admin.get("/survei/buka"))
    assert "Langkah berikutnya: stiker" in opened.text
    assert "Dinas A Lembar stiker A4" in admin.browser.follow(admin.browser.send(opened)).text


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({"starts_on": "2026-12-01", "ends_on": "2026-06-31"}, "Tulis tanggal yang ada di kalender"),
        ({"starts_on": "2026-12-01", "ends_on": "2026-11-30"}, "lebih awal daripada tanggal mulai"),
        ({"starts_on": "2026-12-01", "ends_on": ""}, "Isian ini wajib diisi"),
        ({"starts_on": "2026-12-01", "ends_on": "2028-01-01"}, "paling lama satu tahun"),
        ({"starts_on": "2026-09-01", "ends_on": "2026-11-20"}, "sudah lewat"),
        ({"starts_on": "2029-01-01", "ends_on": "2029-01-02"}, "lebih dari setahun lagi"),
    ],
)
def test_dates_that_make_no_period(admin: Room, session: Session, dates: dict[str, str], sentence: str) -> None:
    make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 88)])
    session.commit()
    page = admin.browser.send(admin.get("/survei/buka"), {"window": "custom", **dates})
    assert page.status == 422
    assert sentence in " ".join(page.errors())
    assert page.filled()["window"] == ["custom"]
    assert session.scalar(select(func.count()).select_from(SurveyPeriod)) == 0


def test_no_agency_chosen(admin: Room, session: Session) -> None:
    make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 88)])
    session.commit()
    page = admin.browser.send(admin.get("/survei/buka"), {"agencies": []})
    assert (page.status, page.errors()) == (422, ["Pilih paling sedikit satu perangkat daerah."])


def test_an_agency_of_another_tenant_cannot_be_slipped_in(admin: Room, session: Session) -> None:
    make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 88)])
    other = make_regency(session)
    foreign, _ = make_agency(session, other.id, "Dinas Asing", services=[("KTP", 88)])
    session.commit()
    page = admin.browser.send(admin.get("/survei/buka"), {"agencies": [str(foreign.id)]})
    assert page.status == 422
    assert session.scalar(select(func.count()).select_from(SurveyPeriod)) == 0


def test_the_state_of_a_period(admin: Room, session: Session) -> None:
    agency, (first, second) = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60), ("KK", 28)])
    period = _opened(session, admin.tenant_id, agency.id)
    counts = [("service", str(first.id), 49), ("service", str(second.id), 3), ("channel", "sticker", 40), ("channel", "paper", 12)]
    for dimension, category, respondents in counts:
        session.execute(
            insert(tally).values(
                tenant_id=admin.tenant_id, period_id=period.id, dimension=dimension, category=category, respondents=respondents
            )
        )
    # 23.30 WIB on 20 November is still the 20th, although the server's day was over half an hour ago in Jayapura.
    session.add(
        Response(
            tenant_id=admin.tenant_id, id=new_id(), period_id=period.id, service_type_id=first.id, channel="sticker",
            submitted_at=datetime(2026, 11, 20, 16, 30, tzinfo=UTC), content_hash=b"x",
        )
    )  # fmt: skip
    session.commit()
    page = admin.get(f"/survei/{period.id}")
    assert "Kurang 20 lagi sebelum 31 Desember 2026." in page.text
    assert "49 / 49" in page.text
    assert "kurang 20 lagi" in page.text
    assert "Stiker QR 40 Formulir kertas 12" in page.text
    assert "20 November 2026 1" in page.text
    assert "kurang 20 lagi" in admin.get("/survei").text


def test_lists_take_the_same_queries_whatever_their_length(
    admin: Room, session: Session, count_queries: CountQueries
) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60)])
    _opened(session, admin.tenant_id, agency.id)
    _point(session, admin.tenant_id, agency.id)
    session.commit()
    paths = ("/survei", "/survei/buka", "/stiker", f"/stiker/perangkat-daerah/{agency.id}", "/")
    few = []
    for path in paths:
        with count_queries() as statements:
            admin.browser.follow(admin.get(path))
        few.append(len(statements))
    for number in range(20):
        more, _ = make_agency(session, admin.tenant_id, f"Kecamatan {number}", services=[("Surat", 10), ("Izin", 5)])
        _opened(session, admin.tenant_id, more.id)
        _point(session, admin.tenant_id, more.id)
        _point(session, admin.tenant_id, agency.id)
    session.commit()
    for path, before in zip(paths, few, strict=True):
        with count_queries() as statements:
            admin.get(path)
        assert len(statements) <= max(before, 12), path


def test_questions_as_frozen(admin: Room, session: Session) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60)])
    period = _opened(session, admin.tenant_id, agency.id)
    session.commit()
    for path in ("/survei/pertanyaan", f"/survei/{period.id}/pertanyaan"):
        page = admin.get(path)
        assert len(page.html.select(".question-list > li")) == 9
        assert "Gratis" in page.text


def test_the_preview_is_the_form_people_see_but_sends_nothing(admin: Room, session: Session) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60), ("KK", 5)])
    period = _opened(session, admin.tenant_id, agency.id)
    point = _point(session, admin.tenant_id, agency.id)
    session.commit()
    real = admin.browser.get(f"/s/{point.code}")
    for path in ("/survei/pertanyaan", f"/survei/{period.id}/pertanyaan"):
        link = admin.get(path).html.select_one(".page-heading .button")
        assert link is not None
        shown = admin.browser.get(str(link["href"]))
        assert [legend.text for legend in shown.html.find_all("legend")] == [legend.text for legend in real.html.find_all("legend")]
        assert "jawaban tidak dapat dikirim" in shown.html.get_text()
        form, button = shown.html.form, shown.html.button
        assert form is not None and button is not None
        assert (form.get("method"), form.get("action"), button.has_attr("disabled")) == (None, None, True)
    assert admin.get(f"/survei/formulir/{agency.id}/{new_id()}").status == 404
    assert admin.get(f"/survei/formulir/{new_id()}").status == 404


def test_a_frozen_standard_wording_is_still_translated(admin: Room, session: Session) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60)])
    _opened(session, admin.tenant_id, agency.id)
    point = _point(session, admin.tenant_id, agency.id)
    session.commit()
    indonesian, english = (admin.browser.get(f"/s/{point.code}?bahasa={language}").text for language in ("id", "en"))
    assert ("Gratis" in indonesian, "Gratis" in english) == (True, False)


def test_stickers_from_the_first_to_the_retired(admin: Room, session: Session) -> None:
    agency, (service,) = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60)])
    session.commit()
    page = admin.browser.follow(admin.get("/stiker"))
    assert "Belum ada stiker" in page.text
    form = admin.get(f"/stiker/perangkat-daerah/{agency.id}/tambah")
    page = admin.browser.follow(
        admin.browser.send(form, {"services": ["all", str(service.id)], "places": " Loket 1 \r\n\r\nLoket  2"})
    )
    assert "4 kode sudah dibuat." in page.text
    assert len(page.html.select("svg.qr")) == 4
    assert page.text.count("Loket 2") == 2
    point = session.scalars(select(CollectionPoint).where(CollectionPoint.tenant_id == admin.tenant_id)).first()
    assert point is not None
    shown = admin.get(f"/stiker/{point.id}")
    assert f"localhost/s/{point.code}" in shown.text
    drawing = admin.get(f"/stiker/{point.id}/kode-qr.svg").response
    assert drawing.mimetype == "image/svg+xml"
    assert drawing.data.startswith(b"<svg xmlns=")
    admin.browser.send(admin.get(f"/stiker/{point.id}/pensiunkan"))
    assert "Kode ini tidak dipakai lagi." in admin.get(f"/stiker/{point.id}").text
    assert len(admin.get(f"/stiker/perangkat-daerah/{agency.id}").html.select("svg.qr")) == 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"services": []}, "Pilih paling sedikit satu"),
        ({"places": "x" * 121}, "paling panjang 120 karakter"),
        ({"places": "\n".join(f"Loket {number}" for number in range(201))}, "Paling banyak 200 sekaligus"),
        ({"kind": "balon"}, "Pilih"),
        ({"services": ["0190a0a0-0000-7000-8000-000000000000"]}, "Pilih"),
    ],
)
def test_stickers_that_cannot_be_made(admin: Room, session: Session, typed: dict[str, object], sentence: str) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60)])
    session.commit()
    page = admin.browser.send(admin.get(f"/stiker/perangkat-daerah/{agency.id}/tambah"), typed)
    assert page.status == 422
    assert sentence in " ".join(page.errors())
    assert session.scalar(select(func.count()).select_from(CollectionPoint)) == 0


def test_first_stickers_for_all_and_only_once(admin: Room, session: Session) -> None:
    make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60), ("KK", 1)])
    has_one, _ = make_agency(session, admin.tenant_id, "Dinas B", services=[("Izin", 60)])
    make_agency(session, admin.tenant_id, "Dinas Kosong")
    _point(session, admin.tenant_id, has_one.id)
    session.commit()
    token = {"csrf_token": admin.get("/stiker").filled(f"{admin.path}/stiker/siapkan")["csrf_token"]}
    for _ in range(2):
        page = admin.browser.follow(admin.browser.post(f"{admin.path}/stiker/siapkan", token))
        rows = [" ".join(row.get_text(" ").split()) for row in page.html.select("tbody tr")]
        assert rows == ["Dinas A Lembar stiker A4 baru saja Disiapkan", "Dinas B Lembar stiker A4 baru saja Disiapkan"]
        assert session.scalar(select(func.count()).select_from(CollectionPoint)) == 3
    assert "Semua stiker sudah pernah dicetak." in page.text
    assert page.html.select("[data-refresh-seconds]")


def test_ticked_points_are_printed(admin: Room, session: Session, app: Flask) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60)])
    first, second = _point(session, admin.tenant_id, agency.id), _point(session, admin.tenant_id, agency.id)
    session.commit()
    page = admin.get(f"/stiker/perangkat-daerah/{agency.id}")
    assert set(page.filled()["points"]) == {str(first.id), str(second.id)}
    nothing = admin.browser.follow(admin.browser.send(page, {"points": [], "document": "poster"}))
    assert "Centang paling sedikit satu" in nothing.text
    shown = admin.browser.follow(admin.browser.send(page, {"points": [str(first.id)], "document": "poster"}))
    assert "Dinas A Poster A5" in shown.text
    session.expire_all()
    assert (first.printed_at, second.printed_at) == (NOW, None)
    report = session.scalars(select(Report)).one()
    assert admin.get(f"/stiker/cetakan/{report.id}/pdf").status == 410
    with app.app_context():
        file_store().write("tenant-1/a.pdf", b"%PDF-1.7", content_type="application/pdf")
    report.state = "ready"
    session.add(
        ReportFile(
            tenant_id=admin.tenant_id, report_id=report.id, format="pdf", file_key="tenant-1/a.pdf", file_name="poster.pdf",
            size_bytes=8, sha256="",
        )
    )  # fmt: skip
    session.commit()
    link = admin.get("/stiker/cetakan").html.select_one("td a")
    assert link is not None
    answer = admin.browser.get(str(link["href"])).response
    assert (answer.data, answer.mimetype) == (b"%PDF-1.7", "application/pdf")


def test_a_failed_print_is_tried_again(admin: Room, session: Session) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 60)])
    _point(session, admin.tenant_id, agency.id)
    session.commit()
    admin.browser.send(admin.get(f"/stiker/perangkat-daerah/{agency.id}"), {"document": "sticker_sheet"})
    report = session.scalars(select(Report)).one()
    report.state = "failed"
    session.commit()
    page = admin.get("/stiker/cetakan")
    assert "Gagal" in page.text
    admin.browser.send(page, action=f"{admin.path}/stiker/cetakan/{report.id}/ulangi")
    session.expire_all()
    assert report.state == "pending"


def test_a_code_typed_by_hand(admin: Room, session: Session) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A")
    point = _point(session, admin.tenant_id, agency.id)
    session.commit()
    assert admin.browser.get("/s").title == "Ketik kode survei"
    typed = f"{point.code[:3].lower()}-{point.code[3:].lower()}"
    assert admin.browser.get(f"/s?kode={typed}").location == f"/s/{point.code}"
    for wrong in ("BCDFGHJ", "x", "%00", "' or 1=1"):
        page = admin.browser.get("/s", query_string={"kode": wrong})
        assert page.status == 404
        assert "Kode ini tidak dikenal" in page.text


def test_an_officer_keeps_to_assigned_agencies(session: Session, browser: Browser) -> None:
    tenant = make_regency(session)
    own, _ = make_agency(session, tenant.id, "Dinas Sendiri", services=[("KTP", 10)])
    other, _ = make_agency(session, tenant.id, "Dinas Lain", services=[("Izin", 10)])
    mine, theirs = _opened(session, tenant.id, own.id), _opened(session, tenant.id, other.id)
    point = _point(session, tenant.id, other.id)
    account = make_member(session, tenant.id, "agency-officer", agency_ids=[own.id])
    session.commit()
    browser.sign_in(account.id)
    room = Room(tenant.id, f"/t/{tenant.slug}", browser)
    assert ("Dinas Sendiri" in room.get("/survei").text, "Dinas Lain" in room.get("/survei").text) == (True, False)
    assert room.get(f"/survei/{mine.id}").status == 200
    assert room.get("/survei/buka").status == 404
    assert room.get("/stiker").location.endswith(f"/stiker/perangkat-daerah/{own.id}")
    assert room.get(f"/stiker/perangkat-daerah/{own.id}/tambah").status == 200
    for path in (f"/survei/{theirs.id}", f"/survei/{theirs.id}/pertanyaan", f"/stiker/perangkat-daerah/{other.id}",
                 f"/stiker/perangkat-daerah/{other.id}/tambah", f"/stiker/{point.id}", f"/stiker/{point.id}/pensiunkan"):  # fmt: skip
        assert room.get(path).status == 404, path


def test_another_tenants_rows_are_not_there(admin: Room, session: Session) -> None:
    other = make_regency(session)
    agency, _ = make_agency(session, other.id, "Dinas Asing", services=[("KTP", 10)])
    period, point = _opened(session, other.id, agency.id), _point(session, other.id, agency.id)
    session.commit()
    for path in (f"/survei/{period.id}", f"/survei/{period.id}/pertanyaan", f"/stiker/perangkat-daerah/{agency.id}",
                 f"/stiker/perangkat-daerah/{agency.id}/tambah", f"/stiker/{point.id}", f"/stiker/{point.id}/kode-qr.svg",
                 f"/stiker/{point.id}/pensiunkan"):  # fmt: skip
        assert admin.get(path).status == 404, path
    tenancy.enter(session, tenant_id=other.id)
    assert session.scalar(select(CollectionPoint.state).where(CollectionPoint.id == point.id)) == "active"


def test_a_leader_looks_but_changes_nothing(session: Session, browser: Browser) -> None:
    tenant = make_regency(session)
    agency, _ = make_agency(session, tenant.id, "Dinas A", services=[("KTP", 10)])
    period = _opened(session, tenant.id, agency.id)
    account = make_member(session, tenant.id, "leader")
    session.commit()
    browser.sign_in(account.id)
    room = Room(tenant.id, f"/t/{tenant.slug}", browser)
    assert "Buka periode" not in room.get("/survei").text
    assert room.get(f"/survei/{period.id}").status == 200
    for path in ("/survei/buka", f"/stiker/perangkat-daerah/{agency.id}/tambah", "/perangkat-daerah/tambah"):
        assert room.get(path).status == 404


def test_the_page_of_a_period_that_is_over_says_so(admin: Room, session: Session, today: time_machine.Traveller) -> None:
    assert admin.account_id is not None
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 10)])
    period = _opened(session, admin.tenant_id, agency.id)
    session.commit()
    # The last minute of the last day in Jakarta, and the first of the next.
    today.move_to(datetime(2026, 12, 31, 16, 59, tzinfo=UTC))
    admin.browser.sign_in(admin.account_id)
    assert "sudah lewat" not in admin.get(f"/survei/{period.id}").text
    today.move_to(datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    assert "sudah lewat" in admin.get(f"/survei/{period.id}").text
    assert period.ends_on == date(2026, 12, 31)


def test_closing_says_what_will_happen_and_asks_for_the_name(admin: Room, session: Session) -> None:
    agency, (service,) = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 10)])
    period = _opened(session, admin.tenant_id, agency.id)
    session.commit()
    form = admin.get(f"/survei/{period.id}/tutup")
    assert "0 jawaban dihitung" in form.text
    assert "masih berlangsung sampai 31 Desember 2026" in form.text
    assert "Sampel masih kurang 10 responden" in form.text
    refused = admin.browser.send(form, {"typed_name": "Triwulan III 2026"})
    assert (refused.status, refused.errors()) == (422, ["Ketik nama periode untuk melanjutkan: Ketik persis: Triwulan IV 2026"])
    session.expire_all()
    assert period.state == "open"
    page = admin.browser.follow(admin.browser.send(form, {"typed_name": "triwulan iv  2026"}))
    assert "sudah ditutup dan hasilnya ditetapkan" in page.text
    session.expire_all()
    assert period.state == "closed"
    assert "Periode ini sudah ditutup." in admin.browser.follow(admin.browser.send(form, {"typed_name": "Triwulan IV 2026"})).text
    assert "Dinas A" in admin.get("/survei?bagian=selesai").text


def test_an_officer_does_not_close(session: Session, browser: Browser) -> None:
    tenant = make_regency(session)
    own, _ = make_agency(session, tenant.id, "Dinas Sendiri", services=[("KTP", 10)])
    period = _opened(session, tenant.id, own.id)
    account = make_member(session, tenant.id, "agency-officer", agency_ids=[own.id])
    session.commit()
    browser.sign_in(account.id)
    assert browser.get(f"/t/{tenant.slug}/survei/{period.id}/tutup").status == 404
    assert "Tutup periode" not in browser.get(f"/t/{tenant.slug}/survei/{period.id}").text


def test_a_name_with_a_dash_can_be_typed_on_any_keyboard(admin: Room, session: Session) -> None:
    agency, _ = make_agency(session, admin.tenant_id, "Dinas A", services=[("KTP", 10)])
    period = open_survey_period(
        session=session, tenant_id=admin.tenant_id, agency_id=agency.id, account_id=None, now=NOW,
        period=custom(date(2026, 11, 1), date(2026, 12, 11)),
    )  # fmt: skip
    session.commit()
    assert period.label == "1 November – 11 Desember 2026"
    page = admin.browser.send(admin.get(f"/survei/{period.id}/tutup"), {"typed_name": "1 november - 11 desember 2026"})
    assert page.status == 302
