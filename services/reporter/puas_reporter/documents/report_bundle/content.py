"""The list and the page to read first: every report that was asked for, whether it is there, and if not, why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from puas.domain.report_bundle import CANCELLED, BundledReport, BundleSource
from puas.domain.report_snapshot import DRAFT
from puas.presentation.dates import long_date
from puas.presentation.numbers import whole_number

LIST_NAME = "daftar-laporan.csv"
README_NAME = "baca-dahulu.txt"
LIST_HEAD = ("no", "perangkat_daerah", "periode", "nomor_dokumen", "keadaan", "tahap", "keterangan", "berkas", "sha256")

READY, FAILED, DROPPED, EXPIRED = "siap", "gagal", "dibatalkan", "sudah dihapus"
_STATES = {"ready": READY, "failed": FAILED, "gone": EXPIRED}
_FAILURES = {
    "no-room": "Tempat penyimpanan penuh. Coba lagi setelah ada ruang.",
    "storage": "Berkas tidak dapat disimpan. Coba lagi beberapa saat lagi.",
    "unreadable-source": "Hasil periode ini tidak dapat dibaca. Minta laporan baru.",
    "not-rendered": "Ada bagian laporan yang tidak dapat dicetak.",
    "gave-up": "Pembuatan terhenti beberapa kali.",
    "unexpected": "Terjadi kesalahan di pihak sistem.",
    CANCELLED: "Dibatalkan sebelum sempat dibuat.",
}


def state_of(report: BundledReport) -> str:
    """What became of a report, in a word."""
    return DROPPED if report.failure == CANCELLED else _STATES.get(report.state, report.state)


def remark_on(report: BundledReport) -> str:
    """Why it failed, or why it is a draft; empty where there is nothing to say."""
    if report.state != "ready":
        return _FAILURES.get(report.failure, "Berkasnya sudah dihapus karena masa simpannya lewat.")
    return "; ".join(report.remarks)


def list_rows(source: BundleSource) -> list[tuple[str, ...]]:
    """One line per file, and one for a report without files; numbered by report."""
    rows: list[tuple[str, ...]] = []
    for number, report in enumerate(source.reports, start=1):
        stage = ("draf" if report.stage == DRAFT else "final") if report.state == "ready" else ""
        begin = (str(number), report.agency, report.period, report.document_id, state_of(report), stage, remark_on(report))
        files = [(file.path, file.sha256) for file in report.files] or [("", "")]
        rows += [(*begin, *file) for file in files]
    return rows


def title_of(source: BundleSource) -> str:
    """What kind of documents are in it."""
    return "Semua rapor pelayanan" if source.is_of_cards else "Semua laporan SKM"


def readme(source: BundleSource) -> str:
    """What is in the archive and what is missing, for whoever opens it."""
    counts = Counter(state_of(report) for report in source.reports)
    ready = [report for report in source.reports if report.state == "ready"]
    day = source.requested_at.astimezone(ZoneInfo(source.time_zone)).date()
    drafts = [report for report in ready if report.stage == DRAFT]
    noun = "rapor" if source.is_of_cards else "laporan"
    lines = [
        f"{title_of(source)} {source.owner}, {source.label}",
        f"Diminta {long_date(day)}. Nomor arsip {source.document_id}.",
        *(["", "DATA CONTOH: bukan hasil survei yang sebenarnya."] if source.sample_data else []),
        "",
        f"{whole_number(counts[READY])} dari {whole_number(len(source.reports))} {noun} ada di arsip ini.",
        f"Setiap perangkat daerah mempunyai satu folder. Daftar lengkap beserta sidik jari berkas: {LIST_NAME}.",
        *_section("Tidak ada di arsip ini", [report for report in source.reports if report.state != "ready"]),
        *_section("Masih draf, belum dapat ditandatangani", drafts),
        "",
        f"Keaslian setiap {noun} dapat diperiksa dengan nomor dokumennya di {source.base_url}/verifikasi",
        "",
    ]
    return "\r\n".join(lines)


def _section(title: str, reports: Sequence[BundledReport]) -> list[str]:
    if not reports:
        return []
    lines = [f"- {_named(report)} ({state_of(report)}). {remark_on(report)}".rstrip() for report in reports]
    return ["", f"{title}:", *lines]


def _named(report: BundledReport) -> str:
    """The agency, and the period where there is one."""
    return f"{report.agency}, {report.period}" if report.period else report.agency
