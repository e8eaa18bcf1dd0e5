"""The document: scores of the regency with the scale of each year, sampled agencies, dimensions, checklists, what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puas.domain.compliance_record import ComplianceRecordSource, RecordedChecklist, RecordedScore
from puas.domain.compliance_zone import AGREES, AGREES_AS_POINTS, DIFFERS, INCOMPLETE
from puas.domain.regulation.ombudsman import scale_of
from puas.presentation import charts
from puas.presentation.charts.palette import PAPER
from puas.presentation.numbers import MISSING, index_number, signed_number, whole_number
from puas_reporter.documents.blocks import Block, Column, Document, Figure, Listing, Paragraph, Table
from puas_reporter.documents.filing import filing_document

_CHART_YEARS = 8
_CHART_WIDTH = 430

_CHECKS = {
    AGREES: "rata-rata tertimbang cocok",
    AGREES_AS_POINTS: "jumlah nilai terbobot cocok",
    DIFFERS: "tidak cocok",
    INCOMPLETE: "belum lengkap",
}

UNVERIFIED = (
    "Pita nilai diambil dari pemberitaan dan laman pemerintah yang saling cocok; naskah resmi penilaian belum dibaca. "
    "Butir daftar periksa adalah pilihan penyusun dan belum terverifikasi terhadap formulir Ombudsman RI."
)


def compliance_document(source: ComplianceRecordSource, emblem: bytes | None = None) -> Document:
    """The document as blocks."""
    regency = [each for each in source.scores if not each.agency]
    latest = regency[-1] if regency else None
    facts = [
        ("Yang dinilai", source.head.government),
        ("Nilai terakhir", f"{_meaning(latest)} ({latest.year})" if latest else "belum ada"),
        ("Daftar periksa", _lists(source)),
    ]
    return filing_document(
        source.head, emblem, title="Kepatuhan penyelenggaraan pelayanan publik", facts=facts, body=_body(source, regency),
        closing="Demikian catatan ini disusun untuk menjadi bahan perbaikan pelayanan publik.", keywords=("Ombudsman", "Kepatuhan"),
    )  # fmt: skip


def name_of(source: ComplianceRecordSource) -> Sequence[str]:
    """What its files are called."""
    return ("kepatuhan ombudsman", source.head.government, str(source.checklist_year))


def _body(source: ComplianceRecordSource, regency: Sequence[RecordedScore]) -> Iterator[Block]:
    agencies = [each for each in source.scores if each.agency]
    if len([each for each in regency if each.score is not None]) > 1:
        caption = "Nilai dari tahun ke tahun; pita di tepi kolom adalah skala tahun itu, garis putus-putus menandai pergantian skala"
        yield Figure(caption, _drawing(regency), caption, 0.86)
    if regency:
        yield _years(regency)
    if agencies:
        yield _agencies(agencies)
    with_dimensions = [each for each in source.scores if each.dimensions]
    if with_dimensions:
        yield _dimensions(with_dimensions, source.head.government)
    if source.checklists:
        yield _progress(source)
        yield from _open_items(source.checklists)
    if source.promises:
        yield _promises(source)
    remarks = list(dict.fromkeys(f"{_first_capital(each.scale)}: {each.scale_remark}" for each in source.scores if each.scale_remark))
    if any(each.in_gap for each in source.scores):
        remarks.append(
            "Nilai bertanda * berada di antara dua pita yang tercetak; nilai itu dibaca tetap di pita bawah sampai pita berikutnya "
            "dimulai (kebijakan ini belum terverifikasi)."
        )
    yield Paragraph("Catatan", strong=True)
    yield Listing((UNVERIFIED, *remarks))


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _meaning(score: RecordedScore) -> str:
    """Score, zone, letter and words together."""
    if score.score is None:
        return score.opinion or MISSING
    mark = "*" if score.in_gap else ""
    said = ", ".join(part for part in (f"zona {score.zone}" if score.zone else "", score.letter, score.label) if part)
    return f"{index_number(score.score)}{mark} ({said or score.opinion or 'tanpa zona'})"


def _change(score: RecordedScore) -> str:
    if score.change is None:
        return MISSING
    amount = f"{signed_number(score.change)} dari {score.change_from}"
    if score.is_same_scale:
        return amount
    if score.restated:
        return f"{amount}; skala berganti, menurut skala ini {score.change_from}: {score.restated}"
    return f"{amount}; skala berganti"


def _rank(score: RecordedScore) -> str:
    return f"{whole_number(score.rank)} dari {whole_number(score.rank_of)}" if score.rank and score.rank_of else MISSING


def _years(scores: Sequence[RecordedScore]) -> Table:
    rows = tuple(
        (str(each.year), index_number(each.score), _zone(each), _rank(each), _change(each), each.source or MISSING) for each in scores
    )
    columns = (
        Column("Tahun", 8, "center"), Column("Nilai", 9, "right"), Column("Zona atau opini", 25), Column("Peringkat", 11, "center"),
        Column("Perubahan", 25), Column("Sumber", 22),
    )  # fmt: skip
    scales = "; ".join(dict.fromkeys(f"{each.scale}: {', '.join(each.scale_sources)}" for each in scores if each.scale_sources))
    return Table("Nilai menurut tahun", columns, rows, note=f"Skala: {scales}." if scales else "", small=True)


def _zone(score: RecordedScore) -> str:
    if not score.zone:
        return score.opinion or "tanpa zona"
    said = ", ".join(part for part in (score.zone.capitalize(), score.letter, score.label) if part)
    return f"{said}{'*' if score.in_gap else ''}"


def _agencies(scores: Sequence[RecordedScore]) -> Table:
    """Newest year first; a year named once."""
    rows = []
    year = None
    for each in sorted(scores, key=lambda score: (-score.year, score.agency)):
        rows.append((str(each.year) if each.year != year else "", each.agency, index_number(each.score), _zone(each), _change(each)))
        year = each.year
    columns = (
        Column("Tahun", 8, "center"), Column("Perangkat daerah", 35), Column("Nilai", 9, "right"), Column("Zona", 22),
        Column("Perubahan", 26),
    )  # fmt: skip
    return Table("Perangkat daerah yang dinilai", columns, tuple(rows), small=True, grouped=True)


def _dimensions(scores: Sequence[RecordedScore], regency: str) -> Table:
    rows = []
    for each in sorted(scores, key=lambda score: (-score.year, bool(score.agency), score.agency)):
        said = _CHECKS.get(each.check, "tidak dapat diperiksa")
        weighted = f" ({index_number(each.weighted)})" if each.weighted is not None else ""
        for number, dimension in enumerate(each.dimensions):
            weight = f"{index_number(dimension.weight)}%" if dimension.weight is not None else MISSING
            head = (str(each.year), each.agency or regency) if number == 0 else ("", "")
            check = f"{said}{weighted}" if number == 0 else ""
            rows.append((*head, dimension.name, weight, index_number(dimension.value), check))
    columns = (
        Column("Tahun", 8, "center"), Column("Unit", 26), Column("Dimensi", 20), Column("Bobot", 12, "right"), Column("Nilai", 10, "right"),
        Column("Terhadap nilai", 24),
    )  # fmt: skip
    return Table("Dimensi yang diumumkan", columns, tuple(rows), small=True, grouped=True, group_columns=2)


def _lists(source: ComplianceRecordSource) -> str:
    if not source.checklists:
        return f"belum disusun untuk {source.checklist_year}"
    there, applies = sum(each.there for each in source.checklists), sum(each.applies for each in source.checklists)
    return f"{whole_number(len(source.checklists))} perangkat daerah, {whole_number(there)} dari {whole_number(applies)} butir ada"


def _progress(source: ComplianceRecordSource) -> Table:
    rows = tuple(
        (
            each.agency, f"{whole_number(each.there)} / {whole_number(each.applies)}", whole_number(each.partly),
            whole_number(each.missing), whole_number(each.unknown), "; ".join(each.first) or "siap",
        )
        for each in source.checklists
    )  # fmt: skip
    columns = (
        Column("Perangkat daerah", 28), Column("Ada", 10, "center"), Column("Sebagian", 10, "center"), Column("Belum", 8, "center"),
        Column("Belum diperiksa", 11, "center"), Column("Kerjakan lebih dahulu", 33),
    )  # fmt: skip
    return Table(f"Daftar periksa {source.checklist_year}", columns, rows, small=True)


def _open_items(checklists: Sequence[RecordedChecklist]) -> Iterator[Table]:
    columns = (Column("Kelompok", 24), Column("Butir", 40), Column("Keadaan", 14), Column("Catatan", 22))
    for each in checklists:
        # What nobody has looked at says nothing beyond its number above.
        told = [item for item in each.open_items if item.note or item.state != "belum diperiksa"]
        if not told:
            continue
        rows = []
        group = ""
        for item in told:
            rows.append((item.group if item.group != group else "", item.title, item.state, item.note or MISSING))
            group = item.group
        yield Table(f"Yang belum lengkap: {each.agency}", columns, tuple(rows), small=True, grouped=True)


def _promises(source: ComplianceRecordSource) -> Table:
    rows = tuple((each.agency, each.topic, each.action, each.due or MISSING, each.person or MISSING) for each in source.promises)
    columns = (
        Column("Perangkat daerah", 22), Column("Hal", 22), Column("Rencana", 28), Column("Waktu", 13), Column("Penanggung jawab", 15)
    )  # fmt: skip
    return Table("Rencana perbaikan yang belum selesai", columns, rows, small=True)


def _drawing(scores: Sequence[RecordedScore]) -> str:
    columns = []
    for each in scores[-_CHART_YEARS:]:
        scale = scale_of(each.year)
        bands = tuple(
            charts.ZoneBand(band.zone, band.low, band.high, band.letter or band.zone[0].upper()) for band in (scale.bands if scale else ())
        )
        said = f"{each.zone.capitalize()} {each.letter}".strip() if each.zone else "opini"
        columns.append(charts.ZoneColumn(str(each.year), each.score, each.zone, said, each.scale, bands))
    return charts.zone_columns(columns, title="Nilai kepatuhan", chart_id="kepatuhan", palette=PAPER, width=_CHART_WIDTH)
