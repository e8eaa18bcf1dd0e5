"""Just enough of a spreadsheet program to recalculate the workbook: the functions our formulas use, on stored values."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

import openpyxl

_REFERENCE = re.compile(r"(?:(\w+)!)?\$?([A-Z]{1,2})\$?(\d+)(?::\$?([A-Z]{1,2})\$?(\d+))?")
_TEXT = re.compile(r'"[^"]*"')


class Recalculated:
    """Reads formulas, not the values stored beside them."""

    def __init__(self, content: bytes) -> None:
        self._book = openpyxl.load_workbook(BytesIO(content))
        self._known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        key = (sheet, cell)
        if key not in self._known:
            found = self._book[sheet][cell]
            self._known[key] = self._evaluate(sheet, found.value) if found.data_type == "f" else found.value
        return self._known[key]

    def _evaluate(self, sheet: str, formula: str) -> Any:
        texts: list[str] = []

        def keep(match: re.Match[str]) -> str:
            texts.append(match.group())
            return f"\x00{len(texts) - 1}\x00"

        code = _TEXT.sub(keep, formula.removeprefix("="))
        code = re.sub(r"(?<![<>=])=(?!=)", "==", code)
        code = _REFERENCE.sub(lambda match: self._reference(sheet, match), code)
        code = re.sub(r"\bIF\((.+)\)$", lambda match: _conditional(match.group(1)), code)
        code = re.sub("\x00(\\d+)\x00", lambda match: repr(texts[int(match.group(1))][1:-1]), code)
        code = re.sub(r"\bIFERROR\((.+)\)$", lambda match: f"IFERROR(lambda: {_first(match.group(1))}, {_rest(match.group(1))})", code)
        return eval(code, {**_FUNCTIONS, "cell": self.value, "span": self._span})  # our own formulas, in a test

    def _reference(self, sheet: str, match: re.Match[str]) -> str:
        where, column, row, last_column, last_row = match.groups()
        if last_column is None:
            return f"cell({(where or sheet)!r},{column + row!r})"
        return f"span({(where or sheet)!r},{f'{column}{row}:{last_column}{last_row}'!r})"

    def _span(self, sheet: str, cells: str) -> list[Any]:
        return [self.value(sheet, cell.coordinate) for row in self._book[sheet][cells] for cell in row]


def _split(arguments: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for character in arguments:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return [*parts, current]


def _first(arguments: str) -> str:
    return _split(arguments)[0]


def _rest(arguments: str) -> str:
    return ",".join(_split(arguments)[1:])


def _conditional(arguments: str) -> str:
    condition, then, otherwise = _split(arguments)
    return f"(({then}) if ({condition}) else ({otherwise}))"


def _numbers(values: list[Any]) -> list[float]:
    return [value for value in values if isinstance(value, int | float)]


def _round(value: float, places: int) -> float:
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def _averageif(keys: list[Any], wanted: Any, values: list[Any]) -> float:
    chosen = _numbers([value for key, value in zip(keys, values, strict=True) if key == wanted])
    return sum(chosen) / len(chosen)


def _fits(key: Any, wanted: Any) -> bool:
    """The criterion of SUMIF: `>0`, or the value itself."""
    return isinstance(key, int | float) and key > 0 if wanted == ">0" else key == wanted


def _sumproduct(left: list[Any], right: list[Any]) -> float:
    """Text in a range counts as nothing."""
    return sum(one * other for one, other in zip(left, right, strict=True) if len(_numbers([one, other])) == 2)


def _iferror(attempt: Any, otherwise: Any) -> Any:
    try:
        return attempt()
    except (ZeroDivisionError, TypeError):
        return otherwise


_FUNCTIONS: dict[str, Any] = {
    "__builtins__": {},
    "AVERAGE": lambda values: sum(_numbers(values)) / len(_numbers(values)),
    "AVERAGEIF": _averageif,
    "COUNT": lambda values: len(_numbers(values)),
    "COUNTIF": lambda values, wanted: sum(value == wanted for value in values),
    "IFERROR": _iferror,
    "ISNUMBER": lambda value: isinstance(value, int | float),
    "LOOKUP": lambda value, starts, results: results[bisect_right(starts, value) - 1],
    "ROUND": _round,
    "SUMIF": lambda keys, wanted, values: sum(value for key, value in zip(keys, values, strict=True) if _fits(key, wanted)),
    "SUMPRODUCT": _sumproduct,
    "SUM": lambda values: sum(_numbers(values)),
}
