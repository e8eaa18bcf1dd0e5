"""What the proof-reader of a report says: where something is wrong, what stands there, and what would be right.

A finding holds a code and values; the sentences belong to whoever shows it. What blocks the final stage is `must`; what a
person should look at once more before signing is `should`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MUST = "must"
SHOULD = "should"

SECTION = "section"
PLAN = "plan"
LOOK_BACK = "look_back"
SIGNATORY = "signatory"
RESULT = "result"
CONTEXT = "context"
PLACES = (SECTION, PLAN, LOOK_BACK, SIGNATORY, RESULT, CONTEXT)
"""Where a finding can stand: a text, a row of the plan or of the look back, the signature, the result, its surroundings."""

SEVERITIES: Mapping[str, str] = {
    "index_does_not_fit": MUST,
    "unsur_does_not_fit": MUST,
    "service_does_not_fit": MUST,
    "previous_does_not_fit": MUST,
    "target_does_not_fit": MUST,
    "trend_does_not_fit": MUST,
    "figure_unknown": MUST,
    "out_of_range": MUST,
    "letter_does_not_fit": MUST,
    "predikat_does_not_fit": MUST,
    "ni_does_not_fit": MUST,
    "change_does_not_fit": MUST,
    "direction_does_not_fit": MUST,
    "target_claim_wrong": MUST,
    "not_among_lowest": MUST,
    "not_among_highest": MUST,
    "lowest_above_highest": MUST,
    "list_incomplete": SHOULD,
    "service_not_extreme": MUST,
    "group_not_largest": MUST,
    "respondents_do_not_fit": MUST,
    "population_does_not_fit": MUST,
    "sample_does_not_fit": MUST,
    "sample_claim_wrong": MUST,
    "share_does_not_fit": MUST,
    "count_of_services_does_not_fit": SHOULD,
    "months_do_not_fit": MUST,
    "days_do_not_fit": MUST,
    "span_does_not_fit": MUST,
    "date_outside_period": MUST,
    "impossible_date": MUST,
    "other_period": MUST,
    "other_year": MUST,
    "other_agency": MUST,
    "other_region": MUST,
    "section_empty": MUST,
    "section_short": SHOULD,
    "placeholder": MUST,
    "paragraph_repeated": SHOULD,
    "looks_back_without_lowest": SHOULD,
    "plan_missing": MUST,
    "unsur_without_plan": MUST,
    "plan_empty": MUST,
    "plan_without_time": MUST,
    "plan_without_person": MUST,
    "plan_before_period_ends": MUST,
    "plan_far_away": SHOULD,
    "plan_copied": MUST,
    "plan_repeated": SHOULD,
    "plan_twice": SHOULD,
    "done_without_description": SHOULD,
    "open_without_obstacle": SHOULD,
    "look_back_missing": SHOULD,
    "signatory_name_missing": MUST,
    "signatory_position_missing": MUST,
    "signing_place_missing": MUST,
    "signing_date_missing": MUST,
    "signed_before_period_ends": MUST,
    "signed_before_result": SHOULD,
    "signed_far_ahead": MUST,
    "nip_missing": MUST,
    "nip_not_18_digits": MUST,
    "nip_birth_date": MUST,
    "nip_appointment": MUST,
    "nip_sex": MUST,
    "nip_age": MUST,
    "name_implausible": SHOULD,
    "no_index": MUST,
    "result_does_not_hold": MUST,
    "table_sum_does_not_fit": MUST,
    "period_label_does_not_fit": MUST,
    "trend_letter_does_not_fit": MUST,
    "trend_without_result": MUST,
    "below_sample": SHOULD,
    "all_unsur_alike": SHOULD,
}
"""How grave each kind of finding is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: the slug of a section, the number of a row, the name of a field or table."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """One thing a careful reader would mark. `excerpt` is the sentence it stands in, `subject` what it is about."""

    code: str
    place: Place
    printed: str = ""
    expected: str = ""
    excerpt: str = ""
    subject: str = ""

    @property
    def severity(self) -> str:
        """Whether it blocks the final report."""
        return SEVERITIES[self.code]

    def to_record(self) -> dict[str, str]:
        """As plain data, to be kept with the report."""
        return {
            "code": self.code,
            "severity": self.severity,
            "kind": self.place.kind,
            "key": self.place.key,
            "printed": self.printed,
            "expected": self.expected,
            "excerpt": self.excerpt,
            "subject": self.subject,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "ReportFinding":
        """The inverse of `to_record`."""
        place = Place(record["kind"], record["key"])
        return cls(record["code"], place, record["printed"], record["expected"], record["excerpt"], record["subject"])


def faults_of(findings: Iterable[ReportFinding]) -> tuple[ReportFinding, ...]:
    """Those that block the final report."""
    return tuple(each for each in findings if each.severity == MUST)


def advice_of(findings: Iterable[ReportFinding]) -> tuple[ReportFinding, ...]:
    """Those a person decides on."""
    return tuple(each for each in findings if each.severity == SHOULD)
