"""Every step from every state: allowed exactly where the way says so."""

from __future__ import annotations

import pytest

from puas.domain.submission_workflow import STATES, STEPS, has_been_submitted, is_with_agency, may_take

# Written out by hand: what regencies do, not what the code says.
ALLOWED = {
    "collecting": {"close": "closed"},
    "closed": {"analyse": "analysed"},
    "analysed": {"analyse": "analysed", "submit": "submitted"},
    "submitted": {"take_back": "analysed", "request_change": "change_requested", "approve": "approved"},
    "change_requested": {"analyse": "analysed"},
    "approved": {"request_change": "change_requested", "publish": "published", "correct": "closed"},
    "published": {"hand_over": "handed_over", "correct": "closed"},
    "handed_over": {"correct": "closed"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", sorted(STEPS))
def test_a_step_is_taken_exactly_where_the_way_allows_it(state: str, step: str) -> None:
    expected = ALLOWED[state].get(step)
    assert may_take(step, state) is (expected is not None)
    if expected is not None:
        assert STEPS[step].leads_to == expected


def test_every_state_is_with_somebody_and_never_with_both() -> None:
    for state in STATES:
        assert is_with_agency(state) is not has_been_submitted(state)


def test_whoever_sends_a_report_back_says_why() -> None:
    assert {name for name, step in STEPS.items() if step.needs_reason} == {"request_change", "correct"}
