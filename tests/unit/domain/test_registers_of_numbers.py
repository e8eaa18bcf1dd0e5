"""Rules of SOP, minimum services and complaint counts that need no database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from puas.domain import complaint_counts, minimum_services
from puas.domain.complaint_counts import ChannelCount, count_fault, quarter_fault, quarter_of, total
from puas.domain.operating_procedures import existed_in


@pytest.mark.parametrize(
    ("count", "fault"),
    [
        (ChannelCount(10, 8, 7), None),
        (ChannelCount(), None),
        (ChannelCount(10, 11, 0), ("settled", "more-settled")),
        (ChannelCount(10, 8, 9), ("in_time", "more-in-time")),
        (ChannelCount(-1, 0, 0), ("received", "out-of-range")),
        (ChannelCount(1_000_001, 0, 0), ("received", "out-of-range")),
        (ChannelCount(3, -1, 0), ("settled", "out-of-range")),
    ],
)
def test_counts_that_cannot_be(count: ChannelCount, fault: tuple[str, str] | None) -> None:
    assert count_fault(count) == fault


@pytest.mark.parametrize(
    ("year", "quarter", "fault"),
    [
        (2026, 4, ""), (2025, 4, ""), (2026, 0, "out-of-range"), (2026, 5, "out-of-range"), (1999, 1, "out-of-range"),
        (2027, 1, "in-the-future"),
    ],
)  # fmt: skip
def test_quarters_that_have_begun(year: int, quarter: int, fault: str) -> None:
    assert quarter_fault(year, quarter, 2026, 4) == fault


def test_months_and_sums() -> None:
    assert [quarter_of(month) for month in range(1, 13)] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert total([ChannelCount(3, 2, 1), ChannelCount(4, 4, 4)]) == ChannelCount(7, 6, 5)
    assert total([]).is_empty


def test_six_fields_and_time_limits_say_that_nobody_compared_them() -> None:
    assert len(minimum_services.FIELDS) == 6 and not minimum_services.IS_VERIFIED
    assert any("60 hari" in each.limit and "76/2013" in each.source for each in complaint_counts.TIME_LIMITS)
    assert not any(each.is_verified for each in complaint_counts.TIME_LIMITS)


@pytest.mark.parametrize(
    ("field", "year", "reached", "fault"),
    [
        ("sosial", 2026, Decimal("100"), None),
        ("sosial", 2026, None, None),
        ("sosial", 2026, Decimal("100.01"), ("reached", "out-of-range")),
        ("sosial", 2026, Decimal("99.999"), ("reached", "too-many-places")),
        ("sosial", 2017, None, ("year", "out-of-range")),
        ("sosial", 2027, None, ("year", "out-of-range")),
        ("listrik", 2026, None, ("field", "unknown-choice")),
    ],
)
def test_entries_of_minimum_services(field: str, year: int, reached: Decimal | None, fault: tuple[str, str] | None) -> None:
    assert minimum_services.entry_fault(field, year, reached, "", 2026) == fault
    assert minimum_services.entry_fault("sosial", 2026, None, "a" * 501, 2026) == ("note", "too-long")


def test_a_procedure_counts_from_its_decision_to_its_last_evaluation() -> None:
    assert existed_in(2026, decided_on=None, is_active=True, review_years=())
    assert not existed_in(2023, decided_on=date(2024, 1, 1), is_active=True, review_years=(2024,))
    assert existed_in(2025, decided_on=date(2024, 1, 1), is_active=False, review_years=(2024, 2025))
    assert not existed_in(2026, decided_on=date(2024, 1, 1), is_active=False, review_years=(2024, 2025))
    assert not existed_in(2026, decided_on=None, is_active=False, review_years=())
