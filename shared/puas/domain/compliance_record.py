"""What the document about the Ombudsman's assessments is printed from: frozen when it is asked for, with the meaning of each score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.canonical_json import from_plain, parse_json, to_canonical_json
from puas.domain.compliance_checklist import GROUPS, ITEMS, MISSING, PARTLY, STATE_NAMES, UNKNOWN, progress_of, to_do_first
from puas.domain.compliance_zone import ComplianceGrade, change_between, check_dimensions
from puas.domain.filing import FilingHead

RECORD_FORMAT = "puas-compliance-record/1"


@dataclass(frozen=True, slots=True)
class RecordedDimension:
    """A dimension of the year's edition; weight and value are None where they are not known."""

    name: str
    weight: Decimal | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class RecordedScore:
    """A score with what it meant by the scale of its year. Without an agency's name it is the regency's.

    `change` is the difference to the unit's recorded year before (`change_from`); over a change of scale `restated` says zone and
    letter of the earlier score by this year's scale.
    """

    year: int
    agency: str
    score: Decimal | None
    zone: str
    letter: str
    label: str
    opinion: str
    in_gap: bool
    rank: int | None
    rank_of: int | None
    scale: str
    scale_sources: tuple[str, ...]
    scale_remark: str
    source: str
    dimensions: tuple[RecordedDimension, ...]
    check: str
    weighted: Decimal | None
    change: Decimal | None
    change_from: int | None
    is_same_scale: bool
    restated: str


@dataclass(frozen=True, slots=True)
class RecordedItem:
    """An item of a checklist that is not there yet."""

    group: str
    title: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class RecordedChecklist:
    """How far an agency's list is, and what is open of it; `first` are the titles of what to do first."""

    agency: str
    applies: int
    there: int
    partly: int
    missing: int
    unknown: int
    first: tuple[str, ...]
    open_items: tuple[RecordedItem, ...]


@dataclass(frozen=True, slots=True)
class RecordedPromise:
    """An improvement item that came from this register and is not done."""

    agency: str
    topic: str
    action: str
    due: str
    person: str
    state: str


@dataclass(frozen=True, slots=True)
class ComplianceRecordSource:
    """The document: scores in the order of years, the checklists of one year, what was promised."""

    head: FilingHead
    checklist_year: int
    scores: tuple[RecordedScore, ...]
    checklists: tuple[RecordedChecklist, ...]
    promises: tuple[RecordedPromise, ...]
    format: str = RECORD_FORMAT

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> "ComplianceRecordSource":
        """Read a source; raises UnreadableRecord when it is none."""
        return from_plain(cls, parse_json(text))


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """What is stored of a score beside its grade."""

    agency: str
    opinion: str
    rank: int | None
    rank_of: int | None
    source: str
    dimensions: Mapping[str, Decimal]


def recorded_score(grade: ComplianceGrade, facts: ScoreFacts, earlier: ComplianceGrade | None) -> RecordedScore:
    """A stored score with everything that is printed of it; `earlier` is the grade of the unit's recorded year before."""
    change = change_between(earlier, grade) if earlier is not None else None
    check = check_dimensions(grade.year, grade.score, facts.dimensions)
    scale = grade.scale
    restated = change.restated if change else None
    return RecordedScore(
        year=grade.year, agency=facts.agency, score=grade.score, zone=grade.zone, letter=grade.letter, label=grade.label,
        opinion=facts.opinion, in_gap=grade.in_gap, rank=facts.rank, rank_of=facts.rank_of, scale=grade.scale_name,
        scale_sources=scale.sources if scale else (), scale_remark=scale.remark if scale else "", source=facts.source,
        dimensions=tuple(
            RecordedDimension(each.name, each.weight, facts.dimensions.get(each.key)) for each in (scale.dimensions if scale else ())
        ) if facts.dimensions else (),
        check=check.outcome if check else "", weighted=check.weighted if check else None,
        change=change.amount if change else None, change_from=change.earlier.year if change else None,
        is_same_scale=change.is_same_scale if change else True,
        restated=f"{restated.zone} {restated.letter}".strip() if restated else "",
    )  # fmt: skip


def recorded_checklist(agency: str, states: Mapping[str, str], notes: Mapping[str, str]) -> RecordedChecklist:
    """An agency's list with what is open of it."""
    progress = progress_of(states)
    titles = {each.key: each.title for each in GROUPS}
    open_items: Sequence[RecordedItem] = [
        RecordedItem(titles[each.group], each.title, STATE_NAMES[state], notes.get(each.key, ""))
        for each in ITEMS
        if (state := states.get(each.key, UNKNOWN)) in (MISSING, PARTLY, UNKNOWN)
    ]
    return RecordedChecklist(
        agency, progress.applies, progress.there, progress.partly, progress.missing, progress.unknown,
        tuple(each.title for each in to_do_first(states)), tuple(open_items),
    )  # fmt: skip
