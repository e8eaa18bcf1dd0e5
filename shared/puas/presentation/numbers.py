"""Numbers as Indonesian offices write them (88,31; 1.163), with an English variant.

Figures arrive exact (``Decimal``, ``Fraction``, ``int`` or the printed string of a frozen result) and are
rounded half up, once, at the places asked for: never through ``float``.
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from puas.domain.rounding import exact, round_half_up

Language = Literal["id", "en"]
Figure = Decimal | Fraction | int | str

INDEX_PLACES = 2
AVERAGE_PLACES = 3
MINUS = "\N{MINUS SIGN}"
MISSING = "\N{EN DASH}"

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def rounded(value: Figure, places: int) -> Decimal:
    """The value half up at ``places`` decimals, by the one rounding there is."""
    return round_half_up(value if isinstance(value, Fraction) else exact(value), places)


# A board prints a thousand figures, the same ones to everybody who opens it. Equal values print alike, whatever their type.
@lru_cache(maxsize=16384)
def decimal_number(value: Figure | None, places: int, language: Language = "id") -> str:
    """``88.31`` as ``88,31``; a missing figure is an en dash, not a zero."""
    if value is None:
        return MISSING
    number = rounded(value, places)
    if number == 0:
        number = abs(number)
    text = f"{abs(number):,.{places}f}"
    if language == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if number < 0 else text


def whole_number(value: Figure | None, language: Language = "id") -> str:
    """``1163`` as ``1.163``."""
    return decimal_number(value, 0, language)


def index_number(value: Figure | None, language: Language = "id") -> str:
    """An index (NIK, IKM): two decimals."""
    return decimal_number(value, INDEX_PLACES, language)


def average_number(value: Figure | None, language: Language = "id") -> str:
    """An average score (NRR, NI): three decimals."""
    return decimal_number(value, AVERAGE_PLACES, language)


def signed_number(value: Figure | None, places: int = INDEX_PLACES, language: Language = "id") -> str:
    """A difference with its sign: ``+0,87``, ``−1,20``, ``0,00``."""
    if value is None:
        return MISSING
    text = decimal_number(value, places, language)
    return f"+{text}" if rounded(value, places) > 0 else text


def percentage(part: int, whole: int, places: int = 1, language: Language = "id") -> str:
    """``part`` of ``whole`` as ``41,5%``; of nothing, an en dash."""
    if whole == 0:
        return MISSING
    return decimal_number(Fraction(part * 100, whole), places, language) + "%"


def roman(value: int) -> str:
    """``2`` as ``II`` (Triwulan II, BAB II)."""
    if value < 1:
        raise ValueError("Roman numerals start at one.")
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text
