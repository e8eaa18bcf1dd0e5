"""What a benchmark says in the end: figures with the goal each is held against."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value. `goal` is a comparison such as `>= 0.5`; without one it is only told."""

    name: str
    value: float
    unit: str = ""
    goal: str = ""

    @property
    def reached(self) -> bool | None:
        if not self.goal:
            return None
        sign, _, limit = self.goal.partition(" ")
        return self.value >= float(limit) if sign == ">=" else self.value <= float(limit)


def tell(figures: list[Figure]) -> None:
    """Print the figures as JSON; the command makes them readable."""
    print(json.dumps([{**asdict(each), "reached": each.reached} for each in figures]))


def in_turns(rounds: int, *measures: Callable[[], float]) -> list[float]:
    """Measure one after the other, round by round, so that a busy moment hits all of them; the median of each."""
    found: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for values, measure in zip(found, measures, strict=True):
            values.append(measure())
    return [statistics.median(values) for values in found]
