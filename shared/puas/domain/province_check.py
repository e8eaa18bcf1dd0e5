"""Recomputes the figures of a province's result from the regencies and sums inside it."""

from collections.abc import Iterator

from puas.domain.province_builder import kind_line, simple_figures, unsur_means, weighted_figures
from puas.domain.province_result import MEANS, MeanFigures, ProvinceResult, RegencyLine
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import UnknownEdition, edition
from puas.domain.result_check import Mismatch, NotRecomputable


def province_mismatches(result: ProvinceResult) -> tuple[Mismatch, ...]:
    """Every figure that does not follow from the others; empty where all do. Raises NotRecomputable."""
    try:
        return tuple(_mismatches(result))
    except UnknownEdition as unknown:
        raise NotRecomputable(f"edition {unknown}") from unknown


def _mismatches(result: ProvinceResult) -> list[Mismatch]:
    counted = [each.figures for each in result.counted if each.figures is not None]
    found = [
        *_declared(result),
        *_mean("simple_mean", result.simple_mean, simple_figures(counted, result.edition_id)),
        *_mean("respondent_weighted", result.respondent_weighted, weighted_figures(counted, result.edition_id)),
        *_compared("respondents", result.respondents, sum(each.respondents for each in counted)),
        *_compared("unsur", result.unsur, unsur_means(counted, result.edition_id)),
    ]
    for line in result.regencies:
        found += _letters(line)
    for kind in result.kinds:
        found += _compared(f"kinds.{kind.kind}", kind, kind_line(kind, result.edition_id))
    if result.index.nik is not None:
        newest = result.trend[-1].nik if result.trend else None
        found += _compared("trend", newest, result.index.nik)
    return found


def _declared(result: ProvinceResult) -> Iterator[Mismatch]:
    if result.declared not in MEANS:
        yield Mismatch("declared", result.declared, " / ".join(MEANS))


def _mean(path: str, stated: MeanFigures, computed: MeanFigures) -> Iterator[Mismatch]:
    for name in ("nik", "mutu", "predikat", "margin"):
        yield from _compared(f"{path}.{name}", getattr(stated, name), getattr(computed, name))


def _letters(line: RegencyLine) -> Iterator[Mismatch]:
    """The letters regencies published, which come with their figures, under the rule of each."""
    figures = line.figures
    if figures is None:
        return
    rule = edition(figures.edition_id)
    if figures.nik is not None:
        yield from _compared(f"regencies.{line.code}.mutu", figures.mutu, grade(rule, figures.nik).mutu)
    for each in figures.unsur:
        if each.nik is not None:
            yield from _compared(f"regencies.{line.code}.{each.slug}.mutu", each.mutu, grade(rule, each.nik).mutu)


def _compared(path: str, stated: object, computed: object) -> Iterator[Mismatch]:
    if stated != computed:
        yield Mismatch(path, str(stated), str(computed))
