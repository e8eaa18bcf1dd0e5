"""Differences between printed values, targets, and points of a trend with their own rule."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from puas.domain.comparison import (
    against_target,
    change,
    change_between,
    rules_of,
    target,
    trend_point,
    trend_point_of,
)
from puas.domain.result_snapshot import IndexFigures
from tests.factories.snapshots import result_snapshot


def test_change_is_between_printed_values() -> None:
    up = change(Decimal("88.50"), Decimal("87.63"))
    assert (str(up.amount), up.direction, up.rule_changed) == ("0.87", "up", False)
    assert change(Decimal("88.504"), Decimal("88.496")).direction == "same"
    down = change(Decimal("80"), Decimal("81.005"))
    assert (str(down.amount), down.direction) == ("-1.01", "down")


def test_target() -> None:
    assert target(Decimal("81.75"), "permenpanrb-14-2017", "RPJMD").mutu == "B"
    reached = against_target(Decimal("81.75"), Decimal("81.75"))
    assert reached.reached and reached.gap == 0
    missed = against_target(Decimal("81.74"), Decimal("81.75"))
    assert not missed.reached and str(missed.gap) == "-0.01"


def test_points_keep_their_rule_and_letter() -> None:
    old = trend_point(label="2012", year=2012, edition_id="kepmenpan-25-2004", nik=Decimal("76.475"))
    new = trend_point(label="2018", year=2018, edition_id="permenpanrb-14-2017", nik=Decimal("76.475"))
    assert (old.mutu, new.mutu) == ("B", "C")
    step = change_between(old, new)
    assert step.rule_changed and step.direction == "same"
    assert rules_of([old, new, new]) == ("Kepmenpan 25/2004", "PermenPANRB 14/2017")


def test_a_frozen_result_as_a_point() -> None:
    result = result_snapshot()
    point = trend_point_of(result)
    assert point is not None
    assert (point.nik, point.mutu, point.label) == (result.index.nik, result.index.mutu, "Triwulan III 2026")
    nothing = IndexFigures(None, None, None, None, "no_respondents", ())
    assert trend_point_of(replace(result, index=nothing)) is None
