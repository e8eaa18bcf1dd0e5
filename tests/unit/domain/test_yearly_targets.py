"""Targets of a year: what may be laid down, progress, and what becomes of a line two people edit."""

from decimal import Decimal

import pytest

from puas.domain.yearly_targets import (
    ASK,
    KEEP,
    OUT_OF_SCALE,
    SOURCE_TOO_LONG,
    TOO_PRECISE,
    WRITE,
    Aim,
    aim_fault,
    decide,
    is_plannable,
    old_aim,
    progress,
)

RULE = "permenpanrb-14-2017"
ONE, TWO, THREE = Aim(Decimal("81.75"), "RPJMD"), Aim(Decimal("82.00"), "RPJMD"), Aim(Decimal("83.00"), "Renstra")


@pytest.mark.parametrize("nik", ["24.99", "100.01", "3.27", "NaN", "Infinity", "-81", "0"])
def test_a_target_off_the_scale_is_refused(nik: str) -> None:
    assert aim_fault(Aim(Decimal(nik))) == OUT_OF_SCALE


def test_the_ends_of_the_scale_are_on_it() -> None:
    assert [aim_fault(Aim(Decimal(nik))) for nik in ("25.00", "100.00", "81.7", "90")] == [""] * 4


def test_a_third_decimal_and_a_source_without_end_are_refused() -> None:
    assert aim_fault(Aim(Decimal("81.755"))) == TOO_PRECISE
    assert aim_fault(Aim(Decimal("81.75"), "x" * 120)) == ""
    assert aim_fault(Aim(Decimal("81.75"), "x" * 121)) == SOURCE_TOO_LONG


def test_years_from_the_rule_to_ten_years_ahead() -> None:
    assert [year for year in range(2015, 2040) if is_plannable(year, 2026)] == list(range(2017, 2037))


@pytest.mark.parametrize(
    ("stored", "seen", "wanted", "outcome"),
    [
        (None, None, ONE, WRITE),
        (ONE, ONE, TWO, WRITE),
        (ONE, ONE, None, WRITE),
        (ONE, ONE, ONE, KEEP),
        # Somebody else changed it, this person did not: theirs stays.
        (TWO, ONE, ONE, KEEP),
        (None, ONE, ONE, KEEP),
        # Both came to the same.
        (TWO, ONE, TWO, KEEP),
        (None, ONE, None, KEEP),
        # Both changed it to something else.
        (TWO, ONE, THREE, ASK),
        (None, ONE, THREE, ASK),
        (TWO, None, THREE, ASK),
        (TWO, ONE, None, ASK),
    ],
)
def test_what_becomes_of_a_line(stored: Aim | None, seen: Aim | None, wanted: Aim | None, outcome: str) -> None:
    assert decide(stored=stored, seen=seen, wanted=wanted) == outcome


def test_progress_compares_printed_figures_and_letters() -> None:
    short = progress(Decimal("88.31"), Decimal("88.30"), "B", RULE)
    assert (short.gap, short.is_reached, short.has_lower_letter, short.target_mutu) == (Decimal("-0.01"), False, True, "A")
    same_letter = progress(Decimal("80.00"), Decimal("77.00"), "B", RULE)
    assert (same_letter.gap, same_letter.has_lower_letter) == (Decimal("-3.00"), False)
    reached = progress(Decimal("81.75"), Decimal("81.75"), "B", RULE)
    assert (reached.gap, reached.is_reached, reached.has_lower_letter) == (Decimal("0.00"), True, False)


def test_without_target_or_index_there_is_no_progress() -> None:
    eighty = Decimal("80.00")
    for known in (progress(None, eighty, "B", RULE), progress(eighty, None, None, RULE), progress(None, None, None, RULE)):
        assert (known.gap, known.is_reached, known.has_lower_letter) == (None, None, False)


def test_an_old_text_becomes_a_proposal_or_nothing() -> None:
    assert old_aim("81,75", "Renstra") == Aim(Decimal("81.75"), "Renstra") == old_aim("81.75", "Renstra")
    assert [old_aim(text, "") for text in ("", "baik", "3,27", "101", "81,755", "NaN")] == [None] * 6
