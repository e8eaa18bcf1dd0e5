"""BAB III, the look back at the previous period's plan, and BAB IV, the conclusion."""

from __future__ import annotations

from puas.domain.report_snapshot import FOLLOW_UP_STATES, DoneFollowUp, ReportSnapshot
from puas.presentation.numbers import MISSING, index_number
from puas_reporter.documents.blocks import Block, Column, Heading, Paragraph, Table
from puas_reporter.documents.skm_report.wording import difference_text, grade_cell, index_text, unsur_label, written_text

_PREVIOUS_COLUMNS = (
    Column("No", 8, "center"),
    Column("Unsur Pelayanan", 56),
    Column("Nilai IKM", 18, "right"),
    Column("Mutu", 18, "center"),
)
_DONE_COLUMNS = (
    Column("No", 5, "center"),
    Column("Rencana Tindak Lanjut", 29),
    Column("Apakah RTL Telah Ditindaklanjuti", 17, "center"),
    Column("Deskripsi Tindak Lanjut", 29),
    Column("Dokumentasi Kegiatan", 20),
)


def look_back(report: ReportSnapshot) -> list[Block]:
    """The previous result, how the index moved, and what became of each promise."""
    previous = report.previous
    found: list[Block] = [*written_text(report, "tindak_lanjut_sebelumnya")]
    if previous is None:
        return [*found, Paragraph("Belum ada survei periode sebelumnya yang tercatat, sehingga belum ada tindak lanjut yang dilaporkan.")]
    rows = tuple((str(number), each.name, index_number(each.nik), each.mutu) for number, each in enumerate(previous.unsur, start=1))
    total = ("", "IKM Unit Layanan", index_number(previous.nik), grade_cell(previous.mutu, previous.predikat))
    found.append(
        Table(
            f"Hasil SKM periode sebelumnya ({previous.label})",
            _PREVIOUS_COLUMNS,
            rows,
            (total,),
            note=f"Peraturan: {previous.edition_name}.",
        )
    )
    now = report.result.index
    if now.nik is not None:
        found.append(
            Paragraph(
                f"IKM periode ini {index_text(now)}, {difference_text(now.nik, previous.nik)} periode sebelumnya"
                f" ({index_number(previous.nik)})."
            )
        )
    return [*found, *_done(report)]


def _done(report: ReportSnapshot) -> list[Block]:
    if not report.done_follow_ups:
        return [Paragraph("Tidak ada rencana tindak lanjut periode sebelumnya yang tercatat.")]
    rows = tuple(
        (str(number), f"{unsur_label(report.result, item.unsur)}: {item.plan}", FOLLOW_UP_STATES.get(item.state, item.state),
         _description(item), "\n".join(item.evidence) or MISSING)
        for number, item in enumerate(report.done_follow_ups, start=1)
    )  # fmt: skip
    return [Table("Tindak lanjut hasil SKM periode sebelumnya", _DONE_COLUMNS, rows)]


def _description(item: DoneFollowUp) -> str:
    parts = (item.description, f"Hambatan: {item.obstacle}" if item.obstacle else "")
    return "\n".join(part for part in parts if part) or MISSING


def conclusion(report: ReportSnapshot) -> list[Block]:
    """What the survey says and what is asked of whom."""
    return [
        Heading("Kesimpulan", 2, "4.1"),
        *written_text(report, "kesimpulan"),
        Heading("Saran", 2, "4.2"),
        *written_text(report, "saran"),
    ]
