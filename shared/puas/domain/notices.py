"""What people are told without asking: the kinds of notice, and which of them are sent by mail as well.

A notice is a kind with plain facts; the sentence is made where it is shown, in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass

REPORT_SUBMITTED = "report-submitted"
CHANGE_REQUESTED = "change-requested"
REPORT_APPROVED = "report-approved"
REPORT_PUBLISHED = "report-published"
REPORT_HANDED_OVER = "report-handed-over"
CORRECTION_BEGUN = "correction-begun"
DEADLINE_SET = "deadline-set"
DEADLINE_NEAR = "deadline-near"
DEADLINE_PASSED = "deadline-passed"
DEADLINE_REMOVED = "deadline-removed"
OWED_NEAR = "owed-near"
OWED_PASSED = "owed-passed"
REGENCIES_NEAR = "regencies-near"
REGENCIES_PASSED = "regencies-passed"
LETTER_ISSUED = "letter-issued"
PERFORMANCE_SHEET_WAITING = "performance-sheet-waiting"
PERFORMANCE_SHEET_REOPENED = "performance-sheet-reopened"
PERFORMANCE_READY = "performance-ready"
PERFORMANCE_VALIDATED = "performance-validated"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice; its facts are those named, all of them text."""

    name: str
    facts: tuple[str, ...]
    by_mail: bool


_REPORT = ("agency", "label")
_ASSESSMENT = ("agency", "year")
_DEADLINE = ("step", "scope", "due_on")

KINDS: Mapping[str, NoticeKind] = {
    kind.name: kind
    for kind in (
        NoticeKind(REPORT_SUBMITTED, _REPORT, by_mail=True),
        NoticeKind(CHANGE_REQUESTED, (*_REPORT, "reason"), by_mail=True),
        NoticeKind(REPORT_APPROVED, _REPORT, by_mail=False),
        NoticeKind(REPORT_PUBLISHED, _REPORT, by_mail=False),
        NoticeKind(REPORT_HANDED_OVER, _REPORT, by_mail=False),
        NoticeKind(CORRECTION_BEGUN, (*_REPORT, "reason"), by_mail=True),
        # `scope` is written `2026:triwulan-2`, days as `2026-07-15`; `by` is the government that set it.
        NoticeKind(DEADLINE_SET, (*_DEADLINE, "by"), by_mail=True),
        NoticeKind(DEADLINE_REMOVED, (*_DEADLINE, "by"), by_mail=False),
        # `days` is the number of days left, or gone by.
        NoticeKind(DEADLINE_NEAR, (*_REPORT, "step", "due_on", "days"), by_mail=True),
        NoticeKind(DEADLINE_PASSED, (*_REPORT, "step", "due_on", "days"), by_mail=True),
        # The same for those who answer for many: how many reports, or regencies, are still missing.
        NoticeKind(OWED_NEAR, (*_DEADLINE, "count", "days"), by_mail=True),
        NoticeKind(OWED_PASSED, (*_DEADLINE, "count", "days"), by_mail=True),
        NoticeKind(REGENCIES_NEAR, (*_DEADLINE, "count", "days"), by_mail=True),
        NoticeKind(REGENCIES_PASSED, (*_DEADLINE, "count", "days"), by_mail=True),
        # `letter` is what kind of letter it is, in words; `document` the number under which it can be checked.
        NoticeKind(LETTER_ISSUED, ("number", "letter", "recipient", "sender", "document"), by_mail=True),
        # `form` is F-01 or F-02, as printed.
        NoticeKind(PERFORMANCE_SHEET_WAITING, (*_ASSESSMENT, "form"), by_mail=True),
        NoticeKind(PERFORMANCE_SHEET_REOPENED, (*_ASSESSMENT, "form", "reason"), by_mail=True),
        NoticeKind(PERFORMANCE_READY, _ASSESSMENT, by_mail=True),
        NoticeKind(PERFORMANCE_VALIDATED, (*_ASSESSMENT, "index", "category", "label"), by_mail=False),
    )
}
