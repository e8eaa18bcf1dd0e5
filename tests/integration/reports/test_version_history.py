"""A corrected report says which version it is and what changed, on paper, in Word, and to whoever checks the old one."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

from docx import Document as WordDocument
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.queries.publication import find_document
from puas.db.tables.reports import FollowupItem, Report
from puas.db.tables.submissions import SubmissionStep
from puas.domain.document_source import SkmReportSource
from puas.domain.followup_plan import Due
from puas.domain.submission_workflow import PUBLISHED
from puas.usecases.begin_correction import begin_correction
from puas.usecases.save_followup_plan import PlannedItem, save_followup_plan
from puas.usecases.save_report_text import save_report_text
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.formats.document_pdf import document_pdf
from puas_reporter.formats.word import word_bytes
from tests.factories.closed import KEY
from tests.factories.submissions import LATER, OnItsWay, bring_to, final_report, late_answers, report_on_its_way
from tests.unit.reporter.documents import pages


def corrected(session: Session) -> tuple[OnItsWay, Report]:
    """Published, then corrected: late answers counted, a text rewritten, a promise put off; submitted again."""
    way = report_on_its_way(session, PUBLISHED)
    late_answers(session, way, 3)
    who: dict[str, Any] = {
        "session": session,
        "tenant_id": way.tenant_id,
        "period_id": way.period_id,
        "account_id": way.officer_id,
        "now": LATER,
    }
    begin_correction(**{**who, "account_id": way.admin_id}, reason="Jawaban kertas belum dihitung.", signing_key=KEY, count_late=True)
    save_report_text(**who, section="saran", body="Loket ketiga dibuka pada jam sibuk.", version=None)
    plan = session.scalars(select(FollowupItem).where(FollowupItem.tenant_id == way.tenant_id).order_by(FollowupItem.position)).all()
    items = [
        PlannedItem(each.unsur, each.action, Due(each.due_on.replace(year=2027), each.due_precision), each.person_in_charge, each.id)
        for each in plan
        if each.due_on is not None
    ]
    save_followup_plan(**who, items=items, version=None)
    report = final_report(session, way.closed, asked_by=way.officer_id, now=LATER + timedelta(days=1))
    bring_to(session, way, PUBLISHED, since=LATER + timedelta(days=1))
    return way, report


def test_the_new_report_prints_what_changed_in_both_formats(session: Session) -> None:
    way, report = corrected(session)
    first = session.scalars(select(Report).where(Report.tenant_id == way.tenant_id, Report.id == way.report_id)).one()
    assert SkmReportSource.from_json(first.snapshot).report.versions == ()
    source = SkmReportSource.from_json(report.snapshot).report
    assert [each.number for each in source.versions] == [1, 2]
    made = report_document(source)
    printed = " ".join(pages(document_pdf(made)))
    word = WordDocument(BytesIO(word_bytes(made)))
    typed = re.sub(r"\s+", " ", " ".join(cell.text for table in word.tables for row in table.rows for cell in row.cells))
    for told in (
        f"nomor dokumen {first.document_id}.",
        f"nomor dokumen {report.document_id}.",
        "Alasan: Jawaban kertas belum dihitung.",
        "Jumlah responden 24 menjadi 27.",
        "Bab IV, Saran: uraian diubah.",
        "waktu Desember 2026 menjadi Desember 2027.",
    ):
        assert told in printed, told
        assert told in typed, told
    assert "RIWAYAT VERSI" in printed


def test_the_step_keeps_the_same_sentences(session: Session) -> None:
    way, report = corrected(session)
    steps = select(SubmissionStep.changes).where(
        SubmissionStep.tenant_id == way.tenant_id, SubmissionStep.step == "submit", SubmissionStep.round == 2
    )
    assert tuple(session.scalars(steps).one().splitlines()) == SkmReportSource.from_json(report.snapshot).report.versions[-1].changes


def test_whoever_checks_the_old_report_is_led_to_the_new_one(session: Session) -> None:
    way, report = corrected(session)
    session.commit()
    first = session.scalars(select(Report).where(Report.tenant_id == way.tenant_id, Report.id == way.report_id)).one()
    old, new = (find_document(session, document_id=each.document_id, now=LATER) for each in (first, report))
    assert old is not None and old.newer_number == report.document_id
    assert new is not None and new.newer_number is None


def test_a_third_version_tells_of_both_corrections(session: Session) -> None:
    way, _second = corrected(session)
    now = LATER + timedelta(days=20)
    begin_correction(
        session=session, tenant_id=way.tenant_id, period_id=way.period_id, account_id=way.admin_id, now=now, reason="Salah ketik.",
        signing_key=KEY,
    )  # fmt: skip
    third = final_report(session, way.closed, asked_by=way.officer_id, now=now + timedelta(days=1))
    versions = SkmReportSource.from_json(third.snapshot).report.versions
    assert [(each.number, each.reason) for each in versions] == [
        (1, ""), (2, "Jawaban kertas belum dihitung."), (3, "Salah ketik."),
    ]  # fmt: skip
    assert versions[1].changes and versions[2].changes == ()


def test_a_copy_made_besides_does_not_replace_what_was_submitted(session: Session) -> None:
    way = report_on_its_way(session, PUBLISHED)
    first = session.scalars(select(Report).where(Report.tenant_id == way.tenant_id)).one()
    copy = Report(
        tenant_id=way.tenant_id, id=way.officer_id, document=first.document, formats=first.formats, agency_id=first.agency_id,
        period_id=first.period_id, title=first.title, document_id="COPY23456", twin_key="bundle", snapshot=first.snapshot, state="ready",
        requested_at=LATER,
    )  # fmt: skip
    session.add(copy)
    session.commit()
    found = find_document(session, document_id=first.document_id, now=LATER)
    assert found is not None and found.newer_number is None
