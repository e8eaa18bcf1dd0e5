"""Who gets a certificate of a training: a rule the tenant sets, judged from counts alone.

No regulation prescribes it: attendance, tests and exercises are what trainings commonly ask for, so every part can be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

ATTENDANCE, TEST, EXERCISES, EVALUATION = "attendance", "test", "exercises", "evaluation"


@dataclass(frozen=True, slots=True)
class CertificateRule:
    """What is asked. Percentages are whole numbers from 0 (not asked) to 100."""

    attendance: int = 100
    test: int = 60
    exercises: int = 3
    needs_evaluation: bool = False

    def to_plain(self) -> dict[str, Any]:
        """As the session keeps it."""
        return asdict(self)

    @classmethod
    def from_plain(cls, row: Mapping[str, Any]) -> CertificateRule:
        """Read what `to_plain` wrote; nothing set means what is proposed."""
        return cls(**row)


class UnusableRule(ValueError):
    """`field` is attendance, test or exercises."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Achievement:
    """What a participant did. `test_right` of `test_length` in the test after the training; zero of zero where none was taken."""

    days_attended: int
    days: int
    test_right: int
    test_length: int
    exercises_solved: int
    exercises: int
    has_evaluated: bool


def check_rule(rule: CertificateRule, *, exercises: int) -> None:
    """Raises UnusableRule where it asks for what cannot be reached; `exercises` is how many the agenda has."""
    for name, value, most in (("attendance", rule.attendance, 100), ("test", rule.test, 100), ("exercises", rule.exercises, exercises)):
        if not 0 <= value <= most:
            raise UnusableRule(name)


def missing(rule: CertificateRule, done: Achievement) -> tuple[str, ...]:
    """What is still missing, by name; empty for whoever earned the certificate."""
    asked = (
        (ATTENDANCE, _percent(done.days_attended, done.days) < rule.attendance),
        (TEST, _percent(done.test_right, done.test_length) < rule.test),
        (EXERCISES, done.exercises_solved < min(rule.exercises, done.exercises)),
        (EVALUATION, rule.needs_evaluation and not done.has_evaluated),
    )
    return tuple(name for name, is_missing in asked if is_missing)


def _percent(part: int, whole: int) -> Fraction:
    return Fraction(100 * part, whole) if whole else Fraction(0)
