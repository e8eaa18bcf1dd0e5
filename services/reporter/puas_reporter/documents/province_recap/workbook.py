"""The recap as a workbook: one row per regency, both means of the province as live formulas over the published figures."""

from __future__ import annotations

from decimal import Decimal

from puas.domain import province_words
from puas.domain.printed_figures import PROVINCE_LABEL
from puas.domain.province_result import AgencyPoint, KindLine, MeanFigures, RegencyLine
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.regulation.registry import edition
from puas.presentation.dates import date_range, date_time
from puas.presentation.numbers import MISSING
from puas_reporter.documents.province_recap import wording
from puas_reporter.documents.sheets import BarChart, Cell, Sheet, Workbook, column_name
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.documents.skm_report.sheet_formulas import EXPLANATION, FIRST_BAND_ROW, rounded_index

_HEAD_ROW = 4
_FIRST_ROW = 6
_MOST_BARS = 16
"""More of them would not be told apart in the chart; the recap draws them all."""
_INDEX, _WEIGHTED, _RESPONDENTS, _UNSUR = 3, 8, 9, 13


def province_workbook(snapshot: ProvinceSnapshot) -> Workbook:
    """All sheets of a snapshot."""
    result = snapshot.result
    return Workbook(
        title=f"{snapshot.title} {result.label}",
        author=result.province_name,
        subject=f"{result.label}, {result.edition_name}",
        keywords=("SKM", "IKM", "Rekapitulasi", result.province_name, str(result.scope_year), snapshot.document_id),
        header=snapshot.title,
        footer=f"{result.label} · {snapshot.document_id}",
        accent=print_accent(snapshot.letterhead.accent_colour),
        created=snapshot.prepared_at,
        sheets=(_recap(snapshot), _reporting(snapshot), _kinds(snapshot), _trend(snapshot), _explanation(snapshot)),
    )


def opening(snapshot: ProvinceSnapshot, title: str) -> tuple[tuple[Cell, ...], ...]:
    """Four rows above every table: title, whose, when, and the marks."""
    result = snapshot.result
    mark = wording.marks(snapshot)
    return (
        (Cell(title, "title"),),
        (Cell(result.province_name),),
        (Cell(f"{result.label} ({date_range(result.starts_on, result.ends_on)})"),),
        (Cell(mark, "mark") if mark else Cell(),),
    )


def _recap(snapshot: ProvinceSnapshot) -> Sheet:
    result = snapshot.result
    shorts = [wording.short_unsur(snapshot, each.slug) for each in result.unsur]
    head = (
        "Urut", "Kode", "Kabupaten/Kota", "IKM", "MUTU", "± 95%", "Kepastian Mutu", "IKM Rata-rata Sederhana",
        "IKM Tertimbang Responden", "Responden", "Sampel Minimum", "PD Berindeks", "PD Terdaftar", *shorts, "IKM Sebelumnya", "Perubahan",
        "± Perubahan", "Rencana", "Selesai", "Lewat Waktu", "Keadaan",
    )  # fmt: skip
    rows = [_regency(snapshot, line, _FIRST_ROW + at) for at, line in enumerate(result.counted)]
    last = _FIRST_ROW + len(rows) - 1
    table = (
        *opening(snapshot, "REKAPITULASI SURVEI KEPUASAN MASYARAKAT KABUPATEN/KOTA"),
        tuple(Cell(title, "head") for title in head),
        *rows,
        *(_province(snapshot, last) if rows else ()),
    )
    widths = (7, 9, _name_width(snapshot), 10, 8, 9, 13, 12, 13, 11, 10, 10, 10, *([11] * len(shorts)), 12, 11, 11, 9, 9, 9, 42)
    chart = None
    if 0 < len(rows) <= _MOST_BARS:
        names = (_FIRST_ROW - 1, 2, last - 1, 2)
        chart = BarChart("IKM kabupaten/kota", last + 6, names, (_FIRST_ROW - 1, _INDEX, last - 1, _INDEX), 25, 100)
    return Sheet("Rekap", table, widths, (_FIRST_ROW - 1, 3), _HEAD_ROW, chart=chart)


def _regency(snapshot: ProvinceSnapshot, line: RegencyLine, number: int) -> tuple[Cell, ...]:
    figures = line.figures
    assert figures is not None  # noqa: S101 - counted regencies have figures
    by_slug = {each.slug: each.nik for each in figures.unsur}
    unsur = [Cell(_shown(by_slug.get(each.slug)), "number") for each in snapshot.result.unsur]
    before = column_name(_UNSUR + len(unsur))
    change = line.change
    formula = f'=IF(ISNUMBER({before}{number}),ROUND({column_name(_INDEX)}{number}-{before}{number},2),"{MISSING}")'
    reporting = line.reporting
    return (
        Cell(line.rank if line.rank is not None else MISSING, "center"),
        Cell(line.code, "center"),
        Cell(wording.marked_name(line), "text"),
        Cell(figures.nik, "number"),
        Cell(figures.mutu, "center", _letter(f"{column_name(_INDEX)}{number}", snapshot)),
        Cell(_shown(figures.margin), "number"),
        Cell(wording.STABLE_WORDS[figures.is_letter_stable], "center"),
        Cell(_shown(figures.simple_mean), "number"),
        Cell(_shown(figures.pooled), "number"),
        Cell(figures.respondents, "count"),
        Cell(figures.sample_target if figures.sample_target is not None else MISSING, "count"),
        Cell(figures.members, "count"),
        Cell(line.agencies, "count"),
        *unsur,
        Cell(_shown(line.previous_nik), "number"),
        Cell(_shown(change.amount if change else None), "number", formula),
        Cell(_shown(line.change_margin), "number"),
        Cell(reporting.promises, "count"),
        Cell(reporting.promises_done, "count"),
        Cell(reporting.promises_late, "count"),
        Cell(wording.state_words(line), "text"),
    )


def _province(snapshot: ProvinceSnapshot, last: int) -> list[tuple[Cell, ...]]:
    """Both ways of adding regencies up, the declared one named, and the notes."""
    result = snapshot.result
    simple = _way(snapshot, province_words.SIMPLE_MEAN_WORDS, result.simple_mean, not result.is_weighted, last, last + 1)
    weighted = _way(snapshot, province_words.WEIGHTED_WORDS, result.respondent_weighted, result.is_weighted, last, last + 2)
    notes = (province_words.rounding_sentence(), wording.SIGN_NOTE)
    return [simple, weighted, *((Cell(each, "note"),) for each in notes)]


def _way(snapshot: ProvinceSnapshot, words: str, index: MeanFigures, declared: bool, last: int, number: int) -> tuple[Cell, ...]:
    result = snapshot.result
    weighs = words == province_words.WEIGHTED_WORDS
    label = f"{PROVINCE_LABEL}, {words}{' (ditetapkan)' if declared else ''}"
    blank = Cell("", "total_text")
    unsur = []
    for at, each in enumerate(result.unsur):
        value = each.respondent_weighted if weighs else each.simple_mean
        unsur.append(Cell(_shown(value), "total", _mean(_UNSUR + at, last, weighs)))
    sums = [Cell(value, "total_count", f"=SUM({_range(at, last)})") for at, value in _counts(snapshot)]
    own = f"{column_name(_INDEX)}{number}"
    return (
        blank, blank, Cell(label, "total_text"), Cell(_shown(index.nik), "total", _mean(_WEIGHTED if weighs else _INDEX, last, weighs)),
        Cell(index.mutu, "total_center", _letter(own, snapshot)), Cell(_shown(index.margin), "total"), blank, blank, blank,
        sums[0], blank, *sums[1:], *unsur,
    )  # fmt: skip


def _counts(snapshot: ProvinceSnapshot) -> tuple[tuple[int, int], ...]:
    counted = snapshot.result.counted
    members = sum(each.figures.members for each in counted if each.figures)
    return (_RESPONDENTS, snapshot.result.respondents), (11, members), (12, sum(each.agencies for each in counted))


def _mean(column: int, last: int, weighs: bool) -> str:
    """Text in a cell, where an unsur was not answered, counts in neither way."""
    cells = _range(column, last)
    if not weighs:
        return f"={rounded_index(f'AVERAGE({cells})')}"
    weights = _range(_RESPONDENTS, last)
    return f"={rounded_index(f'SUMPRODUCT({cells},{weights})/SUMIF({cells},{chr(34)}>0{chr(34)},{weights})')}"


def _range(column: int, last: int) -> str:
    name = column_name(column)
    return f"${name}${_FIRST_ROW}:${name}${last}"


def _letter(cell: str, snapshot: ProvinceSnapshot) -> str:
    last = FIRST_BAND_ROW + len(edition(snapshot.result.edition_id).bands) - 1
    starts, found = (f"{EXPLANATION}!${name}${FIRST_BAND_ROW}:${name}${last}" for name in ("A", "B"))
    return f'=IF(ISNUMBER({cell}),LOOKUP({cell},{starts},{found}),"{MISSING}")'


def _reporting(snapshot: ProvinceSnapshot) -> Sheet:
    head = ("Kode", "Kabupaten/Kota", "Survei", "Terbit", "Diserahkan", "Terlambat", "PD Terdaftar", "Keadaan")
    rows = [
        (
            Cell(line.code, "center"), Cell(line.name, "text"),
            *(
                Cell(value, "count")
                for value in (
                    line.reporting.periods, line.reporting.published, line.reporting.handed_over, line.reporting.late, line.agencies,
                )
            ),
            Cell(wording.state_words(line), "text"),
        )
        for line in sorted(snapshot.result.regencies, key=lambda each: (each.code, each.name))
    ]  # fmt: skip
    table = (*opening(snapshot, "STATUS PELAPORAN KABUPATEN/KOTA"), tuple(Cell(title, "head") for title in head), *rows)
    return Sheet("Pelaporan", table, (9, _name_width(snapshot), 10, 10, 12, 11, 11, 48), (_FIRST_ROW - 1, 2), _HEAD_ROW, filtered=True)


def _kinds(snapshot: ProvinceSnapshot) -> Sheet:
    head = ("Jenis", "Urutan", "Perangkat Daerah", "Kabupaten/Kota", "Responden", "IKM", "MUTU", "± 95%", "Kepastian Mutu")
    rows: list[tuple[Cell, ...]] = []
    for kind in snapshot.result.kinds:
        if not kind.agencies:
            continue
        rows.append(_kind(kind))
        ends = (*(("tertinggi", each) for each in kind.highest), *(("terendah", each) for each in kind.lowest))
        rows += [_end(wording.kind_label(kind), word, each) for word, each in ends]
    table = (*opening(snapshot, "PERANGKAT DAERAH SEJENIS"), tuple(Cell(title, "head") for title in head), *rows)
    return Sheet("Sejenis", table, (16, 12, 52, _name_width(snapshot), 12, 10, 8, 9, 14), (_FIRST_ROW - 1, 1), _HEAD_ROW)


def _kind(kind: KindLine) -> tuple[Cell, ...]:
    label = f"{kind.agencies} perangkat daerah di {kind.regencies} kabupaten/kota; tertimbang {_shown(kind.respondent_weighted)}"
    return (
        Cell(wording.kind_label(kind), "total_text"), Cell("rata-rata", "total_text"), Cell(label.replace(".", ","), "total_text"),
        Cell("", "total_text"), Cell(kind.respondents, "total_count"), Cell(_shown(kind.simple_mean), "total"),
        Cell(kind.simple_mutu, "total_center"), Cell("", "total_text"), Cell("", "total_text"),
    )  # fmt: skip


def _end(kind: str, word: str, each: AgencyPoint) -> tuple[Cell, ...]:
    return (
        Cell(kind, "text"), Cell(word, "text"), Cell(each.name, "text"), Cell(each.regency, "text"), Cell(each.respondents, "count"),
        Cell(each.nik, "number"), Cell(each.mutu, "center"), Cell(_shown(each.margin), "number"),
        Cell(wording.STABLE_WORDS[each.is_letter_stable], "center"),
    )  # fmt: skip


def _trend(snapshot: ProvinceSnapshot) -> Sheet:
    head = ("Cakupan", "Tahun", "IKM", "MUTU", "PREDIKAT", "± 95%", "Peraturan", "Kabupaten/Kota", "Responden")
    rows = [
        (
            Cell(each.label, "text"), Cell(each.year, "score"), Cell(each.nik, "number"), Cell(each.mutu, "center"),
            Cell(each.predikat, "text"), Cell(_shown(each.margin), "number"), Cell(each.edition_name, "text"),
            Cell(each.regencies, "count"), Cell(each.respondents, "count"),
        )
        for each in snapshot.result.trend
    ]  # fmt: skip
    table = (*opening(snapshot, "TREN INDEKS PROVINSI"), tuple(Cell(title, "head") for title in head), *rows)
    return Sheet("Tren", table, (26, 8, 10, 8, 16, 9, 30, 12, 12), (_FIRST_ROW - 1, 0), _HEAD_ROW)


def _explanation(snapshot: ProvinceSnapshot) -> Sheet:
    bands = sorted(edition(snapshot.result.edition_id).bands, key=lambda band: band.nik_from)
    grades = [
        (Cell(Decimal(0) if band is bands[0] else band.nik_from, "number"), Cell(band.letter, "center"), Cell(band.label, "text"))
        for band in bands
    ]
    mark = wording.marks(snapshot)
    rows: list[tuple[Cell, ...]] = [
        (Cell("KETERANGAN", "title"),),
        (Cell(mark, "mark") if mark else Cell(),),
        (Cell("Nilai mulai", "head"), Cell("Mutu", "head"), Cell("Predikat", "head")),
        *grades,
        (),
        *((Cell(label, "text"), Cell("", "text"), Cell(value, "text")) for label, value in facts(snapshot) if value),
    ]
    return Sheet(EXPLANATION, tuple(rows), (30, 8, 110))


def facts(snapshot: ProvinceSnapshot) -> list[tuple[str, str]]:
    """What a reader of the numbers needs to know, label and words."""
    result = snapshot.result
    rule = edition(result.edition_id)
    return [
        ("Nomor dokumen", snapshot.document_id),
        ("Periksa keaslian di", snapshot.verification_url),
        ("Sidik jari hasil (SHA-256)", snapshot.result_sha256),
        ("Disusun", date_time(snapshot.prepared_at, result.time_zone)),
        ("Peraturan", f"{rule.title} ({rule.id})"),
        ("Sumber angka", "Angka tercetak yang diterbitkan kabupaten/kota; provinsi tidak membaca jawaban perorangan."),
        ("Yang ditetapkan", province_words.declared_words(result)),
        ("Rata-rata sederhana", province_words.index_words(result.simple_mean)),
        ("Tertimbang responden", province_words.index_words(result.respondent_weighted)),
        ("Pembulatan", province_words.rounding_sentence()),
        ("± 95%", "Setengah lebar selang kepercayaan 95 %, dalam poin indeks. Selisih dua survei: akar jumlah kuadrat keduanya."),
        ("Kabupaten/kota", province_words.units_sentence(result)),
        ("Tidak ditampilkan", province_words.suppressed_sentence(result)),
    ]


def _name_width(snapshot: ProvinceSnapshot) -> int:
    return min(70, max(30, max((len(wording.marked_name(each)) for each in snapshot.result.regencies), default=30)))


def _shown(value: Decimal | None) -> Decimal | str:
    return MISSING if value is None else value
