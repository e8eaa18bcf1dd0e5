"""The recap as a workbook: one row per agency with live formulas, both means of the regency below, and what they come from.

Agencies' figures are unrounded in their cells and shown with two decimals, so the simple mean is that of exact values,
rounded once.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from puas.domain import recap_words
from puas.domain.index_score import POOLED
from puas.domain.recap_snapshot import AgencyLine, RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import IndexFigures, UnsurFigures
from puas.presentation.dates import date_range, date_time
from puas.presentation.numbers import MISSING
from puas_reporter.documents.regency_recap import service_sheet, wording
from puas_reporter.documents.regency_recap.service_sheet import ServiceSheet, name_width
from puas_reporter.documents.sheets import BarChart, Cell, Sheet, Style, Workbook, column_name
from puas_reporter.documents.skm_report.front_matter import print_accent
from puas_reporter.documents.skm_report.sheet_formulas import EXPLANATION, index_cells, rounded_index, times_weight
from puas_reporter.documents.skm_report.wording import legacy_weight_text, sample_policy_text

NAME = "Rekap"
_HEAD_ROW = 4
_FIRST_ROW = 6
_UNSUR_COLUMN = 6


def recap_workbook(recap: RecapSnapshot) -> Workbook:
    """All sheets of a recap."""
    name = wording.regency_name(recap)
    services = service_sheet.sheet(recap, _opening(recap, "JUMLAH NILAI DAN JAWABAN PER JENIS LAYANAN"))
    return Workbook(
        title=f"{recap.title} {recap.result.period.label}",
        author=name,
        subject=f"{recap.result.period.label}, {recap.result.edition_name}",
        keywords=("SKM", "IKM", "Rekapitulasi", name, str(recap.scope_year), recap.document_id),
        header=recap.title,
        footer=f"{recap.result.period.label} · {recap.document_id}",
        accent=print_accent(recap.letterhead.accent_colour),
        created=recap.prepared_at,
        sheets=(_rekap(recap, services), services.sheet, _without_index(recap), _trend(recap), _explanation(recap)),
    )


def _opening(recap: RecapSnapshot, title: str) -> tuple[tuple[Cell, ...], ...]:
    """Four rows above every table: title, whose, when, and the marks."""
    period = recap.result.period
    mark = wording.marks(recap)
    return (
        (Cell(title, "title"),),
        (Cell(wording.regency_name(recap)),),
        (Cell(f"{period.label} ({date_range(period.starts_on, period.ends_on)})"),),
        (Cell(mark, "mark") if mark else Cell(),),
    )


def _rekap(recap: RecapSnapshot, services: ServiceSheet) -> Sheet:
    rule = edition(recap.result.edition_id)
    head = (
        "Urut", "Perangkat Daerah", "Jenis", "Jumlah Layanan", "Responden", "Sampel Minimum", *(unsur.short for unsur in rule.unsur), "IKM",
        "MUTU", "PREDIKAT", "IKM Tertimbang Responden", "IKM Sebelumnya", "Perubahan", "Tiga Unsur Terendah", "RTL Lalu", "RTL Selesai",
        "RTL Baru", "Keterangan",
    )  # fmt: skip
    rows = [_agency(recap, line, _FIRST_ROW + at, services) for at, line in enumerate(recap.counted)]
    last = _FIRST_ROW + len(rows) - 1
    table = (
        *_opening(recap, "REKAPITULASI SURVEI KEPUASAN MASYARAKAT PERANGKAT DAERAH"),
        tuple(Cell(title, "head") for title in head),
        *rows,
        *(_regency(recap, services, last) if rows else ()),
    )
    unsur = len(rule.unsur)
    widths = (7, name_width(recap), 12, 9, 11, 10, *([11] * unsur), 10, 8, 14, 12, 12, 11, 34, 8, 9, 8, 60)
    chart = None
    if rows:
        columns = (_UNSUR_COLUMN, _UNSUR_COLUMN + unsur - 1)
        declared = last + (1 if recap.is_pooled else 0)
        chart = BarChart(
            "Nilai per unsur",
            last + 7,
            (_HEAD_ROW, columns[0], _HEAD_ROW, columns[1]),
            (declared, columns[0], declared, columns[1]),
            25,
            100,
        )
    return Sheet(NAME, table, widths, (_FIRST_ROW - 1, 2), _HEAD_ROW, chart=chart)


def _agency(recap: RecapSnapshot, line: AgencyLine, number: int, services: ServiceSheet) -> tuple[Cell, ...]:
    unit = next(each for each in recap.result.units if each.id == line.id)
    unsur = tuple(
        Cell(_shown(each.nik), "number", f"={_average(recap, line, at, services)}*{_factor(recap)}") for at, each in enumerate(unit.unsur)
    )
    previous = line.previous.nik if line.previous else None
    ikm, before = (f"{column_name(_UNSUR_COLUMN + len(unsur) + step)}{number}" for step in (0, 4))
    change = recap.change_of(line)
    return (
        Cell(line.rank if line.rank is not None else MISSING, "center"),
        Cell(wording.marked_name(line), "text"),
        Cell(wording.KINDS.get(line.kind, line.kind), "text"),
        Cell(line.services, "count"),
        Cell(line.respondents, "count", services.respondents(line.id)),
        Cell(line.sample_target if line.sample_target is not None else MISSING, "count"),
        *unsur,
        *_index(recap, line.index, number, ("number", "center")),
        Cell(_shown(line.respondent_weighted.nik), "number", f"={rounded_index(_pooled_index(recap, line, services))}"),
        Cell(_shown(previous), "number"),
        Cell(_shown(change.amount if change else None), "number", f'=IF(ISNUMBER({before}),ROUND({ikm}-{before},2),"{MISSING}")'),
        Cell(wording.lowest_cell(recap, line), "text"),
        Cell(line.promised.items, "count"),
        Cell(line.promised.done, "count"),
        Cell(line.planned.items, "count"),
        Cell(wording.remark(line), "text"),
    )


def _average(recap: RecapSnapshot, line: AgencyLine, position: int, services: ServiceSheet) -> str:
    pooled = recap.result.policies.aggregation == POOLED
    return services.pooled(position, line.id) if pooled else services.mean(line.id, position)


def _pooled_index(recap: RecapSnapshot, line: AgencyLine, services: ServiceSheet) -> str:
    """All answers of an agency together: the sum of its nine averages, weighted and converted."""
    averages = "+".join(services.pooled(position, line.id) for position in range(services.unsur))
    return f"({averages}){times_weight(recap.result)}*{_factor(recap)}"


def _index(recap: RecapSnapshot, index: IndexFigures, number: int, styles: tuple[Style, Style]) -> tuple[Cell, Cell, Cell]:
    unsur = len(recap.result.unsur)
    first, last, ikm = (column_name(_UNSUR_COLUMN + step) for step in (0, unsur - 1, unsur))
    cells = f"{first}{number}:{last}{number}"
    value = f"AVERAGE({cells})" if recap.result.policies.weight == "exact" else f"SUM({cells}){times_weight(recap.result)}"
    return index_cells(recap.result, index, known=f"COUNT({cells})={unsur}", value=value, ikm=f"${ikm}{number}", styles=styles)


def _regency(recap: RecapSnapshot, services: ServiceSheet, last: int) -> list[tuple[Cell, ...]]:
    """Both ways of adding agencies up, the declared one named, and what they stand beside."""
    simple = [
        f"=AVERAGE({column_name(_UNSUR_COLUMN + at)}{_FIRST_ROW}:{column_name(_UNSUR_COLUMN + at)}{last})" for at in range(services.unsur)
    ]
    pooled = [f"={services.pooled(at)}*{_factor(recap)}" for at in range(services.unsur)]
    result = recap.result
    ways = (
        (recap_words.SIMPLE_MEAN_WORDS, recap.unsur_simple_mean, result.simple_mean, simple, not recap.is_pooled),
        (recap_words.POOLED_WORDS, recap.unsur_respondent_weighted, result.respondent_weighted, pooled, recap.is_pooled),
    )
    rows = [
        _way(recap, words, unsur, index, formulas, declared, last + 1 + at, last)
        for at, (words, unsur, index, formulas, declared) in enumerate(ways)
    ]
    ikm = f"${column_name(_UNSUR_COLUMN + services.unsur)}${last + 1 + recap.is_pooled}"
    return [*rows, *_beside(recap, ikm), (Cell(recap_words.rounding_sentence(), "note"),), (Cell(wording.SIGN_NOTE, "note"),)]


def _way(
    recap: RecapSnapshot,
    words: str,
    unsur: Sequence[UnsurFigures],
    index: IndexFigures,
    formulas: Sequence[str],
    declared: bool,
    number: int,
    last: int,
) -> tuple[Cell, ...]:
    label = f"{words[:1].upper()}{words[1:]}{' (ditetapkan)' if declared else ''}"
    sums = {
        at: Cell(value, "total_count", f"=SUM({column_name(at)}{_FIRST_ROW}:{column_name(at)}{last})")
        for at, value in ((3, sum(each.services for each in recap.counted)), (4, recap.result.respondents))
    }
    cells = (Cell(_shown(each.nik), "total", formula) for each, formula in zip(unsur, formulas, strict=True))
    blank = Cell("", "total_text")
    return (
        blank,
        Cell(label, "total_text"),
        blank,
        sums[3],
        sums[4],
        blank,
        *cells,
        *_index(recap, index, number, ("total", "total_center")),
    )


def _beside(recap: RecapSnapshot, ikm: str) -> list[tuple[Cell, ...]]:
    rows = []
    blank = (Cell("", "text"),) * 2
    if recap.previous is not None and recap.change is not None:
        rows.append((recap.previous.label, recap.previous.nik, recap.change.amount))
    if recap.target is not None and recap.target_check is not None:
        rows.append((f"Target {recap.scope_year}", recap.target.nik, recap.target_check.gap))
    return [
        (
            Cell("", "text"),
            Cell(label, "text"),
            *blank,
            Cell(value, "number"),
            Cell(gap, "number", f"=ROUND({ikm}-{value},2)"),
            Cell("selisih", "text"),
        )
        for label, value, gap in rows
    ]


def _without_index(recap: RecapSnapshot) -> Sheet:
    head = ("Perangkat Daerah", "Jenis", "Keadaan", "Responden")
    rows = [
        (
            Cell(line.name, "text"), Cell(wording.KINDS.get(line.kind, line.kind), "text"), Cell(wording.state_words(line), "text"),
            Cell(line.respondents, "count"),
        )
        for line in recap.without_index
    ]  # fmt: skip
    table = (*_opening(recap, "PERANGKAT DAERAH TANPA INDEKS"), tuple(Cell(title, "head") for title in head), *rows)
    return Sheet("Tanpa Indeks", table, (name_width(recap), 16, 34, 12), (_FIRST_ROW - 1, 0), _HEAD_ROW)


def _trend(recap: RecapSnapshot) -> Sheet:
    head = ("Cakupan", "Tahun", "IKM", "Mutu", "Predikat", "Peraturan", "Responden")
    rows = [
        (
            Cell(each.label, "text"),
            Cell(each.year, "score"),
            Cell(each.nik, "number"),
            Cell(each.mutu, "center"),
            Cell(each.predikat, "text"),
            Cell(each.edition_name, "text"),
            Cell(each.respondents if each.respondents is not None else MISSING, "count"),
        )
        for each in recap.trend
    ]
    table = (*_opening(recap, "TREN INDEKS"), tuple(Cell(title, "head") for title in head), *rows)
    return Sheet("Tren", table, (26, 8, 10, 8, 16, 30, 12), (_FIRST_ROW - 1, 0), _HEAD_ROW)


def _explanation(recap: RecapSnapshot) -> Sheet:
    bands = sorted(edition(recap.result.edition_id).bands, key=lambda band: band.nik_from)
    grades = [
        (Cell(Decimal(0) if band is bands[0] else band.nik_from, "number"), Cell(band.letter, "center"), Cell(band.label, "text"))
        for band in bands
    ]
    rows: list[Sequence[Cell]] = [
        (Cell("KETERANGAN", "title"),),
        (Cell(wording.marks(recap), "mark") if wording.marks(recap) else Cell(),),
        (Cell("Nilai mulai", "head"), Cell("Mutu", "head"), Cell("Predikat", "head")),
        *grades,
        (),
        *((Cell(label, "text"), Cell("", "text"), Cell(value, "text")) for label, value in _facts(recap) if value),
    ]
    return Sheet(EXPLANATION, tuple(tuple(row) for row in rows), (30, 8, 110))


def _facts(recap: RecapSnapshot) -> list[tuple[str, str]]:
    result = recap.result
    rule = edition(result.edition_id)
    return [
        ("Nomor dokumen", recap.document_id),
        ("Periksa keaslian di", recap.verification_url),
        ("Sidik jari hasil (SHA-256)", recap.result_sha256),
        ("Disusun", date_time(recap.prepared_at, result.period.time_zone)),
        ("Peraturan", f"{rule.title} ({rule.id})"),
        ("Bobot", f"{rule.weight(result.policies.weight).printed}. {legacy_weight_text(result)}".strip()),
        ("Yang ditetapkan", recap_words.declared_words(recap)),
        ("Rata-rata sederhana", recap_words.index_words(result.simple_mean)),
        ("Tertimbang responden", recap_words.index_words(result.respondent_weighted)),
        ("Pembulatan", recap_words.rounding_sentence()),
        ("Sampel minimum", sample_policy_text(result.policies.sample_size)),
        ("Perangkat daerah", recap_words.units_sentence(recap)),
        ("Target", recap_words.target_words(recap) + (f" ({recap.target.source})" if recap.target and recap.target.source else "")),
        ("Rumus", "Angka pada lembar Rekap adalah rumus atas lembar Layanan; nilai tersimpannya adalah angka rekap ini."),
    ]


def _shown(value: Decimal | None) -> Decimal | str:
    return MISSING if value is None else value


def _factor(recap: RecapSnapshot) -> int:
    return edition(recap.result.edition_id).conversion
