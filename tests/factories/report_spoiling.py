"""The means to spoil a report: what a kind of fault is, and how a sentence or a value is put into a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from puas.domain.report_forms import report_form
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import ResultSnapshot, UnitResult
from tests.factories.report_corpus import Case

Injection = Callable[[Case, Random], ReportSnapshot | None]


@dataclass(frozen=True)
class FaultKind:
    """A way to spoil a report, and what the proof-reader may call it."""

    id: str
    codes: tuple[str, ...]
    inject: Injection


def spoiled(case: Case, kind: FaultKind, rng: Random) -> Case | None:
    """The case with that fault, None where the report offers no place for it."""
    report = kind.inject(case, rng)
    return None if report is None else replace(case, report=report)


def say(report: ReportSnapshot, section: str, text: str, *, instead: bool = False) -> ReportSnapshot:
    if section not in report_form(report.form).text_sections():
        section = "kesimpulan"
    texts = dict(report.texts)
    texts[section] = text if instead else f"{texts[section]}\n\n{text}"
    return replace(report, texts=texts)


def off(rng: Random, value: Decimal, *, least: int = 3, most: int = 400) -> Decimal:
    """Another value with as many decimals, on the scale, not near an equal one."""
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    moved = value + rng.choice((-1, 1)) * rng.randint(least, most) * step
    top = Decimal(100) if value > 4 else Decimal(4)
    return min(max(moved, Decimal("25.01") if value > 4 else Decimal("1.01")), top - step)


def known_values(report: ReportSnapshot) -> set[Decimal]:
    r = report.result
    several: tuple[ResultSnapshot | UnitResult, ...] = (r, *r.units)
    return {value for unit in several for each in unit.unsur for value in (each.nik, each.nrr) if value is not None}


def wrong_value(report: ReportSnapshot, rng: Random, value: Decimal) -> Decimal:
    while True:
        wrong = off(rng, value)
        if wrong not in known_values(report) and wrong != value:
            return wrong


def swap_digits(rng: Random, value: Decimal) -> Decimal:
    """Two digits the other way round, as fingers do."""
    digits = list(str(value))
    places = [place for place in range(len(digits) - 1) if digits[place : place + 2][0].isdigit() and digits[place + 1].isdigit()]
    place = rng.choice([each for each in places if digits[each] != digits[each + 1]] or places)
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return Decimal("".join(digits))
