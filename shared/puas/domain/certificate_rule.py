"""Who gets a certificate of a training: a rule the tenant sets, judged from counts alone.

No regulation prescribes it: attendance, tests and exercises are what trainings commonly ask for, so every part can be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from puas.domain.curricula import EVALUATION as EVALUATION_STEP
from puas.domain.curricula import EXERCISE as EXERCISE_STEP
from puas.domain.curricula import TEST_AFTER, AgendaItem

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
    """`field` is attendance, test, exercises or evaluation."""

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


@dataclass(frozen=True, slots=True)
class Offered:
    """What an agenda lets people achieve."""

    exercises: int
    has_test: bool
    has_evaluation: bool


def offered_by(agenda: Sequence[AgendaItem]) -> Offered:
    """Exercises count once, however often the agenda comes back to them."""
    return Offered(
        exercises=len({item.topic for item in agenda if item.kind == EXERCISE_STEP}),
        has_test=any(item.kind == TEST_AFTER for item in agenda),
        has_evaluation=any(item.kind == EVALUATION_STEP for item in agenda),
    )


def proposed(offered: Offered) -> CertificateRule:
    """What holds while the tenant has set nothing: nothing the agenda does not have is asked for."""
    rule = CertificateRule()
    return CertificateRule(rule.attendance, rule.test if offered.has_test else 0, min(rule.exercises, offered.exercises))


def rule_of(row: Mapping[str, Any], offered: Offered) -> CertificateRule:
    """The rule of a session: what it keeps, or what is proposed."""
    return CertificateRule.from_plain(row) if row else proposed(offered)


def check_rule(rule: CertificateRule, *, offered: Offered) -> None:
    """Raises UnusableRule where it asks for what cannot be reached."""
    for name, value, most in (
        (ATTENDANCE, rule.attendance, 100),
        (TEST, rule.test, 100 if offered.has_test else 0),
        (EXERCISES, rule.exercises, offered.exercises),
        (EVALUATION, int(rule.needs_evaluation), int(offered.has_evaluation)),
    ):
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
