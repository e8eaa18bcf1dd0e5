"""What `puas verify` says about a PDF, DOCX or XLSX of ours: is it as it left us, does it print its own figures, who signed it."""

from puas.cli.checks import Check
from puas.domain.document_record import figures_absent_from
from puas.domain.printed_figures import PrintedFigure, figures_missing_from
from puas.domain.report_snapshot import DRAFT
from puas.runtime.document_files import AS_IT_LEFT_US, CONTINUED, DOCX, XLSX, OpenedDocument

UNREADABLE = {
    "no-record": "tidak ada catatan Puas di dalam berkas ini; periksa nomor dokumennya di /verifikasi/<nomor>",
    "encrypted": "berkas PDF ini berkata sandi; simpan salinan tanpa kata sandi",
    "too-large": "berkas lebih dari 25 MB",
    "too_large": "berkas terlalu besar",
    "too-many-pages": "berkas PDF ini lebih dari 2.000 halaman",
    "not-pdf": "bukan PDF, DOCX, atau XLSX yang utuh",
    "locked_or_old": "dokumen Word lama (.doc) atau berkata sandi; simpan ulang sebagai .docx",
    "declares_entities": "dokumen Word ini memuat bagian yang tidak aman",
}
_BROKEN = "berkas rusak atau terpotong"
_MOST_SHOWN = 5


def unreadable(reason: str) -> str:
    """Why a document cannot be checked offline."""
    return UNREADABLE.get(reason, _BROKEN)


def check_document(opened: OpenedDocument) -> tuple[Check, ...]:
    """The file itself and the figures printed in it."""
    return (_check_body(opened), _check_printed(opened), *_check_stage(opened))


def _check_body(opened: OpenedDocument) -> Check:
    if opened.body == AS_IT_LEFT_US:
        return Check("keutuhan berkas", True, f"isi {opened.format.upper()} sama persis seperti saat diterbitkan")
    if opened.body == CONTINUED:
        return Check("keutuhan berkas", True, "isi yang diterbitkan masih utuh, dengan tambahan sesudahnya (misalnya tanda tangan)")
    return Check("keutuhan berkas", None, "berkas disunting atau disimpan ulang setelah diterbitkan; hanya angkanya yang dapat dicocokkan")


def _check_printed(opened: OpenedDocument) -> Check:
    absent = _absent(opened)
    if not absent:
        return Check("angka tercetak", True, "angka dalam teks sama dengan catatan di dalam berkas")
    shown = ", ".join(map(_named, absent[:_MOST_SHOWN]))
    rest = f", dan {len(absent) - _MOST_SHOWN} lagi" if len(absent) > _MOST_SHOWN else ""
    return Check("angka tercetak", False, f"tidak ditemukan dalam teks: {shown}{rest}")


def _absent(opened: OpenedDocument) -> tuple[PrintedFigure, ...]:
    result = opened.record.result
    absent = figures_absent_from(result, "\n".join(opened.lines))
    if opened.format == DOCX:
        # Its rows can be read whole, so each figure must stand beside its name.
        return (*absent, *(figure for figure in figures_missing_from(result, opened.lines) if figure not in absent))
    if opened.format == XLSX:
        # A workbook computes its averages itself and shows them with its own places.
        return tuple(figure for figure in absent if figure.kind in ("NIK", "n"))
    return absent


def _named(figure: PrintedFigure) -> str:
    return f"{figure.kind} {figure.printed} ({figure.subject})"


def _check_stage(opened: OpenedDocument) -> tuple[Check, ...]:
    if opened.record.stage != DRAFT:
        return ()
    return (Check("tahap", None, "dokumen ini draf, bukan dokumen final"),)
