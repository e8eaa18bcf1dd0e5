"""What the audit of an old recap found: a record that is stored, shown, and imported from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json

AUDIT_FORMAT = "puas-recap-audit/1"

INDEX = "index"
LETTER = "letter"
NRR = "nrr"
SUM = "sum"
PART = "part"
NI = "ni"
RESPONDENTS = "respondents"
CHANGE = "change"
COPIED = "copied"
LABELS = "labels"
RANGE = "range"
RULE = "rule"

ANSWERS = "answers"
SUMS = "sums"
PRINTED_NRR = "nrr"
PRINTED_NIK = "nik"
NOTHING = "none"
"""What an exact figure was recomputed from."""

# What the import keeps as the convention of a figure that nothing explains.
UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure that is not what the exact way gives.

    `causes` explain it, the most usual first; several cannot be told apart, none means that nothing known explains it.
    `detail` names what a sentence needs besides: an unsur, another line, a rule.
    """

    code: str
    sheet: str
    cell: str
    subject: str
    line: int
    printed: str
    exact: str
    causes: tuple[str, ...]
    certainty: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AuditedLine:
    """One line with the figure it printed and the exact one. `unsur` holds NRR as decimals."""

    sheet: str
    role: str
    title: str
    year: int | None
    part: str
    agency: str
    service: str
    edition_id: str
    respondents: int | None
    nik: Decimal | None
    nik_cell: str
    mutu: str
    basis: str
    exact_nik: Decimal | None
    margin: Decimal
    exact_mutu: str
    convention: str
    unsur: Mapping[str, Decimal]
    group: int


@dataclass(frozen=True, slots=True)
class AuditedFault:
    """A cell that was left out, and why."""

    sheet: str
    cell: str
    given: str
    code: str


@dataclass(frozen=True, slots=True)
class RecapNote:
    """Something to know about a sheet."""

    code: str
    sheet: str


@dataclass(frozen=True, slots=True)
class RecapAudit:
    """The whole audit of a file."""

    format: str
    lines: tuple[AuditedLine, ...]
    findings: tuple[Finding, ...]
    faults: tuple[AuditedFault, ...]
    notes: tuple[RecapNote, ...]

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str) -> "RecapAudit":
        """Read a stored audit; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))

    def findings_of(self, line: int) -> tuple[Finding, ...]:
        """The findings about one line."""
        return tuple(finding for finding in self.findings if finding.line == line)
