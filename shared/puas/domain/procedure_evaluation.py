"""What the report on a year's evaluation of SOP is printed from: frozen when it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.filing import FilingHead


@dataclass(frozen=True, slots=True)
class EvaluatedProcedure:
    """One SOP and its evaluation; without an outcome it was not evaluated."""

    agency: str
    number: str
    title: str
    service: str
    decided_on: date | None
    revised_on: date | None
    outcome: str
    findings: str
    reviewed_on: date | None
    reviewer: str
    evidence: int


@dataclass(frozen=True, slots=True)
class YearStanding:
    """How far a year's evaluation came, of the procedures there were in it."""

    year: int
    procedures: int
    evaluated: int
    to_revise: int


@dataclass(frozen=True, slots=True)
class ProcedureEvaluationSource:
    """One year; `agency` is empty for the whole regency."""

    head: FilingHead
    year: int
    agency: str
    procedures: tuple[EvaluatedProcedure, ...]
    years: tuple[YearStanding, ...]

    @property
    def evaluated(self) -> Sequence[EvaluatedProcedure]:
        """Those with an outcome."""
        return [each for each in self.procedures if each.outcome]

    def with_outcome(self, outcome: str) -> int:
        """How many came out so."""
        return sum(each.outcome == outcome for each in self.procedures)

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ProcedureEvaluationSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))
