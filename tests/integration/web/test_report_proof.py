"""The page "Periksa sebelum ditandatangani": what is wrong, where, what would be right; and the way to the final report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from puas.db.identifiers import new_id
from puas.db.queries.start_page import closed_without_report
from puas.db.tables.agencies import Agency
from puas.db.tables.reports import FollowupItem, Report, ReportText
from puas.domain.document_source import SkmReportSource
from puas.domain.report_details import SIGNED_ON
from puas.domain.report_findings import SEVERITIES
from puas.jobs import enqueue, run
from puas.runtime.file_store import DiskStore
from puas_reporter import storage
from puas_web.finding_words import RIGHT, WHY
from tests.factories.closed import CLOSED_AT, ClosedPeriod, closed_period
from tests.factories.regency import make_member
from tests.web_pages import Browser, Page


@pytest.fixture
def closed(session: Session) -> ClosedPeriod:
    made = closed_period(session)
    session.commit()
    return made


@pytest.fixture(autouse=True)
def reporter(session_factory: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(run, "_factory", session_factory)
    monkeypatch.setattr(storage, "_store", DiskStore(tmp_path))
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    yield


def enter(session: Session, browser: Browser, closed: ClosedPeriod, role: str, agencies: list[UUID] | None = None) -> str:
    account = make_member(session, closed.tenant_id, role, agency_ids=agencies or [])
    session.commit()
    browser.sign_in(account.id)
    return f"/t/{closed.survey.slug}/laporan/periode/{closed.period_id}"


@pytest.fixture
def desk(session: Session, browser: Browser, closed: ClosedPeriod) -> str:
    return enter(session, browser, closed, "agency-officer", [closed.survey.agency_id])


def write(session: Session, closed: ClosedPeriod, section: str, body: str) -> None:
    session.add(ReportText(tenant_id=closed.tenant_id, period_id=closed.period_id, section=section, body=body, updated_at=CLOSED_AT))
    session.commit()


def mend(session: Session, closed: ClosedPeriod) -> None:
    """Everything a final report needs: who signs and when, and a plan for the weakest."""
    session.execute(
        update(Agency)
        .where(Agency.tenant_id == closed.tenant_id)
        .values(signatory_name="Dra. Sri Wahyuningsih", signatory_position="Kepala Dinas", signatory_nip="196805121993032004")
    )
    plans = {"waktu": "Menambah loket pada jam sibuk", "sarpras": "Menata ruang tunggu baru", "prosedur": "Memasang bagan alur pelayanan"}
    for unsur, action in plans.items():
        session.add(
            FollowupItem(tenant_id=closed.tenant_id, id=new_id(), period_id=closed.period_id, unsur=unsur, action=action,
                         due_on=date(2026, 12, 1), person_in_charge="Sekretaris")
        )  # fmt: skip
    write(session, closed, SIGNED_ON, "2026-10-07")


def reports_of(session: Session, closed: ClosedPeriod) -> list[Report]:
    session.expire_all()
    return list(session.scalars(select(Report).where(Report.tenant_id == closed.tenant_id).order_by(Report.id)))


def faults(page: Page) -> list[str]:
    return [" ".join(each.get_text(" ").split()) for each in page.html.select(".finding")]


def test_every_code_has_its_sentence() -> None:
    assert set(WHY) == set(SEVERITIES)
    assert set(RIGHT) <= set(SEVERITIES)


def test_the_desk_counts_and_leads_to_the_findings(browser: Browser, desk: str, session: Session, closed: ClosedPeriod) -> None:
    write(session, closed, "kesimpulan", "Secara umum pelayanan sudah berjalan baik. IKM sebesar 91,48 dengan mutu A.")
    page = browser.get(desk)
    assert "Periksa sebelum ditandatangani" in page.text and "hal harus diperbaiki" in page.text
    row = next(row for row in page.html.select("tbody tr") if "Kesimpulan" in row.get_text())
    assert "1 temuan" in row.get_text()
    assert page.html.select(f'a[href="{desk}/periksa"]')


def test_a_finding_says_where_why_and_what_would_be_right(browser: Browser, desk: str, session: Session, closed: ClosedPeriod) -> None:
    write(session, closed, "kesimpulan", "Secara umum pelayanan sudah berjalan baik. IKM sebesar 91,48.")
    page = browser.get(f"{desk}/periksa")
    found = next(each for each in faults(page) if "Kesimpulan" in each)
    assert "Indeks 91,48 tidak ada dalam hasil." in found and "IKM sebesar 91,48." in found
    assert "Yang benar: 87,50" in found
    assert page.html.select(f'.finding a[href="{desk}/teks/kesimpulan"]')
    assert any("Rencana tindak lanjut belum diisi." in each for each in faults(page))
    assert any("Tanggal pengesahan belum diisi." in each for each in faults(page))
    assert page.html.select(f'.finding a[href="{desk}/pengesahan"]')
    assert page.html.select('.finding a[href*="/tindak-lanjut/"]')


def test_markup_in_a_text_stays_text(browser: Browser, desk: str, session: Session, closed: ClosedPeriod) -> None:
    write(session, closed, "kesimpulan", "Pelayanan <script>alert(1)</script> berjalan baik. IKM sebesar 91,48 =1+1 <b>baik</b>.")
    page = browser.get(f"{desk}/periksa")
    assert "<script>alert" not in str(page.html) and "<b>baik</b>." in " ".join(faults(page))


def test_with_faults_there_is_a_draft_and_no_final_report(browser: Browser, desk: str, session: Session, closed: ClosedPeriod) -> None:
    page = browser.get(f"{desk}/periksa")
    assert not page.html.select("input[name=stage]") and "Buat draf" in page.text
    forged = browser.post(f"{desk}/minta", {"csrf_token": page.filled()["csrf_token"], "stage": "final", "advice_seen": "y"})
    assert forged.status == 422 and "hal yang harus diperbaiki" in forged.text
    assert reports_of(session, closed) == []
    browser.send(page)
    (draft,) = reports_of(session, closed)
    assert draft.stage == "draft" and {each["severity"] for each in draft.findings} == {"must", "should"}
    assert SkmReportSource.from_json(draft.snapshot).report.stage == "draft"


def test_advice_is_confirmed_before_the_final_report(browser: Browser, desk: str, session: Session, closed: ClosedPeriod) -> None:
    mend(session, closed)
    page = browser.get(f"{desk}/periksa")
    assert "Tidak ada yang harus diperbaiki" in page.text and "Semua unsur bernilai sama" in page.text
    unseen = browser.send(page)
    assert unseen.status == 422 and "Nyatakan dahulu" in unseen.text and reports_of(session, closed) == []
    done = browser.follow(browser.send(unseen, {"advice_seen": "y"}))
    assert "Menunggu giliran" in done.text and "Ditandai pada setiap halaman" not in done.text
    (final,) = reports_of(session, closed)
    assert (final.stage, {each["severity"] for each in final.findings}) == ("final", {"should"})
    assert SkmReportSource.from_json(final.snapshot).report.stage == "final"
    assert "Final" in browser.get(desk).text


def test_another_agencys_name_is_found(browser: Browser, desk: str, session: Session, closed: ClosedPeriod) -> None:
    mend(session, closed)
    session.add(Agency(tenant_id=closed.tenant_id, id=new_id(), name="Dinas Kelautan dan Perikanan"))
    write(session, closed, "latar_belakang", "Dinas Kelautan dan Perikanan melaksanakan survei ini di Kabupaten Bojonegoro setiap tahun.")
    found = faults(browser.get(f"{desk}/periksa"))
    assert any("Nama perangkat daerah lain: Dinas Kelautan dan Perikanan" in each for each in found)
    assert any("Nama daerah lain: Kabupaten Bojonegoro" in each and "Kabupaten Arjosari" in each for each in found)


def test_a_leader_reads_the_findings_and_asks_for_nothing(session: Session, browser: Browser, closed: ClosedPeriod) -> None:
    desk = enter(session, browser, closed, "leader")
    page = browser.get(f"{desk}/periksa")
    assert page.status == 200 and faults(page)
    assert not page.html.select(f'form[action="{desk}/minta"]') and not page.html.select('.finding a[href*="/teks/"]')


def test_an_officer_of_another_agency_finds_no_page(session: Session, browser: Browser, closed: ClosedPeriod) -> None:
    other = Agency(tenant_id=closed.tenant_id, id=new_id(), name="Dinas Lain")
    session.add(other)
    session.flush()
    desk = enter(session, browser, closed, "agency-officer", [other.id])
    assert browser.get(f"{desk}/periksa").status == 404
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_a_draft_leaves_the_report_to_be_made(browser: Browser, desk: str, session: Session, closed: ClosedPeriod) -> None:
    def waiting() -> int:
        return len(closed_without_report(session, tenant_id=closed.tenant_id, agency_ids=None, since=date(2026, 1, 1), limit=5))

    assert waiting() == 1
    browser.send(browser.get(f"{desk}/periksa"))
    assert [each.stage for each in reports_of(session, closed)] == ["draft"] and waiting() == 1
    session.execute(update(Report).where(Report.tenant_id == closed.tenant_id).values(stage="final"))
    assert waiting() == 0


def test_what_was_read_before_is_read_again_once_anything_changed(
    browser: Browser, desk: str, session: Session, closed: ClosedPeriod
) -> None:
    mend(session, closed)
    write(session, closed, "latar_belakang", "Dinas Kelautan dan Perikanan melaksanakan survei ini setiap tahun.")
    before = faults(browser.get(f"{desk}/periksa"))
    assert faults(browser.get(f"{desk}/periksa")) == before
    assert not any("Kelautan" in each for each in before)
    # Another agency that comes to be called so; then a wrong figure in the text; then the plan goes.
    session.add(Agency(tenant_id=closed.tenant_id, id=new_id(), name="Dinas Kelautan dan Perikanan"))
    session.flush()
    assert any("Nama perangkat daerah lain" in each for each in faults(browser.get(f"{desk}/periksa")))
    write(session, closed, "kesimpulan", "Secara umum pelayanan sudah berjalan baik. IKM sebesar 91,48.")
    assert any("Indeks 91,48 tidak ada dalam hasil." in each for each in faults(browser.get(f"{desk}/periksa")))
    session.execute(delete(FollowupItem).where(FollowupItem.tenant_id == closed.tenant_id))
    assert any("Rencana tindak lanjut belum diisi." in each for each in faults(browser.get(f"{desk}/periksa")))
