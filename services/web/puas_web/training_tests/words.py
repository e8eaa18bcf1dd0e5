"""Words about questions of the tests."""

from __future__ import annotations

from fractions import Fraction

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.question_bank import ItemStatistics
from puas.domain.training_tests import MISLEADING, TELLS_LITTLE, TOO_EASY, TOO_HARD, weaknesses
from puas.presentation.numbers import MISSING, decimal_number, signed_number
from puas_web.layout import page_language

WEAKNESSES: dict[str, LazyString] = {
    MISLEADING: _l("menyesatkan: yang nilainya tinggi justru lebih sering salah"),
    TELLS_LITTLE: _l("kurang membedakan yang sudah dan yang belum paham"),
    TOO_HARD: _l("terlalu sulit"),
    TOO_EASY: _l("terlalu mudah"),
}


def weaknesses_in_words(item: ItemStatistics) -> str:
    """What is wrong with a question; empty where nothing is."""
    return "; ".join(str(WEAKNESSES[each]) for each in weaknesses(item))


def items_in_words(number: int) -> str:
    """How many questions are weak, as a sentence."""
    if not number:
        return _("Tidak ada soal yang lemah di antara yang cukup sering dijawab.")
    return _("%(number)s soal perlu ditinjau; keterangannya ada di kolom terakhir.", number=number)


def share_in_words(share: Fraction | None) -> str:
    """`46,4%`."""
    return MISSING if share is None else f"{decimal_number(share * 100, 1, page_language())}%"


def points_in_words(share: Fraction | None) -> str:
    """A difference of shares in percentage points: `+32,1`."""
    return signed_number(None if share is None else share * 100, 1, page_language())


def two_places(value: Fraction | None) -> str:
    """A mean of ratings, a discrimination: `3,25`."""
    return decimal_number(value, 2, page_language())
