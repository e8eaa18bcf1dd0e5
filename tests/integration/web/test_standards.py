"""Standards and pledges over HTTP: steps that lose nothing, decrees, reviews, imports, documents, who sees whose, and how much is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.reports import Report
from puas.db.tables.standards import ServicePledge, ServiceStandard
from puas.domain.service_standards import COMPONENTS, LONGEST_COMPONENT
from puas.domain.standard_documents import ServicePledgeSource, ServiceSheetSource, ServiceStandardsSource
from puas.usecases.share_yardsticks import share_yardsticks
from tests.factories.regency import make_agency, make_regency
from tests.integration.web.conftest import CountQueries, Enter
from tests.web_pages import Browser, Page


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Jakarta")).date()


TODAY = today()
# The day after tomorrow is still to come where a run goes on over midnight.
NEXT_YEAR, YESTERDAY, AHEAD = TODAY + timedelta(days=365), TODAY - timedelta(days=1), TODAY + timedelta(days=2)
MOST_STATEMENTS = 12
ALL = {each.slug: f"Isi {each.name}" for each in COMPONENTS}
DECREE = {
    "decree_number": "188/12/2026", "decree_date": str(YESTERDAY), "review_due_on": str(NEXT_YEAR), "media": ["Situs web"],
    "other_media": "Radio desa",
}  # fmt: skip


@dataclass(frozen=True)
class Office:
    """Two agencies of a regency; the first has two services."""

    tenant_id: int
    slug: str
    agency: Agency
    services: list[ServiceType]
    other: Agency
    elsewhere: ServiceType

    def room(self, *parts: object) -> str:
        return "/".join([f"/t/{self.slug}/mutu/standar", *map(str, parts)])

    def service(self, *parts: object, number: int = 0) -> str:
        return self.room("layanan", self.services[number].id, *parts)

    def pledge(self, *parts: object) -> str:
        return "/".join([f"/t/{self.slug}/mutu/maklumat", str(self.agency.id), *map(str, parts)])


SignIn = Callable[..., Browser]


@pytest.fixture
def office(app: Flask, session: Session) -> Office:
    regency = make_regency(session)
    agency, services = make_agency(session, regency.id, services=(("Kartu Keluarga", 100), ("Akta Kelahiran", 80)))
    other, elsewhere = make_agency(session, regency.id, "Dinas Lain", services=(("Izin", 10),))
    session.commit()
    return Office(regency.id, regency.slug, agency, services, other, elsewhere[0])


@pytest.fixture
def sign_in(enter: Enter, office: Office) -> SignIn:
    return partial(enter, office.tenant_id)


def standards(session: Session, office: Office) -> list[ServiceStandard]:
    session.expire_all()
    tenancy.enter(session, tenant_id=office.tenant_id)
    statement = select(ServiceStandard).where(ServiceStandard.tenant_id == office.tenant_id).order_by(ServiceStandard.number)
    return list(session.scalars(statement))


def add(session: Session, office: Office, *, state: str = "in_force", number: int = 0, due: object = NEXT_YEAR) -> ServiceStandard:
    """A standard with all components, written as a row."""
    tenancy.enter(session, tenant_id=office.tenant_id)
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    service = office.services[number]
    row = ServiceStandard(
        tenant_id=office.tenant_id, id=new_id(), service_type_id=service.id, agency_id=service.agency_id, state=state, components=ALL,
        number=1 if state == "in_force" else 2, decree_number="188/1/2025" if state == "in_force" else "",
        decree_date=YESTERDAY - timedelta(days=400) if state == "in_force" else None, review_due_on=due if state == "in_force" else None,
        media=[], in_force_since=now if state == "in_force" else None, changed_at=now,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row


def test_a_standard_is_written_step_by_step_and_put_in_force(session: Session, office: Office, sign_in: SignIn) -> None:
    browser = sign_in("agency-officer", office.agency.id)
    page = browser.get(office.service())
    assert "Belum ada standar pelayanan" in page.text

    step, url = 0, office.service("isi", "cara")
    while url:
        page = browser.get(url)
        fields = {name: f"Isi {name}" for name in page.filled() if name.startswith("isi_")}
        answer = browser.send(page, {**fields, "next": "1"})
        assert answer.status == 302
        url, step = answer.location if "/isi/" in answer.location else "", step + 1
    assert step == 6

    page = browser.get(office.service("tetapkan"))
    answer = browser.send(page, DECREE)
    assert (answer.status, answer.location) == (302, office.service())
    [made] = standards(session, office)
    assert (made.state, made.decree_number, made.media) == ("in_force", "188/12/2026", ["Situs web", "Radio desa"])
    assert len(made.components) == 14
    assert "Menetapkan standar pelayanan" in browser.get(office.service()).text


def test_nothing_typed_is_lost_when_a_component_is_too_long(session: Session, office: Office, sign_in: SignIn) -> None:
    browser = sign_in()
    page = browser.get(office.service("isi", "hasil"))
    answer = browser.send(page, {"isi_waktu": "3 hari", "isi_biaya": "x" * (LONGEST_COMPONENT + 1), "isi_produk": "=Kartu"})

    assert answer.status == 422
    assert any("4000" in each or "4.000" in each for each in answer.errors())
    assert [answer.filled()[name].strip() for name in ("isi_waktu", "isi_produk")] == ["3 hari", "=Kartu"]
    assert standards(session, office) == []


def test_the_second_editor_sees_what_the_first_saved_and_can_save_all_the_same(
    session: Session, office: Office, sign_in: SignIn
) -> None:
    mine, theirs = sign_in(), sign_in("agency-officer", office.agency.id)
    page = mine.get(office.service("isi", "hasil"))
    theirs.send(theirs.get(office.service("isi", "hasil")), {"isi_waktu": "2 hari"})

    refused = mine.send(page, {"isi_waktu": "5 hari"})
    assert refused.status == 422
    assert "Orang lain baru saja menyimpan" in refused.text
    assert "2 hari" in refused.text
    assert refused.filled()["isi_waktu"].strip() == "5 hari"
    assert mine.send(refused).status == 302
    [draft] = standards(session, office)
    assert draft.components == {"waktu": "5 hari"}


def test_what_is_missing_is_said_before_a_standard_is_put_in_force(session: Session, office: Office, sign_in: SignIn) -> None:
    browser = sign_in()
    browser.send(browser.get(office.service("isi", "hasil")), {"isi_waktu": "3 hari"})
    page = browser.get(office.service("tetapkan"))
    assert "13 dari 14 komponen belum diisi" in page.text
    assert "Dasar hukum" in page.text

    refused = browser.send(page, DECREE)
    assert refused.status == 422
    assert any("Masih ada komponen" in each for each in refused.errors())
    assert refused.filled()["decree_number"] == "188/12/2026"
    assert browser.send(refused, {"accepts_missing": "y"}).status == 302
    assert standards(session, office)[0].state == "in_force"


def test_an_empty_draft_is_not_published(session: Session, office: Office, sign_in: SignIn) -> None:
    browser = sign_in()
    browser.send(browser.get(office.service("isi", "hasil")), {"isi_waktu": "3 hari"})
    browser.send(browser.get(office.service("isi", "hasil")), {"isi_waktu": ""})

    refused = browser.send(browser.get(office.service("tetapkan")), {**DECREE, "accepts_missing": "y"})
    assert any("masih kosong" in each for each in refused.errors())
    assert standards(session, office)[0].state == "draft"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"decree_date": str(AHEAD)}, "belum tiba"),
        ({"decree_number": ""}, "nomor keputusan"),
        ({"review_due_on": str(YESTERDAY)}, "setelah hari ini"),
        ({"review_due_on": "31 Juni 2027"}, "kalender"),
        ({"hearing_on": str(TODAY)}, "mendahului"),
        ({"other_media": "x" * 90}, "80 karakter"),
    ],
)
def test_decrees_that_cannot_be_are_told_at_their_field(
    session: Session, office: Office, sign_in: SignIn, changed: dict[str, str], words: str
) -> None:
    add(session, office, state="draft")
    browser = sign_in()

    refused = browser.send(browser.get(office.service("tetapkan")), {**DECREE, **changed})
    assert refused.status == 422
    assert any(words in each for each in refused.errors()), refused.errors()
    assert standards(session, office)[0].state == "draft"


def test_a_late_review_is_the_next_step_and_recording_it_moves_the_day(session: Session, office: Office, sign_in: SignIn) -> None:
    add(session, office, due=YESTERDAY)
    browser = sign_in()
    assert "Waktunya ditinjau" in browser.get(office.service()).text
    assert "1 terlambat" in browser.get(office.room()).text

    page = browser.get(office.service("tinjau"))
    assert "belum terverifikasi" in page.text
    assert any("Pilih hasil" in each for each in browser.send(page).errors())
    past = browser.send(page, {"outcome": "kept", "next_due_on": str(YESTERDAY)})
    assert any("setelah hari ini" in each for each in past.errors())
    assert browser.send(past, {"outcome": "to_revise", "next_due_on": str(NEXT_YEAR)}).status == 302

    in_force, draft = standards(session, office)
    assert (in_force.reviewed_on, in_force.review_due_on, draft.state) == (today(), NEXT_YEAR, "draft")


def test_components_are_copied_from_a_sibling_only(session: Session, office: Office, sign_in: SignIn) -> None:
    add(session, office, number=1)
    browser = sign_in()
    page = browser.get(office.service("salin"))
    assert "Akta Kelahiran" in page.text
    assert "Izin" not in page.text

    sibling = str(office.services[1].id)
    assert browser.send(page, {"source": sibling, "components": []}).status == 422
    assert browser.send(page, {"source": str(office.elsewhere.id), "components": ["sarana"]}).status == 422
    assert browser.send(page, {"source": "tidak-ada", "components": ["sarana"]}).status == 422
    assert browser.send(page, {"source": sibling, "components": ["sarana", "evaluasi"]}).status == 302
    draft = next(each for each in standards(session, office) if each.state == "draft")
    assert set(draft.components) == {"sarana", "evaluasi"}


def test_a_draft_is_thrown_away_after_a_page_that_says_so(session: Session, office: Office, sign_in: SignIn) -> None:
    add(session, office)
    add(session, office, state="draft")
    browser = sign_in()

    page = browser.get(office.service("buang"))
    assert "14 komponen" in page.text
    assert browser.send(page).status == 302
    [left] = standards(session, office)
    assert left.state == "in_force"
    assert browser.get(office.service("buang")).status == 302


def test_media_are_recorded_where_something_is_in_force(session: Session, office: Office, sign_in: SignIn) -> None:
    browser = sign_in()
    assert browser.get(office.service("pemasangan")).status == 302
    add(session, office)

    assert browser.send(browser.get(office.service("pemasangan")), {"media": ["Papan informasi"]}).status == 302
    assert standards(session, office)[0].media == ["Papan informasi"]


def test_an_archived_service_is_read_and_not_written(session: Session, office: Office, sign_in: SignIn) -> None:
    add(session, office)
    service = (ServiceType.tenant_id == office.tenant_id, ServiceType.id == office.services[0].id)
    session.execute(update(ServiceType).where(*service).values(state="archived"))
    session.commit()
    browser = sign_in()

    assert "sudah diarsipkan" in browser.get(office.service()).text
    for part in (("isi", "cara"), ("salin",), ("tetapkan",), ("tinjau",)):
        assert browser.get(office.service(*part)).status == 302
    assert "Kartu Keluarga" in browser.get(office.room("perangkat", office.agency.id)).text


def test_an_officer_sees_and_edits_own_agencies_only(session: Session, office: Office, sign_in: SignIn) -> None:
    add(session, office)
    browser = sign_in("agency-officer", office.other.id)

    assert browser.follow(browser.get(office.room())).title == "Dinas Lain"
    for path in (
        office.service(), office.service("isi", "cara"), office.service("versi", 1), office.room("perangkat", office.agency.id),
        office.pledge(), office.pledge("baru"),
    ):  # fmt: skip
        assert browser.get(path).status == 404, path
    token = {"csrf_token": browser.get(f"/t/{office.slug}/mutu/maklumat/{office.other.id}/baru").filled()["csrf_token"]}
    assert browser.post(office.service("lembar"), token).status == 404


def test_a_leader_reads_and_changes_nothing(session: Session, office: Office, sign_in: SignIn) -> None:
    add(session, office)
    browser = sign_in("leader")

    assert "Lihat seperti warga" in browser.get(office.service()).text
    assert "Catat peninjauan" not in browser.get(office.service()).text
    for part in (("isi", "cara"), ("tetapkan",), ("tinjau",), ("buang",), ("salin",), ("pemasangan",)):
        assert browser.get(office.service(*part)).status == 404


def test_versions_are_kept_and_numbers_nobody_gave_lead_nowhere(session: Session, office: Office, sign_in: SignIn) -> None:
    add(session, office)
    browser = sign_in()

    assert "188/1/2025" in browser.get(office.service("versi", 1)).text
    for number in (2, 0, 99_999_999_999_999_999_999):
        assert browser.get(office.service("versi", number)).status == 404
    assert browser.get(office.service("isi", "entah")).status == 404


def test_a_sheet_fills_drafts_after_its_preview(session: Session, office: Office, sign_in: SignIn) -> None:
    add(session, office)
    browser = sign_in()
    content = 'Perangkat daerah;Layanan;Jangka waktu penyelesaian;Biaya atau tarif\nDinas Contoh;Kartu Keluarga;"2 hari\nkerja";\n'
    preview = _upload(browser, office, content)
    assert preview.status == 200, preview.errors()
    assert "Kartu Keluarga" in preview.text

    assert browser.send(preview).status == 302
    in_force, draft = standards(session, office)
    assert (in_force.components, draft.state) == (ALL, "draft")
    assert draft.components["waktu"].replace("\n", " ") == "2 hari kerja"
    assert draft.components["biaya"] == ALL["biaya"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Dinas Contoh;Kartu Keluarga;=1+1;", "rumus"),
        (f"Dinas Contoh;Kartu Keluarga;{'x' * 4001};", "4.000 karakter"),
        ("Dinas Contoh;Layanan Khayal;2 hari;", "tidak ditemukan"),
        ("Dinas Contoh;;2 hari;", ""),
        ("Dinas Contoh;Kartu Keluarga;2 hari;\nDinas Contoh;kartu  keluarga;3 hari;", "sudah ada di baris"),
    ],
)
def test_sheets_with_faults_change_nothing(session: Session, office: Office, sign_in: SignIn, row: str, words: str) -> None:
    refused = _upload(sign_in(), office, f"Perangkat daerah;Layanan;Jangka waktu penyelesaian;Biaya atau tarif\n{row}\n")

    assert refused.status == 422
    assert words.lower() in refused.text.lower()
    assert standards(session, office) == []


def test_templates_come_in_two_kinds(office: Office, sign_in: SignIn) -> None:
    browser = sign_in()

    assert browser.get(office.room("impor", "templat", "xlsx")).response.data.startswith(b"PK")
    assert "Jangka waktu penyelesaian" in browser.get(office.room("impor", "templat", "csv")).response.text
    assert browser.get(office.room("impor", "templat", "exe")).status == 404


def _upload(browser: Browser, office: Office, content: str) -> Page:
    page = browser.get(office.room("impor"))
    data = {**page.filled(), "sheet": (BytesIO(content.encode()), "standar.csv")}
    return Page(browser.client.post(office.room("impor"), data=data, content_type="multipart/form-data"))


def test_what_is_printed_is_what_is_in_force(session: Session, office: Office, sign_in: SignIn) -> None:
    browser = sign_in()
    token = {"csrf_token": browser.get(office.pledge("baru")).filled()["csrf_token"]}
    assert browser.post(office.service("lembar"), token).location == office.service()
    add(session, office)
    add(session, office, state="draft")
    page = browser.get(office.service())
    assert browser.send(page, action=office.service("lembar")).status == 302
    agency = office.room("perangkat", office.agency.id)
    assert browser.send(browser.get(agency), action=f"{agency}/buku").status == 302

    sheet, book = session.scalars(select(Report).where(Report.tenant_id == office.tenant_id).order_by(Report.requested_at))
    source = ServiceSheetSource.from_json(sheet.snapshot)
    assert (source.standard.version, source.survey_code) == (1, "")
    assert source.standard_url.endswith("/dinas-contoh/kartu-keluarga/standar")
    printed = ServiceStandardsSource.from_json(book.snapshot)
    assert [each.service for each in printed.standards] == ["Kartu Keluarga"]
    assert printed.without == ("Akta Kelahiran",)


def test_a_pledge_is_proposed_signed_replaced_and_printed(session: Session, office: Office, sign_in: SignIn) -> None:
    browser = sign_in()
    page = browser.get(office.pledge("baru"))
    assert "sanggup menyelenggarakan pelayanan" in page.filled()["body"]
    refused = browser.send(page, {"signatory_name": "", "dated_on": str(AHEAD)})
    assert refused.status == 422
    signed = {"signatory_name": "Sri Teladani", "signatory_position": "Kepala Dinas", "dated_on": str(TODAY)}
    assert browser.send(refused, signed).status == 302
    assert browser.send(browser.get(office.pledge("baru")), {**signed, "body": "Janji kedua"}).status == 302

    tenancy.enter(session, tenant_id=office.tenant_id)
    pledges = session.scalars(select(ServicePledge).where(ServicePledge.tenant_id == office.tenant_id)).all()
    assert sorted(each.replaced_at is None for each in pledges) == [False, True]
    shown = browser.get(office.pledge())
    assert "Janji kedua" in shown.text
    assert "Maklumat sebelumnya" in shown.text
    assert browser.send(shown, action=office.pledge("cetak")).status == 302
    report = session.scalars(select(Report).where(Report.tenant_id == office.tenant_id)).one()
    assert ServicePledgeSource.from_json(report.snapshot).paragraphs == ("Janji kedua",)


def test_the_second_of_two_pledges_at_once_is_told(session: Session, office: Office, sign_in: SignIn) -> None:
    browser = sign_in()
    page = browser.get(office.pledge("baru"))
    signed = {"signatory_name": "Sri Teladani", "signatory_position": "Kepala Dinas", "dated_on": str(TODAY)}
    browser.send(page, signed)

    refused = browser.send(page, {**signed, "body": "Janji yang terlambat"})
    assert refused.status == 422
    assert refused.filled()["body"].strip() == "Janji yang terlambat"


def test_evidence_that_is_no_document_is_refused(session: Session, office: Office, sign_in: SignIn) -> None:
    standard = add(session, office)
    browser = sign_in()
    url = f"/t/{office.slug}/mutu/bukti/standard/{standard.id}"
    page = browser.get(url)
    assert page.status == 200
    form = next(each for each in page.html.select("main form") if each.get("enctype"))
    target = str(form.get("action") or url)
    name = str(next(each["name"] for each in form.select("input[type=file]")))
    typed = page.filled(str(form.get("action")) if form.get("action") else None)
    data = {**typed, "title": "SK", name: (BytesIO(b"MZ no document"), "sk.pdf")}
    answer = browser.client.post(target, data=data, content_type="multipart/form-data")
    assert answer.status_code == 422


def test_pages_ask_little_whatever_the_size(session: Session, office: Office, sign_in: SignIn, count_queries: CountQueries) -> None:
    tenancy.enter(session, tenant_id=office.tenant_id)
    for number in range(12):
        make_agency(session, office.tenant_id, f"Dinas Ke-{number}", services=[(f"Layanan {each}", 10) for each in range(6)])
    session.commit()
    add(session, office)
    add(session, office, state="draft")
    browser = sign_in()

    for path in (
        office.room(), office.room("perangkat", office.agency.id), office.service(), office.service("isi", "cara"), office.service("salin"),
        office.pledge(), f"/t/{office.slug}/mutu/maklumat",
    ):  # fmt: skip
        with count_queries() as statements:
            assert browser.get(path).status == 200
        assert len(statements) <= MOST_STATEMENTS, (path, statements)


def test_years_stand_side_by_side_with_their_table(session: Session, office: Office, sign_in: SignIn) -> None:
    row = add(session, office)
    tenancy.enter(session, tenant_id=office.tenant_id)
    long_ago = datetime.now(ZoneInfo("Asia/Jakarta")) - timedelta(days=800)
    mine = (ServiceStandard.tenant_id == office.tenant_id, ServiceStandard.id == row.id)
    session.execute(update(ServiceStandard).where(*mine).values(in_force_since=long_ago))
    share_yardsticks(session=session, tenant_id=office.tenant_id, now=datetime.now(ZoneInfo("Asia/Jakarta")), yardsticks=("standards",))
    session.commit()

    for path, expected in ((office.room(), "1 3"), (office.room("perangkat", office.agency.id), "1 2")):
        page = sign_in().get(path)
        [table] = [each for each in page.html.find_all("table") if "dari tahun ke tahun" in each.get_text()]
        rows = [" ".join(each.get_text(" ").split()) for each in table.select("tbody tr")]
        assert rows[-1] == f"{TODAY.year} {expected}"
        assert len(rows) >= 3
        assert page.html.select("figure svg")
    bound = sign_in("agency-officer", office.agency.id, office.other.id)
    assert not bound.get(office.room()).html.select("figure svg")
