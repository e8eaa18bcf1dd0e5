"""What comes along from practice, and what taking it over would do in a regency that has agencies of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from puas.domain.agency_import import KnownAgency, KnownService
from puas.domain.practice_setup import (
    PracticeSetup,
    SetupAgency,
    SetupPromise,
    SetupService,
    UnreadableSetup,
    code_of,
    read_setup,
    write_setup,
)
from puas.domain.practice_takeover import PlanSpot, known_ids, plan_takeover

TODAY = date(2026, 11, 22)
PROMISE = SetupPromise("waktu", "Tambah satu loket", "2026-12")
SETUP = PracticeSetup(
    1, TODAY, (SetupAgency("Dinas Sosial", "Dinsos", "dinas", (SetupService("Rekomendasi PKH", True, False),), (PROMISE,)),)
)
AGENCY, SERVICE = uuid4(), uuid4()


def known(name: str = "DINAS  SOSIAL.", *, archived: bool = False, merged: bool = False, service: str = "Rekomendasi PKH") -> KnownAgency:
    return KnownAgency(AGENCY, {"name": name}, archived, (KnownService(SERVICE, {"name": service}),), merged)


def spot(**changes: object) -> PlanSpot:
    plain = PlanSpot(uuid4(), "Triwulan III 2026", 4, frozenset({"waktu", "biaya"}), False, False, frozenset())
    return replace(plain, **changes)  # type: ignore[arg-type]


def outcomes(setup: PracticeSetup, *agencies: KnownAgency, where: PlanSpot | None = None) -> tuple[str, str, str]:
    plan = plan_takeover(setup, agencies, {AGENCY: where} if where else {}, TODAY)
    agency = plan.agencies[0]
    return agency.outcome, agency.services[0].outcome, agency.promises[0].outcome


def test_what_is_written_is_read_again() -> None:
    assert read_setup(write_setup(SETUP)) == SETUP


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"agencies":[],"made_on":"2026-11-22","version":"2"}', "[" * 100_000])
def test_what_is_no_setup_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSetup):
        read_setup(text)


def test_the_code_is_of_the_id_alone_and_has_no_look_alikes() -> None:
    one = UUID("00000000-0000-4000-8000-000000000001")
    assert code_of(one) == code_of(one) != code_of(uuid4())
    assert len(code_of(one)) == 9
    assert not set("".join(code_of(uuid4()) for _ in range(200))) & set("01AEIOUL")


def test_a_regency_without_the_agency_gets_it_with_its_services() -> None:
    plan = plan_takeover(SETUP, [], {}, TODAY)
    assert (plan.new_agencies, plan.new_services, plan.new_promises) == (1, 1, 0)
    agency = plan.sheet().agencies[0]
    assert (agency.name, agency.values) == ("Dinas Sosial", {"short_name": "Dinsos", "kind": "dinas"})
    assert agency.services[0].values == {"is_free": True, "is_online": False}
    assert [each.outcome for _agency, each in plan.notes] == ["no-period"]


def test_a_name_that_differs_by_case_blanks_and_points_is_the_same_agency() -> None:
    plan = plan_takeover(SETUP, [known()], {}, TODAY)
    assert plan.agencies[0].name == "DINAS  SOSIAL."
    assert outcomes(SETUP, known())[:2] == ("present", "present")
    assert not plan.changes_anything
    assert plan.sheet().agencies == ()


def test_of_a_known_agency_nothing_but_the_new_service_is_said() -> None:
    plan = plan_takeover(SETUP, [known(service="Lainnya")], {}, TODAY)
    assert [(each.name, each.values, [one.name for one in each.services]) for each in plan.sheet().agencies] == [
        ("DINAS  SOSIAL.", {}, ["Rekomendasi PKH"])
    ]


def test_archived_and_merged_agencies_are_passed_over_with_all_that_is_theirs() -> None:
    assert outcomes(SETUP, known(archived=True), where=spot()) == ("archived", "archived", "no-agency")
    assert outcomes(SETUP, known(archived=True, merged=True), where=spot()) == ("merged", "merged", "no-agency")
    assert not plan_takeover(SETUP, [known(archived=True)], {}, TODAY).changes_anything


def test_of_two_agencies_of_nearly_one_name_the_one_in_use_is_meant() -> None:
    old = replace(known(archived=True), id=uuid4())
    for order in ((old, known()), (known(), old)):
        assert outcomes(SETUP, *order)[0] == "present"


@pytest.mark.parametrize(
    ("where", "outcome"),
    [
        (None, "no-period"),
        (spot(), "planned"),
        (spot(has_plan=True), "has-plan"),
        (spot(has_plan=True, is_with_regency=True), "with-regency"),
        (spot(weakest=frozenset({"biaya"})), "other-unsur"),
        (spot(has_plan=True, promised=frozenset({("waktu", "Tambah satu loket")})), "present"),
    ],
)
def test_a_promise_goes_into_a_plan_only_where_a_real_result_asks_for_it(where: PlanSpot | None, outcome: str) -> None:
    assert outcomes(SETUP, known(), where=where)[2] == outcome


def test_a_time_that_is_over_does_not_come_along() -> None:
    late = replace(SETUP, agencies=(replace(SETUP.agencies[0], promises=(replace(PROMISE, due="2026-10"), replace(PROMISE, due="?"))),))
    assert [each.due for each in plan_takeover(late, [], {}, TODAY).agencies[0].promises] == ["", ""]
    assert plan_takeover(SETUP, [], {}, TODAY).agencies[0].promises[0].due == "2026-12"


def test_the_fingerprint_notices_whatever_else_would_happen() -> None:
    plans = [
        plan_takeover(SETUP, [], {}, TODAY),
        plan_takeover(SETUP, [known()], {}, TODAY),
        plan_takeover(SETUP, [known()], {AGENCY: spot()}, TODAY),
        plan_takeover(SETUP, [known()], {AGENCY: spot(plan_version=5)}, TODAY),
        plan_takeover(SETUP, [known(archived=True)], {}, TODAY),
    ]
    assert len({each.fingerprint() for each in plans}) == len(plans)


def test_only_agencies_with_promises_are_looked_up() -> None:
    assert known_ids(SETUP, [known()]) == [AGENCY]
    assert known_ids(SETUP, [known(archived=True)]) == []
    assert known_ids(replace(SETUP, agencies=(replace(SETUP.agencies[0], promises=()),)), [known()]) == []
