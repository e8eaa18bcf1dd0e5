"""Recaps of an invented regency, from three agencies to sixty, with everything a recap can meet.

Deterministic; regions with codes 99.xx do not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from puas.domain.recap_builder import AgencyContext, RecapFrame, build_recap
from puas.domain.recap_snapshot import PlanCount, RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import Letterhead, PreviousUnsur, Signatory, Target, TrendPoint
from puas.domain.reporting_scope import reporting_scope
from puas.domain.result_builder import AgencyInput, Frame, ServiceInput, build_regency_result
from puas.domain.result_snapshot import PeriodIdentity, Policies, ResultSnapshot, TenantIdentity
from puas.domain.tally import Tally
from tests.factories.snapshots import answers

LONG_NAMES = (
    "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga Berencana",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Dinas Perumahan Rakyat, Kawasan Permukiman, Pertanahan, dan Lingkungan Hidup",
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Rumah Sakit Umum Daerah dr. H. Soewondo Prawirodirdjo Arjosari",
    "Dinas Kependudukan dan Pencatatan Sipil",
    "Dinas Komunikasi, Informatika, Statistik, dan Persandian",
    "Kecamatan Arjosari Selatan",
    "Pusat Kesehatan Masyarakat (Puskesmas) Sumberrejo Wetan",
    "Badan Penanggulangan Bencana Daerah",
)
SERVICES = ("Penerbitan izin", "Layanan konsultasi & pengaduan", "Legalisasi dokumen")
_LEVELS = {
    "persyaratan": 3.52, "prosedur": 3.44, "waktu": 3.22, "biaya": 3.86, "produk": 3.53, "kompetensi": 3.56, "perilaku": 3.63,
    "pengaduan": 3.60, "sarpras": 3.31,
}  # fmt: skip


def agency_id(number: int) -> str:
    return f"0192f000-0000-7000-8000-{number:012d}"


def agency_name(number: int) -> str:
    name = LONG_NAMES[number % len(LONG_NAMES)]
    return name if number < len(LONG_NAMES) else f"{name} Wilayah {number // len(LONG_NAMES) + 1}"


def frame(**changes: Any) -> Frame:
    made = Frame(
        tenant=TenantIdentity("arjosari", "demo", "Kabupaten Arjosari", "99.01", "Provinsi Nusa Raya"),
        period=PeriodIdentity("tahun", "Tahun 2026", 2026, date(2026, 1, 1), date(2026, 12, 31), "Asia/Jakarta"),
        frozen_at=datetime(2027, 1, 4, 3, 15, tzinfo=UTC),
    )
    return replace(made, **changes)


def regency_result(agencies: Sequence[AgencyInput], *, aggregation: str = "service-mean", **changes: Any) -> ResultSnapshot:
    """The result of these agencies."""
    known = [each.population for each in agencies if each.population]
    return build_regency_result(
        edition=edition(),
        frame=frame(policies=Policies(aggregation=aggregation), **changes),
        agencies=agencies,
        population=sum(known) or None,
        sample_target=sum(each.sample_target or 0 for each in agencies) or None,
    )


def surveyed_agencies(number: int) -> list[AgencyInput]:
    """Agencies with two or three services; every fifth asked too few people, and one in nine nobody at all."""
    return [_agency(each) for each in range(number)]


def _agency(number: int) -> AgencyInput:
    random = Random(number)
    shift = random.uniform(-0.32, 0.3)
    levels = {slug: min(3.95, level + shift + random.uniform(-0.12, 0.12)) for slug, level in _LEVELS.items()}
    services = [
        ServiceInput(f"{agency_id(number)}-{position}", name, _answers(number, position, levels), 400, 40)
        for position, name in enumerate(SERVICES[: 2 + number % 2])
    ]
    target = 40 * len(services)
    return AgencyInput(agency_id(number), agency_name(number), services, 400 * len(services), target * 3 if number % 5 == 3 else target)


def _answers(number: int, position: int, levels: dict[str, float]) -> Tally:
    if number % 9 == 7 or (number % 4 == 1 and position == 1):
        return Tally.empty()
    return answers(45 + 7 * position, seed=number * 10 + position, levels=levels)


def recap_of(result: ResultSnapshot, agencies: Sequence[AgencyContext], **changes: Any) -> RecapSnapshot:
    """The recap of a result, with the surroundings of the invented regency; `changes` replace what the frame says."""
    around = RecapFrame(
        document_id="R7M2QX9KC",
        verification_url="https://skm.contoh.example/verifikasi/R7M2QX9KC",
        prepared_at=datetime(2027, 1, 5, 2, 0, tzinfo=UTC),
        scope=reporting_scope(2026),
        letterhead=Letterhead(
            ("PEMERINTAH KABUPATEN ARJOSARI", "SEKRETARIAT DAERAH"), "Jalan Alun-Alun Utara Nomor 1, Arjosari 99101", "(0399) 881000",
            "organisasi@arjosari.contoh.example", "arjosari.contoh.example", "emblem", None, "#0b6e4f",
        ),
        signatory=Signatory("Sekretaris Daerah", "", "", "", "Arjosari", None),
        earlier=earlier_points(),
        previous=earlier_points()[-1],
        previous_unsur=tuple(PreviousUnsur(each.slug, each.name, Decimal("86.10"), "B") for each in edition().unsur),
        target=Target(Decimal("86.00"), "B", "RPJMD Kabupaten Arjosari 2025–2029"),
    )  # fmt: skip
    recap = build_recap(result, agencies, replace(around, **changes))
    return replace(recap, result_sha256=result.sha256())


def recap_snapshot(number: int = 12, **changes: Any) -> RecapSnapshot:
    """A whole recap: `number` agencies with periods, and one more that was never surveyed."""
    inputs = surveyed_agencies(number)
    contexts = [context_of(position, each) for position, each in enumerate(inputs)]
    never = AgencyContext(agency_id(900), "Satuan Polisi Pamong Praja dan Pemadam Kebakaran", "Satpol PP", "lainnya", periods=0)
    return recap_of(regency_result(inputs), [*contexts, never], **changes)


def context_of(number: int, agency: AgencyInput) -> AgencyContext:
    rule = edition()
    nik = Decimal("84.00") + Decimal(number % 7) / 2
    previous = TrendPoint("Tahun 2025", 2025, rule.id, rule.name, nik, "B", "Baik", 110) if number % 6 != 4 else None
    kinds = ("dinas", "badan", "rsud", "kecamatan", "puskesmas")
    return AgencyContext(
        agency.id,
        agency.name,
        "".join(word[0] for word in agency.name.split() if word[0].isupper()),
        kinds[number % len(kinds)],
        periods=1,
        previous=previous,
        promised=PlanCount(3, (2, 3, 1, 0)[number % 4]) if previous else PlanCount(0, 0),
        planned=PlanCount(3 if number % 3 else 0, 0),
    )


def earlier_points() -> tuple[TrendPoint, ...]:
    """The regency's years before, the first of them under the older rule."""
    rule, old = edition(), "kepmenpan-25-2004"
    return (
        TrendPoint("Tahun 2022", 2022, old, "Kepmenpan 25/2004", Decimal("76.48"), "B", "Baik", 2100),
        TrendPoint("Tahun 2023", 2023, rule.id, rule.name, Decimal("83.02"), "B", "Baik", 2310),
        TrendPoint("Tahun 2024", 2024, rule.id, rule.name, Decimal("84.77"), "B", "Baik", 2542),
        TrendPoint("Tahun 2025", 2025, rule.id, rule.name, Decimal("85.13"), "B", "Baik", 2731),
    )
