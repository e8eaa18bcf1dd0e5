"""Rendering a SKM report of 400 respondents, against reportlab drawing the same text, tables and charts without HTML."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bench.figures import Figure, in_turns, tell
from puas.domain.document_source import AnswerRow, SkmReportSource
from puas.domain.narrative import Context, draft_texts
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import (
    REPORT_FORMAT,
    Letterhead,
    PlannedFollowUp,
    PreviousResult,
    PreviousUnsur,
    ReportSnapshot,
    Signatory,
    Target,
    TrendPoint,
)
from puas.domain.result_builder import Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import AgencyIdentity, PeriodIdentity, ResultSnapshot, TenantIdentity
from puas.domain.tally import Tally, add_up
from puas_reporter.documents.blocks import Document, FigureRow, Heading, Paragraph, Table
from puas_reporter.documents.blocks import Figure as Drawing
from puas_reporter.documents.skm_report.content import report_document
from puas_reporter.documents.skm_report.workbook import report_workbook
from puas_reporter.formats.document_pdf import document_pdf
from puas_reporter.formats.fonts import face_name, printable, register_fonts
from puas_reporter.formats.word import word_bytes
from puas_reporter.formats.workbook import workbook_bytes

RESPONDENTS = 400
ROUNDS = 5
SERVICES = ("Kartu Tanda Penduduk Elektronik", "Kartu Keluarga", "Akta Kelahiran", "Surat Keterangan Pindah")
NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)


def source() -> SkmReportSource:
    """An invented report with everything the four-chapter form has; the same at every run."""
    rule = edition()
    answers = tuple(_answer(number) for number in range(RESPONDENTS))
    result = _result(answers)
    planned = tuple(PlannedFollowUp(each.slug, "Menata ulang alur layanan", "Desember 2026", "Sekretaris") for each in result.lowest())
    unsur = tuple(PreviousUnsur(each.slug, each.name, Decimal("84.21"), "B") for each in rule.unsur)
    previous = PreviousResult("Triwulan II 2026", rule.name, Decimal("84.21"), "B", "Baik", unsur)
    trend = tuple(TrendPoint(str(year), year, rule.id, rule.name, Decimal("84.21"), "B", "Baik", 300) for year in range(2022, 2027))
    target = Target(Decimal("86.00"), "B", "RPJMD")
    context = Context(target, trend, previous, (), planned)
    report = ReportSnapshot(
        format=REPORT_FORMAT,
        document_id="BENCHMARK",
        verification_url="https://skm.example/verifikasi/BENCHMARK",
        title="Laporan Survei Kepuasan Masyarakat",
        prepared_at=NOW,
        result=result,
        result_sha256=result.sha256(),
        result_signature=None,
        letterhead=Letterhead(("Pemerintah Kabupaten", "Dinas"), "Jalan", "", "", "", None, None, "#0b5c8a"),
        signatory=Signatory("Kepala Dinas", "Nama", "", "", "Kota", None),
        target=target,
        trend=trend,
        previous=previous,
        done_follow_ups=(),
        planned_follow_ups=planned,
        texts=draft_texts(result, context),
        suggestions=(),
        suggestions_total=80,
        photos=(),
    )
    return SkmReportSource(report, answers)


def _answer(number: int) -> AnswerRow:
    spread = (2, 3, 3, 4, 4)
    return AnswerRow(
        service=str(number % len(SERVICES)),
        answered_on=date(2026, 7, 1) + timedelta(days=number % 92),
        gender="perempuan",
        age=34,
        education="sma",
        occupation="swasta",
        disability="non_disabilitas",
        scores=tuple(spread[(number * 7 + position * 3) % len(spread)] for position in range(len(edition().unsur))),
        suggestion="Mohon loket ditambah." if number % 5 == 0 else "",
    )


def _result(answers: tuple[AnswerRow, ...]) -> ResultSnapshot:
    slugs = edition().slugs()
    tallies = [
        add_up(Tally.of_response(dict(zip(slugs, row.scores, strict=True))) for row in answers if row.service == str(number))
        for number in range(len(SERVICES))
    ]
    services = [ServiceInput(str(number), name, tallies[number], 1000, 97) for number, name in enumerate(SERVICES)]
    profile = {
        "gender": {"perempuan": 230, "laki_laki": 170},
        "education": {"sma": 220, "s1": 180},
        "occupation": {"swasta": 300, "asn": 100},
        "age_group": {"30_39": 400},
    }
    period = PeriodIdentity("triwulan", "Triwulan III 2026", 2026, date(2026, 7, 1), date(2026, 9, 30), "Asia/Jakarta")
    frame = Frame(TenantIdentity("bench", "demo", "Kabupaten", "99.01", ""), period, NOW, sample_data=True)
    return build_agency_result(
        edition=edition(), frame=frame, agency=AgencyIdentity("0", "Dinas", "Dinas"), services=services, population=4000, sample_target=351,
        profile=profile,
    )  # fmt: skip


def floor(document: Document) -> bytes:
    """The same words, tables and charts through reportlab's own page layout: no HTML, no CSS, no contents, one pass."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, SimpleDocTemplate
    from reportlab.platypus import Paragraph as Text
    from svglib.svglib import svg2rlg

    style = ParagraphStyle("body", fontName=face_name("Liberation Serif"), fontSize=11.5, leading=17)
    small = ParagraphStyle("cell", fontName=face_name("Liberation Sans"), fontSize=9.5, leading=12)
    story: list[object] = []
    for block in (*document.front, *document.body):
        if isinstance(block, Heading | Paragraph):
            story.append(Text(printable(block.text), style))
        elif isinstance(block, Table):
            rows = [[Text(printable(cell), small) for cell in row] for row in (*block.rows, *block.totals)]
            story.append(LongTable([[Text(each.title, small) for each in block.columns], *rows], repeatRows=1))
        elif isinstance(block, Drawing):
            story.append(svg2rlg(io.BytesIO(block.drawing.encode())))
        elif isinstance(block, FigureRow):
            story += [svg2rlg(io.BytesIO(drawing.encode())) for _, drawing in block.drawings]
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build(story)
    return target.getvalue()


def _timed(work: Callable[[], object]) -> Callable[[], float]:
    def measure() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return measure


def _memory() -> float:
    """Megabytes at their highest of a process that renders all three formats once."""
    child = subprocess.run([sys.executable, "-m", "bench.report", "--once"], capture_output=True, text=True, check=True)
    return float(child.stdout)


def _once() -> None:
    made = source()
    document = report_document(made.report)
    document_pdf(document)
    word_bytes(document)
    workbook_bytes(report_workbook(made))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Measure and tell. Seconds are processor time of one core, so that other work on the machine does not count."""
    register_fonts()
    made = source()
    document = report_document(made.report)
    pdf, word, sheet, plain = in_turns(
        ROUNDS,
        _timed(lambda: document_pdf(document)),
        _timed(lambda: word_bytes(document)),
        _timed(lambda: workbook_bytes(report_workbook(made))),
        _timed(lambda: floor(document)),
    )
    tell(
        [
            Figure("pdf", round(pdf, 2), "s", "<= 3"),
            Figure("docx", round(word, 2), "s", "<= 1"),
            Figure("xlsx", round(sheet, 2), "s"),
            Figure("reportlab alone (floor)", round(plain, 2), "s"),
            Figure("pdf / floor", round(pdf / plain, 1)),
            Figure("memory", round(_memory()), "MB", "<= 250"),
        ]
    )


if __name__ == "__main__":
    _once() if "--once" in sys.argv else main()
