"""The province as a whole: the index both ways, the scope before, its unsur, its trend."""

from __future__ import annotations

from puas.domain import province_words
from puas.domain.province_result import MeanFigures, ProvinceResult
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.presentation.numbers import MISSING, index_number, signed_number, whole_number
from puas_reporter.documents.blocks import Block, Column, KeyFigure, KeyFigures, Paragraph, Table
from puas_reporter.documents.province_recap import drawings
from puas_reporter.documents.skm_report.wording import grade_cell

_BOTH_COLUMNS = (
    Column("Cara hitung", 44), Column("IKM", 12, "right"), Column("± 95%", 10, "right"), Column("Mutu", 19, "center"),
    Column("Status", 15, "center"),
)  # fmt: skip
_UNSUR_COLUMNS = (
    Column("No", 6, "center"), Column("Unsur Pelayanan", 34), Column("Sederhana", 13, "right"), Column("Mutu", 8, "center"),
    Column("Tertimbang", 14, "right"), Column("Mutu", 8, "center"), Column("Terlemah di", 17, "right"),
)  # fmt: skip
_TREND_COLUMNS = (
    Column("Cakupan", 19), Column("IKM", 10, "right"), Column("± 95%", 9, "right"), Column("Mutu", 16, "center"),
    Column("Peraturan", 23), Column("Kab/kota", 11, "right"), Column("Responden", 13, "right"),
)  # fmt: skip


def summary(snapshot: ProvinceSnapshot) -> list[Block]:
    """The figures at a glance, why there are two, and what they stand beside."""
    result = snapshot.result
    sentences = (
        province_words.composition_sentence(snapshot),
        province_words.units_sentence(result),
        province_words.agencies_sentence(result),
        province_words.reporting_sentence(snapshot),
        province_words.improved_sentence(result),
        province_words.lowest_sentence(result),
    )
    return [
        _key_figures(snapshot),
        Paragraph(province_words.index_sentence(snapshot)),
        Paragraph(province_words.two_means_sentence(result)),
        both_ways(result),
        *(Paragraph(each) for each in sentences if each),
    ]


def _key_figures(snapshot: ProvinceSnapshot) -> KeyFigures:
    result, found = snapshot.result, snapshot.change
    items, done, _late = province_words.promise_counts(result)
    return KeyFigures(
        (
            KeyFigure(
                "Indeks Kepuasan Masyarakat", index_number(result.index.nik), f"Mutu {grade_cell(result.index.mutu, result.index.predikat)}"
            ),
            KeyFigure(
                "Perubahan",
                signed_number(found.amount) if found else MISSING,
                f"dari {snapshot.previous.label}" if snapshot.previous else "belum ada pembanding",
            ),
            KeyFigure("Kabupaten/kota", f"{len(result.counted)}/{len(result.regencies)}", f"{whole_number(result.respondents)} responden"),
            KeyFigure("Janji selesai", f"{whole_number(done)}/{whole_number(items)}" if items else MISSING, "rencana tindak lanjut"),
        )
    )


def both_ways(result: ProvinceResult) -> Table:
    """Both means with their intervals, the declared one named."""

    def row(words: str, index: MeanFigures, declared: bool) -> tuple[str, ...]:
        return (
            f"{words[:1].upper()}{words[1:]}", index_number(index.nik), index_number(index.margin), grade_cell(index.mutu, index.predikat),
            "ditetapkan" if declared else "pembanding",
        )  # fmt: skip

    rows = (
        row(province_words.SIMPLE_MEAN_WORDS, result.simple_mean, not result.is_weighted),
        row(province_words.WEIGHTED_WORDS, result.respondent_weighted, result.is_weighted),
    )
    return Table("Indeks provinsi menurut dua cara hitung", _BOTH_COLUMNS, rows, note=province_words.rounding_sentence())


def unsur(snapshot: ProvinceSnapshot) -> list[Block]:
    """Each unsur both ways, and where it is the weakest; then regencies × unsur."""
    result = snapshot.result
    rows = tuple(
        (
            str(number), province_words.unsur_label(result, each.slug), index_number(each.simple_mean), each.simple_mutu or MISSING,
            index_number(each.respondent_weighted), each.weighted_mutu or MISSING, _where(result, each.slug),
        )
        for number, each in enumerate(result.unsur, start=1)
    )  # fmt: skip
    note = "Terlemah di: di berapa kabupaten/kota unsur ini yang paling rendah. Rata-rata dari nilai unsur kabupaten/kota yang diterbitkan."
    return [
        Paragraph(province_words.lowest_sentence(result)),
        drawings.unsur_figure(snapshot),
        Table("Nilai per unsur menurut dua cara hitung", _UNSUR_COLUMNS, rows, note=note, small=True),
        drawings.heat_figure(snapshot),
    ]


def _where(result: ProvinceResult, slug: str) -> str:
    return f"{whole_number(len(province_words.regencies_weakest_in(result, slug)))} kab/kota"


def trend(snapshot: ProvinceSnapshot) -> list[Block]:
    """The index over time, of how many regencies each time."""
    points = snapshot.result.trend
    if not points:
        return [Paragraph("Belum ada indeks yang dapat dibandingkan dari waktu ke waktu.")]
    rows = tuple(
        (
            each.label, index_number(each.nik), index_number(each.margin), grade_cell(each.mutu, each.predikat), each.edition_name,
            whole_number(each.regencies), whole_number(each.respondents),
        )
        for each in points
    )  # fmt: skip
    figure = [drawings.trend_figure(snapshot)] if len(points) > 1 else []
    warning = province_words.composition_sentence(snapshot)
    note = "Setiap titik dihitung dengan cara yang sama dari hasil yang diterbitkan, menurut peraturan dan batas mutunya sendiri."
    return [
        *([Paragraph(warning)] if warning else []),
        *figure,
        Table("Indeks provinsi dari waktu ke waktu", _TREND_COLUMNS, rows, note=note, small=True),
    ]
