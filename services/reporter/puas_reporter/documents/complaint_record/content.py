"""The report and its workbook, from the frozen source alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puas.domain.complaint_counts import ChannelCount
from puas.domain.complaint_record import ComplaintRecordSource
from puas.domain.yardsticks import share
from puas.presentation.numbers import MISSING, index_number, roman, whole_number
from puas_reporter.documents.blocks import Block, Column, Document, Listing, Paragraph, Table
from puas_reporter.documents.filing import filing_document
from puas_reporter.documents.sheets import Cell, Sheet, Value, Workbook
from puas_reporter.documents.skm_report.front_matter import print_accent

_TOTAL = "Jumlah"
_FIGURES = (Column("Diterima", 14, "right"), Column("Diselesaikan", 24, "right"), Column("Tepat waktu", 24, "right"))


def complaint_document(source: ComplaintRecordSource, emblem: bytes | None = None) -> Document:
    """The report as blocks."""
    whole = source.sum_of() or ChannelCount()
    facts = [
        ("Tahun", str(source.year)),
        ("Ruang lingkup", source.agency or f"seluruh perangkat daerah {source.head.office}"),
        ("Pengaduan diterima", whole_number(whole.received)),
        ("Diselesaikan", _part(whole.settled, whole.received)),
        ("Selesai tepat waktu", f"{_part(whole.in_time, whole.settled)} dari yang diselesaikan"),
        ("Belum diisi", _untold(source)),
    ]
    return filing_document(
        source.head, emblem, title=f"Laporan pengelolaan pengaduan pelayanan publik tahun {source.year}", facts=facts,
        body=tuple(_body(source)), closing="Demikian laporan ini disusun dari jumlah yang dicatat pada tanggal di bawah ini.",
        keywords=("Pengaduan", str(source.year)),
    )  # fmt: skip


def complaint_name(source: ComplaintRecordSource) -> Sequence[str]:
    """What its files are called."""
    return ("pengaduan", source.agency or source.head.office, str(source.year))


def complaint_workbook(source: ComplaintRecordSource) -> Workbook:
    """A sheet of agencies by quarter, and one with every count as it was told."""
    head, title = source.head, f"Pengaduan tahun {source.year}"
    return Workbook(
        title=title, author=head.office, subject=f"{title}, {head.office}", header=head.office,
        footer=f"{title} · {head.document_id}", accent=print_accent(head.letterhead.accent_colour),
        sheets=(_agency_sheet(source), _detail_sheet(source)), keywords=(head.document_id,), created=head.prepared_at,
    )  # fmt: skip


def _body(source: ComplaintRecordSource) -> Iterator[Block]:
    yield Table(
        "Per triwulan", (Column("Triwulan", 38), *_FIGURES),
        tuple((f"Triwulan {roman(each)}", *_figures(source.sum_of(quarter=each))) for each in source.quarters),
        totals=((_TOTAL, *_figures(source.sum_of())),), small=True,
    )  # fmt: skip
    yield Table(
        "Per saluran", (Column("Saluran", 38), *_FIGURES),
        tuple((each, *_figures(source.sum_of(channel=each))) for each in source.channels),
        totals=((_TOTAL, *_figures(source.sum_of())),), small=True,
    )  # fmt: skip
    if not source.agency:
        yield _by_agency(source)
    if source.before:
        yield _years(source)
    if source.missing:
        yield Paragraph("Triwulan yang belum diisi", strong=True)
        yield Listing(tuple(_owed(name, quarters, alone=bool(source.agency)) for name, quarters in source.missing))
    yield Paragraph("Catatan", strong=True)
    yield Listing(
        (
            "Pengaduan dihitung pada triwulan diterimanya, kapan pun selesainya.",
            "Tepat waktu menurut batas waktu yang diumumkan kantor itu sendiri.",
            f"Batas waktu yang dikenal, belum terverifikasi dengan teks aturannya: {'; '.join(source.limits)}.",
            "Yang dicatat hanya jumlahnya; nama pengadu dan isi pengaduan tetap di SP4N-LAPOR! dan buku kantor.",
        )
    )


def _by_agency(source: ComplaintRecordSource) -> Table:
    """Of each quarter how many were settled of those received; what is not told is no nought."""
    quarters = [Column(f"Triwulan {roman(each)}", 13, "right") for each in source.quarters]
    columns = (Column("Perangkat daerah", 30), *quarters, Column("Jumlah", 13, "right"), Column("Tepat waktu", 12, "right"))
    return Table(
        "Per perangkat daerah: diselesaikan dari yang diterima", columns,
        tuple((name, *_across(source, name)) for name in _agencies(source)),
        totals=((_TOTAL, *_across(source, "")),), small=True,
    )  # fmt: skip


def _agencies(source: ComplaintRecordSource) -> list[str]:
    """All that told something or should have, by name."""
    return sorted({*source.agencies, *(each.agency for each in source.rows)}, key=str.lower)


def _across(source: ComplaintRecordSource, agency: str) -> tuple[str, ...]:
    whole = source.sum_of(agency=agency)
    quarters = (source.sum_of(agency=agency, quarter=each) for each in source.quarters)
    return (*map(_settled, quarters), _settled(whole), MISSING if whole is None else whole_number(whole.in_time))


def _settled(counts: ChannelCount | None) -> str:
    return MISSING if counts is None else f"{whole_number(counts.settled)} dari {whole_number(counts.received)}"


def _years(source: ComplaintRecordSource) -> Table:
    years = [*((each.year, each.counts) for each in source.before), (source.year, source.sum_of())]
    rows = tuple((str(year), *_figures(counts)) for year, counts in years)
    return Table("Dari tahun ke tahun", (Column("Tahun", 38), *_FIGURES), rows, small=True)


def _figures(counts: ChannelCount | None) -> tuple[str, str, str]:
    if counts is None:
        return MISSING, MISSING, MISSING
    return whole_number(counts.received), _part(counts.settled, counts.received), _part(counts.in_time, counts.settled)


def _part(part: int, whole: int) -> str:
    percent = share(part, whole)
    return whole_number(part) if percent is None else f"{whole_number(part)} ({index_number(percent)}%)"


def _untold(source: ComplaintRecordSource) -> str:
    owed = sum(len(quarters) for _name, quarters in source.missing)
    if not owed:
        return "tidak ada"
    where = "" if source.agency else f" dari {whole_number(len(source.missing))} perangkat daerah"
    return f"{whole_number(owed)} triwulan{where}"


def _owed(name: str, quarters: Sequence[int], *, alone: bool) -> str:
    words = ", ".join(f"Triwulan {roman(each)}" for each in quarters)
    return words if alone else f"{name}: {words}"


def _agency_sheet(source: ComplaintRecordSource) -> Sheet:
    names = _agencies(source)
    heads = [f"Triwulan {roman(each)}: {what}" for each in source.quarters for what in ("diterima", "diselesaikan", "tepat waktu")]
    heads += ["Jumlah: diterima", "Jumlah: diselesaikan", "Jumlah: tepat waktu"]
    rows = [tuple(Cell(text, "head") for text in ("Perangkat daerah", *heads))]
    for name in names:
        counts = [*(source.sum_of(agency=name, quarter=each) for each in source.quarters), source.sum_of(agency=name)]
        rows.append((Cell(name, "text"), *(Cell(value, "count") for each in counts for value in _values(each))))
    whole = [*(source.sum_of(quarter=each) for each in source.quarters), source.sum_of()]
    rows.append((Cell(_TOTAL, "total_text"), *(Cell(value, "total_count") for each in whole for value in _values(each))))
    widths = (36, *(14 for _each in heads))
    return Sheet("Perangkat daerah", tuple(rows), widths, frozen=(1, 1), head_row=0)


def _detail_sheet(source: ComplaintRecordSource) -> Sheet:
    rows = [tuple(Cell(text, "head") for text in ("Perangkat daerah", "Triwulan", "Saluran", "Diterima", "Diselesaikan", "Tepat waktu"))]
    for each in source.rows:
        counts = (Cell(value, "count") for value in _values(each.counts))
        rows.append((Cell(each.agency, "text"), Cell(each.quarter, "count"), Cell(each.channel, "text"), *counts))
    return Sheet("Rincian", tuple(rows), (36, 10, 24, 12, 14, 14), frozen=(1, 1), head_row=0, filtered=True)


def _values(counts: ChannelCount | None) -> tuple[Value, Value, Value]:
    """Three cells; blank where nothing was told."""
    return (None, None, None) if counts is None else (counts.received, counts.settled, counts.in_time)
