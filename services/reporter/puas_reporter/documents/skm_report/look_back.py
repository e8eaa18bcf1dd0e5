"""The look back: the previous result, and what became of the plan made then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from puas.domain.report_snapshot import FOLLOW_UP_STATES, DoneFollowUp, PreviousResult, ReportSnapshot
from puas.presentation.numbers import MISSING, index_number
from puas_reporter.documents.blocks import Block, Column, Paragraph, Photo, PhotoRow, Table, Together
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


def look_back(report: ReportSnapshot, pictures: Mapping[str, bytes]) -> list[Block]:
    """The previous result, how the index moved, and what became of each promise, with its photographs."""
    previous = report.previous
    said: list[Block] = [*written_text(report, "tindak_lanjut_sebelumnya")]
    if previous is None:
        nothing = "Belum ada survei periode sebelumnya yang tercatat, sehingga belum ada tindak lanjut yang dilaporkan."
        return said or [Paragraph(nothing)]
    return [*said, _previous_table(previous), *_change(report, previous), *_what_became(report, pictures)]


def _previous_table(previous: PreviousResult) -> Table:
    rows = tuple((str(number), each.name, index_number(each.nik), each.mutu) for number, each in enumerate(previous.unsur, start=1))
    total = ("", "IKM Unit Layanan", index_number(previous.nik), grade_cell(previous.mutu, previous.predikat))
    caption, note = f"Hasil SKM periode sebelumnya ({previous.label})", f"Peraturan: {previous.edition_name}."
    return Table(caption, _PREVIOUS_COLUMNS, rows, (total,), note=note)


def _change(report: ReportSnapshot, previous: PreviousResult) -> list[Block]:
    now = report.result.index
    if now.nik is None:
        return []
    how = difference_text(now.nik, previous.nik)
    return [Paragraph(f"IKM periode ini {index_text(now)}, {how} periode sebelumnya ({index_number(previous.nik)}).")]


def _what_became(report: ReportSnapshot, pictures: Mapping[str, bytes]) -> list[Block]:
    """The promises, and their first photographs on the same page: a picture alone on a page tells nobody what it proves."""
    told, photographs = _done(report), _evidence(report, pictures)
    if not photographs:
        return told
    return [Together((*told, photographs[0])), *photographs[1:]]


def _done(report: ReportSnapshot) -> list[Block]:
    if not report.done_follow_ups:
        return [Paragraph("Tidak ada rencana tindak lanjut periode sebelumnya yang tercatat.")]
    first_photos = _first_photo_numbers(report.done_follow_ups)
    rows = tuple(
        (str(number), f"{unsur_label(report.result, item.unsur)}: {item.plan}", FOLLOW_UP_STATES.get(item.state, item.state),
         _description(item), _documents(item, first_photos[number - 1]))
        for number, item in enumerate(report.done_follow_ups, start=1)
    )  # fmt: skip
    return [Table("Tindak lanjut hasil SKM periode sebelumnya", _DONE_COLUMNS, rows)]


def _first_photo_numbers(items: Sequence[DoneFollowUp]) -> list[int]:
    counts = [len(item.photos) for item in items]
    return [1 + sum(counts[:place]) for place in range(len(items))]


def _documents(item: DoneFollowUp, first_photo: int) -> str:
    last = first_photo + len(item.photos) - 1
    numbers = f"Foto {first_photo}" if last == first_photo else f"Foto {first_photo}–{last}"
    return "\n".join((*item.evidence, *([numbers] if item.photos else []))) or MISSING


def _evidence(report: ReportSnapshot, pictures: Mapping[str, bytes]) -> list[Block]:
    """The photographs the table names by number, two side by side; one that is gone keeps its number."""
    named = [(photo, item) for item in report.done_follow_ups for photo in item.photos]
    shown = [
        Photo(f"Foto {number}. {photo.caption or item.plan}", pictures[photo.file])
        for number, (photo, item) in enumerate(named, start=1)
        if photo.file in pictures
    ]
    return [PhotoRow(tuple(shown[start : start + 2])) for start in range(0, len(shown), 2)]


def _description(item: DoneFollowUp) -> str:
    parts = (item.description, f"Hambatan: {item.obstacle}" if item.obstacle else "")
    return "\n".join(part for part in parts if part) or MISSING
