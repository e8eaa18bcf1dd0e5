"""Every agency of the recap: its figures in one table, who is under the sample or without a result, what was promised."""

from __future__ import annotations

from puas.domain import recap_words
from puas.domain.printed_figures import UNIT_LABEL
from puas.domain.recap_snapshot import AgencyLine, RecapSnapshot
from puas.presentation.numbers import MISSING, index_number, percentage, signed_number, whole_number
from puas_reporter.documents.blocks import Block, Column, Heading, Listing, Paragraph, Table, Turn
from puas_reporter.documents.regency_recap import wording

_COLUMNS = (
    Column("Urut", 4.5, "center"), Column("Perangkat daerah", 23), Column("Jenis", 10), Column("Layanan", 6.5, "right"),
    Column("Responden / sampel", 10.5, "right"), Column("IKM", 6, "right"), Column("Mutu", 5, "center"), Column("Tertimbang", 8.5, "right"),
    Column("Sebelum", 7, "right"), Column("Selisih", 6.5, "right"), Column("Tiga unsur terendah", 17), Column("RTL selesai", 7, "center"),
)  # fmt: skip
_REMARK_COLUMNS = (Column("Perangkat daerah", 55), Column("Catatan", 45))
_WITHOUT_COLUMNS = (Column("Perangkat daerah", 46), Column("Jenis", 14), Column("Keadaan", 40))
_SAMPLE_COLUMNS = (
    Column("Perangkat daerah", 40), Column("Responden", 14, "right"), Column("Sampel minimum", 13, "right"), Column("Kurang", 11, "right"),
    Column("IKM", 11, "right"), Column("Mutu", 11, "center"),
)  # fmt: skip
_PLAN_COLUMNS = (
    Column("Perangkat daerah", 45), Column("Rencana lalu", 14, "right"), Column("Selesai", 11, "right"), Column("Bagian", 13, "right"),
    Column("Rencana baru", 17, "right"),
)  # fmt: skip


def all_agencies(recap: RecapSnapshot, chapter: Heading) -> list[Block]:
    """The table everybody looks at, on wide pages, and the lists that explain its marks."""
    wide = (Turn(landscape=True), chapter, _figures(recap), Turn(landscape=False)) if recap.counted else (chapter,)
    return [*wide, *_without_index(recap), *_under_sample(recap), *_remarks(recap)]


def _figures(recap: RecapSnapshot) -> Table:
    result = recap.result
    total = (
        "",
        f"{UNIT_LABEL}: {wording.regency_name(recap)}, {recap_words.declared_words(recap)}",
        "",
        whole_number(sum(each.services for each in recap.counted)),
        f"{whole_number(result.respondents)}",
        index_number(result.index.nik),
        result.index.mutu or MISSING,
        index_number(result.respondent_weighted.nik),
        index_number(recap.previous.nik if recap.previous else None),
        "" if recap.change is None else signed_number(recap.change.amount),
        "",
        _share(recap),
    )
    note = (
        f"{wording.SIGN_NOTE} Peringkat hanya bagi yang sampelnya tercapai. Tertimbang: gabungan seluruh jawaban perangkat daerah. "
        "RTL selesai: rencana tindak lanjut periode sebelumnya yang selesai / seluruhnya."
    )
    rows = tuple(_row(recap, line) for line in recap.counted)
    caption = f"Perangkat daerah menurut indeks, {result.period.label}"
    return Table(caption, _COLUMNS, rows, (total,), note=note, small=True)


def _row(recap: RecapSnapshot, line: AgencyLine) -> tuple[str, ...]:
    return (
        MISSING if line.rank is None else str(line.rank), wording.marked_name(line), wording.KINDS.get(line.kind, line.kind),
        whole_number(line.services), wording.sample_cell(line), index_number(line.index.nik), line.index.mutu or MISSING,
        index_number(line.respondent_weighted.nik), index_number(line.previous.nik if line.previous else None),
        wording.change_cell(recap, line), wording.lowest_cell(recap, line), wording.promise_cell(line),
    )  # fmt: skip


def _remarks(recap: RecapSnapshot) -> list[Block]:
    rows = tuple((line.name, words) for line in recap.counted if (words := wording.remark(line)))
    return [Table("Catatan atas angka perangkat daerah", _REMARK_COLUMNS, rows, small=True)] if rows else []


def _share(recap: RecapSnapshot) -> str:
    return f"{recap.promised.done} / {recap.promised.items}" if recap.promised.items else MISSING


def _under_sample(recap: RecapSnapshot) -> list[Block]:
    rows = tuple(
        (
            line.name, whole_number(line.respondents), whole_number(line.sample_target), whole_number(line.missing),
            index_number(line.index.nik), line.index.mutu or MISSING,
        )
        for line in recap.under_sample
    )  # fmt: skip
    table = [Table("Perangkat daerah dengan responden di bawah sampel minimum", _SAMPLE_COLUMNS, rows)] if rows else []
    return [Paragraph(recap_words.sample_sentence(recap)), *table]


def _without_index(recap: RecapSnapshot) -> list[Block]:
    rows = tuple((line.name, wording.KINDS.get(line.kind, line.kind), wording.state_words(line)) for line in recap.without_index)
    if not rows:
        return [Paragraph("Seluruh perangkat daerah memiliki indeks.")]
    return [Table("Perangkat daerah yang belum memiliki indeks", _WITHOUT_COLUMNS, rows)]


def follow_up(recap: RecapSnapshot) -> list[Block]:
    """What was promised and done, agency by agency, and what is to be decided now."""
    rows = tuple(
        (
            line.name, whole_number(line.promised.items), whole_number(line.promised.done),
            percentage(line.promised.done, line.promised.items), whole_number(line.planned.items),
        )
        for line in recap.agencies
        if line.promised.items or line.planned.items
    )  # fmt: skip
    before, now = recap.promised, recap.planned
    total = (
        "Jumlah",
        whole_number(before.items),
        whole_number(before.done),
        percentage(before.done, before.items),
        whole_number(now.items),
    )
    table = [Table("Rencana tindak lanjut per perangkat daerah", _PLAN_COLUMNS, rows, (total,))] if rows else []
    return [
        Paragraph(recap_words.promise_sentence(recap)),
        *table,
        Paragraph("Usulan keputusan", strong=True, align="left"),
        Listing(recap_words.decisions(recap), numbered=True),
    ]
