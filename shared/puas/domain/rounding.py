"""Rounding of exact fractions, done once and at the very end.

The rule prints two decimals of NIK and says nothing on how to round; half up, away from zero, is what offices and
spreadsheets do (ROUND in Excel), and is the policy of this product.
"""

from decimal import Decimal
from fractions import Fraction


def round_half_up(value: Fraction, places: int) -> Decimal:
    """Round to `places` decimals, a half going away from zero, keeping trailing zeros (88.5 -> 88.50)."""
    numerator, denominator = abs(value.numerator) * 10**places, value.denominator
    whole = (2 * numerator + denominator) // (2 * denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-places)


def truncate(value: Fraction, places: int) -> Decimal:
    """Cut after `places` decimals, as some published recaps do. Only for recognising them."""
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    return Decimal(-whole if value < 0 else whole).scaleb(-places)


def exact(value: Decimal | int | str) -> Fraction:
    """The fraction a printed number stands for. Floats are refused: they are already rounded, in another base."""
    return Fraction(Decimal(value))
