"""What of the registers follows a merger, and what stays: the other agency's own entry counts wherever both have one."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from puas.domain.register_merger import (
    ARCHIVED_SERVICE,
    SAME_NUMBER,
    KeptProcedure,
    LiveProcedure,
    OpenPromise,
    Registers,
    UnusableNumbers,
    following_states,
    plan_registers,
)

KK, AKTA, LAMA = uuid4(), uuid4(), uuid4()
KK_THERE = uuid4()
SERVICES: dict[UUID, tuple[str, UUID | None]] = {KK: ("Kartu Keluarga", KK_THERE), AKTA: ("Akta", None)}


@pytest.mark.parametrize(
    ("here", "there", "following"),
    [
        ({"draft", "in_force", "replaced"}, set(), {"draft", "in_force", "replaced"}),
        ({"draft", "in_force", "replaced"}, {"draft"}, {"in_force", "replaced"}),
        ({"draft"}, {"draft"}, set()),
        ({"draft", "in_force"}, {"in_force"}, set()),
        ({"in_force"}, {"in_force", "draft", "replaced"}, set()),
    ],
)
def test_one_standard_in_force_and_one_draft_a_service_also_after_a_merger(here: set[str], there: set[str], following: set[str]) -> None:
    assert following_states(here, there) == following


def test_a_standard_says_what_follows_and_whether_something_stays() -> None:
    ending = Registers(standards={KK: frozenset({"in_force", "draft"}), AKTA: frozenset({"in_force"}), LAMA: frozenset({"in_force"})})
    plan = plan_registers(ending, Registers(standards={KK_THERE: frozenset({"draft"})}), SERVICES)

    assert [(each.name, set(each.states), each.something_stays) for each in plan.standards] == [
        ("Kartu Keluarga", {"in_force"}, True), ("Akta", {"in_force"}, False),
    ]  # fmt: skip
    assert [each.name for each in plan.standards_kept] == ["Kartu Keluarga"]


def test_an_sop_whose_number_is_taken_stays_also_when_the_other_was_withdrawn() -> None:
    same, own, office, old = (
        LiveProcedure(uuid4(), "SOP/1", "Sama", KK), LiveProcedure(uuid4(), "SOP/2", "Sendiri", AKTA),
        LiveProcedure(uuid4(), "SOP/3", "Surat masuk"), LiveProcedure(uuid4(), "SOP/4", "Layanan lama", LAMA),
    )  # fmt: skip
    plan = plan_registers(Registers(procedures=(same, own, office, old)), Registers(numbers=frozenset({"sop/1"})), SERVICES)

    assert plan.procedures == (own, office)
    assert plan.procedures_kept == (
        KeptProcedure(old.id, "SOP/4", "Layanan lama", ARCHIVED_SERVICE), KeptProcedure(same.id, "SOP/1", "Sama", SAME_NUMBER, "SOP/1-2"),
    )  # fmt: skip


def test_an_sop_whose_number_is_taken_follows_under_a_number_of_its_own() -> None:
    same, own = LiveProcedure(uuid4(), "SOP/1", "Sama", KK), LiveProcedure(uuid4(), "SOP/2", "Sendiri", AKTA)
    here, there = Registers(procedures=(same, own)), Registers(numbers=frozenset({"sop/1"}))
    plan = plan_registers(here, there, SERVICES, {same.id: "SOP/1-LAMA"})

    assert [(each.number, each.new_number) for each in plan.procedures] == [("SOP/1", "SOP/1-LAMA"), ("SOP/2", "")]
    assert plan.procedures_kept == ()
    # A number for one that keeps its own, and none at all, change nothing.
    kept = plan_registers(here, there, SERVICES, {own.id: "SOP/9", same.id: ""})
    assert kept.procedures == (own,) and [each.number for each in kept.procedures_kept] == ["SOP/1"]


@pytest.mark.parametrize(
    ("number", "reason"), [("sop/1", "in-use"), ("SOP/2", "in-use"), ("x" * 101, "too-long"), ("SOP\x07", "unprintable")]
)
def test_a_number_that_is_taken_there_or_by_what_follows_is_refused(number: str, reason: str) -> None:
    same, own = LiveProcedure(uuid4(), "SOP/1", "Sama", KK), LiveProcedure(uuid4(), "SOP/2", "Sendiri", AKTA)
    with pytest.raises(UnusableNumbers) as refused:
        plan_registers(Registers(procedures=(same, own)), Registers(numbers=frozenset({"sop/1"})), SERVICES, {same.id: number})
    assert refused.value.reasons == {same.id: reason}


def test_two_sop_do_not_follow_under_one_number() -> None:
    first, second = LiveProcedure(uuid4(), "SOP/1", "Satu"), LiveProcedure(uuid4(), "SOP/2", "Dua")
    there = Registers(numbers=frozenset({"sop/1", "sop/2"}))
    with pytest.raises(UnusableNumbers) as refused:
        plan_registers(Registers(procedures=(first, second)), there, {}, {first.id: "SOP/3", second.id: "sop/3"})
    assert refused.value.reasons == {second.id: "in-use"}


@pytest.mark.parametrize(
    ("short_name", "taken", "suggestion"),
    [
        ("Dinlam", {"sop/1"}, "SOP/1-Dinlam"), ("Dinlam", {"sop/1", "sop/1-dinlam"}, "SOP/1-2"), ("", {"sop/1", "sop/1-2"}, "SOP/1-3"),
    ],
)  # fmt: skip
def test_a_free_number_is_suggested(short_name: str, taken: set[str], suggestion: str) -> None:
    here = Registers(procedures=(LiveProcedure(uuid4(), "SOP/1", "Sama"),), short_name=short_name)
    assert plan_registers(here, Registers(numbers=frozenset(taken)), {}).procedures_kept[0].suggestion == suggestion


def test_a_suggestion_is_never_too_long_nor_made_twice() -> None:
    long = "x" * 100
    pair = (LiveProcedure(uuid4(), long, "Satu"), LiveProcedure(uuid4(), long[:98] + "yy", "Dua"))
    plan = plan_registers(Registers(procedures=pair), Registers(numbers=frozenset(each.number.lower() for each in pair)), {})
    suggestions = [each.suggestion for each in plan.procedures_kept]
    assert len(set(suggestions)) == 2 and all(len(each) <= 100 for each in suggestions)


def test_a_field_both_carry_is_not_added_up() -> None:
    plan = plan_registers(Registers(fields=("pendidikan", "sosial")), Registers(fields=("sosial",)), {})

    assert (plan.fields, plan.fields_kept) == (("pendidikan",), ("sosial",))


@pytest.mark.parametrize(
    ("here", "there", "expected"), [(True, False, "follows"), (True, True, "stays"), (False, True, ""), (False, False, "")]
)
def test_a_checklist_follows_to_an_agency_without_one(here: bool, there: bool, expected: str) -> None:
    assert plan_registers(Registers(has_checklist=here), Registers(has_checklist=there), {}).checklist == expected


def test_promises_from_an_assessment_stay_beside_it() -> None:
    weak, revise = OpenPromise(uuid4(), "performance"), OpenPromise(uuid4(), "procedures")

    assert plan_registers(Registers(promises=(weak, revise)), Registers(), {}).promises == (revise.id,)


def test_nothing_follows_from_empty_registers() -> None:
    assert not plan_registers(Registers(open_assessments=1), Registers(), SERVICES).is_anything_following
