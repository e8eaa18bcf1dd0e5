"""What `puas verify` says about a PDF, DOCX, XLSX or PPTX of ours: is it as it left us, does it print its own figures, who signed it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from puas.cli.checks import Check
from puas.domain.document_record import figures_absent_from, figures_named_in
from puas.domain.printed_figures import PrintedFigure, figures_apart_from_names
from puas.domain.report_snapshot import DRAFT
from puas.domain.signed_copy import SignatureState, SignatureVerdict
from puas.runtime.document_files import AS_IT_LEFT_US, CONTINUED, DOCX, XLSX, OpenedDocument

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

UNREADABLE = {
    "no-record": "tidak ada catatan Puas di dalam berkas ini; periksa nomor dokumennya di /verifikasi/<nomor>",
    "encrypted": "berkas PDF ini berkata sandi; simpan salinan tanpa kata sandi",
    "too-large": "berkas lebih dari 25 MB",
    "too_large": "berkas terlalu besar",
    "too-many-pages": "berkas PDF ini lebih dari 2.000 halaman",
    "not-pdf": "bukan PDF, DOCX, XLSX, atau PPTX yang utuh",
    "locked_or_old": "dokumen Word lama (.doc) atau berkata sandi; simpan ulang sebagai .docx",
    "declares_entities": "dokumen Word ini memuat bagian yang tidak aman",
}
_BROKEN = "berkas rusak atau terpotong"
_MOST_SHOWN = 5

_SIGNATURES = {
    SignatureState.VALID: (True, "sah"),
    SignatureState.UNPROVEN: (None, "utuh; sebut sertifikat penerbit yang dipercaya dengan --roots untuk memastikannya"),
    SignatureState.UNKNOWN_ISSUER: (False, "utuh, tetapi penerbit sertifikatnya tidak termasuk yang dipercaya"),
    SignatureState.EXPIRED: (False, "utuh, tetapi sertifikatnya sudah berakhir dan tidak ada cap waktu tepercaya sebelum itu"),
    SignatureState.NOT_YET_VALID: (False, "utuh, tetapi sertifikatnya belum berlaku"),
    SignatureState.REVOKED: (False, "sertifikatnya dicabut"),
    SignatureState.WEAK: (False, "memakai algoritma yang sudah dapat dipalsukan"),
    SignatureState.ALTERED: (False, "dokumen diubah setelah ditandatangani"),
    SignatureState.BROKEN: (False, "tidak cocok dengan isi berkas"),
}


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
    absent = figures_absent_from(opened.record, "\n".join(opened.lines))
    if opened.format == DOCX:
        # Its rows can be read whole, so each figure must stand beside its name.
        apart = figures_apart_from_names(figures_named_in(opened.record), opened.lines)
        return (*absent, *(figure for figure in apart if figure not in absent))
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


def check_signatures(content: bytes, roots: Sequence["Certificate"], now: datetime) -> tuple[Check, ...]:
    """Every electronic signature in a PDF; a document nobody signed has no such check."""
    from puas.runtime.signed_pdf import SignedPdf

    return tuple(_check_signature(each) for each in SignedPdf(content).verdicts(roots=roots, now=now))


def _check_signature(verdict: SignatureVerdict) -> Check:
    holds, words = _SIGNATURES[SignatureState(verdict.state)]
    at = verdict.proven_at or verdict.signed_at
    when = f" pada {at:%Y-%m-%d %H:%M} UTC" if at else ""
    proof = " (cap waktu)" if verdict.proven_at else ""
    return Check("tanda tangan elektronik", holds, f"{verdict.signer}{when}{proof}, sertifikat dari {verdict.issuer}: {words}")
