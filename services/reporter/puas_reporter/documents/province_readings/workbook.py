"""All readings of a province as a workbook: one sheet of figures, and what each column means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from puas.domain.reading_source import ReadingsSource
from puas.domain.reading_table import COLUMNS
from puas.runtime.file_store import FileStore
from puas_reporter.documents.filing import SAMPLE
from puas_reporter.documents.long_sheets import CellKind, LongColumn, LongSheet, LongWorkbook
from puas_reporter.documents.rendered_file import RenderedFile, Rendering, file_name
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.formats.long_workbook import long_workbook_bytes

_KINDS: dict[str, CellKind] = {"text": "text", "count": "count", "index": "index"}
_WIDTHS = {"kode_kabupaten": 9, "kabupaten": 30, "ukuran": 17, "unit": 48, "keterangan": 40, "aturan": 24}


def readings_workbook(source: ReadingsSource) -> LongWorkbook:
    """The sheets."""
    title = f"Angka ukuran mutu {source.head.government} {source.label}"
    return LongWorkbook(
        title=title, author=source.head.government, subject=source.label, keywords=("Mutu layanan", "Data", source.head.document_id),
        header=title, footer=f"{source.label} · {source.head.document_id}", accent=print_accent(source.head.letterhead.accent_colour),
        mark=SAMPLE if source.head.is_sample else "", created=source.head.prepared_at, sheets=(_figures(source), _meanings(source)),
    )  # fmt: skip


def readings_files(formats: Iterable[str], snapshot: str, _store: FileStore) -> Rendering:
    """The workbook."""
    source = ReadingsSource.from_json(snapshot)
    for each in formats:
        name = file_name("angka ukuran mutu", source.head.government, source.label, suffix=each)
        yield RenderedFile(each, name, long_workbook_bytes(readings_workbook(source)))


def _figures(source: ReadingsSource) -> LongSheet:
    columns = tuple(LongColumn(each.name, _WIDTHS.get(each.name, 12), _KINDS[each.kind]) for each in COLUMNS)
    opening = ("ANGKA UKURAN MUTU", f"{source.head.government}, {source.label}")
    closing = ("Sel kosong berarti belum diketahui, bukan nol.",)
    return LongSheet("Angka", opening, columns, lambda: iter(source.rows()), frozen_columns=2, closing=closing)


def _meanings(source: ReadingsSource) -> LongSheet:
    def rows() -> Iterator[Sequence[str]]:
        return ((each.name, each.meaning) for each in COLUMNS)

    columns = (LongColumn("Kolom", 18), LongColumn("Arti", 90, "wrapped"))
    return LongSheet("Keterangan", ("ARTI KOLOM", f"Diperiksa di {source.head.verification_url}"), columns, rows)
