"""The document and its workbook, from the frozen source alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puas.domain.mall_index import FEW, POLICY_VERIFIED, AgencyAtMall
from puas.domain.mall_results import MallResultsSource
from puas.domain.printed_numbers import comma
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import IndexFigures
from puas.presentation import charts
from puas.presentation.charts.palette import PAPER
from puas.presentation.grades import predikat_label
from puas.presentation.numbers import MISSING, index_number, whole_number
from puas_reporter.documents.blocks import Block, Column, Document, Figure, Listing, Paragraph, Table
from puas_reporter.documents.filing import filing_document
from puas_reporter.documents.sheets import Cell, Sheet, Workbook
from puas_reporter.documents.skm_report.front_matter import print_accent

_WIDTH = 430
_OWNERS = {"vertical": "instansi vertikal", "province": "provinsi", "enterprise": "BUMN, BUMD, atau swasta", "other": "instansi lain"}
_MOST_POINTS = 8


def mall_document(source: MallResultsSource, emblem: bytes | None = None) -> Document:
    """The document as blocks."""
    index = source.index
    facts = [
        ("Mal pelayanan publik", source.mall),
        ("Alamat", source.address or MISSING),
        ("Dasar pembentukan", source.decree or MISSING),
        ("Periode", f"{source.label}{' (sementara)' if source.is_provisional else ''}"),
        ("Indeks", _meaning(index.index)),
        ("Gabungan seluruh responden", _meaning(index.pooled)),
        ("Responden di gerai", _respondents(source)),
        ("Instansi dan gerai", f"{whole_number(source.participation.members)} instansi, {whole_number(source.counters)} gerai"),
    ]
    return filing_document(
        source.head, emblem, title=f"Hasil survei kepuasan masyarakat di {source.mall}", facts=facts, body=_body(source),
        closing="Demikian hasil ini disusun untuk menjadi bahan perbaikan pelayanan.", keywords=("MPP", "IKM", source.label),
    )  # fmt: skip


def mall_results_name(source: MallResultsSource) -> Sequence[str]:
    """What its files are called."""
    return ("hasil mpp", source.mall, source.label)


def _body(source: MallResultsSource) -> Iterator[Block]:
    index = source.index
    if index.compared:
        yield _agencies(index.compared, "Indeks setiap instansi di mal ini")
    if index.apart:
        yield _agencies(index.apart, f"Instansi dengan kurang dari {FEW} responden, ditampilkan terpisah")
    if index.index.nik is not None:
        caption = f"Nilai per unsur, rata-rata instansi; n = {whole_number(index.respondents)} responden"
        yield Figure(caption, _drawing(source, caption), caption, 0.86)
        yield _unsur(source)
    if len(source.trend) > 1:
        caption = "Tren indeks mal"
        points = [
            charts.TrendPoint(each.label, each.nik, each.mutu, each.edition_name, each.respondents) for each in source.trend[-_MOST_POINTS:]
        ]
        yield Figure(caption, charts.trend_line(points, title=caption, chart_id="tren", width=_WIDTH, palette=PAPER), caption, 0.86)
        yield _trend(source)
    yield Paragraph("Catatan", strong=True)
    yield Listing(tuple(_remarks(source)))


def _remarks(source: MallResultsSource) -> Iterator[str]:
    yield (
        "Indeks setiap instansi dihitung dari seluruh jawaban di gerainya dalam mal ini; indeks mal adalah rata-rata sederhana dari "
        "instansi yang memiliki indeks."
    )
    if not POLICY_VERIFIED:
        yield "Cara menggabungkan instansi belum terverifikasi: naskah aturan yang menetapkannya untuk MPP belum ditemukan."
    yield "Setiap jawaban di gerai juga dihitung satu kali dalam hasil instansinya sendiri; kedua angka itu tidak dijumlahkan."
    if any(each.owner for each in source.index.agencies):
        yield "Instansi milik pemilik lain tidak ikut dalam rekap kabupaten atau kota."


def _meaning(index: IndexFigures) -> str:
    if index.nik is None or index.mutu is None:
        return "belum ada indeks"
    return f"{index_number(index.nik)} (mutu {index.mutu}, {predikat_label(index.mutu)})"


def _respondents(source: MallResultsSource) -> str:
    known = source.participation
    return f"{whole_number(known.at_mall)} dari {whole_number(known.everywhere)} jawaban instansi ini dalam periode yang sama"


def _agencies(agencies: Sequence[AgencyAtMall], caption: str) -> Table:
    columns = (
        Column("Instansi", 40), Column("Pemilik", 19), Column("Responden", 12, "right"), Column("Indeks", 10, "right"), Column("Mutu", 19),
    )  # fmt: skip
    return Table(caption, columns, tuple(_line(each) for each in agencies), small=True)


def _line(agency: AgencyAtMall) -> tuple[str, ...]:
    mutu = agency.index.mutu
    said = f"{mutu}, {predikat_label(mutu)}" if mutu else MISSING
    owner = _OWNERS.get(agency.owner, "kabupaten/kota")
    return (agency.name, owner, whole_number(agency.respondents), index_number(agency.index.nik), said)


def _unsur(source: MallResultsSource) -> Table:
    names = {each.slug: each.name for each in edition(source.index.edition_id).unsur}
    rows = tuple(
        (names[each.slug], comma(each.nrr) if each.nrr is not None else MISSING, index_number(each.nik), each.mutu or MISSING)
        for each in source.index.unsur
    )
    columns = (Column("Unsur", 58), Column("NRR", 14, "right"), Column("Nilai", 14, "right"), Column("Mutu", 14, "center"))
    return Table("Nilai per unsur", columns, rows, small=True)


def _trend(source: MallResultsSource) -> Table:
    rows = tuple(
        (each.label, index_number(each.nik), each.mutu, whole_number(each.respondents or 0), each.edition_name) for each in source.trend
    )
    columns = (
        Column("Periode", 28), Column("Indeks", 14, "right"), Column("Mutu", 10, "center"), Column("Responden", 16, "right"),
        Column("Aturan", 32),
    )  # fmt: skip
    return Table("Indeks dari waktu ke waktu", columns, rows, small=True)


def _drawing(source: MallResultsSource, title: str) -> str:
    rule = edition(source.index.edition_id)
    names = {each.slug: each.name for each in rule.unsur}
    known = sorted((each.nrr, each.slug) for each in source.index.unsur if each.nrr is not None)
    lowest = {slug for _nrr, slug in known[:3]}
    bars = [charts.Bar(names[each.slug], each.nik, each.mutu, each.slug in lowest) for each in source.index.unsur]
    thresholds = [charts.Threshold(band.nik_from, band.letter) for band in rule.bands[1:]]
    return charts.unsur_bars(
        bars, thresholds=thresholds, respondents=source.index.respondents, title=title, chart_id="unsur", width=_WIDTH, palette=PAPER
    )


def mall_workbook(source: MallResultsSource) -> Workbook:
    """One sheet: agencies with their unsur, and the mall below them."""
    rule = edition(source.index.edition_id)
    head = ("Instansi", "Pemilik", "Responden", *(each.name for each in rule.unsur), "Indeks", "Mutu", "Catatan")
    rows: list[tuple[Cell, ...]] = [tuple(Cell(each, "head") for each in head)]
    for each in source.index.agencies:
        note = f"kurang dari {FEW} responden" if each.is_small else ""
        figures = tuple(Cell(one.nik if one.nik is not None else MISSING, "number") for one in each.unsur)
        rows.append((
            Cell(each.name, "text"), Cell(_OWNERS.get(each.owner, "kabupaten/kota"), "text"), Cell(each.respondents, "count"), *figures,
            Cell(each.index.nik if each.index.nik is not None else MISSING, "number"), Cell(each.index.mutu or MISSING, "center"),
            Cell(note, "text"),
        ))  # fmt: skip
    mall = source.index
    figures = tuple(Cell(one.nik if one.nik is not None else MISSING, "total") for one in mall.unsur)
    rows.append((
        Cell("Rata-rata instansi", "total_text"), Cell("", "total_text"), Cell(mall.respondents, "total_count"), *figures,
        Cell(mall.index.nik if mall.index.nik is not None else MISSING, "total"), Cell(mall.index.mutu or MISSING, "total_center"),
        Cell("", "total_text"),
    ))  # fmt: skip
    title = f"Hasil {source.mall} {source.label}"
    sheet = Sheet(
        "Instansi", tuple(rows), (38, 20, 12, *(12 for _ in rule.unsur), 10, 8, 26), frozen=(1, 1), head_row=0, filtered=False
    )
    return Workbook(
        title, source.head.office, title, title, f"{source.head.document_id} · {source.head.verification_url}",
        print_accent(source.head.letterhead.accent_colour), (sheet,), created=source.head.prepared_at,
    )  # fmt: skip
