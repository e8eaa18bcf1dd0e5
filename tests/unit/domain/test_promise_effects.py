"""What the index did after a promise was kept: the next published scope of the same kind, by the same rule, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from puas.domain.promise_effects import Effect, FigureKey, KeptPromise, UnsurFigure, effects_of, scopes_needed
from puas.domain.reporting_scope import ReportingScope

UNIT = (3, "dukcapil")
RULE = "permenpanrb-14-2017"
PROMISE = KeptPromise(UNIT, "waktu", "Menambah loket", "", date(2026, 1, 1), date(2026, 3, 31))


def _figures(**parts: tuple[int, str]) -> dict[FigureKey, UnsurFigure]:
    """`triwulan_2=(2026, "80.00")` and so on."""
    return {
        (UNIT, ReportingScope(year, part.replace("_", "-")), "waktu"): UnsurFigure(Decimal(nik), "B", 120, RULE)
        for part, (year, nik) in parts.items()
    }


def _only(found: tuple[Effect, ...]) -> Effect:
    (effect,) = found
    return effect


def test_the_next_published_quarter_is_compared() -> None:
    effect = _only(effects_of([PROMISE], _figures(triwulan_1=(2026, "75.10"), triwulan_2=(2026, "80.35"), triwulan_3=(2026, "60.00"))))
    assert (effect.change, effect.scope) == (Decimal("5.25"), ReportingScope(2026, "triwulan-2"))


def test_a_quarter_without_figures_is_stepped_over_also_into_the_next_year() -> None:
    promise = replace(PROMISE, starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30))
    figures = _figures(triwulan_3=(2026, "75.10"), triwulan_1=(2027, "74.10"), tahun=(2026, "99.00"))
    assert _only(effects_of([promise], figures)).change == Decimal("-1.00")


def test_without_a_figure_before_or_after_nothing_is_said() -> None:
    assert effects_of([PROMISE], _figures(triwulan_1=(2026, "75.10"))) == ()
    assert effects_of([PROMISE], _figures(triwulan_2=(2026, "75.10"))) == ()
    assert effects_of([PROMISE], _figures(triwulan_1=(2026, "75.10"), triwulan_2=(2028, "75.10"))) == ()


def test_figures_of_another_rule_are_not_compared() -> None:
    figures = _figures(triwulan_1=(2026, "75.10"), triwulan_2=(2026, "80.35"))
    later = (UNIT, ReportingScope(2026, "triwulan-2"), "waktu")
    figures[later] = replace(figures[later], edition="kepmenpan-25-2004")
    assert effects_of([PROMISE], figures) == ()


def test_another_unit_or_unsur_is_not_taken() -> None:
    figures = _figures(triwulan_1=(2026, "75.10"), triwulan_2=(2026, "80.35"))
    assert effects_of([replace(PROMISE, unsur="biaya"), replace(PROMISE, unit=(4, "dukcapil"))], figures) == ()


def test_the_greatest_improvement_stands_first() -> None:
    other = replace(PROMISE, starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30), action="Antrean daring")
    figures = _figures(triwulan_1=(2026, "75.10"), triwulan_2=(2026, "74.00"), triwulan_3=(2026, "80.00"))
    assert [each.promise.action for each in effects_of([PROMISE, other], figures)] == ["Antrean daring", "Menambah loket"]


def test_the_scopes_needed_are_those_that_can_be_compared() -> None:
    needed = scopes_needed([PROMISE])
    assert needed == {ReportingScope(2026, f"triwulan-{number}") for number in (1, 2, 3, 4)} | {ReportingScope(2027, "triwulan-1")}
    assert scopes_needed([]) == frozenset()
