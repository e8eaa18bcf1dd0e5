"""Correct reports in great variety: invented offices, figures and the sentences officers write, all from one seed.

The proof-reader is measured on them (none may be marked) and on the same reports with one fault each (`report_faults`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from puas.domain.follow_up_ideas import plan_for
from puas.domain.narrative import Context, draft_texts
from puas.domain.proof_names import Neighbours
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import (
    FORMS,
    REPORT_FORMAT,
    DoneFollowUp,
    GroupMean,
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
from puas.domain.sample_size import sample_size, spread_sample
from puas.domain.survey_period import Period, custom, previous_period, semester, triwulan, whole_year
from puas.domain.tally import Tally, add_up
from tests.factories.officers_hand import rewrite

RULE = edition()
SLUGS = RULE.slugs()
AGENCIES = (
    "Dinas Kependudukan dan Pencatatan Sipil",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Dinas Kesehatan",
    "Dinas Perhubungan",
    "Badan Pendapatan Daerah",
    "Kecamatan Dawuhan",
    "Kecamatan Sumber Rejo",
    "Puskesmas Karang Asem",
    "RSUD dr. Soewondo Arjosari",
    "Dinas Tenaga Kerja dan Transmigrasi",
)
REGIONS = ("Kabupaten Arjosari", "Kabupaten Bengawan Jaya", "Kota Segara Asri", "Kabupaten Lembayung")
SERVICES = (
    "Kartu Tanda Penduduk Elektronik (KTP-el)",
    "Kartu Keluarga",
    "Akta Kelahiran",
    "Surat Keterangan Pindah",
    "Perizinan Berusaha",
    "Legalisasi Dokumen",
    "Rawat Jalan",
    "Pelayanan Pengaduan",
    "Uji Kendaraan Bermotor",
    "Rekomendasi Izin Keramaian",
)
_PEOPLE = ("Dra. Sri Wahyuningsih, M.Si.", "H. Bambang Sutrisno, S.H., M.M.", "Ni Luh Putu Ayu Kartini, S.Sos.", "Drs. Abdul Rahman")
_KINDS = ("gender", "age_group", "education", "occupation", "disability")
_OLD_PLANS = (
    "Memasang papan alur pelayanan di ruang tunggu utama kantor",
    "Mengganti kursi tunggu dan menambah kipas angin",
    "Menambah satu loket pada hari Senin dan Kamis",
    "Menyusun ulang daftar persyaratan dan membagikannya di desa",
    "Mengadakan pelatihan komunikasi bagi petugas loket",
)


@dataclass(frozen=True)
class Case:
    """One report with the names its proof-reader is given."""

    report: ReportSnapshot
    neighbours: Neighbours


def clean_case(seed: int, *, by_hand: bool = True) -> Case:
    """A correct report; `by_hand` lets an officer have rewritten many of its sections."""
    rng = Random(seed)
    region, agency = rng.choice(REGIONS), rng.choice(AGENCIES)
    period = _period(rng)
    result = _result(rng, period, region, agency)
    previous = _previous(rng, period) if rng.random() < 0.8 else None
    context = Context(
        target=_target(rng, result),
        trend=_trend(rng, result, previous),
        previous=previous,
        done=_done(rng, previous),
        planned=_planned(rng, result),
        groups=_groups(rng, result),
        topics={slug: rng.randint(0, 9) for slug in SLUGS},
        suggestions=rng.choice((0, 12, 37)),
    )
    texts = draft_texts(result, context)
    report = _report(rng, result, context, texts)
    if by_hand:
        report = replace(report, texts=rewrite(report, rng))
    return Case(report, Neighbours(tuple(each for each in AGENCIES if each != agency), tuple(each for each in REGIONS if each != region)))


def _period(rng: Random) -> Period:
    year, kind = rng.choice((2024, 2025, 2026)), rng.random()
    if kind < 0.4:
        return triwulan(year, rng.randint(1, 4))
    if kind < 0.65:
        return semester(year, rng.randint(1, 2))
    if kind < 0.8:
        return whole_year(year)
    first = date(year, rng.randint(1, 10), rng.randint(1, 28))
    return custom(first, first + timedelta(days=rng.randint(35, 80)))


def _result(rng: Random, period: Period, region: str, agency: str) -> ResultSnapshot:
    names = rng.sample(SERVICES, rng.randint(1, 5))
    populations = [rng.randint(40, 4_000) for _ in names]
    needed = sample_size(sum(populations))
    targets = spread_sample(needed, populations)
    enough = rng.random() < 0.6
    base, quiet = rng.uniform(2.7, 3.75), rng.random() < 0.15
    levels = {slug: min(3.97, max(1.6, base + rng.gauss(0, 0.22))) for slug in SLUGS}
    services = []
    for number, (name, population, target) in enumerate(zip(names, populations, targets, strict=True)):
        asked = 0 if quiet and number == len(names) - 1 and number else max(3, min(population, round(target * (1.1 if enough else 0.6))))
        services.append(ServiceInput(f"service-{number}", name, _tally(rng, asked, levels), population, target))
    respondents = sum(each.tally.respondents for each in services)
    ends = datetime.combine(period.ends_on + timedelta(days=rng.randint(1, 5)), time(4), UTC)
    return build_agency_result(
        edition=RULE,
        frame=Frame(
            tenant=TenantIdentity("contoh", "demo", region, "99.01", "Provinsi Nusa Raya"),
            period=PeriodIdentity(period.kind, period.label, period.starts_on.year, period.starts_on, period.ends_on, "Asia/Jakarta"),
            frozen_at=ends,
            sample_data=True,
        ),
        agency=AgencyIdentity("agency", agency, ""),
        services=services,
        population=sum(populations),
        sample_target=needed,
        profile=_profile(rng, respondents),
    )


def _tally(rng: Random, respondents: int, levels: Mapping[str, float]) -> Tally:
    own = {slug: level + rng.gauss(0, 0.07) for slug, level in levels.items()}
    return add_up(
        Tally.of_response(
            {slug: None if rng.random() < 0.01 else max(1, min(4, round(rng.gauss(level, 0.6)))) for slug, level in own.items()}
        )
        for _ in range(respondents)
    )


def _profile(rng: Random, respondents: int) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for question in RULE.profile:
        if question.dimension not in _KINDS:
            continue
        weights = [rng.random() ** 2 + 0.02 for _ in question.categories]
        drawn = rng.choices(question.slugs(), weights, k=respondents)
        found[question.dimension] = {slug: drawn.count(slug) for slug in question.slugs()}
    paper = rng.randint(0, respondents // 4)
    return {**found, "channel": {"sticker": respondents - paper, "paper": paper}}


def _previous(rng: Random, period: Period) -> PreviousResult:
    before = previous_period(period)
    unsur = []
    for each in RULE.unsur:
        nik = Decimal(rng.randint(6_600, 9_700)).scaleb(-2)
        unsur.append(PreviousUnsur(each.slug, each.name, nik, grade(RULE, nik).mutu))
    nik = (sum((each.nik for each in unsur), Decimal(0)) / len(unsur)).quantize(Decimal("0.01"))
    quality = grade(RULE, nik)
    return PreviousResult(before.label, RULE.name, nik, quality.mutu, quality.predikat, tuple(unsur))


def _target(rng: Random, result: ResultSnapshot) -> Target | None:
    if rng.random() < 0.25:
        return None
    nik = Decimal(rng.randint(7_700, 9_200)).scaleb(-2)
    return Target(nik, grade(RULE, nik).mutu, rng.choice(("RPJMD 2025–2029", "Renstra 2025–2029", "")))


def _trend(rng: Random, result: ResultSnapshot, previous: PreviousResult | None) -> tuple[TrendPoint, ...]:
    year = result.period.year
    points = []
    for back in range(rng.randint(0, 4), 0, -1):
        nik = Decimal(rng.randint(7_700, 9_300)).scaleb(-2)
        quality = grade(RULE, nik)
        if previous is not None and previous.label == f"Tahun {year - back}":
            nik, quality = previous.nik, grade(RULE, previous.nik)
        points.append(TrendPoint(f"Tahun {year - back}", year - back, RULE.id, RULE.name, nik, quality.mutu, quality.predikat, None))
    if previous is not None and previous.label not in {point.label for point in points}:
        points.append(TrendPoint(previous.label, year, RULE.id, RULE.name, previous.nik, previous.mutu, previous.predikat, None))
    index = result.index
    if index.nik is not None and index.mutu is not None and index.predikat is not None:
        points.append(TrendPoint(result.period.label, year, RULE.id, RULE.name, index.nik, index.mutu, index.predikat, result.respondents))
    return tuple(points)


def _done(rng: Random, previous: PreviousResult | None) -> tuple[DoneFollowUp, ...]:
    if previous is None:
        return ()
    weakest = sorted(previous.unsur, key=lambda each: each.nik)[:3]
    plans = rng.sample(_OLD_PLANS, 3)
    states = rng.choices(("done", "in_progress", "planned"), (6, 3, 2), k=3)
    return tuple(
        DoneFollowUp(each.slug, plan, state, "Telah dilaksanakan dengan baik." if state == "done" else "",
                     "" if state == "done" else "Menunggu anggaran perubahan.", ())
        for each, plan, state in zip(weakest, plans, states, strict=True)
    )  # fmt: skip


def _planned(rng: Random, result: ResultSnapshot) -> tuple[PlannedFollowUp, ...]:
    ends, rows = result.period.ends_on, []
    for position, each in enumerate(result.ranked()):
        if position >= 3 and each.mutu not in ("C", "D"):
            continue
        months = ends.year * 12 + ends.month - 1 + rng.randint(1, 6)
        due = date(months // 12, months % 12 + 1, 1)
        when = f"{_MONTHS[due.month - 1]} {due.year}" if rng.random() < 0.6 else f"Triwulan {_ROMAN[(due.month - 1) // 3]} {due.year}"
        person = rng.choice(("Sekretaris", "Kepala Seksi Pelayanan", "Kepala Subbagian Umum dan Kepegawaian"))
        rows.append(PlannedFollowUp(each.slug, plan_for(each.slug, each.mutu), when, person, due))
    return tuple(rows)


_ROMAN = ("I", "II", "III", "IV")
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")


def _groups(rng: Random, result: ResultSnapshot) -> tuple[GroupMean, ...]:
    """Means of the larger groups, invented beside the result: only their form matters here."""
    groups = []
    for table in result.profile:
        for row in table.rows:
            if table.dimension in ("gender", "age_group", "education") and row.respondents >= 10:
                nrr = {slug: Decimal(rng.randint(2_400, 3_900)).scaleb(-3) for slug in SLUGS}
                groups.append(GroupMean(table.dimension, table.label, row.slug, row.label, row.respondents, nrr))
    return tuple(groups)


def _report(rng: Random, result: ResultSnapshot, context: Context, texts: Mapping[str, str]) -> ReportSnapshot:
    assert result.agency is not None
    signed_on = result.frozen_at.date() + timedelta(days=rng.randint(2, 20))
    born = date(rng.randint(1967, 1990), rng.randint(1, 12), rng.randint(1, 28))
    nip = f"{born:%Y%m%d}{born.year + rng.randint(20, 30)}{rng.randint(1, 12):02}{rng.randint(1, 2)}{rng.randint(1, 40):03}"
    place = result.tenant.name.split(" ", 1)[1]
    return ReportSnapshot(
        format=REPORT_FORMAT,
        document_id="K7M2QX9",
        verification_url="https://skm.contoh.example/verifikasi/K7M2QX9",
        title="Laporan Survei Kepuasan Masyarakat",
        prepared_at=result.frozen_at + timedelta(days=2),
        result=result,
        result_sha256=result.sha256(),
        result_signature=None,
        letterhead=Letterhead(
            (f"Pemerintah {result.tenant.name}", result.agency.name), "Jalan Merdeka Nomor 7", "(0399) 881234", "", "", None, None, ""
        ),
        signatory=Signatory(f"Kepala {result.agency.name}", rng.choice(_PEOPLE), "Pembina Tk. I (IV/b)", nip, place, signed_on),
        target=context.target,
        trend=tuple(context.trend),
        previous=context.previous,
        done_follow_ups=tuple(context.done),
        planned_follow_ups=tuple(context.planned),
        texts=dict(texts),
        suggestions=(),
        suggestions_total=0,
        photos=(),
        form=rng.choice(FORMS),
        groups=tuple(context.groups),
    )
