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
LETTER_ISSUED = "letter-issued"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice; its facts are those named, all of them text."""

    name: str
    facts: tuple[str, ...]
    by_mail: bool


_REPORT = ("agency", "label")

KINDS: Mapping[str, NoticeKind] = {
    kind.name: kind
    for kind in (
        NoticeKind(REPORT_SUBMITTED, _REPORT, by_mail=True),
        NoticeKind(CHANGE_REQUESTED, (*_REPORT, "reason"), by_mail=True),
        NoticeKind(REPORT_APPROVED, _REPORT, by_mail=False),
        NoticeKind(REPORT_PUBLISHED, _REPORT, by_mail=False),
        NoticeKind(REPORT_HANDED_OVER, _REPORT, by_mail=False),
        NoticeKind(CORRECTION_BEGUN, (*_REPORT, "reason"), by_mail=True),
        NoticeKind(DEADLINE_SET, ("step", "scope", "due_on"), by_mail=True),
        # `days` is the number of days left, or gone by.
        NoticeKind(DEADLINE_NEAR, (*_REPORT, "step", "due_on", "days"), by_mail=True),
        NoticeKind(DEADLINE_PASSED, (*_REPORT, "step", "due_on", "days"), by_mail=True),
        NoticeKind(LETTER_ISSUED, ("number", "letter", "recipient"), by_mail=False),
    )
}
