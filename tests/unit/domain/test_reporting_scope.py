"""Which periods a year, half-year or quarter adds up."""

from datetime import date

import pytest

from puas.domain.reporting_scope import PARTS, ReportingScope, UnknownPart, parts_with_periods, reporting_scope, smallest_scope
from puas.domain.survey_period import semester, triwulan, whole_year


def _parts(starts_on: date, ends_on: date, year: int = 2026) -> tuple[str, ...]:
    return parts_with_periods(year, [(starts_on, ends_on)])


def test_a_quarter_counts_in_its_half_year_and_year() -> None:
    second = triwulan(2026, 2)
    assert _parts(second.starts_on, second.ends_on) == ("tahun", "semester-1", "triwulan-2")


def test_longer_periods_do_not_count_in_shorter_scopes() -> None:
    half, year = semester(2026, 2), whole_year(2026)
    assert _parts(half.starts_on, half.ends_on) == ("tahun", "semester-2")
    assert _parts(year.starts_on, year.ends_on) == ("tahun",)


def test_a_period_across_new_year_counts_in_the_year_it_ends_in_only() -> None:
    across = (date(2025, 12, 1), date(2026, 2, 28))
    assert _parts(*across) == ("tahun",)
    assert _parts(*across, year=2025) == ()


def test_labels_and_days() -> None:
    assert reporting_scope(2026, "triwulan-3").window.label == "Triwulan III 2026"
    assert [reporting_scope(2026, part).window.starts_on.month for part in PARTS] == [1, 1, 7, 1, 4, 7, 10]


def test_earlier_scopes_of_the_same_kind_cross_new_year() -> None:
    assert reporting_scope(2026, "triwulan-2").earlier(3) == (
        ReportingScope(2025, "triwulan-3"),
        ReportingScope(2025, "triwulan-4"),
        ReportingScope(2026, "triwulan-1"),
    )
    assert reporting_scope(2026, "semester-1").earlier(1) == (ReportingScope(2025, "semester-2"),)
    assert reporting_scope(2026).earlier(1) == (ReportingScope(2025, "tahun"),)


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(UnknownPart):
        reporting_scope(2026, "kuartal-1")


def test_later_scopes_of_the_same_kind_cross_new_year_and_mirror_the_earlier_ones() -> None:
    assert reporting_scope(2026, "triwulan-3").later(2) == (ReportingScope(2026, "triwulan-4"), ReportingScope(2027, "triwulan-1"))
    for part in PARTS:
        start = reporting_scope(2026, part)
        assert [each.earlier(number)[0] for number, each in enumerate(start.later(9), 1)] == [start] * 9


def test_a_period_stands_by_itself_in_the_smallest_scope_that_takes_it_in() -> None:
    for part in PARTS:
        window = reporting_scope(2026, part).window
        assert smallest_scope(window.starts_on, window.ends_on) == ReportingScope(2026, part)
    assert smallest_scope(date(2025, 12, 1), date(2026, 2, 28)) == ReportingScope(2026, "tahun")
    assert smallest_scope(date(2026, 5, 1), date(2026, 5, 31)) == ReportingScope(2026, "triwulan-2")
