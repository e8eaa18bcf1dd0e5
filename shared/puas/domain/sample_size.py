"""How many respondents a survey needs: Krejcie and Morgan (1970), as PermenPANRB 14/2017 prescribes.

Between the printed rows the rule is silent: policy `formula` computes (default), policy `table` takes the next larger
row, and a report says which one was used.

Spread over services in proportion to their populations by largest remainder, so that the parts add up to the whole.
"""

from collections.abc import Sequence

from puas.domain.regulation.krejcie_morgan import CHI_SQUARE, MARGIN_SQUARED, SPREAD, TABLE_ROWS
from puas.domain.rounding import round_half_up

FORMULA = "formula"
TABLE = "table"
SAMPLE_POLICIES = (FORMULA, TABLE)


def sample_size(population: int, *, policy: str = FORMULA) -> int:
    """Respondents needed for a population; never more than there are people."""
    if population < 0:
        raise ValueError("a population cannot be negative")
    if policy not in SAMPLE_POLICIES:
        raise ValueError(f"unknown sample size policy {policy!r}")
    size = _by_formula(population) if policy == FORMULA else _by_table(population)
    return min(size, population)


def spread_sample(sample: int, populations: Sequence[int]) -> tuple[int, ...]:
    """Divide a sample over services in proportion to their populations.

    Largest remainder: each gets the whole part of its share, the rest goes one by one to the largest remainders, the
    larger service first on a tie, then the one named first. A service that serves anyone gets at least one as long as
    the sample reaches; without any population the services share equally.
    """
    if sample < 0 or any(population < 0 for population in populations):
        raise ValueError("sample and populations cannot be negative")
    weights = tuple(populations) if any(populations) else (1,) * len(populations)
    return _leave_none_empty(_largest_remainder(sample, weights), weights)


def still_missing(target: int | None, respondents: int) -> int | None:
    """How many answers are still missing; None without a target."""
    return None if target is None else max(0, target - respondents)


def _by_formula(population: int) -> int:
    numerator = CHI_SQUARE * population * SPREAD
    denominator = MARGIN_SQUARED * (population - 1) + CHI_SQUARE * SPREAD
    return int(round_half_up(numerator / denominator, 0))


def _by_table(population: int) -> int:
    for rows_population, size in TABLE_ROWS:
        if population <= rows_population:
            return size
    return TABLE_ROWS[-1][1]


def _largest_remainder(sample: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    parts = [sample * weight // whole for weight in weights]
    remainders = [sample * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda index: (-remainders[index], -weights[index], index))
    for index in order[: sample - sum(parts)]:
        parts[index] += 1
    return parts


def _leave_none_empty(parts: list[int], weights: Sequence[int]) -> tuple[int, ...]:
    for index, weight in enumerate(weights):
        donor = max(range(len(parts)), key=lambda each: (parts[each], -each))
        if weight and not parts[index] and parts[donor] > 1:
            parts[donor] -= 1
            parts[index] += 1
    return tuple(parts)
