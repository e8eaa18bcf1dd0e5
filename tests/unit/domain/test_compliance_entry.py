"""What may be recorded of the Ombudsman's assessment, and what is said about the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from puas.domain import compliance_entry as entry
from puas.domain.compliance_entry import ComplianceEntry, entry_faults


def _faults(**changes: Any) -> dict[str, str]:
    return entry_faults(ComplianceEntry(**{"year": 2023, "score": Decimal("90.02"), **changes}), this_year=2026)


def test_good_entry_has_no_fault() -> None:
    assert _faults() == {}
    assert _faults(rank=3, rank_of=22, dimensions={"input": Decimal("88.10")}) == {}
    assert _faults(year=2025, score=None, opinion="Kualitas Tertinggi Tanpa Maladministrasi") == {}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"score": Decimal("101")}, {"score": entry.OUT_OF_RANGE}),
        ({"score": Decimal("-0.01")}, {"score": entry.OUT_OF_RANGE}),
        ({"score": Decimal("NaN")}, {"score": entry.OUT_OF_RANGE}),
        ({"score": Decimal("90.025")}, {"score": entry.TOO_PRECISE}),
        ({"score": None}, {"score": entry.SCORE_MISSING}),
        ({"rank": 5, "rank_of": 3}, {"rank": entry.RANK_BEYOND}),
        ({"rank": 0, "rank_of": 3}, {"rank": entry.RANK_BEYOND}),
        ({"rank": 5, "rank_of": 1001}, {"rank": entry.RANK_BEYOND}),
        ({"opinion": "x" * 201}, {"opinion": entry.TOO_LONG}),
        ({"rank": 5}, {"rank_of": entry.RANK_INCOMPLETE}),
        ({"rank_of": 5}, {"rank": entry.RANK_INCOMPLETE}),
        ({"year": 2020}, {"year": entry.NOT_HELD}),
        ({"year": 2027}, {"year": entry.FUTURE_YEAR}),
        ({"year": 2008}, {"year": entry.NO_SUCH_YEAR}),
        ({"year": 2025, "score": Decimal("91")}, {"opinion": entry.OPINION_MISSING}),
        ({"year": 2026, "score": Decimal("91")}, {"opinion": entry.OPINION_MISSING}),
        ({"dimensions": {"kepercayaan": Decimal("90")}}, {"kepercayaan": entry.UNKNOWN_DIMENSION}),
        ({"dimensions": {"input": Decimal("100.01")}}, {"input": entry.OUT_OF_RANGE}),
        ({"year": 2021, "dimensions": {"input": Decimal("90")}}, {"input": entry.UNKNOWN_DIMENSION}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes: dict[str, Any], faults: dict[str, str]) -> None:
    assert _faults(**changes) == faults
