"""Which figures of a frozen result no longer stand beside their names in a text that a person edited.

A report is handed back as lines: paragraphs, and table rows with a tab between cells. Figures are sought as they were
printed (88,31; 3,532; 1.163), each in a line that also names what it belongs to; a figure that only stands somewhere else
is not where a reader looks for it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.printed_numbers import comma, thousands
from puas.domain.province_result import ProvinceResult
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import ResultSnapshot

UNIT_LABEL = "IKM Unit Layanan"
"""What our reports call the row of the whole unit."""
PROVINCE_LABEL = "IKM Provinsi"
"""What the documents call the line of the whole province."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """One figure of the report: whose, which (`n`, `NRR`, `NIK`), and how it is printed."""

    subject: str
    kind: str
    printed: str


def printed_figures(result: ResultSnapshot) -> tuple[PrintedFigure, ...]:
    """The figures that every report prints: of the unit, of each unsur, of each service."""
    rule = edition(result.edition_id)
    found = [*_of(UNIT_LABEL, n=result.respondents, nik=result.index.nik)]
    for each in result.unsur:
        found += _of(rule.unsur_named(each.slug).name, nrr=each.nrr, nik=each.nik)
    for unit in result.units:
        found += _of(unit.name, n=unit.respondents, nik=unit.index.nik)
    return tuple(found)


def province_figures(result: ProvinceResult) -> tuple[PrintedFigure, ...]:
    """The figures that the recap and the workbook print: of the province, of each unsur, of each regency."""
    rule = edition(result.edition_id)
    found = [*_of(PROVINCE_LABEL, n=result.respondents, nik=result.index.nik)]
    for each in result.unsur:
        found += _of(rule.unsur_named(each.slug).name, nik=result.unsur_index(each))
    for line in result.counted:
        if line.figures is not None and line.figures.nik is not None:
            found += _of(line.name, n=line.figures.respondents, nik=line.figures.nik)
    return tuple(found)


def figures_missing_from(result: ResultSnapshot, lines: Sequence[str]) -> tuple[PrintedFigure, ...]:
    """The printed figures that no line holds together with the name they belong to."""
    return figures_apart_from_names(printed_figures(result), lines)


def figures_apart_from_names(figures: Iterable[PrintedFigure], lines: Sequence[str]) -> tuple[PrintedFigure, ...]:
    """Those of the figures that no line holds together with their subject."""
    read = [(_folded(line), frozenset(_NUMBER.findall(line))) for line in lines]
    missing = []
    for figure in figures:
        subject = _folded(figure.subject)
        if not any(figure.printed in numbers and subject in line for line, numbers in read):
            missing.append(figure)
    return tuple(missing)


def _of(subject: str, *, n: int | None = None, nrr: Decimal | None = None, nik: Decimal | None = None) -> Iterable[PrintedFigure]:
    if n is not None:
        yield PrintedFigure(subject, "n", thousands(n))
    if nrr is not None:
        yield PrintedFigure(subject, "NRR", comma(nrr))
    if nik is not None:
        yield PrintedFigure(subject, "NIK", comma(nik))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
