"""The reference vectors and the published results, and answer files made from their totals."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Any

from puas.domain.regulation.registry import edition

_DATA = Path(__file__).parent / "data"
BODY = edition().slugs()
QUESTIONNAIRE = edition().slugs("questionnaire")


def vectors() -> dict[str, Any]:
    return dict(json.loads((_DATA / "vectors.json").read_text()))


def published() -> list[dict[str, Any]]:
    return list(json.loads((_DATA / "published.json").read_text())["cases"])


def published_with_scores() -> list[dict[str, Any]]:
    """Cases that carry sums, or nine NRR."""
    return [case for case in published() if case.get("sum") or len(case.get("unsur", {})) == 9]


def sums_and_counts(case: dict[str, Any]) -> tuple[list[int], list[int]]:
    """Sums and numbers of answers in the source's order; from NRR alone, over enough respondents to be exact."""
    if case.get("sum"):
        return list(case["sum"]), list(case["count"])
    means = [Fraction(Decimal(value)) for value in case["unsur"].values()]
    respondents = lcm(*(mean.denominator for mean in means))
    return [int(mean * respondents) for mean in means], [respondents] * len(means)


def scores_adding_up_to(total: int, answered: int) -> list[int]:
    """Scores 1 to 4 with exactly this sum, as even as can be."""
    low, rest = divmod(total, answered)
    scores = [low + 1] * rest + [low] * (answered - rest)
    assert sum(scores) == total and all(1 <= score <= 4 for score in scores)
    return scores


def answer_file(totals: list[int], counts: list[int], headings: tuple[str, ...], *, delimiter: str = ",") -> bytes:
    """A CSV of single answers whose columns have these totals; blanks where an unsur has fewer answers."""
    rows = max(counts)
    columns = [
        [*map(str, scores_adding_up_to(total, answered)), *[""] * (rows - answered)]
        for total, answered in zip(totals, counts, strict=True)
    ]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode()
