"""Snapshots of an invented province, from one regency to thirty-eight, with everything a province's documents can meet.

Deterministic; regions with codes 99.xx do not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from puas.domain.province_builder import AgencyReading, PreviousFigure, ProvinceReading, RegencyReading, build_province_result
from puas.domain.province_result import ProvinceResult, PublishedFigures, Reporting, UnsurIndex
from puas.domain.province_snapshot import PROVINCE_FORMAT, ProvinceSnapshot, TextTable, text_line
from puas.domain.province_tables import PLANS, REPORTS, UNITS
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import Letterhead, Signatory
from puas.domain.reporting_scope import reporting_scope

RULE = edition()
NOW = datetime(2027, 1, 12, 2, 0, tzinfo=UTC)
LONG_NAME = "Kabupaten Pegunungan Arjosari Selatan Raya"
NAMES = (
    "Kabupaten Arjosari", "Kota Tirtamulya", LONG_NAME, "Kabupaten Banyu Kencana", "Kota Pelabuhan Nusantara",
    "Kabupaten Wonokerto", "Kabupaten Sumber Rejo Tengah", "Kabupaten Giri Lestari",
)  # fmt: skip
SHORT_OF_KIND = {"dinas": "Dinas Kependudukan dan Pencatatan Sipil", "puskesmas": "Puskesmas", "kecamatan": "Kecamatan", "rsud": "RSUD"}
SUPPRESSED_NAME = "Dinas Yang Terlalu Kecil"


def regency_name(number: int) -> str:
    name = NAMES[number % len(NAMES)]
    return name if number < len(NAMES) else f"{name} {number // len(NAMES) + 1}"


def code_of(number: int) -> str:
    return f"99.{number + 1:02d}"


def letter(nik: Decimal) -> str:
    return grade(RULE, nik).mutu


def figures(
    nik: str | Decimal = "86.40", *, respondents: int = 2400, target: int | None = 1900, seed: int = 1, **changes: Any
) -> PublishedFigures:
    """What a regency published."""
    random = Random(seed)
    index = Decimal(nik)
    unsur = tuple(_unsur(slug, index + Decimal(random.randint(-600, 500)) / 100) for slug in RULE.slugs())
    made = PublishedFigures(
        edition_id=RULE.id,
        periods=40,
        members=36,
        members_total=40,
        respondents=respondents,
        sample_target=target,
        nik=index,
        mutu=letter(index),
        simple_mean=index,
        respondent_weighted=index - Decimal("0.21"),
        margin=Decimal(random.randint(20, 140)) / 100,
        is_letter_stable=seed % 4 != 2,
        unsur=unsur,
    )
    return replace(made, **changes)


def _unsur(slug: str, nik: Decimal) -> UnsurIndex:
    held = min(max(nik, Decimal("25.00")), Decimal("100.00"))
    return UnsurIndex(slug, held, letter(held))


def regency(number: int, **changes: Any) -> RegencyReading:
    """A regency that handed everything over; `changes` replace parts of it."""
    nik = Decimal("79.00") + Decimal(Random(number).randint(0, 1400)) / 100
    made = RegencyReading(
        code=code_of(number),
        name=regency_name(number),
        figures=figures(nik, respondents=900 + 137 * number, target=1000 if number % 7 != 5 else 20_000, seed=number),
        reporting=Reporting(40, 40, 40, 40, 0, 12, 9 if number % 3 else 5, 0 if number % 3 else 2),
    )
    return replace(made, **changes)


def regencies(number: int) -> list[RegencyReading]:
    """`number` regencies; of many the last ones have not reported, published only a part, or are not on board."""
    made = [regency(each) for each in range(number)]
    if number >= 8:
        made[-1] = RegencyReading(code_of(number - 1), regency_name(number - 1), is_on_board=False)
        made[-2] = replace(made[-2], figures=None, reporting=Reporting(30, 12, 0, 0, 12))
        made[-3] = replace(made[-3], reporting=Reporting(38, 40, 31, 22, 18, 10, 2, 5))
        made[-4] = replace(made[-4], figures=None, reporting=Reporting(25))
        made[-5] = replace(made[-5], reporting=Reporting(40, 40, 38, 0, 0, 4, 1, 0))
    return made


def agencies(number: int) -> list[AgencyReading]:
    """Four kinds of agency in each regency."""
    made = []
    for each in range(number):
        for at, (kind, name) in enumerate(SHORT_OF_KIND.items()):
            nik = Decimal("76.00") + Decimal(Random(each * 10 + at).randint(0, 2000)) / 100
            own = name if kind == "dinas" else f"{name} {regency_name(each).split(' ', 1)[1]}"
            made.append(
                AgencyReading(
                    regency_name(each), own, kind, RULE.id, 120 + each, 100 if each % 5 != 4 else 400, nik, nik - Decimal("0.30"),
                    letter(nik), Decimal("1.80") + Decimal(at) / 10, at != 2,
                )
            )  # fmt: skip
    return made


def earlier(number: int, shift: str) -> list[PreviousFigure]:
    """What the first `number` regencies published in an earlier year."""
    found = []
    for each in range(number):
        now = regency(each).figures
        assert now is not None and now.nik is not None
        nik = now.nik - Decimal(shift) - Decimal(each % 4) / 2
        found.append(PreviousFigure(code_of(each), RULE.id, nik, nik, 1000 + each, Decimal("0.60")))
    return found


def reading(number: int = 8, **changes: Any) -> ProvinceReading:
    """What is read of the invented province."""
    made = ProvinceReading(
        province_code="99",
        province_name="Provinsi Nusa Raya",
        time_zone="Asia/Jakarta",
        sample_data=True,
        scope=reporting_scope(2026),
        regencies=regencies(number),
        agencies=agencies(number),
        earlier=[
            (reporting_scope(2023), earlier(max(number - 3, 1), "2.40")),
            (reporting_scope(2024), earlier(max(number - 2, 1), "1.70")),
            (reporting_scope(2025), earlier(number, "0.65")),
        ],
        suppressed_agencies={"puskesmas": 2, "bagian": 1},
        suppressed_services=7,
    )  # fmt: skip
    return replace(made, **changes)


def province_result(number: int = 8, **changes: Any) -> ProvinceResult:
    return build_province_result(reading(number, **changes), now=NOW)


def province_snapshot(number: int = 8, *, tables: tuple[TextTable, ...] = (), **changes: Any) -> ProvinceSnapshot:
    """A whole snapshot under a document's number."""
    result = province_result(number, **changes)
    made = ProvinceSnapshot(
        format=PROVINCE_FORMAT,
        document_id="P7M2QX9KC",
        verification_url="https://skm.contoh.example/verifikasi/P7M2QX9KC",
        title=f"Rekapitulasi Survei Kepuasan Masyarakat {result.province_name}",
        prepared_at=NOW,
        result=result,
        result_sha256=result.sha256(),
        result_signature=None,
        letterhead=Letterhead(
            ("PEMERINTAH PROVINSI NUSA RAYA", "SEKRETARIAT DAERAH"), "Jalan Pahlawan Nomor 10, Arjosari 99111", "(0399) 771000",
            "organisasi@nusaraya.contoh.example", "nusaraya.contoh.example", "emblem", None, "#0b5c8a",
        ),
        signatory=Signatory("Sekretaris Daerah", "", "", "", "Nusa Raya", None),
        due_on=date(2027, 1, 10),
    )  # fmt: skip
    return replace(made, tables=tables)


def tables(number: int, agencies_each: int = 3, services_each: int = 2) -> tuple[TextTable, ...]:
    """The tables of an export, of any size."""
    return (
        TextTable(UNITS, "".join(_units(number, agencies_each, services_each))),
        TextTable(REPORTS, "".join(_reports(number, agencies_each))),
        TextTable(PLANS, "".join(_plans(number, agencies_each))),
    )


def _units(number: int, agencies_each: int, services_each: int) -> Iterator[str]:
    for each in range(number):
        own = regency(each).figures
        assert own is not None
        yield _unit(each, "regency", "", "", own)
        for agency in range(agencies_each):
            name = f"Dinas {agency + 1} {regency_name(each)}"
            yield _unit(each, "agency", name, "", figures("84.10", respondents=310, seed=agency))
            for service in range(services_each):
                yield _unit(each, "service", name, f"=Layanan {service + 1}", figures("85.25", respondents=44, target=40, seed=service))


def _unit(number: int, level: str, agency: str, service: str, own: PublishedFigures) -> str:
    kind = "dinas" if agency else ""
    cells = [
        code_of(number), regency_name(number), level, agency, service, kind, own.edition_id, "2026-01-01", "2026-12-31", str(own.periods),
        str(own.members), str(own.members_total), str(own.respondents), str(own.sample_target or ""), "", "3.456", str(own.nik), own.mutu,
        str(own.simple_mean), str(own.respondent_weighted), str(own.margin), "ya" if own.is_letter_stable else "tidak",
        *("3.456" for _ in own.unsur), *(str(each.nik) for each in own.unsur),
    ]  # fmt: skip
    return text_line(cells)


def _reports(number: int, agencies_each: int) -> Iterator[str]:
    for each in range(number):
        for agency in range(agencies_each):
            yield text_line([
                code_of(each), regency_name(each), f"Dinas {agency + 1} {regency_name(each)}", "dinas", "Tahun 2026", "2026-01-01",
                "2026-12-31", "handed_over", "1", "310", "300", "2027-01-03", "2027-01-05", "2027-01-08", "3", "2", "1",
            ])  # fmt: skip


def _plans(number: int, agencies_each: int) -> Iterator[str]:
    for each in range(number):
        for agency in range(agencies_each):
            yield text_line([
                code_of(each), regency_name(each), f"Dinas {agency + 1} {regency_name(each)}", "dinas", "Tahun 2026", "waktu",
                "Membuka loket kedua pada jam sibuk", "2027-03-31", "in_progress", "",
            ])  # fmt: skip
