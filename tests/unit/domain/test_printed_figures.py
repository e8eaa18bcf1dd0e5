"""Figures that somebody changed in the text are found; those that stand where they belong are not reported."""

from __future__ import annotations

from puas.domain.printed_figures import UNIT_LABEL, figures_missing_from, printed_figures
from puas.domain.regulation.registry import edition
from tests.factories.snapshots import result_snapshot


def lines() -> list[str]:
    subjects: dict[str, list[str]] = {}
    for figure in printed_figures(result_snapshot()):
        subjects.setdefault(figure.subject, []).append(figure.printed)
    return ["Pendahuluan 2026", *(f"1\t{subject}\t" + "\t".join(printed) for subject, printed in subjects.items())]


def test_untouched_text_misses_nothing() -> None:
    result = result_snapshot()
    assert len(printed_figures(result)) == 2 + 2 * len(result.unsur) + 2 * len(result.units)
    assert figures_missing_from(result, lines()) == ()


def test_a_changed_figure_is_named_with_its_subject() -> None:
    result = result_snapshot()
    wait = result.unsur_of("waktu")
    printed = str(wait.nik).replace(".", ",")
    changed = [line.replace(printed, "99,99") for line in lines()]
    (missing,) = figures_missing_from(result, changed)
    assert (missing.subject, missing.kind, missing.printed) == (edition().unsur_named("waktu").name, "NIK", printed)


def test_a_figure_beside_another_name_does_not_count() -> None:
    result = result_snapshot()
    nik = str(result.index.nik).replace(".", ",")
    moved = [line.replace(nik, "–") if UNIT_LABEL in line else line for line in lines()]
    missing = figures_missing_from(result, [*moved, f"Kesimpulan: {nik}"])
    assert [(each.subject, each.kind) for each in missing] == [(UNIT_LABEL, "NIK")]


def test_part_of_a_longer_number_is_not_the_number() -> None:
    result = result_snapshot()
    n = str(result.respondents)
    inside = [line.replace(f"\t{n}\t", f"\t1.{n}\t") if UNIT_LABEL in line else line for line in lines()]
    assert [each.kind for each in figures_missing_from(result, inside)] == ["n"]
