"""Invented sources of documents, from one report to the recap of a regency; the same at every run."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from puas.domain.document_source import AnswerRow, SkmReportSource
from puas.domain.narrative import Context, draft_texts
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import (
    FOUR_CHAPTERS,
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

SERVICES = ("Kartu Tanda Penduduk Elektronik", "Kartu Keluarga", "Akta Kelahiran", "Surat Keterangan Pindah")
NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)


def report_source(respondents: int, form: str = FOUR_CHAPTERS) -> SkmReportSource:
    """An invented report with everything a form has; the same at every run."""
    rule = edition()
    answers = tuple(_answer(number) for number in range(respondents))
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
        form=form,
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
        "gender": {"perempuan": len(answers)},
        "education": {"sma": len(answers)},
        "occupation": {"swasta": len(answers)},
        "age_group": {"30_39": len(answers)},
    }
    period = PeriodIdentity("triwulan", "Triwulan III 2026", 2026, date(2026, 7, 1), date(2026, 9, 30), "Asia/Jakarta")
    frame = Frame(TenantIdentity("bench", "demo", "Kabupaten", "99.01", ""), period, NOW, sample_data=True)
    return build_agency_result(
        edition=edition(), frame=frame, agency=AgencyIdentity("0", "Dinas", "Dinas"), services=services, population=4000, sample_target=351,
        profile=profile,
    )  # fmt: skip
