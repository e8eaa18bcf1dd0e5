"""The book of an agency: every standard in force, component by component, with the decree it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puas.domain.filing import FilingHead
from puas.domain.standard_documents import PrintedComponent, PrintedStandard, ServiceStandardsSource
from puas.presentation.dates import long_date
from puas_reporter.documents.blocks import Block, Column, Document, Heading, Listing, Paragraph, Table
from puas_reporter.documents.filing import filing_document

TITLE = "Standar pelayanan"
MISSING = "(belum diisi)"
_COLUMNS = (Column("No.", 6, "center"), Column("Komponen", 28), Column("Uraian", 66))
_OVERVIEW = (Column("No.", 6, "center"), Column("Layanan", 36), Column("Keputusan", 34), Column("Ditinjau lagi", 24, "center"))
_CLOSING = "Standar pelayanan ini menjadi pedoman penyelenggaraan pelayanan dan acuan penilaian oleh masyarakat."


def standards_document(source: ServiceStandardsSource, emblem: bytes | None = None) -> Document:
    """The book as blocks: one content for PDF and Word."""
    return filing_document(
        source.head, emblem, title=TITLE, facts=_facts(source), body=_body(source), closing=_CLOSING, keywords=("Standar pelayanan",)
    )


def head_of(source: ServiceStandardsSource) -> FilingHead:
    return source.head


def name_of(source: ServiceStandardsSource) -> tuple[str, ...]:
    return ("standar pelayanan", source.head.office)


def _facts(source: ServiceStandardsSource) -> list[tuple[str, str]]:
    complete = sum(not each.missing for each in source.standards)
    facts = [
        ("Perangkat daerah", source.head.office),
        ("Standar yang berlaku", f"{len(source.standards)} layanan, {complete} di antaranya lengkap 14 komponen"),
        ("Acuan komponen", "PermenPANRB 15/2014"),
    ]
    return [*facts, *([("Belum ditetapkan", "; ".join(source.without))] if source.without else [])]


def _body(source: ServiceStandardsSource) -> Iterator[Block]:
    overview = tuple(
        (str(number), each.service, _decree(each), long_date(each.review_due_on) if each.review_due_on else "–")
        for number, each in enumerate(source.standards, start=1)
    )
    yield Table("Standar yang berlaku", _OVERVIEW, overview, small=True)
    for number, each in enumerate(source.standards, start=1):
        yield Heading(each.service, level=2, number=f"{number}.")
        yield Listing(tuple(_lines(each)))
        # Two tables of a size that is kept whole: one of fourteen rows would push most of a page away.
        yield _table(f"Yang disampaikan kepada masyarakat: {each.service}", each.public)
        yield _table(f"Yang dikelola di dalam organisasi: {each.service}", tuple(part for part in each.components if not part.is_public))
        if each.missing:
            yield Paragraph(f"Belum diisi: {', '.join(part.name for part in each.missing)}.", align="left")


def _table(caption: str, components: Sequence[PrintedComponent]) -> Table:
    return Table(caption, _COLUMNS, tuple((str(each.number), each.name, _words(each)) for each in components))


def _lines(standard: PrintedStandard) -> Iterator[str]:
    yield f"Ditetapkan dengan keputusan {_decree(standard)} (versi {standard.version})"
    if standard.hearing_on:
        yield f"Dibahas dengan masyarakat pada {long_date(standard.hearing_on)}"
    if standard.reviewed_on:
        yield f"Ditinjau terakhir pada {long_date(standard.reviewed_on)}"
    if standard.review_due_on:
        yield f"Ditinjau lagi paling lambat {long_date(standard.review_due_on)}"
    if standard.media:
        yield f"Dipasang atau dimuat di: {', '.join(standard.media)}"


def _decree(standard: PrintedStandard) -> str:
    day = f"tanggal {long_date(standard.decree_date)}" if standard.decree_date else ""
    return " ".join(each for each in (standard.decree_number, day) if each) or "–"


def _words(component: PrintedComponent) -> str:
    points = component.points
    if not points:
        return MISSING
    return points[0] if len(points) == 1 else "\n".join(f"{number}. {each}" for number, each in enumerate(points, start=1))
