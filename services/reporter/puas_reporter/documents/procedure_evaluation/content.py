"""The report and its workbook, from the frozen source alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puas.domain.operating_procedures import KEPT, OUTCOMES, REVISED, TO_REVISE, WITHDRAWN
from puas.domain.procedure_evaluation import EvaluatedProcedure, ProcedureEvaluationSource
from puas.domain.yardsticks import share
from puas.presentation.dates import long_date
from puas.presentation.numbers import MISSING, index_number, whole_number
from puas_reporter.documents.blocks import Block, Column, Document, Listing, Paragraph, Table
from puas_reporter.documents.filing import filing_document
from puas_reporter.documents.sheets import Cell, Sheet, Workbook
from puas_reporter.documents.skm_report.front_matter import print_accent

NOT_YET = "belum dievaluasi"
_HEADINGS = (
    "Perangkat daerah", "Nomor SOP", "Nama SOP", "Layanan", "Ditetapkan", "Revisi terakhir", "Hasil evaluasi", "Temuan", "Tanggal evaluasi",
    "Dievaluasi oleh", "Bukti",
)  # fmt: skip
_WIDTHS = (32, 22, 40, 28, 16, 16, 18, 50, 16, 26, 8)


def evaluation_document(source: ProcedureEvaluationSource, emblem: bytes | None = None) -> Document:
    """The report as blocks."""
    whole, done = len(source.procedures), len(source.evaluated)
    facts = [
        ("Tahun evaluasi", str(source.year)),
        ("Ruang lingkup", source.agency or f"seluruh perangkat daerah {source.head.office}"),
        ("SOP", whole_number(whole)),
        ("Sudah dievaluasi", f"{whole_number(done)} ({_percent(done, whole)})"),
        ("Hasil", "; ".join(f"{OUTCOMES[each]}: {source.with_outcome(each)}" for each in (KEPT, REVISED, TO_REVISE, WITHDRAWN))),
    ]
    return filing_document(
        source.head, emblem, title=f"Laporan evaluasi standar operasional prosedur tahun {source.year}", facts=facts, body=_body(source),
        closing="Demikian laporan ini disusun untuk menjadi bahan perbaikan prosedur pelayanan.",
        keywords=("SOP", "evaluasi", str(source.year)),
    )  # fmt: skip


def evaluation_name(source: ProcedureEvaluationSource) -> Sequence[str]:
    """What its files are called."""
    return ("evaluasi sop", source.agency or source.head.office, str(source.year))


def evaluation_workbook(source: ProcedureEvaluationSource) -> Workbook:
    """All procedures with their evaluation, one row each."""
    head = source.head
    title = f"Evaluasi SOP tahun {source.year}"
    rows: list[tuple[Cell, ...]] = [tuple(Cell(text, "head") for text in _HEADINGS)]
    rows += [tuple(Cell(value, "count" if isinstance(value, int) else "text") for value in _sheet_row(each)) for each in source.procedures]
    sheet = Sheet("Evaluasi SOP", tuple(rows), _WIDTHS, frozen=(1, 2), head_row=0, filtered=True)
    return Workbook(
        title=title, author=head.office, subject=f"{title}, {head.office}", header=head.office,
        footer=f"{title} · {head.document_id}", accent=print_accent(head.letterhead.accent_colour), sheets=(sheet,),
        keywords=(head.document_id,), created=head.prepared_at,
    )  # fmt: skip


def _body(source: ProcedureEvaluationSource) -> Iterator[Block]:
    if len(source.years) > 1:
        yield _years(source)
    due = [each for each in source.procedures if not each.outcome]
    if due:
        yield _short("SOP yang belum dievaluasi", due, source.agency)
    if source.evaluated:
        yield _evaluated(source)
    revise = [each for each in source.procedures if each.outcome == TO_REVISE]
    if revise:
        yield Paragraph("Yang perlu direvisi", strong=True)
        yield Listing(tuple(f"{each.number}, {each.title}: {' '.join(each.findings.split())}" for each in revise), numbered=True)
    yield Paragraph("Catatan", strong=True)
    yield Listing(
        (
            "SOP yang dicabut dihitung sampai tahun terakhir ia dievaluasi.",
            "Evaluasi setiap tahun mengikuti saran Ombudsman kepada Kabupaten Mukomuko; naskah aturannya belum diverifikasi di sini.",
        )
    )


def _years(source: ProcedureEvaluationSource) -> Table:
    columns = (Column("Tahun", 20), Column("SOP", 20, "right"), Column("Dievaluasi", 20, "right"), Column("Bagian", 20, "right"),
               Column("Perlu direvisi", 20, "right"))  # fmt: skip
    rows = tuple(
        (str(each.year), whole_number(each.procedures), whole_number(each.evaluated), _percent(each.evaluated, each.procedures),
         whole_number(each.to_revise))
        for each in source.years
    )  # fmt: skip
    return Table("Evaluasi dari tahun ke tahun", columns, rows, small=True)


def _short(caption: str, procedures: Sequence[EvaluatedProcedure], agency: str) -> Table:
    columns = (Column("Perangkat daerah", 30), Column("Nomor SOP", 24), Column("Nama SOP", 46))
    rows = tuple((each.agency, each.number, each.title) for each in procedures)
    if agency:
        return Table(caption, columns[1:], tuple(row[1:] for row in rows), small=True)
    return Table(caption, columns, rows, small=True)


def _evaluated(source: ProcedureEvaluationSource) -> Table:
    columns = (Column("SOP", 40), Column("Hasil", 16), Column("Temuan", 26), Column("Kapan dan oleh siapa", 18))
    rows = tuple(
        (
            f"{each.number}\n{each.title}" + ("" if source.agency else f"\n{each.agency}"), OUTCOMES[each.outcome],
            " ".join(each.findings.split()) or MISSING,
            (long_date(each.reviewed_on) if each.reviewed_on else MISSING) + (f"\n{each.reviewer}" if each.reviewer else ""),
        )
        for each in source.evaluated
    )  # fmt: skip
    return Table("SOP yang sudah dievaluasi", columns, rows, small=True)


def _sheet_row(each: EvaluatedProcedure) -> tuple[str | int, ...]:
    days = [long_date(day) if day else "" for day in (each.decided_on, each.revised_on, each.reviewed_on)]
    outcome = OUTCOMES[each.outcome] if each.outcome else NOT_YET
    return (
        each.agency, each.number, each.title, each.service, days[0], days[1], outcome, each.findings, days[2], each.reviewer, each.evidence,
    )  # fmt: skip


def _percent(part: int, whole: int) -> str:
    found = share(part, whole)
    return MISSING if found is None else f"{index_number(found)}%"
