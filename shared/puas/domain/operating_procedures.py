"""The register of standard operating procedures (SOP) and their evaluation, once in every year.

That each SOP is evaluated every year is what the Ombudsman recommended to Kabupaten Mukomuko (the district's own news). The texts of
the rules on SOP (Law 25/2009; PermenPANRB 35/2012) have not been read here, so no article is named on any page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from puas.domain.agency_details import Fault, Unreadable, tidy

ACTIVE, WITHDRAWN_STATE = "active", "withdrawn"

KEPT, TO_REVISE, REVISED, WITHDRAWN = "kept", "to_revise", "revised", "withdrawn"
OUTCOMES: Mapping[str, str] = {
    KEPT: "tetap berlaku",
    TO_REVISE: "perlu direvisi",
    REVISED: "sudah direvisi",
    WITHDRAWN: "dicabut",
}
"""What came of an evaluation, as sheets and documents say it."""

LONGEST_NUMBER = 100
LONGEST_TITLE = 300
LONGEST_FINDINGS = 2_000
LONGEST_REVIEWER = 200
FIRST_YEAR = 2000
EARLIEST_DAY = date(1945, 8, 17)


@dataclass(frozen=True, slots=True)
class ProcedureDetails:
    """A procedure as its agency describes it. `service_type_id` is empty for an internal one."""

    number: str
    title: str
    service_type_id: UUID | None = None
    decided_on: date | None = None
    revised_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewDetails:
    """The evaluation of one year."""

    outcome: str
    reviewed_on: date | None
    findings: str = ""
    reviewer: str = ""


def procedure_faults(details: ProcedureDetails, today: date) -> tuple[Fault, ...]:
    """Everything that keeps a procedure from being saved."""
    found = [
        *_text_faults("number", details.number, LONGEST_NUMBER, required=True),
        *_text_faults("title", details.title, LONGEST_TITLE, required=True),
        *_day_faults("decided_on", details.decided_on, today),
        *_day_faults("revised_on", details.revised_on, today),
    ]
    if details.decided_on and details.revised_on and details.revised_on < details.decided_on:
        found.append(Fault("revised_on", "before-decided"))
    return tuple(found)


def number_fault(number: str) -> str:
    """Why an SOP cannot have this number, whoever else has it; empty where it can."""
    return next((each.reason for each in _text_faults("number", number, LONGEST_NUMBER, required=True)), "")


def review_faults(details: ReviewDetails, *, year: int, today: date) -> tuple[Fault, ...]:
    """Everything that keeps an evaluation from being saved. The work on a year may end in the next one, not before the year."""
    found: list[Fault] = []
    if not FIRST_YEAR <= year <= today.year:
        found.append(Fault("year", "out-of-range"))
    if details.outcome not in OUTCOMES:
        found.append(Fault("outcome", "missing" if not details.outcome else "unknown-choice"))
    if details.reviewed_on is None:
        found.append(Fault("reviewed_on", "missing"))
    elif details.reviewed_on > today:
        found.append(Fault("reviewed_on", "in-the-future"))
    elif not year <= details.reviewed_on.year <= year + 1:
        found.append(Fault("reviewed_on", "other-year"))
    if len(details.findings) > LONGEST_FINDINGS:
        found.append(Fault("findings", "too-long"))
    if details.outcome == TO_REVISE and not details.findings:
        found.append(Fault("findings", "missing"))
    found += _text_faults("reviewer", details.reviewer, LONGEST_REVIEWER)
    return tuple(found)


def read_number(text: str) -> str:
    """The number of an SOP as printed on it."""
    return _short(text, LONGEST_NUMBER)


def read_title(text: str) -> str:
    """The name of an SOP."""
    return _short(text, LONGEST_TITLE)


def existed_in(year: int, *, decided_on: date | None, is_active: bool, review_years: Iterable[int]) -> bool:
    """Whether a procedure counts in a year: decided by then (unknown days count as old), and not withdrawn before as far as is known.

    The day of withdrawal is not kept; a withdrawn procedure counts up to the last year it was evaluated.
    """
    begun = decided_on is None or decided_on.year <= year
    return begun and (is_active or year <= max(review_years, default=0))


def _short(text: str, longest: int) -> str:
    plain = tidy(text)
    if len(plain) > longest:
        raise Unreadable("too-long")
    if not plain.isprintable():
        raise Unreadable("unprintable")
    return plain


def _text_faults(field: str, text: str, longest: int, *, required: bool = False) -> list[Fault]:
    if not text:
        return [Fault(field, "missing")] if required else []
    if len(text) > longest:
        return [Fault(field, "too-long")]
    return [] if text.isprintable() else [Fault(field, "unprintable")]


def _day_faults(field: str, day: date | None, today: date) -> list[Fault]:
    if day is None:
        return []
    if day > today:
        return [Fault(field, "in-the-future")]
    return [Fault(field, "out-of-range")] if day < EARLIEST_DAY else []
