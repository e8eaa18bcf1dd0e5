"""Zone, letter and opinion of an Ombudsman score by the scale of its year, and what can be said between years.

A score means something only together with its year: 79,53 is kuning by the scale of 2021 and hijau (B) by that of 2022. The table
printed until 2019 has gaps between its whole numbers (50 to 51, 80 to 81), about which nothing is said. Our policy, which is
not verified: a score belongs to the lower band until the next one begins, and one in a gap is marked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from puas.domain.regulation.ombudsman import SCORE_PLACES, ZONES, ComplianceBand, ComplianceScale, scale_of


class NoAssessmentHeld(ValueError):
    """The Ombudsman assessed nobody in this year."""


@dataclass(frozen=True, slots=True)
class ComplianceGrade:
    """What a score means by the scale of its year. Without a scale there is no band, and zone, letter and label are empty."""

    year: int
    score: Decimal | None
    scale: ComplianceScale | None
    band: ComplianceBand | None = None
    in_gap: bool = False

    @property
    def zone(self) -> str:
        return self.band.zone if self.band else ""

    @property
    def letter(self) -> str:
        return self.band.letter if self.band else ""

    @property
    def label(self) -> str:
        """The words of the year's table, such as ``Kualitas Sedang``."""
        return self.band.label if self.band else ""

    @property
    def scale_name(self) -> str:
        return self.scale.name if self.scale else "skala belum diketahui"


def grade_compliance(year: int, score: Decimal | None) -> ComplianceGrade:
    """Read a score by its year. Raises NoAssessmentHeld for a year without assessment; a year without a scale has no zone."""
    scale = scale_of(year)
    if scale is not None and not scale.is_held:
        raise NoAssessmentHeld(year)
    if score is None or scale is None or not scale.has_bands:
        return ComplianceGrade(year, score, scale)
    band, in_gap = _band_of(scale, _rounded(score, SCORE_PLACES))
    return ComplianceGrade(year, score, scale, band, in_gap)


def _band_of(scale: ComplianceScale, score: Decimal) -> tuple[ComplianceBand, bool]:
    in_gap = not any(each.low <= score <= each.high for each in scale.bands)
    band = scale.bands[0]
    for each in scale.bands[1:]:
        if score >= each.low:
            band = each
    return band, in_gap


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


AGREES = "agrees"
AGREES_AS_POINTS = "agrees_as_points"
DIFFERS = "differs"
INCOMPLETE = "incomplete"
NOT_CHECKABLE = "not_checkable"

# Each dimension and the score were rounded to two decimals before they were printed.
_WEIGHED_TOLERANCE = Decimal("0.01")
_POINTS_TOLERANCE = Decimal("0.03")


@dataclass(frozen=True, slots=True)
class DimensionCheck:
    """Whether the dimensions give the score. `weighted` is Σ weight × score of the dimension, in hundredths rounded half up.

    Some print each dimension on a scale to 100, others the points it brought after weighting; either is recognised.
    """

    outcome: str
    weighted: Decimal | None = None
    difference: Decimal | None = None


def check_dimensions(year: int, score: Decimal | None, dimensions: Mapping[str, Decimal]) -> DimensionCheck | None:
    """What the dimensions say about the score; None where none was recorded. Told to people, never a reason to refuse."""
    scale = scale_of(year)
    if not dimensions or scale is None:
        return None
    if score is None or any(each.weight is None for each in scale.dimensions):
        return DimensionCheck(NOT_CHECKABLE)
    if any(each.key not in dimensions for each in scale.dimensions):
        return DimensionCheck(INCOMPLETE)
    weighted = sum(((each.weight or Decimal(0)) * dimensions[each.key] for each in scale.dimensions), Decimal(0)) / 100
    printed = _rounded(weighted, SCORE_PLACES)
    if abs(weighted - score) <= _WEIGHED_TOLERANCE:
        return DimensionCheck(AGREES, printed, printed - score)
    points = sum((dimensions[each.key] for each in scale.dimensions), Decimal(0))
    fits = all(dimensions[each.key] <= (each.weight or Decimal(0)) for each in scale.dimensions)
    if fits and abs(points - score) <= _POINTS_TOLERANCE:
        return DimensionCheck(AGREES_AS_POINTS, points, points - score)
    return DimensionCheck(DIFFERS, printed, printed - score)


@dataclass(frozen=True, slots=True)
class ComplianceChange:
    """Between two recorded years. Over a change of scale `restated` is what the earlier score would be on the later year's scale.

    `amount` is the difference of printed scores and is not the same as better or worse where the scale changed; `steps` is how
    many zones up or down, None where a year has no zone.
    """

    earlier: ComplianceGrade
    later: ComplianceGrade
    amount: Decimal | None
    steps: int | None
    is_same_scale: bool
    restated: ComplianceGrade | None = None


def change_between(earlier: ComplianceGrade, later: ComplianceGrade) -> ComplianceChange:
    """What changed from an earlier year to a later one."""
    amount = None if earlier.score is None or later.score is None else later.score - earlier.score
    steps = ZONES.index(later.zone) - ZONES.index(earlier.zone) if earlier.zone and later.zone else None
    is_same = earlier.scale is not None and later.scale is not None and earlier.scale.id == later.scale.id
    restated = None
    if not is_same and earlier.score is not None and later.scale is not None and later.scale.has_bands:
        as_later = grade_compliance(later.year, earlier.score)
        restated = ComplianceGrade(earlier.year, earlier.score, later.scale, as_later.band, as_later.in_gap)
    return ComplianceChange(earlier, later, amount, steps, is_same, restated)
