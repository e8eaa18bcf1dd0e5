"""What can be worked out from sums that are known: whether one more sum follows from them, and from which.

A sum is a vector of coefficients over unknowns. It follows from others when it is a combination of them. Worked out modulo a
large prime, where nothing is rounded and numbers stay small; what follows in fractions follows there too.
"""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Generic, TypeVar

_PRIME = 2**61 - 1

Known = TypeVar("Known", bound=Hashable)
Vector = Mapping[int, Fraction | int]
"""Coefficients by the number of the unknown."""


class KnownSums(Generic[Known]):
    """Sums that are known, each under a name."""

    def __init__(self) -> None:
        # By the first unknown of each row: the row, and the combination of names it was made of.
        self._rows: dict[int, tuple[dict[int, int], dict[Known, int]]] = {}

    def add(self, name: Known, vector: Vector) -> None:
        """Make one more sum known."""
        row, made_of = self._reduce(_residues(vector), {name: 1})
        if row:
            first = min(row)
            if row[first] != 1:
                inverse = pow(row[first], -1, _PRIME)
                row, made_of = _times(row, inverse), _times(made_of, inverse)
            self._rows[first] = row, made_of

    def derive(self, vector: Vector) -> frozenset[Known] | None:
        """The names of sums this one follows from; None where it does not."""
        row, made_of = self._reduce(_residues(vector), {})
        return None if row else frozenset(made_of)

    def _reduce(self, row: dict[int, int], made_of: dict[Known, int]) -> tuple[dict[int, int], dict[Known, int]]:
        """What is left of the row once all that is known was taken from it; stops at an unknown nothing leads to."""
        while row:
            first = min(row)
            known = self._rows.get(first)
            if known is None:
                break
            factor = row[first]
            _take(row, known[0], factor)
            _take(made_of, known[1], factor)
        return row, made_of


def _residues(vector: Vector) -> dict[int, int]:
    found = {unknown: value.numerator * _inverse(value.denominator) % _PRIME for unknown, value in vector.items()}
    return {unknown: value for unknown, value in found.items() if value}


@lru_cache(maxsize=4096)
def _inverse(number: int) -> int:
    return pow(number, -1, _PRIME)


_Label = TypeVar("_Label", bound=Hashable)


def _take(row: dict[_Label, int], other: Mapping[_Label, int], factor: int) -> None:
    for label, value in other.items():
        left = (row.get(label, 0) - factor * value) % _PRIME
        if left:
            row[label] = left
        else:
            row.pop(label, None)


def _times(row: Mapping[_Label, int], factor: int) -> dict[_Label, int]:
    return {label: value * factor % _PRIME for label, value in row.items()}
