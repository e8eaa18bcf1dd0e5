"""All published figures of a province, sheet by sheet, from the tables that were frozen as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from puas.domain import province_words
from puas.domain.printed_figures import PROVINCE_LABEL
from puas.domain.province_snapshot import ProvinceSnapshot, TextTable
from puas.domain.province_tables import (
    AGENCY_LEVEL,
    PLAN_COLUMNS,
    PLANS,
    REGENCY_LEVEL,
    REPORT_COLUMNS,
    REPORTS,
    SERVICE_LEVEL,
    UNITS,
    TableColumn,
    unit_columns,
)
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import FOLLOW_UP_STATES
from puas.domain.submission_workflow import STATES
from puas.presentation.dates import date_range
from puas_reporter.documents.long_sheets import CellKind, LongColumn, LongSheet, LongWorkbook
from puas_reporter.documents.province_recap import wording
from puas_reporter.documents.province_recap.workbook import facts
from puas_reporter.documents.skm_report.front_matter import print_accent

_KINDS: dict[str, tuple[CellKind, int]] = {
    "text": ("text", 20), "count": ("count", 11), "index": ("index", 10), "mean": ("mean", 9), "day": ("day", 12), "flag": ("center", 9),
}  # fmt: skip
_WIDTHS = {
    "kode_kabupaten": 9, "kabupaten": 34, "perangkat_daerah": 52, "layanan": 46, "jenis": 13, "mutu": 8, "peraturan": 19, "tingkat": 12,
    "rencana": 60, "uraian": 50, "keadaan": 20, "periode": 11, "unsur": 26, "galat_95": 9,
}  # fmt: skip
_TITLES = {
    "kode_kabupaten": "Kode", "kabupaten": "Kabupaten/Kota", "perangkat_daerah": "Perangkat Daerah", "layanan": "Jenis Layanan",
    "ikm": "IKM", "ni": "NI", "ikm_rata_sederhana": "IKM Rata-rata Sederhana", "ikm_tertimbang": "IKM Tertimbang Responden",
    "galat_95": "± 95%", "mutu_pasti": "Mutu Pasti", "anggota_berindeks": "Berindeks", "anggota": "Seluruhnya", "mutu": "MUTU",
}  # fmt: skip
_LEVELS = {REGENCY_LEVEL: "kabupaten/kota", AGENCY_LEVEL: "perangkat daerah", SERVICE_LEVEL: "layanan"}
_STATE_NAMES = ("mengumpulkan", "ditutup", "dianalisis", "diajukan", "diminta diperbaiki", "disetujui", "diterbitkan", "diserahkan")
_STATE_WORDS = dict(zip(STATES, _STATE_NAMES, strict=True))
# Columns of the table of units that say something on each sheet.
_COMMON = (
    "responden", "sampel_minimum", "populasi", "ni", "ikm", "mutu", "ikm_rata_sederhana", "ikm_tertimbang", "galat_95", "mutu_pasti",
    "periode", "mulai", "sampai",
)  # fmt: skip


def figures_workbook(snapshot: ProvinceSnapshot) -> LongWorkbook:
    """All sheets of the export."""
    result = snapshot.result
    rule = edition(result.edition_id)
    columns = unit_columns(rule.slugs())
    units = snapshot.table(UNITS)
    # The means stand in the CSV; beside the indexes they would only say the same on another scale.
    unsur = tuple(each.name for each in columns if each.name.startswith("nilai_"))
    names = {unsur.slug: unsur.short for unsur in rule.unsur}
    return LongWorkbook(
        title=f"Seluruh angka SKM {result.province_name} {result.label}",
        author=result.province_name,
        subject=f"{result.label}, {result.edition_name}",
        keywords=("SKM", "IKM", "Data", result.province_name, str(result.scope_year), snapshot.document_id),
        header=f"Seluruh angka SKM {result.province_name}",
        footer=f"{result.label} · {snapshot.document_id}",
        accent=print_accent(snapshot.letterhead.accent_colour),
        mark=wording.marks(snapshot),
        created=snapshot.prepared_at,
        sheets=(
            _regencies(snapshot, columns, names),
            _units(snapshot, "Perangkat daerah", AGENCY_LEVEL, columns, ("perangkat_daerah", "jenis", *_MEMBERS, *_COMMON)),
            _units(snapshot, "Layanan", SERVICE_LEVEL, columns, ("perangkat_daerah", "jenis", "layanan", *_COMMON)),
            _sheet(
                snapshot, "Unsur", "NILAI SETIAP UNSUR", _long_columns(_picked(columns, _BY_UNSUR + unsur), names),
                lambda: _taken(units, columns, _BY_UNSUR + unsur, None), 2,
            ),
            _sheet(
                snapshot, "Status pelaporan", "STATUS PELAPORAN", _long_columns(REPORT_COLUMNS),
                _told(snapshot.table(REPORTS), 7, _STATE_WORDS), 3,
            ),
            _sheet(snapshot, "Rencana", "RENCANA TINDAK LANJUT", _long_columns(PLAN_COLUMNS), _plans(snapshot, names), 3),
            _explanation(snapshot, columns),
        ),
    )  # fmt: skip


_MEMBERS = ("anggota_berindeks", "anggota")
_BY_UNSUR = ("kode_kabupaten", "kabupaten", "tingkat", "perangkat_daerah", "layanan", "jenis", "responden", "ikm", "mutu")


def _regencies(snapshot: ProvinceSnapshot, columns: Sequence[TableColumn], names: dict[str, str]) -> LongSheet:
    """Every regency, below them both means of the province."""
    result = snapshot.result
    wanted = ("kode_kabupaten", "kabupaten", *_MEMBERS, *_COMMON, *(f"nilai_{slug}" for slug in names))
    picked = _picked(columns, wanted)
    means = (
        (result.simple_mean, province_words.SIMPLE_MEAN_WORDS, False),
        (result.respondent_weighted, province_words.WEIGHTED_WORDS, True),
    )

    def rows() -> Iterator[Sequence[str]]:
        yield from _taken(snapshot.table(UNITS), columns, wanted, REGENCY_LEVEL)
        for index, words, weighs in means:
            declared = " (ditetapkan)" if weighs == result.is_weighted else ""
            known = {
                "kabupaten": f"{PROVINCE_LABEL}, {words}{declared}", "responden": str(result.respondents),
                "ikm": "" if index.nik is None else str(index.nik), "mutu": index.mutu,
                "galat_95": "" if index.margin is None else str(index.margin),
            }  # fmt: skip
            for each in result.unsur:
                value = each.respondent_weighted if weighs else each.simple_mean
                known[f"nilai_{each.slug}"] = "" if value is None else str(value)
            yield [known.get(name, "") for name in wanted]

    made = _sheet(snapshot, "Kabupaten", "KABUPATEN DAN KOTA", _long_columns(picked, names), rows, 2)
    closing = (province_words.rounding_sentence(), province_words.units_sentence(result))
    return LongSheet(made.name, made.opening, made.columns, made.rows, made.frozen_columns, closing)


def _units(
    snapshot: ProvinceSnapshot, name: str, level: str, columns: Sequence[TableColumn], own: tuple[str, ...]
) -> LongSheet:
    wanted = ("kode_kabupaten", "kabupaten", *own)
    table = snapshot.table(UNITS)
    return _sheet(
        snapshot, name, name.upper(), _long_columns(_picked(columns, wanted)), lambda: _taken(table, columns, wanted, level), 3
    )


def _sheet(
    snapshot: ProvinceSnapshot,
    name: str,
    title: str,
    columns: tuple[LongColumn, ...],
    rows: Callable[[], Iterator[Sequence[str]]],
    frozen: int,
) -> LongSheet:
    result = snapshot.result
    when = f"{result.label} ({date_range(result.starts_on, result.ends_on)})"
    return LongSheet(name, (title, result.province_name, when), columns, rows, frozen)


def _picked(columns: Sequence[TableColumn], wanted: Sequence[str]) -> tuple[TableColumn, ...]:
    by_name = {each.name: each for each in columns}
    return tuple(by_name[name] for name in wanted)


def _long_columns(columns: Sequence[TableColumn], names: dict[str, str] | None = None) -> tuple[LongColumn, ...]:
    made = []
    for each in columns:
        kind, width = _KINDS[each.kind]
        made.append(LongColumn(_title(each.name, names or {}), _WIDTHS.get(each.name, width), kind))
    return tuple(made)


def _title(name: str, names: dict[str, str]) -> str:
    measure, _separator, slug = name.partition("_")
    if measure == "nilai" and slug in names:
        return names[slug]
    return _TITLES.get(name, name.replace("_", " ").capitalize())


def _taken(table: TextTable, columns: Sequence[TableColumn], wanted: Sequence[str], level: str | None) -> Iterator[Sequence[str]]:
    """The wanted cells of the lines of one level, or of all."""
    places = {each.name: at for at, each in enumerate(columns)}
    at_level, at_kind = places["tingkat"], places["jenis"]
    taken = [places[name] for name in wanted]
    for cells in table.rows():
        if level is None or cells[at_level] == level:
            cells[at_level] = _LEVELS[cells[at_level]]
            cells[at_kind] = wording.kind_label(cells[at_kind]) if cells[at_kind] else ""
            yield [cells[at] for at in taken]


def _told(table: TextTable, column: int, words: dict[str, str]) -> Callable[[], Iterator[Sequence[str]]]:
    """The lines with their kind of agency and one column in words."""

    def rows() -> Iterator[Sequence[str]]:
        for cells in table.rows():
            cells[3] = wording.kind_label(cells[3]) if cells[3] else ""
            cells[column] = words.get(cells[column], cells[column])
            yield cells

    return rows


def _plans(snapshot: ProvinceSnapshot, names: dict[str, str]) -> Callable[[], Iterator[Sequence[str]]]:
    told = _told(snapshot.table(PLANS), 8, {state: word.lower() for state, word in FOLLOW_UP_STATES.items()})

    def rows() -> Iterator[Sequence[str]]:
        for cells in told():
            yield [*cells[:5], names.get(cells[5], cells[5]), *cells[6:]]

    return rows


def _explanation(snapshot: ProvinceSnapshot, columns: Sequence[TableColumn]) -> LongSheet:
    """The facts of the document, and what every column of the CSV means."""

    def rows() -> Iterator[Sequence[str]]:
        for label, words in facts(snapshot):
            if words:
                yield (label, words)
        yield ("Kolom CSV", "Satu baris per unit yang diterbitkan; koma pemisah kolom, titik desimal, tanggal tahun-bulan-hari.")
        yield from SCOPE_COLUMNS
        yield from ((each.name, each.meaning) for each in columns)

    return _sheet(snapshot, "Keterangan", "KETERANGAN", (LongColumn("Butir", 30), LongColumn("Keterangan", 120, "wrapped")), rows, 1)


SCOPE_COLUMNS = (
    ("cakupan", "Bagian tahun yang dirangkum"),
    ("data_contoh", "ya bila angkanya rekaan untuk contoh"),
)
"""What every line of the CSV begins with, so that files of several scopes can be put together and made-up data show."""


def csv_table(snapshot: ProvinceSnapshot) -> tuple[tuple[str, ...], Iterator[Sequence[str]]]:
    """Head and lines of the CSV."""
    result = snapshot.result
    head = (*(name for name, _ in SCOPE_COLUMNS), *(each.name for each in unit_columns(edition(result.edition_id).slugs())))
    begin = [result.label, "ya" if result.sample_data else "tidak"]
    return head, ([*begin, *cells] for cells in snapshot.table(UNITS).rows())
