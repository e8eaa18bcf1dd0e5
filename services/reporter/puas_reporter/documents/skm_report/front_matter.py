"""The first pages: letterhead, approval with the key data of the survey, and the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puas.domain.agency_owners import owner_sentence
from puas.domain.report_snapshot import Letterhead, ReportSnapshot, ReportVersion, Signatory
from puas.presentation import accent
from puas.presentation.dates import date_range, long_date
from puas.presentation.numbers import MISSING, whole_number
from puas_reporter.documents.blocks import Block, FactList, LetterheadBlock, PageBreak, Paragraph, Signature, Together
from puas_reporter.documents.skm_report.wording import index_text

DEFAULT_ACCENT = "#1f4e79"
_APPROVAL = (
    "Laporan ini disusun sebagai pertanggungjawaban pelaksanaan Survei Kepuasan Masyarakat dan disahkan untuk dipublikasikan serta"
    " ditindaklanjuti."
)
# The history names what a reader looks for; a page of it would hide that.
MOST_CHANGES = 15
_LETTERHEAD_LINE = 74
BLANK_DATE = "…………………… 20…"
UNTIL_SIGNED = "……………………………………"
"""Lines on which date and name are written by hand."""


def address_line(head: Letterhead) -> str:
    """Address, telephone, e-mail and site in the letterhead, only those that are known."""
    lines = (
        (head.address, f"Telepon {head.phone}" if head.phone else ""),
        (f"Pos-el: {head.email}" if head.email else "", f"Laman: {head.website}" if head.website else ""),
    )
    written = [" · ".join(known) for line in lines if (known := [part for part in line if part])]
    # A site that does not fit beside the address would be torn from its label.
    return "\n".join(line if len(line) <= _LETTERHEAD_LINE else line.replace(" · ", "\n") for line in written)


def print_accent(colour: str) -> str:
    """The tenant's colour, or the nearest darker tone that carries white text."""
    return accent.nearest_readable(colour.lower()) if accent.is_colour(colour.lower()) else DEFAULT_ACCENT


def approval(report: ReportSnapshot) -> tuple[Block, ...]:
    """Letterhead, what this report is about at a glance, and who answers for it."""
    return (
        LetterheadBlock(),
        Paragraph("LEMBAR PENGESAHAN", strong=True, align="center"),
        Paragraph("LAPORAN SURVEI KEPUASAN MASYARAKAT", strong=True, align="center"),
        _facts(report),
        Together((Paragraph(_APPROVAL), _signature(report.signatory, report.verification_url))),
        *_versions(report.versions),
    )


def _versions(versions: Sequence[ReportVersion]) -> tuple[Block, ...]:
    """What was corrected since the first version, the newest first; nothing where there is only one."""
    if not versions:
        return ()
    pairs = tuple(zip((None, *versions), versions, strict=False))
    return (
        PageBreak(),
        Paragraph("RIWAYAT VERSI", strong=True, align="center"),
        FactList(tuple((f"Versi {each.number}", _version_text(each, before)) for before, each in reversed(pairs))),
    )


def _version_text(version: ReportVersion, before: ReportVersion | None) -> str:
    said = [f"{long_date(version.made_on)}, nomor dokumen {version.document_id or MISSING}."]
    if version.reason:
        said.append(f"Alasan: {version.reason}")
    elif version.number == 1:
        said.append("Versi pertama.")
    # Without its document nobody can say what differs from the version before.
    if before is not None and before.document_id:
        shown = version.changes[:MOST_CHANGES]
        left = len(version.changes) - len(shown)
        said += [*shown, *([f"Dan {whole_number(left)} perubahan lain."] if left else [])]
        said += [] if version.changes else ["Tidak ada angka atau uraian yang berubah."]
    return "\n".join(said)


def _facts(report: ReportSnapshot) -> FactList:
    result = report.result
    signatory = report.signatory
    owner = owner_sentence(report.letterhead.lines, result.tenant.name)
    rows = (
        ("Unit pelayanan" if owner else "Perangkat daerah", result.agency.name if result.agency else result.tenant.name),
        ("Pemilik", owner) if owner else ("Pemerintah daerah", result.tenant.name),
        ("Periode survei", result.period.label),
        ("Tahun", str(result.period.year)),
        ("Waktu pengumpulan data", date_range(result.period.starts_on, result.period.ends_on)),
        ("Peraturan", result.edition_name),
        ("Jumlah responden", f"{whole_number(result.respondents)} orang"),
        ("Jumlah sampel minimum", f"{whole_number(result.sample_target)} orang" if result.sample_target else MISSING),
        ("Indeks Kepuasan Masyarakat", index_text(result.index)),
        ("Penanda tangan", _name_and_position(signatory)),
        ("Tanggal pengesahan", long_date(signatory.signed_on) if signatory.signed_on else MISSING),
        ("Nomor dokumen", f"{report.document_id} (keaslian: {report.verification_url})"),
    )
    return FactList(rows)


def _name_and_position(signatory: Signatory) -> str:
    return ", ".join(part for part in (signatory.name, signatory.position) if part) or MISSING


def _signature(signatory: Signatory, check_at: str) -> Signature:
    day = long_date(signatory.signed_on) if signatory.signed_on else BLANK_DATE
    return Signature(
        place_and_date=f"{signatory.place}, {day}" if signatory.place else day,
        position=signatory.position or "Pimpinan Unit Penyelenggara Pelayanan",
        name=signatory.name or UNTIL_SIGNED,
        rank=signatory.rank,
        nip=_spaced_nip(signatory.nip),
        check_at=check_at,
    )


def _spaced_nip(nip: str) -> str:
    """18 digits as they are usually set: birth date, appointment, sex and serial number."""
    if not re.fullmatch(r"\d{18}", nip):
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
