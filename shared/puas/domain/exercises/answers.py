"""Reading what participants type, and telling a slip from a wrong answer.

Numbers are read as Indonesians write them, with a comma or a point, with or without trailing zeros. An answer is right
where it prints as the exact value; a wrong one is compared with what the usual mistakes lead to, so that it can be said
which of them it was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from puas.domain.exercises.task import EMPTY, RIGHT, UNREADABLE, WRONG, Field, Given, Verdict, first
from puas.domain.printed_numbers import comma
from puas.domain.rounding import exact, round_half_up, truncate

TRUNCATED, TOO_FEW_DECIMALS, OTHER = "truncated", "too-few-decimals", "other"

_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d+)*|[.,]\d+)")
_AROUND = re.compile(r"^[=≈~\s]+|[\s%]+$|\s*(?:orang|responden)\s*$", re.IGNORECASE)

_UNREADABLE_WORDS = "Tulis angka saja, misalnya {example}."
_TRUNCATED_WORDS = "Angkanya dipotong, bukan dibulatkan. Bila angka berikutnya 5 atau lebih, bulatkan ke atas."
_TOO_FEW_WORDS = "Angkanya sudah benar, tetapi tuliskan {places} angka di belakang koma."
_NEARLY_WORDS = "Benar. Selisih satu pada angka terakhir berasal dari pembulatan di tengah; nilai tepatnya {right}."


@dataclass(frozen=True, slots=True)
class Slip:
    """A usual mistake: what it leads to, and what to say of it."""

    fault: str
    value: Fraction
    words: str


def read_answer(text: str, places: int) -> Decimal | None:
    """The number somebody typed; None where it is none. `1.163` is a thousand and more where no decimals are asked for."""
    written = _AROUND.sub("", _AROUND.sub("", text.strip()))
    if places == 0 and _GROUPED.fullmatch(written):
        return Decimal(re.sub(r"\D", "", written))
    written = re.sub(r"(?<=\d)\s(?=\d{3})", "", written)
    if not _NUMBER.fullmatch(written) or not written.isascii():
        return None
    if "," in written and "." in written:
        mark = "," if written.rfind(",") > written.rfind(".") else "."
        written = written.replace("." if mark == "," else ",", "")
    written = written.replace(",", ".")
    if written.count(".") > 1:
        written = written.replace(".", "")
    return Decimal(written)


def judge_number(field: Field, given: Given, right: Fraction, slips: Sequence[Slip], otherwise: str) -> Verdict:
    """Judge a typed number; `otherwise` is said where no usual mistake leads to it."""
    typed = first(given, field.key)
    if not typed:
        return Verdict(field.key, EMPTY)
    value = read_answer(typed, field.places)
    if value is None:
        example = comma(round_half_up(Fraction(7, 2), field.places)) if field.places else "125"
        return Verdict(field.key, UNREADABLE, words=_UNREADABLE_WORDS.format(example=example))
    if prints_alike(exact(value), right, field.places):
        return Verdict(field.key, RIGHT)
    slip = next((each for each in slips if prints_alike(exact(value), each.value, field.places)), None)
    if slip is not None:
        return Verdict(field.key, WRONG, slip.fault, slip.words)
    close = _judge_rounding(field, value, right)
    if close is not None:
        return close
    cut = next((each for each in slips if field.places and exact(value) == exact(truncate(each.value, field.places))), None)
    return Verdict(field.key, WRONG, cut.fault, cut.words) if cut else Verdict(field.key, WRONG, OTHER, otherwise)


def judge_choice(field: Field, given: Given, right: Sequence[str], slips: Sequence[tuple[str, str, str]], otherwise: str) -> Verdict:
    """Judge one choice. A slip is the value it leads to, its name, and what to say of it."""
    chosen = first(given, field.key)
    if chosen not in {each.value for each in field.options}:
        return Verdict(field.key, EMPTY)
    if chosen in right:
        return Verdict(field.key, RIGHT)
    slip = next((each for each in slips if each[0] == chosen), None)
    return Verdict(field.key, WRONG, slip[1], slip[2]) if slip else Verdict(field.key, WRONG, OTHER, otherwise)


def prints_alike(one: Fraction, other: Fraction, places: int) -> bool:
    """Whether two values are printed the same."""
    return round_half_up(one, places) == round_half_up(other, places)


def _judge_rounding(field: Field, value: Decimal, right: Fraction) -> Verdict | None:
    """What is known of an answer that lies close to the right one."""
    written = _places(value)
    if field.places and exact(value) == exact(truncate(right, field.places)):
        return Verdict(field.key, WRONG, TRUNCATED, _TRUNCATED_WORDS)
    if written < field.places and value == round_half_up(right, written):
        return Verdict(field.key, WRONG, TOO_FEW_DECIMALS, _TOO_FEW_WORDS.format(places=_IN_WORDS[field.places]))
    step = Fraction(1, 10**field.places)
    rounded = exact(round_half_up(right, field.places))
    if field.slack and abs(exact(round_half_up(exact(value), field.places)) - rounded) <= field.slack * step:
        return Verdict(field.key, RIGHT, words=_NEARLY_WORDS.format(right=comma(round_half_up(right, field.places))))
    return None


_IN_WORDS = {1: "satu", 2: "dua", 3: "tiga", 4: "empat"}


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
