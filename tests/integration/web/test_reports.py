"""Pages about reports: from the list over texts and plan to the download; and who may do what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from puas.db.identifiers import new_id
from puas.db.queries import suggestions
from puas.db.tables.agencies import Agency
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import Report, ReportFile, ReportText
from puas.db.tables.responses import Response
from puas.db.tables.surveys import SurveyPeriod
from puas.domain.document_source import SkmReportSource
from puas.domain.report_snapshot import FIVE_CHAPTERS
from puas.jobs import enqueue, run
from puas.runtime.file_store import DiskStore
from puas_reporter import storage
from puas_reporter.jobs import render_report
from tests.factories.closed import ClosedPeriod, closed_period
from tests.factories.regency import make_member
from tests.factories.statements import counted_statements
from tests.integration.reports.test_request_report import earlier_period
from tests.web_pages import Browser, Page

MOST_STATEMENTS = 12


@dataclass(frozen=True)
class Room:
    """A workspace with somebody in it."""

    browser: Browser
    closed: ClosedPeriod
    path: str

    @property
    def period(self) -> str:
        return f"{self.path}/periode/{self.closed.period_id}"

    def get(self, path: str = "") -> Page:
        return self.browser.get(path or self.path)

    def ask(self) -> Page:
        return self.browser.follow(self.browser.send(self.get(self.period), action=f"{self.period}/minta"))


@pytest.fixture
def closed(session: Session) -> ClosedPeriod:
    made = closed_period(session)
    session.commit()
    return made


@pytest.fixture(autouse=True)
def reporter(session_factory: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The job in this process, on the test's transaction and the web's file store."""
    monkeypatch.setattr(run, "_factory", session_factory)
    monkeypatch.setattr(storage, "_store", DiskStore(tmp_path))
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    yield


def enter(session: Session, browser: Browser, closed: ClosedPeriod, role: str, *, agencies: list[UUID] | None = None) -> Room:
    account = make_member(session, closed.tenant_id, role, agency_ids=agencies or [])
    session.commit()
    browser.sign_in(account.id)
    return Room(browser, closed, f"/t/{closed.survey.slug}/laporan")


@pytest.fixture
def officer(session: Session, browser: Browser, closed: ClosedPeriod) -> Room:
    return enter(session, browser, closed, "agency-officer", agencies=[closed.survey.agency_id])


def last_report(session: Session, closed: ClosedPeriod) -> Report:
    session.expire_all()
    return session.scalars(select(Report).where(Report.tenant_id == closed.tenant_id).order_by(Report.id.desc())).first()  # type: ignore[return-value]


def render(session: Session, closed: ClosedPeriod) -> Report:
    report = last_report(session, closed)
    session.commit()
    render_report.run(tenant_id=report.tenant_id, report_id=str(report.id))
    session.expire_all()
    return report


def test_from_the_list_to_the_download(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    listed = officer.get()
    assert "belum dibuat" in listed.text and "Periode 2026" in listed.text
    asked = officer.ask()
    assert "Menunggu giliran" in asked.text
    assert asked.html.select("[data-refresh-seconds]") and asked.html.select("noscript meta[http-equiv=refresh]")
    report = render(session, closed)
    ready = officer.get(f"{officer.path}/{report.id}")
    assert "Siap diunduh" in ready.text
    assert not ready.html.select("[data-refresh-seconds]")
    for name, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        answer = officer.get(f"{officer.path}/{report.id}/unduh/{name}").response
        kept = session.scalars(select(ReportFile).where(ReportFile.report_id == report.id, ReportFile.format == name)).one()
        assert answer.status_code == 200 and answer.data.startswith(start)
        assert hashlib.sha256(answer.data).hexdigest() == kept.sha256
        assert f"filename={kept.file_name}" in answer.headers["Content-Disposition"]
    assert "Draf" in officer.get().text


def test_asking_twice_leads_to_the_same_page(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    first, second = officer.ask(), officer.ask()
    assert first.response.request.path == second.response.request.path
    assert len(session.scalars(select(Report.id).where(Report.tenant_id == closed.tenant_id)).all()) == 1


def test_a_withdrawn_report_is_shown_as_such_where_reports_are_listed(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    officer.ask()
    session.execute(update(Report).values(state="ready", stage="final"))
    session.commit()
    assert all("Final" in officer.get(path).text.split() for path in (officer.path, officer.period))
    session.execute(update(Report).values(withdrawn_at=func.now(), withdrawal_reason="Keliru."))
    session.commit()
    for path in (officer.path, officer.period):
        said = officer.get(path).text.split()
        assert "Ditarik" in said and "Final" not in said


def test_a_failed_report_says_why_and_is_tried_again(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    officer.ask()
    report = last_report(session, closed)
    session.execute(update(Report).where(Report.tenant_id == closed.tenant_id).values(state="failed", failure="no-room", attempt=1))
    session.commit()
    page = officer.get(f"{officer.path}/{report.id}")
    assert "gagal dibuat" in page.text and "Tempat penyimpanan penuh" in page.text
    again = officer.browser.follow(officer.browser.send(page, action=f"{officer.path}/{report.id}/coba-lagi"))
    assert "Menunggu giliran" in again.text


def test_files_that_are_gone_are_explained(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    officer.ask()
    report = last_report(session, closed)
    session.execute(update(Report).where(Report.tenant_id == closed.tenant_id).values(state="gone"))
    session.commit()
    assert "Berkasnya sudah dihapus" in officer.get(f"{officer.path}/{report.id}").text
    assert officer.get(f"{officer.path}/{report.id}/unduh/pdf").status == 404


def text_page(room: Room, section: str = "kesimpulan") -> Page:
    return room.get(f"{room.period}/teks/{section}")


def saved(session: Session, closed: ClosedPeriod, section: str = "kesimpulan") -> str | None:
    session.expire_all()
    return session.scalar(select(ReportText.body).where(ReportText.tenant_id == closed.tenant_id, ReportText.section == section))


def test_a_text_begins_as_draft_and_is_written_over(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    page = text_page(officer)
    draft = page.filled()["body"].strip()
    assert "menghasilkan IKM" in draft and "draf yang disusun dari angka" in page.text
    desk = officer.browser.follow(officer.browser.send(page, {"body": "Pelayanan membaik.\r\n\r\nTerima kasih."}))
    assert "1 dari 13 bagian ditulis sendiri" in desk.text
    assert saved(session, closed) == "Pelayanan membaik.\n\nTerima kasih."
    officer.ask()
    assert SkmReportSource.from_json(last_report(session, closed).snapshot).report.texts["kesimpulan"].startswith("Pelayanan membaik.")
    back = officer.browser.follow(officer.browser.send(text_page(officer), action=f"{officer.period}/teks/kesimpulan/draf"))
    assert "kembali memakai draf" in back.text and saved(session, closed) == ""


def test_the_desk_shows_the_texts_of_the_chosen_form(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    four = officer.get(officer.period)
    assert "Tujuan dan Manfaat" in four.text and "Pelaksana SKM" not in four.text
    assert officer.get(f"{officer.period}/teks/pelaksana").status == 404
    session.execute(update(TenantProfile).where(TenantProfile.tenant_id == closed.tenant_id).values(report_form=FIVE_CHAPTERS))
    session.commit()
    five = officer.get(officer.period)
    assert "Maksud dan Tujuan" in five.text and "dari 16 bagian" in five.text
    page = officer.get(f"{officer.period}/teks/pelaksana")
    assert "dilaksanakan secara mandiri oleh" in page.filled()["body"]
    officer.browser.send(page, {"body": "Tim dengan SK Kepala Dinas."})
    officer.ask()
    report = SkmReportSource.from_json(last_report(session, closed).snapshot).report
    assert report.form == FIVE_CHAPTERS and report.texts["pelaksana"] == "Tim dengan SK Kepala Dinas."


def test_an_untouched_draft_is_not_saved_as_a_persons_words(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    officer.browser.send(text_page(officer))
    assert not saved(session, closed)


def test_of_two_editors_the_second_is_told_and_loses_nothing(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    opened = text_page(officer)
    officer.browser.send(text_page(officer), {"body": "Tulisan rekan."})
    clash = officer.browser.send(opened, {"body": "Tulisan saya."})
    assert clash.status == 422 and "Orang lain baru saja menyimpan" in " ".join(clash.errors())
    assert clash.filled()["body"].strip() == "Tulisan saya." and "Tulisan rekan." in clash.text
    assert saved(session, closed) == "Tulisan rekan."
    officer.browser.send(clash, {"body": "Gabungan."})
    assert saved(session, closed) == "Gabungan."


def test_going_back_to_the_draft_does_not_throw_away_what_another_just_wrote(
    officer: Room, session: Session, closed: ClosedPeriod
) -> None:
    officer.browser.send(text_page(officer), {"body": "Tulisan saya."})
    opened = text_page(officer)
    officer.browser.send(text_page(officer), {"body": "Tulisan rekan."})
    page = officer.browser.follow(officer.browser.send(opened, action=f"{officer.period}/teks/kesimpulan/draf"))
    assert "belum ada yang dihapus" in page.text and page.filled()["body"].strip() == "Tulisan rekan."
    assert saved(session, closed) == "Tulisan rekan."


def test_a_text_that_is_too_long_is_kept_on_the_page(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    page = officer.browser.send(text_page(officer), {"body": "a" * 20_001})
    assert page.status == 422 and "terlalu panjang" in " ".join(page.errors())
    assert len(page.filled()["body"].strip()) == 20_001 and saved(session, closed) is None


def test_addresses_of_earlier_plan_pages_lead_on(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    here = f"/t/{closed.survey.slug}/tindak-lanjut/periode"
    assert officer.get(f"{officer.period}/rencana-tindak-lanjut").location == f"{here}/{closed.period_id}/sunting"
    assert officer.get(f"{officer.period}/tindak-lanjut-sebelumnya").location == f"{here}/{closed.period_id}"
    earlier = earlier_period(session, closed)
    session.commit()
    assert officer.get(f"{officer.period}/tindak-lanjut-sebelumnya").location == f"{here}/{earlier}"


def test_only_chosen_suggestions_are_printed(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    page = officer.get(f"{officer.period}/saran-dicetak")
    boxes = page.html.select("input[name=chosen]")
    assert len(boxes) == 12 and not any(box.has_attr("checked") for box in boxes)
    assert '=HYPERLINK("http://contoh.example") <b>parkir</b>' in page.text
    officer.browser.send(page, {"chosen": [str(boxes[0]["value"]), "bukan-id"]})
    again = officer.get(f"{officer.period}/saran-dicetak")
    assert [box["value"] for box in again.html.select("input[name=chosen][checked]")] == [boxes[0]["value"]]


def test_a_chosen_suggestion_may_be_older_than_those_read(
    officer: Room, session: Session, closed: ClosedPeriod, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = officer.get(f"{officer.period}/saran-dicetak")
    oldest, newest = (str(page.html.select("input[name=chosen]")[position]["value"]) for position in (-1, 0))
    officer.browser.send(page, {"chosen": [oldest, newest]})
    monkeypatch.setattr(suggestions, "MOST_TEXTS", 3)
    officer.ask()
    report = SkmReportSource.from_json(last_report(session, closed).snapshot).report
    texts = dict(session.execute(select(Response.id, Response.suggestion).where(Response.id.in_([UUID(oldest), UUID(newest)]))).all())
    assert [each.text for each in report.suggestions] == [texts[UUID(oldest)], texts[UUID(newest)]]
    assert report.suggestions_total == 12


def test_details_of_signing(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    page = officer.get(f"{officer.period}/pengesahan")
    assert page.filled()["place"] == "Arjosari"
    officer.browser.send(page, {"signed_on": "7 Oktober 2026", "rank": "Pembina"})
    officer.ask()
    signatory = SkmReportSource.from_json(last_report(session, closed).snapshot).report.signatory
    assert (signatory.signed_on, signatory.rank) == (date(2026, 10, 7), "Pembina")
    refused = officer.browser.send(page, {"signed_on": "31 Juni 2026"})
    assert refused.status == 422 and refused.filled()["signed_on"] == "31 Juni 2026"


def test_the_desk_is_within_its_statements(officer: Room, session: Session, connection: Connection, closed: ClosedPeriod) -> None:
    """With everything a report may have: documents with files, a plan before, photographs, chosen suggestions, another region's name."""
    earlier_period(session, closed)
    officer.ask()
    render(session, closed)
    page = officer.get(f"{officer.period}/saran-dicetak")
    officer.browser.send(page, {"chosen": [str(box["value"]) for box in page.html.select("input[name=chosen]")]})
    written = officer.get(f"{officer.period}/teks/kesimpulan")
    officer.browser.send(written, {"body": "Indeks Kabupaten Tirta lebih baik daripada Kota Lembayung."})
    for path in (officer.period, f"{officer.period}/periksa", f"{officer.period}/teks/kesimpulan"):
        session.expire_all()
        with counted_statements(connection) as sent:
            assert officer.get(path).status == 200
        assert len(sent) <= MOST_STATEMENTS, f"{path}: {len(sent)}\n" + "\n".join(sent)


def pages_of(closed: ClosedPeriod, report: Report) -> list[str]:
    room = f"/t/{closed.survey.slug}/laporan"
    period = f"{room}/periode/{closed.period_id}"
    return [
        period, f"{room}/{report.id}", f"{room}/{report.id}/unduh/pdf", f"{period}/teks/kesimpulan", f"{period}/rencana-tindak-lanjut",
        f"{period}/tindak-lanjut-sebelumnya", f"{period}/saran-dicetak", f"{period}/pengesahan",
    ]  # fmt: skip


def test_an_officer_of_another_agency_finds_nothing(officer: Room, session: Session, browser: Browser, closed: ClosedPeriod) -> None:
    officer.ask()
    report = render(session, closed)
    other = Agency(tenant_id=closed.tenant_id, id=new_id(), name="Dinas Lain")
    session.add(other)
    session.flush()
    stranger = enter(session, browser, closed, "agency-officer", agencies=[other.id])
    assert "Belum ada" in stranger.get().text and "Periode 2026" not in stranger.get().text
    for path in pages_of(closed, report):
        assert stranger.get(path).status == 404, path
    for action in (f"{stranger.period}/minta", f"{stranger.path}/{report.id}/coba-lagi", f"{stranger.period}/teks/kesimpulan/draf"):
        assert browser.post(action, {"csrf_token": stranger.get().html.select_one("input[name=csrf_token]")["value"]}).status == 404  # type: ignore[index]


def test_a_leader_reads_and_downloads_but_changes_nothing(session: Session, browser: Browser, closed: ClosedPeriod, officer: Room) -> None:
    officer.ask()
    report = render(session, closed)
    leader = enter(session, browser, closed, "leader")
    desk = leader.get(leader.period)
    assert desk.status == 200 and "Buat laporan" not in desk.text and "Sunting" not in desk.text
    assert leader.get(f"{leader.path}/{report.id}/unduh/pdf").status == 200
    assert leader.get(f"{leader.path}/{report.id}/unduh/xlsx").status == 404
    assert "Excel" not in leader.get(f"{leader.path}/{report.id}").text
    assert [leader.get(path).status for path in pages_of(closed, report)[3:]] == [404] * 5


def test_an_open_period_has_no_desk(officer: Room, session: Session, closed: ClosedPeriod) -> None:
    period = SurveyPeriod(
        tenant_id=closed.tenant_id, id=new_id(), agency_id=closed.survey.agency_id, kind="custom", label="Berjalan",
        starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 31), edition="permenpanrb-14-2017", agency_name="Dinas",
        opened_at=last_opened(session, closed),
    )  # fmt: skip
    session.add(period)
    session.commit()
    assert officer.get(f"{officer.path}/periode/{period.id}").status == 404
    assert "Berjalan" not in officer.get().text


def last_opened(session: Session, closed: ClosedPeriod) -> object:
    return session.scalar(select(SurveyPeriod.opened_at).where(SurveyPeriod.tenant_id == closed.tenant_id))
