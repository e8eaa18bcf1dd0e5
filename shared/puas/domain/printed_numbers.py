"""Numbers inside sentences, as the country writes them: 88,31 and 1.163. Layout of figures belongs to presentation."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from puas.domain.rounding import round_half_up


def comma(value: Decimal) -> str:
    """A decimal with a comma, keeping its places."""
    return str(value).replace(".", ",")


def thousands(value: int) -> str:
    """A whole number with points between thousands."""
    return f"{value:,}".replace(",", ".")


def percentage(part: int, whole: int) -> str:
    """A share with one decimal, or a dash of nothing."""
    return f"{comma(round_half_up(Fraction(part * 100, whole), 1))}%" if whole else "–"


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a", "a dan b", "a, b, dan c"."""
    if len(words) < 2:
        return "".join(words)
    if len(words) == 2:
        return f"{words[0]} dan {words[1]}"
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
