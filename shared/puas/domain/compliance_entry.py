"""What may be recorded of the Ombudsman's assessment of a year: the regency's own score, or that of one sampled agency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from puas.domain.regulation.ombudsman import FIRST_YEAR, HIGHEST_SCORE, SCORE_PLACES, scale_of

NO_SUCH_YEAR = "no_such_year"
FUTURE_YEAR = "future_year"
NOT_HELD = "not_held"
SCORE_MISSING = "score_missing"
OPINION_MISSING = "opinion_missing"
OUT_OF_RANGE = "out_of_range"
TOO_PRECISE = "too_precise"
RANK_BEYOND = "rank_beyond"
RANK_INCOMPLETE = "rank_incomplete"
UNKNOWN_DIMENSION = "unknown_dimension"
TOO_LONG = "too_long"
TAKEN = "taken"
UNKNOWN_AGENCY = "unknown_agency"

MOST_RANKED = 1000
LONGEST = {"opinion": 200, "source": 300, "note": 1000}


@dataclass(frozen=True, slots=True)
class ComplianceEntry:
    """An entry as a person wants it. Without an agency it is the regency's; `dimensions` are those that were published."""

    year: int
    score: Decimal | None = None
    agency_id: UUID | None = None
    opinion: str = ""
    dimensions: Mapping[str, Decimal] = field(default_factory=dict)
    rank: int | None = None
    rank_of: int | None = None
    source: str = ""
    note: str = ""


def year_fault(year: int, this_year: int) -> str:
    """Why nothing can be recorded for a year; empty when it can."""
    if year < FIRST_YEAR:
        return NO_SUCH_YEAR
    if year > this_year:
        return FUTURE_YEAR
    scale = scale_of(year)
    return NOT_HELD if scale is not None and not scale.is_held else ""


def score_fault(score: Decimal) -> str:
    """What is wrong with a score, or with that of a dimension; empty when nothing is."""
    if not score.is_finite() or not 0 <= score <= HIGHEST_SCORE:
        return OUT_OF_RANGE
    return TOO_PRECISE if score != round(score, SCORE_PLACES) else ""


def entry_faults(entry: ComplianceEntry, this_year: int) -> dict[str, str]:
    """Everything wrong with an entry by field: year, score, opinion, rank, rank_of, source, note, or the key of a dimension."""
    found = {name: TOO_LONG for name, most in LONGEST.items() if len(getattr(entry, name)) > most}
    found |= _rank_faults(entry.rank, entry.rank_of)
    fault = year_fault(entry.year, this_year)
    if fault:
        # What a year needs is told when the year is right; numbers that no year knows at once.
        figures = {**({} if entry.score is None else {"score": entry.score}), **entry.dimensions}
        return {"year": fault} | {key: bad for key, value in figures.items() if (bad := score_fault(value))} | found
    return _figure_faults(entry) | _dimension_faults(entry) | found


def _figure_faults(entry: ComplianceEntry) -> dict[str, str]:
    scale = scale_of(entry.year)
    if entry.score is not None and (fault := score_fault(entry.score)):
        return {"score": fault}
    if scale is not None and scale.has_bands:
        return {"score": SCORE_MISSING} if entry.score is None else {}
    # The words are all that such a year says for sure.
    return {} if entry.opinion else {"opinion": OPINION_MISSING}


def _rank_faults(rank: int | None, rank_of: int | None) -> dict[str, str]:
    if rank is None and rank_of is None:
        return {}
    if rank is None:
        return {"rank": RANK_INCOMPLETE}
    if rank_of is None:
        return {"rank_of": RANK_INCOMPLETE}
    return {} if 1 <= rank <= rank_of <= MOST_RANKED else {"rank": RANK_BEYOND}


def _dimension_faults(entry: ComplianceEntry) -> dict[str, str]:
    scale = scale_of(entry.year)
    known = {each.key for each in scale.dimensions} if scale else set()
    found = {key: score_fault(value) if key in known else UNKNOWN_DIMENSION for key, value in entry.dimensions.items()}
    return {key: fault for key, fault in found.items() if fault}
