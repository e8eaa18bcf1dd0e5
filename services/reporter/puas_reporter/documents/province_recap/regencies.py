"""Every regency of the recap: its figures in one table, how far reports have come, kinds of agency compared, promises."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain import province_words
from puas.domain.printed_figures import PROVINCE_LABEL
from puas.domain.province_result import AgencyPoint, KindLine
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.presentation.dates import long_date
from puas.presentation.numbers import MISSING, index_number, percentage, signed_number, whole_number
from puas_reporter.documents.blocks import Block, Column, Heading, Listing, Paragraph, Table, Turn
from puas_reporter.documents.province_recap import drawings, wording

_COLUMNS = (
    Column("Urut", 4.5, "center"), Column("Kabupaten/kota", 20), Column("IKM ± 95%", 11, "right"), Column("Mutu", 5, "center"),
    Column("Kepastian mutu", 8, "center"), Column("Sederhana", 7.5, "right"), Column("Tertimbang", 8, "right"),
    Column("Sebelum", 7, "right"), Column("Selisih", 7, "right"), Column("Responden / sampel", 11, "right"),
    Column("PD berindeks", 8, "right"), Column("Unsur terlemah", 13), Column("RTL selesai", 7, "center"),
)  # fmt: skip
_REPORT_COLUMNS = (
    Column("Kabupaten/kota", 30), Column("Survei", 9, "right"), Column("Terbit", 9, "right"), Column("Diserahkan", 11, "right"),
    Column("Terlambat", 10, "right"), Column("Keadaan", 31),
)  # fmt: skip
_KIND_COLUMNS = (
    Column("Jenis", 18), Column("PD", 8, "right"), Column("Kab/kota", 10, "right"), Column("Responden", 13, "right"),
    Column("Rata-rata", 12, "right"), Column("Mutu", 8, "center"), Column("Tertimbang", 13, "right"),
    Column("Tidak ditampilkan", 13, "right"),
)  # fmt: skip
_END_COLUMNS = (
    Column("", 13), Column("Perangkat daerah", 37), Column("Kabupaten/kota", 25), Column("IKM ± 95%", 15, "right"),
    Column("Mutu", 10, "center"),
)  # fmt: skip
_PLAN_COLUMNS = (
    Column("Kabupaten/kota", 44), Column("Rencana", 14, "right"), Column("Selesai", 14, "right"), Column("Bagian", 14, "right"),
    Column("Lewat waktu", 14, "right"),
)  # fmt: skip


def all_regencies(snapshot: ProvinceSnapshot, chapter: Heading) -> list[Block]:
    """The table everybody looks at, on wide pages, and the chart that says how sure it is."""
    result = snapshot.result
    if not result.counted:
        return [chapter, Paragraph(province_words.units_sentence(result))]
    return [
        Turn(landscape=True),
        chapter,
        _figures(snapshot),
        Turn(landscape=False),
        Paragraph(province_words.sample_sentence(result)),
        Paragraph("Bila garis dua kabupaten/kota bertumpang tindih, urutan keduanya dapat terjadi karena kebetulan."),
        drawings.interval_figure(snapshot),
    ]


def _figures(snapshot: ProvinceSnapshot) -> Table:
    result = snapshot.result
    rows = tuple(_row(snapshot, number) for number in range(len(result.counted)))
    items, done, _late = province_words.promise_counts(result)
    index = result.index
    total = (
        "",
        f"{PROVINCE_LABEL}, {province_words.declared_words(result)}",
        index_number(index.nik) + (f" ± {index_number(index.margin)}" if index.margin is not None else ""),
        index.mutu or MISSING,
        "",
        index_number(result.simple_mean.nik),
        index_number(result.respondent_weighted.nik),
        index_number(snapshot.previous.nik if snapshot.previous else None),
        signed_number(snapshot.change.amount) if snapshot.change else MISSING,
        whole_number(result.respondents),
        whole_number(sum(each.figures.members for each in result.counted if each.figures)),
        "",
        f"{whole_number(done)} / {whole_number(items)}" if items else MISSING,
    )
    note = (
        f"{wording.SIGN_NOTE} Selisih dalam kurung: masih dalam batas kebetulan. Kepastian mutu: apakah mutunya sama di seluruh selang "
        "kepercayaan. PD: perangkat daerah."
    )
    return Table(f"Kabupaten/kota menurut indeks, {result.label}", _COLUMNS, rows, (total,), note=note, small=True)


def _row(snapshot: ProvinceSnapshot, number: int) -> tuple[str, ...]:
    line = snapshot.result.counted[number]
    figures = line.figures
    assert figures is not None  # noqa: S101 - counted regencies have figures
    return (
        MISSING if line.rank is None else str(line.rank), wording.marked_name(line), wording.index_with_margin(line),
        figures.mutu or MISSING, wording.STABLE_WORDS[figures.is_letter_stable], index_number(figures.simple_mean),
        index_number(figures.respondent_weighted), index_number(line.previous_nik), wording.change_cell(line), wording.sample_cell(line),
        wording.agencies_cell(line), wording.lowest_cell(snapshot, line), wording.promise_cell(line),
    )  # fmt: skip


def reporting(snapshot: ProvinceSnapshot) -> list[Block]:
    """Who has handed over, who has not, who is late."""
    result = snapshot.result
    due = snapshot.due_on
    words = (
        f"Batas penyerahan {result.label} adalah {long_date(due)}."
        if due
        else f"Provinsi belum menetapkan batas penyerahan untuk {result.label}."
    )
    rows = tuple(
        (
            line.name, whole_number(line.reporting.periods), whole_number(line.reporting.published),
            whole_number(line.reporting.handed_over), whole_number(line.reporting.late), wording.state_words(line),
        )
        for line in sorted(result.regencies, key=lambda each: (each.code, each.name))
    )  # fmt: skip
    every = [each.reporting for each in result.regencies]
    total = (
        "Jumlah", whole_number(sum(each.periods for each in every)), whole_number(sum(each.published for each in every)),
        whole_number(sum(each.handed_over for each in every)), whole_number(sum(each.late for each in every)), "",
    )  # fmt: skip
    note = "Survei: periode survei perangkat daerah dalam cakupan ini. Urut menurut kode wilayah."
    return [
        Paragraph(f"{province_words.reporting_sentence(snapshot)} {words}"),
        Table("Status pelaporan kabupaten/kota", _REPORT_COLUMNS, rows, (total,), note=note, small=True),
    ]


def kinds(snapshot: ProvinceSnapshot) -> list[Block]:
    """The same kind of agency all over the province, and who is strongest and weakest of each."""
    result = snapshot.result
    known = [each for each in result.kinds if each.agencies]
    hidden = province_words.suppressed_sentence(result)
    if not known:
        return [Paragraph("Belum ada perangkat daerah dengan indeks yang dapat dibandingkan."), *([Paragraph(hidden)] if hidden else [])]
    rows = tuple(
        (
            wording.kind_label(each), whole_number(each.agencies), whole_number(each.regencies), whole_number(each.respondents),
            index_number(each.simple_mean), each.simple_mutu or MISSING, index_number(each.respondent_weighted),
            whole_number(each.suppressed),
        )
        for each in result.kinds
        if each.agencies or each.suppressed
    )  # fmt: skip
    note = (
        "Yang tugasnya dikenali dari namanya dibandingkan menurut tugas itu (misalnya Dukcapil), lainnya menurut jenisnya. Rata-rata"
        " sederhana dari indeks perangkat daerah yang diterbitkan. PD: perangkat daerah."
    )
    return [
        Paragraph("Perangkat daerah sejenis dibandingkan lintas kabupaten/kota, karena tugas dan kesulitannya paling serupa."),
        Table("Jenis perangkat daerah", _KIND_COLUMNS, rows, note=note, small=True),
        *(_ends(each) for each in known),
        *([Paragraph(hidden)] if hidden else []),
    ]


def _ends(kind: KindLine) -> Table:
    groups: tuple[tuple[str, Sequence[AgencyPoint]], ...] = (("Tertinggi", kind.highest), ("Terendah", kind.lowest))
    rows = tuple(
        (label if number == 0 else "", each.name, each.regency, _with_margin(each), each.mutu)
        for label, group in groups
        for number, each in enumerate(group)
    )
    caption = f"{wording.kind_label(kind)}: tertinggi dan terendah dari {whole_number(kind.agencies)}"
    return Table(caption, _END_COLUMNS, rows, small=True, grouped=True)


def _with_margin(each: AgencyPoint) -> str:
    return index_number(each.nik) + (f" ± {index_number(each.margin)}" if each.margin is not None else "")


def follow_up(snapshot: ProvinceSnapshot) -> list[Block]:
    """What was promised and done, regency by regency, and what is to be decided now."""
    result = snapshot.result
    rows = tuple(
        (
            line.name, whole_number(line.reporting.promises), whole_number(line.reporting.promises_done),
            percentage(line.reporting.promises_done, line.reporting.promises), whole_number(line.reporting.promises_late),
        )
        for line in sorted(result.regencies, key=lambda each: (-each.reporting.promises_late, each.name))
        if line.reporting.promises
    )  # fmt: skip
    items, done, late = province_words.promise_counts(result)
    total = ("Jumlah", whole_number(items), whole_number(done), percentage(done, items), whole_number(late))
    note = "Urut menurut rencana yang lewat waktu."
    table = [Table("Rencana tindak lanjut per kabupaten/kota", _PLAN_COLUMNS, rows, (total,), note=note, small=True)] if rows else []
    return [
        Paragraph(province_words.promise_sentence(result)),
        *table,
        Paragraph("Usulan keputusan", strong=True, align="left"),
        Listing(province_words.decisions(snapshot), numbered=True),
    ]
