"""The index of a province, from the published indexes of its regencies.

No rule says how a province adds its regencies up. Two means stand side by side: the simple one, in which every regency counts
the same, and the respondent-weighted one, in which every answer does. Both are exact means of *printed* figures, rounded once:
a province reads what its regencies published and nothing behind it, so a reader with a calculator gets the same number.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from puas.domain.rounding import exact

MARGIN_PLACES = 2
_SCALE = 10 ** (2 * MARGIN_PLACES)


def simple_mean(values: Iterable[Decimal]) -> Fraction | None:
    """Every value counts the same; None without any."""
    known = list(values)
    return exact(_sum(known)) / len(known) if known else None


def weighted_mean(pairs: Iterable[tuple[Decimal, int]]) -> Fraction | None:
    """Every value counts as often as its weight; None without any weight."""
    known = list(pairs)
    whole = sum(weight for _value, weight in known)
    return exact(_sum(value * weight for value, weight in known)) / whole if whole else None


def _sum(printed: Iterable[Decimal]) -> Decimal:
    """Exact: figures of two decimals times numbers of people stay far below the 28 digits a decimal holds."""
    return sum(printed, Decimal(0))


def margin_of_weighted(pairs: Sequence[tuple[Decimal | None, int]]) -> Decimal | None:
    """Half the width of the interval of a weighted mean of independent surveys, each with its own half width.

    None as soon as one of them has none: what is unknown does not become known by adding it up.
    """
    whole = sum(weight for _margin, weight in pairs)
    if not whole or any(margin is None for margin, _weight in pairs):
        return None
    squares = sum((exact((margin or 0) * weight) ** 2 for margin, weight in pairs), Fraction(0))
    return rounded_root(squares / whole**2)


def margin_of_difference(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    """Half the width of the interval of a difference between two independent surveys."""
    if first is None or second is None:
        return None
    return rounded_root(exact(first) ** 2 + exact(second) ** 2)


def rounded_root(square: Fraction) -> Decimal:
    """A square root with two decimals, rounded up as every margin is, without ever leaving whole numbers."""
    scaled = square * _SCALE
    root = isqrt(scaled.numerator // scaled.denominator)
    return Decimal(root if root * root == scaled else root + 1).scaleb(-MARGIN_PLACES)
