"""A realistic frozen result and report: an agency with five services, one of them without answers.

Everything is invented; regions with codes 99.xx do not exist. Deterministic, so that documents rendered from it can be
compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import (
    REPORT_FORMAT,
    DoneFollowUp,
    Letterhead,
    PlannedFollowUp,
    PreviousResult,
    PreviousUnsur,
    ReportSnapshot,
    Signatory,
    Suggestion,
    Target,
    TrendPoint,
)
from puas.domain.result_builder import Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import AgencyIdentity, PeriodIdentity, ResultSnapshot, TenantIdentity
from puas.domain.tally import Tally, add_up

# Mean level per unsur the answers are drawn around, so that waktu and sarpras come out weakest.
LEVELS = {
    "persyaratan": 3.52,
    "prosedur": 3.47,
    "waktu": 3.21,
    "biaya": 3.93,
    "produk": 3.55,
    "kompetensi": 3.58,
    "perilaku": 3.66,
    "pengaduan": 3.61,
    "sarpras": 3.30,
}

_SERVICES = (
    ("Kartu Tanda Penduduk Elektronik (KTP-el)", 1840, 152, 118),
    ("Kartu Keluarga", 1210, 100, 96),
    ("Akta Kelahiran", 640, 53, 41),
    ("Surat Keterangan Pindah", 270, 22, 19),
    ("Akta Perkawinan", 40, 4, 0),
)

_PROFILE = {
    "gender": {"laki_laki": 126, "perempuan": 145, "": 3},
    "age_group": {"di_bawah_20": 21, "20_29": 74, "30_39": 81, "40_49": 55, "50_59": 29, "60_ke_atas": 14},
    "education": {"tidak_sekolah": 4, "sd": 29, "smp": 51, "sma": 121, "diploma": 22, "s1": 43, "s2": 4, "s3": 0},
    "occupation": {
        "asn": 18,
        "tni": 2,
        "polri": 3,
        "swasta": 71,
        "wirausaha": 46,
        "ibu_rumah_tangga": 58,
        "pelajar_mahasiswa": 24,
        "petani_nelayan": 31,
        "pekerja_lepas": 12,
        "pensiunan": 4,
        "lainnya": 5,
    },
    "disability": {"non_disabilitas": 265, "fisik": 4, "sensorik": 2, "": 3},
    "channel": {"sticker": 214, "link": 32, "paper": 28},
}


def answers(respondents: int, *, seed: int, levels: Mapping[str, float] | None = None, blanks: float = 0.01) -> Tally:
    """A tally of invented answers around the given levels; about one in a hundred items is left blank."""
    random = Random(seed)
    chosen = levels or LEVELS
    return add_up(
        Tally.of_response(
            {slug: None if random.random() < blanks else max(1, min(4, round(random.gauss(level, 0.55)))) for slug, level in chosen.items()}
        )
        for _ in range(respondents)
    )


def result_snapshot() -> ResultSnapshot:
    """A population register office's third quarter: 274 respondents over four services, a fifth without answers."""
    services = [
        ServiceInput(
            id=f"0192f000-0000-7000-8000-00000000000{number}",
            name=name,
            tally=answers(respondents, seed=number),
            population=population,
            sample_target=target,
        )
        for number, (name, population, target, respondents) in enumerate(_SERVICES, start=1)
    ]
    return build_agency_result(
        edition=edition(),
        frame=Frame(
            tenant=TenantIdentity("arjosari", "demo", "Kabupaten Arjosari", "99.01", "Provinsi Nusa Raya"),
            period=PeriodIdentity("triwulan", "Triwulan III 2026", 2026, date(2026, 7, 1), date(2026, 9, 30), "Asia/Jakarta"),
            frozen_at=datetime(2026, 10, 2, 3, 15, tzinfo=UTC),
            sample_data=True,
            quarantined=2,
            late=1,
        ),
        agency=AgencyIdentity(
            "0192f000-0000-7000-8000-000000000099",
            "Dinas Kependudukan dan Pencatatan Sipil",
            "Dispendukcapil",
        ),
        services=services,
        population=4000,
        sample_target=351,
        profile=_PROFILE,
    )


def report_snapshot(result: ResultSnapshot | None = None, **changes: object) -> ReportSnapshot:
    """The report of that result, with everything a four-chapter report can carry. `changes` replace fields."""
    chosen = result or result_snapshot()
    report = ReportSnapshot(
        format=REPORT_FORMAT,
        document_id="K7M2QX9",
        verification_url="https://skm.contoh.example/verifikasi/K7M2QX9",
        title="Laporan Survei Kepuasan Masyarakat",
        prepared_at=datetime(2026, 10, 5, 2, 0, tzinfo=UTC),
        result=chosen,
        result_sha256=chosen.sha256(),
        result_signature=None,
        letterhead=_letterhead(),
        signatory=Signatory(
            "Kepala Dinas Kependudukan dan Pencatatan Sipil",
            "Dra. Sri Wahyuningsih, M.Si.",
            "Pembina Utama Muda",
            "196805121993032004",
            "Arjosari",
            date(2026, 10, 7),
        ),
        target=Target(Decimal("86.00"), "B", "RPJMD Kabupaten Arjosari 2025–2029"),
        trend=_trend(chosen),
        previous=_previous(),
        done_follow_ups=_done(),
        planned_follow_ups=_planned(),
        texts={},
        suggestions=_suggestions(),
        suggestions_total=37,
        photos=(),
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def _letterhead() -> Letterhead:
    return Letterhead(
        lines=("PEMERINTAH KABUPATEN ARJOSARI", "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"),
        address="Jalan Diponegoro Nomor 12, Arjosari 99101",
        phone="(0399) 881234",
        email="dispendukcapil@arjosari.contoh.example",
        website="dispendukcapil.arjosari.contoh.example",
        emblem_file=None,
        emblem_sha256=None,
        accent_colour="#0b6e4f",
    )


def _trend(result: ResultSnapshot) -> tuple[TrendPoint, ...]:
    rule, old = edition(), "kepmenpan-25-2004"
    points = [
        TrendPoint("2022", 2022, old, "Kepmenpan 25/2004", Decimal("76.48"), "B", "Baik", 120),
        TrendPoint("2023", 2023, rule.id, rule.name, Decimal("80.14"), "B", "Baik", 198),
        TrendPoint("2024", 2024, rule.id, rule.name, Decimal("83.92"), "B", "Baik", 231),
        TrendPoint("2025", 2025, rule.id, rule.name, Decimal("85.67"), "B", "Baik", 254),
    ]
    index = result.index
    if index.nik is not None and index.mutu is not None and index.predikat is not None:
        label = result.period.label
        points.append(TrendPoint(label, 2026, rule.id, rule.name, index.nik, index.mutu, index.predikat, result.respondents))
    return tuple(points)


def _previous() -> PreviousResult:
    values = ("86.42", "85.10", "78.33", "97.20", "87.05", "88.75", "90.11", "84.66", "79.58")
    letters = ("B", "B", "B", "A", "B", "A", "A", "B", "B")
    unsur = tuple(
        PreviousUnsur(each.slug, each.name, Decimal(nik), letter)
        for each, nik, letter in zip(edition().unsur, values, letters, strict=True)
    )
    return PreviousResult("Triwulan II 2026", edition().name, Decimal("86.36"), "B", "Baik", unsur)


def _done() -> tuple[DoneFollowUp, ...]:
    return (
        DoneFollowUp(
            "waktu",
            "Menambah satu loket perekaman KTP-el pada jam sibuk",
            "done",
            "Loket keempat dibuka setiap Senin dan Kamis sejak 14 Juli 2026.",
            "",
            ("Foto loket 4", "SK Kepala Dinas Nomor 21 Tahun 2026"),
        ),
        DoneFollowUp(
            "sarpras",
            "Mengganti kursi ruang tunggu dan menambah kipas angin",
            "in_progress",
            "Pengadaan sedang berjalan, barang diperkirakan tiba Oktober 2026.",
            "Anggaran perubahan baru disahkan Agustus.",
            (),
        ),
        DoneFollowUp("pengaduan", "Memasang alur pengaduan di ruang tunggu", "planned", "", "Desain menunggu persetujuan.", ()),
    )


def _planned() -> tuple[PlannedFollowUp, ...]:
    return (
        PlannedFollowUp("waktu", "Menetapkan batas waktu pencetakan KTP-el 1 hari kerja", "Desember 2026", "Kepala Bidang Dafduk"),
        PlannedFollowUp("sarpras", "Menyelesaikan perbaikan ruang tunggu", "November 2026", "Sekretaris Dinas"),
        PlannedFollowUp("prosedur", "Menyederhanakan formulir dan memasang alur layanan", "Januari 2027", "Kepala Bidang Capil"),
    )


def _suggestions() -> tuple[Suggestion, ...]:
    return (
        Suggestion("Antrean KTP jangan terlalu lama, mohon ditambah petugas.", _SERVICES[0][0]),
        Suggestion("Ruang tunggunya panas kalau siang.", _SERVICES[1][0]),
        Suggestion("Petugasnya ramah, terima kasih.", _SERVICES[2][0]),
        # What a hostile or careless pen writes must come out as text in every format.
        Suggestion('=HYPERLINK("http://contoh.example") <b>parkir</b> diperluas & diberi atap', _SERVICES[1][0]),
    )
