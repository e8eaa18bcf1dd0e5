"""The recap full of errors, and the exercises that look at a practice tenant: what is right, and what is said of what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from puas.domain.exercises import EXERCISES, example_task, own_worksheet, plan_for_weakest, recap_with_errors, seed_text, whole_report
from puas.domain.exercises.fault_words import fault_words
from puas.domain.exercises.task import NUMBER, OPEN, RIGHT, WRONG
from puas.domain.followup_plan import month_of
from puas.domain.printed_numbers import comma
from puas.domain.regulation.registry import edition
from puas.domain.rounding import round_half_up

RULE = edition()
TODAY = date(2026, 11, 21)


def recaps(number: int = 200) -> Iterator[recap_with_errors.RecapWithErrors]:
    for participant in range(number):
        yield recap_with_errors.pose(seed_text(20261121, participant, "old-recap"), RULE)


def test_the_auditors_find_exactly_what_was_put_in() -> None:
    kinds: Counter[str] = Counter()
    for task in recaps():
        assert task.truth == dict(task.seeded)
        assert 4 <= len(task.truth) <= 6
        kinds.update(task.truth.values())
    assert set(kinds) == {*recap_with_errors.ROW_KINDS, *recap_with_errors.FOOT_KINDS}
    assert min(kinds.values()) > 20


def test_a_recap_without_errors_gives_the_auditors_nothing_to_find() -> None:
    """Every error taken out again: what is left must be clean, or an auditor calls right figures wrong."""
    for task in recaps(40):
        rows = tuple(
            recap_with_errors._printed(RULE, row) if task.truth.get(f"row-{place}") != "copied" else row
            for place, row in enumerate(task.rows, start=1)
        )
        found = recap_with_errors._audited(RULE, rows, replace(task.foot, respondents=sum(row.respondents for row in rows)))
        found.pop("mean", None)
        assert set(found.values()) <= {"copied"}


def test_points_of_a_recap_are_errors_found_less_false_alarms() -> None:
    for task in recaps(30):
        errors = len(task.truth)
        one_found = task.right_answers() | dict.fromkeys(list(task.truth)[1:], ("fine",))
        checked = task.check(one_found)
        assert (checked.right, checked.total, checked.points) == (1, errors, 100 // errors)
        clean = next(each.key for each in task.fields if each.key not in task.truth and each.key not in task._copied_from())
        alarm = task.check(task.right_answers() | {clean: (task.field(clean).options[1].value,)})
        verdict = alarm.of(clean)
        assert verdict is not None and (verdict.state, verdict.fault) == (WRONG, "false-alarm") and not alarm.is_solved
        assert alarm.points == 100 * (errors - 1) // errors


def test_what_was_missed_is_not_given_away() -> None:
    for task in recaps(30):
        missed = next(iter(task.truth))
        checked = task.check(task.right_answers() | {missed: ("fine",)})
        verdict = checked.of(missed)
        assert verdict is not None and (verdict.state, verdict.words) == (OPEN, "")
        assert task.faults(checked) == (f"missed:{task.truth[missed]}",)


def test_a_wrong_kind_is_told() -> None:
    for task in recaps(30):
        place, kind = next((place, kind) for place, kind in task.truth.items() if place.startswith("row-"))
        other = next(each for each in recap_with_errors.ROW_KINDS if each not in (kind, "copied"))
        verdict = task.check({place: (other,)}).of(place)
        assert verdict is not None and verdict.fault == "wrong-kind"


def worksheets(number: int = 60) -> Iterator[own_worksheet.OwnWorksheet]:
    for each in range(number):
        yield own_worksheet.example(f"{each}", RULE)


def test_the_worksheets_own_figures_are_right() -> None:
    for task in worksheets():
        assert task.check(task.right_answers()).is_solved


def test_usual_mistakes_of_reading_are_told_as_themselves() -> None:
    told: set[str] = set()
    for task in worksheets():
        right = task.right_answers()
        for field in task.fields:
            if field.kind != NUMBER:
                continue
            seen = {right[field.key][0]}
            for slip in task.slips(field.key):
                text = comma(round_half_up(slip.value, field.places))
                if text not in seen:
                    verdict = task.check({**right, field.key: (text,)}).of(field.key)
                    assert verdict is not None and (verdict.state, verdict.fault) == (WRONG, slip.fault)
                    told.add(slip.fault)
                seen.add(text)
    assert told >= {
        "score-four", "one-and-two", "other-row", "sample-target", "not-times-25", "of-lowest-unsur", "other-aggregation", "downwards",
        "from-upper-border", "on-ni-scale",
    }  # fmt: skip


def test_unsur_that_share_the_lowest_place_are_all_right() -> None:
    task = next(worksheets())
    facts = task.facts
    other = next(slug for slug in facts.nik_of if slug not in facts.lowest)
    tied = own_worksheet.OwnWorksheet(replace(facts, nik_of={**facts.nik_of, other: min(facts.nik_of.values())}))
    for slug in (facts.lowest[0], other):
        checked = tied.check({**tied.right_answers(), "lowest": (slug,), "ones": (str(facts.counts[slug][0]),)})
        assert checked.is_solved, slug


@pytest.mark.parametrize("lowest", ["pengaduan", "sarpras"])
def test_a_swapped_pair_is_told(lowest: str) -> None:
    task = next(worksheets())
    facts = replace(task.facts, nik_of={**task.facts.nik_of, lowest: Decimal("30.00")})
    other = {"pengaduan": "sarpras", "sarpras": "pengaduan"}[lowest]
    verdict = own_worksheet.OwnWorksheet(facts).check({"lowest": (other,)}).of("lowest")
    assert verdict is not None and verdict.fault == "swapped-pair"


def test_at_the_top_the_distance_is_to_the_border_below() -> None:
    task = next(worksheets())
    top = own_worksheet.OwnWorksheet(replace(task.facts, nik=Decimal("90.00")))
    assert top.right_answers()["distance"] == ("1,69",)
    assert top.check(top.right_answers()).is_solved


ROW = plan_for_weakest.PlanRow("waktu", "Memasang nomor antrean di dua loket setiap pagi", month_of(date(2027, 1, 1)), "Kepala Seksi")
PLAN = plan_for_weakest.PlanFacts(
    "p", "Dinas", "Semester II", RULE, True, ("waktu",), TODAY, (ROW,), {"waktu": "Menambah petugas pada jam sibuk"},
    ("Memasang papan alur pada setiap loket pelayanan",),
)  # fmt: skip


def plan_faults(facts: plan_for_weakest.PlanFacts) -> tuple[str, ...]:
    task = plan_for_weakest.PlanForWeakest(facts)
    return task.faults(task.check({}))


def test_a_good_plan_passes() -> None:
    assert plan_for_weakest.PlanForWeakest(PLAN).check({}).is_solved


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"unsur": "biaya"}, "item:no-plan"),
        ({"action": "Antrean"}, "activity:too-short"),
        ({"action": "Memasang [nama alat] di loket"}, "activity:too-short"),
        ({"action": "menambah petugas  pada jam sibuk"}, "activity:proposal-unchanged"),
        ({"action": "Meningkatkan kualitas waktu penyelesaian pelayanan publik agar lebih baik."}, "activity:vague"),
        ({"action": "Memasang papan alur pada setiap loket pelayanan."}, "activity:copied"),
        ({"due": None}, "due:no-time"),
        ({"due": month_of(date(2026, 10, 1))}, "due:past"),
        ({"person": " "}, "person:no-person"),
        ({"person": "[nama]"}, "person:no-person"),
    ],
)
def test_what_a_plan_lacks_is_told(change: dict[str, object], fault: str) -> None:
    assert plan_faults(replace(PLAN, rows=(replace(ROW, **change),)))[0] == fault  # type: ignore[arg-type]


def test_the_month_that_is_running_is_not_over() -> None:
    assert plan_faults(replace(PLAN, rows=(replace(ROW, due=month_of(TODAY)),))) == ()


def test_of_two_plans_for_the_weakest_the_better_counts() -> None:
    assert plan_faults(replace(PLAN, rows=(replace(ROW, action="Antrean", person=""), ROW))) == ()


def test_an_open_survey_is_closed_first() -> None:
    task = plan_for_weakest.PlanForWeakest(replace(PLAN, is_closed=False, lowest=(), rows=()))
    verdict = task.check({}).of("item")
    assert verdict is not None and (verdict.fault, verdict.page) == ("not-closed", "close:p")


REPORT = whole_report.ReportFacts("p", "Dinas", "Semester II", "submitted", 0, "")


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        (REPORT, ()),
        (replace(REPORT, state="published"), ()),
        (replace(REPORT, state="analysed"), ("submitted:not-sent",)),
        (replace(REPORT, state="change_requested", problem="report-before-change"), ("final:report-before-change", "submitted:not-sent")),
        (
            replace(REPORT, state="closed", must=3, problem="no-final-report"),
            ("proof:must-findings", "final:no-final-report", "submitted:not-sent"),
        ),
        (whole_report.EXAMPLE, ("closed:still-open", "proof:no-result", "final:no-final-report", "submitted:not-sent")),
    ],
)  # fmt: skip
def test_each_step_of_the_report_follows_its_state(facts: whole_report.ReportFacts, faults: tuple[str, ...]) -> None:
    task = whole_report.WholeReport(facts)
    checked = task.check({})
    assert task.faults(checked) == faults
    assert checked.right == 4 - len(faults) and checked.is_solved == (not faults)
    assert all(each.state in (RIGHT, WRONG) for each in checked.verdicts)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_trainer_can_see_every_exercise(exercise: str) -> None:
    task = example_task(exercise, RULE, TODAY)
    assert task.paragraphs and task.fields and 2 <= len(task.hints) <= 3 and task.steps()
    assert task.is_live or task.check(task.right_answers()).is_solved


def test_every_fault_has_words_for_the_console() -> None:
    assert fault_words("nik:not-times-25") == "NIK – belum dikali 25"
    assert fault_words("missed:letter") == "Belum ditemukan – mutu yang tidak sesuai"
    assert fault_words("something:else") == "Jawaban lain"
