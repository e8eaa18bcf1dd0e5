"""Innovations over HTTP: entering one, writing its proposal, handing it in, its way, the import, and who may do what."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.innovations import Innovation, InnovationCall
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.innovation_source import InnovationSource
from puas.domain.regulation.innovation_registry import LATEST
from puas.domain.survey_period import local_day
from puas.usecases.record_innovation_step import UnableToRecordInnovationStep, record_innovation_step
from puas.usecases.request_innovation_proposal import request_innovation_proposal
from puas.usecases.save_innovation import InnovationDetails, save_innovation
from puas.usecases.save_innovation_call import CallDetails, UnableToSaveInnovationCall, save_innovation_call
from tests.factories.statements import counted_statements
from tests.factories.surveyed import Surveyed, survey_tenant
from tests.factories.workbooks import xlsx
from tests.integration.web.conftest import Enter
from tests.web_pages import Browser, Page

NOW = datetime.now(UTC)
TODAY = local_day(NOW, "Asia/Jakarta")
ROOM = "/t/arjosari/mutu/inovasi"
TEXTS = {part.slug: "Tiga kata saja." for part in LATEST.fields["general"]}

SignIn = Callable[..., Browser]


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    found = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", agencies=("Dinas Kesehatan", "Dinas Sosial"), answered=False)
    session.commit()
    return found


@pytest.fixture
def sign_in(enter: Enter, surveyed: Surveyed) -> SignIn:
    return partial(enter, surveyed.tenant_id)


def _call(session: Session, surveyed: Surveyed, **details: object) -> InnovationCall:
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    told = CallDetails(**{"year": TODAY.year, "title": "KIPP", "deadlines": {"registered": TODAY}, **details})  # type: ignore[arg-type]
    return save_innovation_call(session=session, tenant_id=surveyed.tenant_id, details=told, account_id=None, now=NOW)


def _innovation(session: Session, surveyed: Surveyed, **details: object) -> Innovation:
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    whole = {
        "title": "Antrean dari Rumah", "group": "general", "started_on": TODAY - timedelta(days=800), "decree": "Keputusan 188",
        "video_url": "https://contoh.example/v", "fields": TEXTS, **details,
    }  # fmt: skip
    saved = save_innovation(
        session=session, tenant_id=surveyed.tenant_id, agency_id=surveyed.agency_ids[0], details=InnovationDetails(**whole),  # type: ignore[arg-type]
        account_id=None, now=NOW,
    )  # fmt: skip
    session.commit()
    return saved


def _send(browser: Browser, path: str, data: Mapping[str, object]) -> Page:
    """Open the page and send its form."""
    return browser.send(browser.get(path), data)


def _press(browser: Browser, path: str) -> Page:
    """Post what a button posts, also where the page does not show it any more."""
    return browser.post(path, {"csrf_token": browser.get(f"{ROOM}/baru").filled()["csrf_token"]})


def test_the_first_innovation_is_entered_written_and_handed_in(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    call = _call(session, surveyed)
    session.commit()
    officer = sign_in("agency-officer", surveyed.agency_ids[0])
    assert "Belum ada inovasi" in officer.get(ROOM).text
    typed = {
        "agency": str(surveyed.agency_ids[0]), "title": "Antrean dari Rumah", "group": "general", "call": str(call.id),
        "started_on": "15 Januari 2023", "decree": "Keputusan 188/2023", "video_url": "https://contoh.example/v", "unsur": "waktu",
    }  # fmt: skip
    saved = _send(officer, f"{ROOM}/baru", typed)
    assert saved.status == 302
    page = officer.get(saved.location)
    assert "8 hal lagi sebelum dapat diajukan" in page.text
    assert "Ringkasan : Belum ditulis." in page.text
    assert _press(officer, f"{saved.location}/ajukan").status == 302
    assert "Proposal belum lengkap" in officer.get(saved.location).text
    assert _send(officer, f"{saved.location}/proposal", TEXTS).status == 302
    assert "Siap diajukan" in officer.get(saved.location).text
    assert _press(officer, f"{saved.location}/ajukan").status == 302
    page = officer.get(saved.location)
    assert "Pendaftaran" in page.text
    # Its words stay as they are from now on.
    assert "Tulis proposal" not in page.text
    refused = _send(officer, f"{saved.location}/proposal", {**TEXTS, "ringkasan": "Lain."})
    assert refused.status == 422
    assert "sudah diajukan" in refused.text
    assert "Lain." in refused.form().get_text()


def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    admin = sign_in()
    ahead = (TODAY + timedelta(days=3)).isoformat()
    bad = {
        "agency": str(surveyed.agency_ids[0]), "title": "x" * 201, "group": "general", "started_on": ahead,
        "video_url": "javascript:alert(1)", "decree": "d" * 201, "call": "", "unsur": "",
    }  # fmt: skip
    refused = _send(admin, f"{ROOM}/baru", bad)
    assert refused.status == 422
    told = " ".join(refused.errors())
    assert "terlalu panjang" in told
    assert "belum tiba" in told
    assert "tautan lengkap" in told
    assert refused.filled()["title"] == "x" * 201
    assert session.scalars(select(Innovation)).all() == []
    assert _send(admin, f"{ROOM}/baru", {**bad, "started_on": "31 Juni 2025"}).status == 422
    assert _send(admin, f"{ROOM}/baru", {**bad, "agency": str(new_id())}).status == 422


def test_two_who_write_one_proposal_lose_nothing(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    innovation = _innovation(session, surveyed, fields={})
    one, two = sign_in(), sign_in("agency-officer", surveyed.agency_ids[0])
    room = f"{ROOM}/{innovation.id}/proposal"
    seen = two.get(room).filled()
    assert _send(one, room, {"ringkasan": "Dari yang pertama."}).status == 302
    late = two.post(room, {**seen, "ringkasan": "Dari yang kedua."})
    assert late.status == 422
    assert "Orang lain baru saja menyimpan" in late.text
    assert "Dari yang kedua." in late.form().get_text()
    session.expire_all()
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    assert session.get_one(Innovation, (surveyed.tenant_id, innovation.id)).fields["ringkasan"] == "Dari yang pertama."


def test_a_part_that_is_too_long_is_kept_and_marked(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    innovation = _innovation(session, surveyed)
    admin = sign_in()
    long = "kata " * 201
    assert _send(admin, f"{ROOM}/{innovation.id}/proposal", {**TEXTS, "ringkasan": long}).status == 302
    assert "201 kata; paling banyak 200 kata." in admin.get(f"{ROOM}/{innovation.id}").text
    assert admin.get(f"{ROOM}/{innovation.id}/proposal").filled()["ringkasan"].split().count("kata") == 201


def test_the_way_goes_only_forward(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    call = _call(session, surveyed)
    innovation = _innovation(session, surveyed, call_id=call.id)
    admin = sign_in()
    room = f"{ROOM}/{innovation.id}"
    _press(admin, f"{room}/ajukan")
    assert _send(admin, f"{room}/langkah", {"stage": "finalist", "outcome": "reached", "happened_on": TODAY.isoformat()}).status == 302
    page = admin.get(room)
    assert "Finalis" in page.text
    offered = [option["value"] for option in admin.get(f"{room}/langkah").form().select("select[name=stage] option")]
    assert offered == ["interviewed", "verified", "awarded"]
    early = _send(admin, f"{room}/langkah", {"stage": "verified", "outcome": "out", "happened_on": (TODAY - timedelta(days=9)).isoformat()})
    assert early.status == 422
    assert "mendahului langkah sebelumnya" in early.text
    assert _send(admin, f"{room}/langkah", {"stage": "verified", "outcome": "out", "happened_on": TODAY.isoformat()}).status == 302
    assert "sudah berakhir" in admin.get(room).text
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    figures = {row.level: row for row in session.scalars(select(YardstickFigure).where(YardstickFigure.yardstick == "innovations"))}
    assert figures["agency"].counts == {"innovations": 1, "eligible": 1, "handed_in": 1, "furthest": 4}
    assert figures["regency"].label == "Finalis"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stage": "finalist"}, "not-further"), ({"stage": "moon"}, "unknown-stage"), ({"outcome": "maybe"}, "unknown-stage"),
        ({"happened_on": TODAY + timedelta(days=2)}, "in-the-future"), ({"note": "n" * 1001}, "too-long"),
        ({"happened_on": TODAY - timedelta(days=1)}, "late"),
    ],
)  # fmt: skip
def test_steps_that_cannot_be(session: Session, surveyed: Surveyed, change: dict[str, object], reason: str) -> None:
    call = _call(session, surveyed, deadlines={"registered": TODAY - timedelta(days=2)})
    innovation = _innovation(session, surveyed, call_id=call.id)
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    told = {"stage": "registered", "outcome": "reached", "happened_on": TODAY - timedelta(days=2), "note": "", **change}
    with pytest.raises(UnableToRecordInnovationStep) as refusal:
        record_innovation_step(
            session=session, tenant_id=surveyed.tenant_id, innovation_id=innovation.id, account_id=None, now=NOW,
            **told,  # type: ignore[arg-type]
        )
    assert refusal.value.reason == reason


def test_a_proposal_without_a_competition_is_not_handed_in(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    innovation = _innovation(session, surveyed)
    admin = sign_in()
    assert "Pilih kompetisi yang diikuti" in admin.get(f"{ROOM}/{innovation.id}").text
    _press(admin, f"{ROOM}/{innovation.id}/ajukan")
    assert "Pilih dahulu kompetisi" in admin.get(f"{ROOM}/{innovation.id}").text


def test_who_may_do_what(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    innovation = _innovation(session, surveyed)
    room = f"{ROOM}/{innovation.id}"
    other, leader, evaluator = sign_in("agency-officer", surveyed.agency_ids[1]), sign_in("leader"), sign_in("evaluator")
    assert other.get(room).status == 404
    assert _press(other, f"{room}/ajukan").status == 404
    assert "Antrean" not in other.get(ROOM).text
    assert other.get(f"{room}/langkah").status == 404
    assert leader.get(room).status == 200
    assert leader.get(f"{room}/ubah").status == 404
    assert evaluator.get(room).status == 200
    assert evaluator.get(f"{ROOM}/kompetisi/baru").status == 404
    mine = sign_in("agency-officer", surveyed.agency_ids[0])
    assert mine.get(f"{room}/ubah").status == 200
    assert mine.get(f"{room}/langkah").status == 404


def test_competitions_are_entered_with_their_days_and_limits(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    admin = sign_in()
    assert "Belum ada kompetisi" in admin.get(f"{ROOM}/kompetisi").text
    year = TODAY.year
    typed = {"title": "KIPP provinsi", "year": str(year), "day-registered": f"{year}-03-31", "words-ringkasan": "150", "age_months": "12"}
    assert _send(admin, f"{ROOM}/kompetisi/baru", typed).status == 302
    assert f"31 Maret {year}" in admin.get(f"{ROOM}/kompetisi").text
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    call = session.scalars(select(InnovationCall)).one()
    assert call.settings == {"words": {"ringkasan": 150}, "age_months": 12}
    wrong = {**typed, "day-administrative": f"{year}-02-01", "words-ringkasan": "banyak"}
    refused = _send(admin, f"{ROOM}/kompetisi/{call.id}", wrong)
    assert refused.status == 422
    assert "bilangan bulat" in refused.text
    # The summary leads to the field, which is not behind a fold then.
    assert refused.html.select_one(".error-summary a[href='#words-ringkasan']")
    assert refused.html.select_one("details[open] #words-ringkasan")
    assert refused.filled()["day-administrative"] == f"{year}-02-01"
    order = _send(admin, f"{ROOM}/kompetisi/{call.id}", {**wrong, "words-ringkasan": "150"})
    assert order.status == 422
    assert "mendahului batas tahap sebelumnya" in order.text
    with pytest.raises(UnableToSaveInnovationCall) as refusal:
        save_innovation_call(
            session=session, tenant_id=surveyed.tenant_id, details=CallDetails(year, "KIPP"), account_id=None, now=NOW, call_id=call.id,
            version=call.version + 1,
        )  # fmt: skip
    assert refusal.value.faults == {"call": "changed-meanwhile"}


def _sheet(*rows: tuple[str, ...]) -> io.BytesIO:
    return io.BytesIO(xlsx(Data=[("Nama perangkat daerah", "Judul inovasi", "Kelompok", "Mulai diterapkan", "Unsur"), *rows]))


def test_a_sheet_is_previewed_applied_and_its_faults_are_named(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    innovation = _innovation(session, surveyed)
    admin = sign_in()
    faulty = _sheet(("Dinas Entah", "Satu", "Umum", "", ""), ("Dinas Sosial", "Dua", "Istimewa", "31/06/2024", "Rasa"))
    refused = _send(admin, f"{ROOM}/impor", {"sheet": (faulty, "inovasi.xlsx")})
    assert refused.status == 422
    # An agency nobody knows in one row, and three cells of another: told at once.
    assert "4 bagian perlu diperbaiki" in refused.text and "tidak ada di daftar Anda" in refused.text
    late = _sheet(("Dinas Entah", "Satu", "Umum", (TODAY + timedelta(days=2)).isoformat(), ""))
    assert "tidak ada di daftar Anda" in _send(admin, f"{ROOM}/impor", {"sheet": (late, "inovasi.xlsx")}).text
    good = _sheet(
        ("Dinas Sosial", "Loket Malam", "Khusus", "15/01/2024", "Waktu Penyelesaian"),
        ("Dinas Kesehatan", "antrean dari rumah", "", "01/02/2023", ""),
    )
    preview = _send(admin, f"{ROOM}/impor", {"sheet": (good, "inovasi.xlsx")})
    assert preview.status == 200
    assert admin.send(preview, action=f"{ROOM}/impor").status == 302
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    session.expire_all()
    rows = {row.title: row for row in session.scalars(select(Innovation))}
    assert rows["Loket Malam"].group_name == "special"
    assert rows["Loket Malam"].unsur == "waktu"
    changed = rows["Antrean dari Rumah"]
    # A blank cell changes nothing.
    assert (changed.id, changed.started_on, changed.decree) == (innovation.id, date(2023, 2, 1), "Keputusan 188")


def test_a_document_is_a_draft_until_it_is_handed_in(session: Session, surveyed: Surveyed, sign_in: SignIn) -> None:
    call = _call(session, surveyed)
    innovation = _innovation(session, surveyed, call_id=call.id, unsur="waktu")
    admin = sign_in()
    asked = _press(admin, f"{ROOM}/{innovation.id}/dokumen")
    assert asked.status == 302
    assert "Inovasi" in admin.get(asked.location).text
    tenancy.enter(session, tenant_id=surveyed.tenant_id)

    def source() -> InnovationSource:
        report = request_innovation_proposal(
            session=session, tenant_id=surveyed.tenant_id, innovation_id=innovation.id, account_id=None, base_url="http://localhost",
            now=NOW,
        )  # fmt: skip
        assert report is not None
        return InnovationSource.from_json(report.snapshot)

    draft = source()
    assert draft.head.draft_mark.startswith("DRAF")
    assert (draft.agency, draft.improves) == ("Dinas Kesehatan", ("Unsur Waktu Penyelesaian",))
    _press(admin, f"{ROOM}/{innovation.id}/ajukan")
    session.expire_all()
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    final = source()
    assert final.head.draft_mark == ""
    assert [each.stage for each in final.steps] == ["Pendaftaran"]


def test_lists_take_the_same_statements_whatever_their_length(
    session: Session, connection: Connection, surveyed: Surveyed, sign_in: SignIn
) -> None:
    admin = sign_in()
    _innovation(session, surveyed)
    with counted_statements(connection) as few:
        admin.get(ROOM)
    for number in range(6):
        _innovation(session, surveyed, title=f"Inovasi {number}")
    with counted_statements(connection) as many:
        admin.get(ROOM)
    assert len(many) == len(few) <= 12
