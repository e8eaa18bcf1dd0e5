"""The regency as a whole: the index both ways, the scope before and the target, its unsur, its trend."""

from __future__ import annotations

from puas.domain import recap_words
from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.result_snapshot import IndexFigures
from puas.presentation.numbers import MISSING, average_number, index_number, signed_number, whole_number
from puas_reporter.documents.blocks import Block, Column, KeyFigure, KeyFigures, Paragraph, Table
from puas_reporter.documents.regency_recap import drawings
from puas_reporter.documents.skm_report.wording import grade_cell, legacy_weight_text

_BOTH_COLUMNS = (
    Column("Cara hitung", 44),
    Column("NI", 11, "right"),
    Column("IKM", 12, "right"),
    Column("Mutu", 20, "center"),
    Column("Status", 15, "center"),
)
_BESIDE_COLUMNS = (
    Column("Pembanding", 34),
    Column("Nilai", 13, "right"),
    Column("Mutu", 20, "center"),
    Column("Selisih", 13, "right"),
    Column("Keterangan", 26),
)
_UNSUR_COLUMNS = (
    Column("No", 6, "center"),
    Column("Unsur Pelayanan", 26),
    Column("NRR", 9, "right"),
    Column("Sederhana", 13, "right"),
    Column("Mutu", 8, "center"),
    Column("Tertimbang", 14, "right"),
    Column("Mutu", 8, "center"),
    Column("Sebelum", 12, "right"),
    Column("Selisih", 11, "right"),
)
_TREND_COLUMNS = (
    Column("Cakupan", 24),
    Column("IKM", 12, "right"),
    Column("Mutu", 20, "center"),
    Column("Peraturan", 30),
    Column("Responden", 14, "right"),
)


def summary(recap: RecapSnapshot) -> list[Block]:
    """The figures at a glance, why there are two, and what they stand beside."""
    legacy = legacy_weight_text(recap.result)
    return [
        _key_figures(recap),
        Paragraph(recap_words.index_sentence(recap)),
        Paragraph(recap_words.two_means_sentence(recap)),
        _both_ways(recap),
        Paragraph(recap_words.units_sentence(recap)),
        Paragraph(recap_words.sample_sentence(recap)),
        _beside(recap),
        Paragraph(recap_words.lowest_sentence(recap)),
        Paragraph(recap_words.promise_sentence(recap)),
        *([Paragraph(legacy)] if legacy else []),
    ]


def _key_figures(recap: RecapSnapshot) -> KeyFigures:
    result, target, change = recap.result, recap.target, recap.change
    return KeyFigures(
        (
            KeyFigure(
                "Indeks Kepuasan Masyarakat", index_number(result.index.nik), f"Mutu {grade_cell(result.index.mutu, result.index.predikat)}"
            ),
            KeyFigure(
                "Perubahan",
                signed_number(change.amount) if change else MISSING,
                f"dari {recap.previous.label}" if recap.previous else "belum ada pembanding",
            ),
            KeyFigure(
                "Target",
                index_number(target.nik if target else None),
                ("tercapai" if recap.target_check and recap.target_check.reached else "belum tercapai") if target else "belum ditetapkan",
            ),
            KeyFigure("Perangkat daerah", f"{len(recap.counted)}/{len(recap.agencies)}", f"{whole_number(result.respondents)} responden"),
        )
    )


def _both_ways(recap: RecapSnapshot) -> Table:
    def row(words: str, index: IndexFigures, declared: bool) -> tuple[str, ...]:
        return (
            words,
            average_number(index.ni),
            index_number(index.nik),
            grade_cell(index.mutu, index.predikat),
            "ditetapkan" if declared else "pembanding",
        )

    result = recap.result
    rows = (
        row(_capital(recap_words.SIMPLE_MEAN_WORDS), result.simple_mean, not recap.is_pooled),
        row(_capital(recap_words.POOLED_WORDS), result.respondent_weighted, recap.is_pooled),
    )
    return Table("Indeks menurut dua cara hitung", _BOTH_COLUMNS, rows, note=recap_words.rounding_sentence())


def _beside(recap: RecapSnapshot) -> Table:
    rows = []
    if recap.previous is not None:
        change = recap.change
        before = recap.previous
        remark = before.edition_name if change and change.rule_changed else ""
        difference = signed_number(change.amount) if change else MISSING
        rows.append((before.label, index_number(before.nik), grade_cell(before.mutu, before.predikat), difference, remark))
    if recap.target is not None:
        check = recap.target_check
        words = "" if check is None else "tercapai" if check.reached else "belum tercapai"
        named = f"Target {recap.scope_year}"
        rows.append((named, index_number(recap.target.nik), recap.target.mutu, signed_number(check.gap) if check else MISSING, words))
    if not rows:
        rows.append(("Belum ada", MISSING, MISSING, MISSING, "cakupan sebelumnya dan target belum tercatat"))
    source = recap.target.source if recap.target else ""
    note = "Selisih dihitung antara angka tercetak." + (f" Sumber target: {source}." if source else "")
    return Table("Perbandingan dengan cakupan sebelumnya dan target", _BESIDE_COLUMNS, tuple(rows), note=note)


def unsur(recap: RecapSnapshot) -> list[Block]:
    """Each unsur both ways, and what it was before."""
    before = {each.slug: each.nik for each in recap.previous_unsur}
    rows = []
    pairs = zip(recap.unsur_simple_mean, recap.unsur_respondent_weighted, strict=True)
    for number, ((simple, pooled), declared) in enumerate(zip(pairs, recap.result.unsur, strict=True), start=1):
        earlier = before.get(simple.slug)
        change = signed_number(declared.nik - earlier) if earlier is not None and declared.nik is not None else MISSING
        rows.append(
            (
                str(number),
                recap_words.unsur_label(recap, simple.slug),
                average_number(declared.nrr),
                index_number(simple.nik),
                simple.mutu or MISSING,
                index_number(pooled.nik),
                pooled.mutu or MISSING,
                index_number(earlier),
                change,
            )
        )
    note = (
        f"NRR dan selisih menurut cara yang ditetapkan ({recap_words.declared_words(recap)}). n = {whole_number(recap.result.respondents)}."
    )
    return [
        Paragraph(recap_words.lowest_sentence(recap)),
        drawings.unsur_figure(recap),
        Table("Nilai per unsur menurut dua cara hitung", _UNSUR_COLUMNS, tuple(rows), note=note, small=True),
        *_where_weak(recap),
    ]


def _where_weak(recap: RecapSnapshot) -> list[Block]:
    """For each of the weakest unsur, the agencies that have it among their own weakest."""
    rows = []
    for each in recap_words.weakest(recap):
        found = recap_words.agencies_weakest_in(recap, each.slug)
        names = recap_words.some_names(found, 3) if found else MISSING
        rows.append((recap_words.unsur_label(recap, each.slug), index_number(each.nik), whole_number(len(found)), names))
    columns = (Column("Unsur", 22), Column("Nilai", 10, "right"), Column("Perangkat daerah", 13, "right"), Column("Di antaranya", 55))
    caption = "Perangkat daerah yang tiga unsur terendahnya memuat unsur terendah daerah"
    return [Table(caption, columns, tuple(rows))] if rows else []


def trend(recap: RecapSnapshot) -> list[Block]:
    """The index over time with the rule of each point, and the target."""
    if not recap.trend:
        return [Paragraph("Belum ada indeks yang dapat dibandingkan dari waktu ke waktu.")]
    rows = tuple(
        (each.label, index_number(each.nik), grade_cell(each.mutu, each.predikat), each.edition_name, whole_number(each.respondents))
        for each in recap.trend
    )
    target = recap.target
    words = _capital(recap_words.target_words(recap)) + (f" ({target.source})." if target and target.source else ".")
    figure = [drawings.trend_figure(recap)] if len(recap.trend) > 1 else []
    table = Table("Indeks dari waktu ke waktu", _TREND_COLUMNS, rows, note="Setiap titik memakai peraturan dan batas mutunya sendiri.")
    return [Paragraph(words), *figure, table]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
