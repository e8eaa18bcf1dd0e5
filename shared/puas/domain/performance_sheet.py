"""One sheet of an assessment (F-01 or F-02): what may be entered, whether it is complete, and whether somebody else was at it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from puas.domain.canonical_json import sha256_of
from puas.domain.performance_proposals import Proposal
from puas.domain.regulation.performance_edition import PerformanceForm, PerformanceIndicator
from puas.domain.service_performance import SCORES

LONGEST_NOTE = 2_000
LONGEST_REASON = 500

UNKNOWN_INDICATOR = "unknown-indicator"
SCORE_OUT_OF_RANGE = "score-out-of-range"
TOO_LONG = "too-long"
REASON_MISSING = "reason-missing"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at one indicator of a sheet. Without a score it is a note only; `reason` says why it is not the proposal."""

    score: int | None = None
    note: str = ""
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return self.score is None and not self.note and not self.reason


@dataclass(frozen=True, slots=True)
class EntryFault:
    """Why an entry cannot be kept."""

    indicator: str
    kind: str


def entry_faults(form: PerformanceForm, entries: Mapping[str, Entry], proposals: Mapping[str, Proposal]) -> tuple[EntryFault, ...]:
    """Everything wrong with the entries; a score other than the proposed one needs a reason."""
    known = {each.code for each in form.indicators}
    found = []
    for code, entry in entries.items():
        if code not in known:
            found.append(EntryFault(code, UNKNOWN_INDICATOR))
        elif entry.score is not None and (isinstance(entry.score, bool) or entry.score not in SCORES):
            found.append(EntryFault(code, SCORE_OUT_OF_RANGE))
        elif len(entry.note) > LONGEST_NOTE or len(entry.reason) > LONGEST_REASON:
            found.append(EntryFault(code, TOO_LONG))
        elif lacks_reason(entry, proposals.get(code)):
            found.append(EntryFault(code, REASON_MISSING))
    return tuple(found)


def lacks_reason(entry: Entry, proposal: Proposal | None) -> bool:
    """Whether the score differs from the proposal and nobody said why."""
    return proposal is not None and entry.score is not None and entry.score != proposal.score and not entry.reason.strip()


def unscored(form: PerformanceForm, entries: Mapping[str, Entry]) -> tuple[PerformanceIndicator, ...]:
    """The indicators that count and have no score yet, in printed order: while there is one, the sheet cannot be sent."""
    return tuple(each for each in form.scored if each.code not in entries or entries[each.code].score is None)


def fingerprint(entries: Mapping[str, Entry], codes: Iterable[str]) -> str:
    """Says whether these entries are still what an editor saw; empty ones count like absent ones."""
    kept = {code: entries[code] for code in sorted(codes) if code in entries and not entries[code].is_empty}
    return sha256_of(kept)[:16]


def next_aspect(form: PerformanceForm, numbers: Sequence[int], after: int) -> int | None:
    """The aspect to fill in after this one; None after the last."""
    later = [number for number in numbers if number > after and form.of_aspect(number)]
    return later[0] if later else None
