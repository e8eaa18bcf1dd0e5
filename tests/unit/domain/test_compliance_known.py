"""What other registers propose for the checklist: with figures, never more than they know, and nothing where they know nothing."""

from __future__ import annotations

import pytest

from puas.domain.compliance_checklist import ITEMS, MISSING, PARTLY, THERE
from puas.domain.compliance_known import MANAGED_COMPONENTS, KnownFacts, propose
from puas.domain.service_standards import COMPONENTS


def test_nothing_is_proposed_of_nothing() -> None:
    assert propose(KnownFacts()) == {}
    # Services without any standard in the register: the register was not begun, which says nothing about the wall.
    assert propose(KnownFacts(services=3)) == {}


def test_components_are_those_of_the_register_of_standards() -> None:
    slugs = {each.slug for each in COMPONENTS}
    named = {each.component for each in ITEMS if each.component}
    assert named | set(MANAGED_COMPONENTS) == slugs
    assert named == {each.slug for each in COMPONENTS if each.is_public}


@pytest.mark.parametrize(
    ("components", "displayed", "state"),
    [({"biaya": 2}, 2, THERE), ({"biaya": 2}, 1, PARTLY), ({"biaya": 1}, 2, PARTLY), ({}, 2, MISSING)],
)
def test_component_is_there_only_where_every_service_has_it_and_shows_it(
    components: dict[str, int], displayed: int, state: str
) -> None:
    proposal = propose(KnownFacts(services=2, standards=2, displayed=displayed, components=components))["standar-biaya"]
    assert (proposal.state, proposal.fact, proposal.whole) == (state, "component", 2)


def test_managed_components_count_where_all_eight_are_written() -> None:
    complete = dict.fromkeys(MANAGED_COMPONENTS, 2)
    facts = KnownFacts(services=2, standards=2, components=complete)
    assert propose(facts)["standar-pengelolaan"].state == THERE
    facts.components = complete | {"evaluasi": 0}
    assert propose(facts)["standar-pengelolaan"].state == MISSING


def test_pledge_that_hangs_nowhere_is_there_in_part() -> None:
    assert propose(KnownFacts(pledges=1))["maklumat"].state == PARTLY
    assert propose(KnownFacts(pledges=1, pledges_displayed=1))["maklumat"].state == THERE


def test_procedures_and_their_evaluation() -> None:
    found = propose(KnownFacts(services=4, procedures=3, services_with_procedure=2, procedures_reviewed=3))
    assert (found["sop"].state, found["sop"].part, found["sop"].whole) == (PARTLY, 2, 4)
    assert found["sop-evaluasi"].state == THERE


def test_complaints_are_there_once_all_are_settled() -> None:
    assert propose(KnownFacts(complaint_quarters=2, complaints_received=5, complaints_settled=5))["pengaduan-catatan"].state == THERE
    assert propose(KnownFacts(complaint_quarters=2, complaints_received=5, complaints_settled=4))["pengaduan-catatan"].state == PARTLY


def test_survey_done_and_published() -> None:
    found = propose(KnownFacts(results=2))
    assert (found["survei"].state, found["survei-umum"].state) == (THERE, MISSING)
    assert propose(KnownFacts(results=2, results_published=2))["survei-umum"].state == THERE
