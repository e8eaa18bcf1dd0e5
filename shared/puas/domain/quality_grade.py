"""Mutu (letter) and predikat (kinerja unit pelayanan) of an index value.

The mutu table leaves gaps (between 88,30 and 88,31 and so on) about which nothing is said. Two policies:
`round-then-compare` rounds NIK half up to two decimals and compares that with the lower bounds, so that a printed value
and its letter never disagree; `compare-unrounded` compares the unrounded value, as the workbook of 2024-2025 does. The
letter always comes from NIK and never from a rounded NI.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from puas.domain.regulation.edition import Edition, GradeBand
from puas.domain.rounding import exact, round_half_up

ROUND_THEN_COMPARE = "round-then-compare"
COMPARE_UNROUNDED = "compare-unrounded"
GRADINGS = (ROUND_THEN_COMPARE, COMPARE_UNROUNDED)

NIK_PLACES = 2
NI_PLACES = 3
NRR_PLACES = 3


@dataclass(frozen=True, slots=True)
class QualityGrade:
    """The letter with its words; `band` is the row of the mutu table."""

    mutu: str
    predikat: str
    perception: int
    band: GradeBand


def grade(edition: Edition, nik: Fraction | Decimal, *, grading: str = ROUND_THEN_COMPARE) -> QualityGrade:
    """Grade a NIK under an edition. Values below the table's foot (legacy weights reach 24,75) count as lowest row."""
    value = exact(nik) if isinstance(nik, Decimal) else nik
    if grading not in GRADINGS:
        raise ValueError(f"unknown grading policy {grading!r}")
    band = edition.bands[0]
    # What was rounded is compared as printed; a page grades hundreds of them.
    printed = round_half_up(value, NIK_PLACES) if grading == ROUND_THEN_COMPARE else None
    for candidate in edition.bands[1:]:
        if printed >= candidate.nik_from if printed is not None else value >= exact(candidate.nik_from):
            band = candidate
    return QualityGrade(band.letter, band.label, band.perception, band)
