"""Contradictions in figures that somebody printed: the checks a careful reader makes before believing a report.

Every check answers with findings, none when nothing is wrong; a finding holds a code and the values, the words belong to
whoever shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from puas.domain.quality_grade import grade
from puas.domain.regulation.edition import Edition
from puas.domain.sample_size import SAMPLE_POLICIES, sample_size

LETTER_DOES_NOT_FIT = "letter_does_not_fit"
NI_DOES_NOT_FIT = "ni_does_not_fit"
OUT_OF_RANGE = "out_of_range"
LOWEST_ABOVE_HIGHEST = "lowest_above_highest"
MONTHS_DO_NOT_FIT = "months_do_not_fit"
SAMPLE_NOT_REPRODUCED = "sample_not_reproduced"


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction: what was printed, what it should have been or stands against."""

    code: str
    printed: str
    expected: str


def check_index(edition: Edition, *, nik: Decimal, ni: Decimal | None = None, mutu: str | None = None) -> tuple[Finding, ...]:
    """The letter must come from NIK, and a printed NI must round from the same unrounded value."""
    findings = []
    lowest, highest = edition.bands[0].nik_from, edition.bands[-1].nik_to
    if not lowest <= nik <= highest:
        findings.append(Finding(OUT_OF_RANGE, str(nik), f"{lowest}–{highest}"))
    right = grade(edition, nik).mutu
    if mutu is not None and mutu != right:
        findings.append(Finding(LETTER_DOES_NOT_FIT, mutu, right))
    if ni is not None and not ni_fits(edition, ni=ni, nik=nik):
        findings.append(Finding(NI_DOES_NOT_FIT, str(ni), str(nik)))
    return tuple(findings)


def ni_fits(edition: Edition, *, ni: Decimal, nik: Decimal) -> bool:
    """Whether one unrounded value can print as both: 3,73 / 93,16 can, 3,53 / 88,40 cannot.

    25 times the rounding interval of NI must meet the rounding interval of NIK: 3,521 / 88,01 can both come from 3,5205.
    """
    around_ni, around_nik = _half_a_step(ni), _half_a_step(nik)
    lowest, highest = (ni - around_ni) * edition.conversion, (ni + around_ni) * edition.conversion
    return lowest < nik + around_nik and nik - around_nik < highest


def _half_a_step(printed: Decimal) -> Decimal:
    return Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1)


def check_lowest_and_highest(lowest: Mapping[str, Decimal], highest: Mapping[str, Decimal]) -> tuple[Finding, ...]:
    """Every value in a list of the lowest must be at most every value in the list of the highest."""
    return tuple(
        Finding(LOWEST_ABOVE_HIGHEST, f"{low} {low_value}", f"{high} {high_value}")
        for low, low_value in lowest.items()
        for high, high_value in highest.items()
        if low_value > high_value
    )


def check_months(*, starts_on: date, ends_on: date, stated: int) -> tuple[Finding, ...]:
    """A period said to last so many months must touch that many."""
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1
    return () if months == stated else (Finding(MONTHS_DO_NOT_FIT, str(stated), str(months)),)


def check_sample(*, population: int, stated: int) -> tuple[Finding, ...]:
    """A stated sample size must follow from the population by formula or table row."""
    right = {policy: sample_size(population, policy=policy) for policy in SAMPLE_POLICIES}
    if stated in right.values():
        return ()
    return (Finding(SAMPLE_NOT_REPRODUCED, str(stated), "/".join(str(size) for size in right.values())),)
