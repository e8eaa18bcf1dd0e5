"""Exercises that are made of a seed: solvable, different for everybody, and each usual mistake is told as itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from puas.domain.curricula import EXERCISES as IN_ORDER
from puas.domain.exercises import EXERCISES, generated_task, hand_index, seed_text, service_samples
from puas.domain.exercises.answers import Slip, read_answer
from puas.domain.exercises.fault_words import fault_words
from puas.domain.exercises.task import EMPTY, NUMBER, RIGHT, UNREADABLE, WRONG, Checked, Field, Task
from puas.domain.index_score import score_tally
from puas.domain.printed_numbers import comma
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import all_editions, edition
from puas.domain.rounding import round_half_up
from puas.domain.sample_size import SAMPLE_POLICIES, sample_size

RULE = edition()
SEEDS = 40
GENERATED = [key for key, each in EXERCISES.items() if each.is_generated]


def tasks(exercise: str, number: int = SEEDS) -> Iterator[Task]:
    for participant in range(number):
        yield generated_task(exercise, seed_text(20261121, participant, exercise), RULE)


def with_answer(task: Task, key: str, text: str) -> Checked:
    return task.check({**task.right_answers(), key: (text,)})


def test_there_is_one_for_every_key_of_the_curricula_in_their_order() -> None:
    assert tuple(EXERCISES) == IN_ORDER
    assert all(each.key == key and each.title and each.learned and each.minutes > 0 for key, each in EXERCISES.items())


@pytest.mark.parametrize("exercise", GENERATED)
def test_the_solution_passes_its_own_check(exercise: str) -> None:
    for task in tasks(exercise):
        checked = task.check(task.right_answers())
        assert checked.is_solved and task.faults(checked) == ()
        assert len(task.steps()) >= 3 and 2 <= len(task.hints) <= 3


@pytest.mark.parametrize("exercise", GENERATED)
def test_nothing_answered_is_nothing_right(exercise: str) -> None:
    for task in tasks(exercise, 5):
        checked = task.check({})
        assert checked.is_empty or exercise == "old-recap"
        assert checked.points == 0 and not checked.is_solved


@pytest.mark.parametrize("exercise", GENERATED)
def test_no_two_participants_have_the_same_numbers(exercise: str) -> None:
    shown = [task.tables for task in tasks(exercise, 120)]
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize("exercise", GENERATED)
def test_a_seed_gives_the_same_task_again(exercise: str) -> None:
    one, two = (generated_task(exercise, "7:3:x", RULE) for _ in range(2))
    assert one.tables == two.tables and one.right_answers() == two.right_answers()
    first, again = (generated_task(exercise, seed_text(7, 3, exercise, number), RULE) for number in range(2))
    assert first.tables != again.tables


@pytest.mark.parametrize("exercise", GENERATED)
@pytest.mark.parametrize("rule", all_editions(), ids=lambda rule: rule.id)
def test_every_edition_can_be_taught(exercise: str, rule: object) -> None:
    for number in range(5):
        task = generated_task(exercise, f"{number}", rule)  # type: ignore[arg-type]
        assert task.check(task.right_answers()).is_solved


def test_the_answers_by_hand_are_those_of_the_product() -> None:
    for task in tasks("hand-index"):
        assert isinstance(task, hand_index.HandIndex)
        score = score_tally(RULE, task.tally)
        assert score.nik is not None
        right = task.right_answers()
        assert right["nik"] == (comma(round_half_up(score.nik, 2)),)
        assert right["mutu"] == (grade(RULE, score.nik).mutu,)


def test_the_asked_unsur_get_harder() -> None:
    for task in tasks("hand-index"):
        assert isinstance(task, hand_index.HandIndex)
        assert [hand_index.FORMS - task.score.score_of(slug).answered for slug in task.asked] == [0, 1, 2]
        assert task.asked[2] in ("pengaduan", "sarpras")


@pytest.mark.parametrize("exercise", ["hand-index", "sample-size"])
def test_each_usual_mistake_is_told_as_itself(exercise: str) -> None:
    told: set[str] = set()
    for task in tasks(exercise):
        for field in task.fields:
            if field.kind != NUMBER:
                continue
            for slip in first_of_each_value(task, field):
                text = comma(round_half_up(slip.value, field.places))
                verdict = with_answer(task, field.key, text).of(field.key)
                assert verdict is not None
                assert (verdict.state, verdict.fault, verdict.words) == (WRONG, slip.fault, slip.words), (field.key, text)
                told.add(f"{field.family}:{slip.fault}")
                assert fault_words(f"{field.family}:{slip.fault}") != "Jawaban lain"
    assert told >= EXPECTED[exercise]


EXPECTED = {
    "hand-index": {
        "nrr:divided-by-all", "nrr:swapped-pair", "nrr:not-divided", "nrr:times-25", "nrr:weighted", "ni:not-weighted",
        "ni:times-25", "ni:weight-0.11", "ni:weight-0.111", "ni:divided-by-one-more", "ni:divided-by-all", "ni:answers-pooled",
        "ni:unsur-missed", "ni:rounded-early", "nik:not-times-25", "nik:times-20", "nik:weight-0.11", "nik:weight-0.111",
        "nik:rounded-early",
    },
    "sample-size": {
        f"sample-{place}:{fault}"
        for place in (1, 2, 3)
        for fault in ("population", "row-below", "row-above", "row-of-other-service", "slovin", "ten-percent", "old-minimum")
    } | {"total:populations-added", "total:sample-of-sum"},
}  # fmt: skip


def first_of_each_value(task: Task, field: Field) -> list[Slip]:
    """Slips that lead somewhere of their own: not to the right answer, nor where a slip named before them leads."""
    assert isinstance(task, hand_index.HandIndex | service_samples.ServiceSamples)
    right = read_answer(task.right_answers()[field.key][0], field.places)
    assert right is not None
    seen = {right}
    found = []
    for slip in task.slips(field.key):
        value = round_half_up(slip.value, field.places)
        if value not in seen:
            found.append(slip)
        seen.add(value)
    return found


def test_a_number_that_was_cut_or_is_too_short_is_told() -> None:
    cut = short = 0
    for task in tasks("hand-index"):
        for key in ("nrr-" + slug for slug in task.asked):  # type: ignore[attr-defined]
            right = task.right_answers()[key][0]
            exact = task._nrr(key.removeprefix("nrr-"))  # type: ignore[attr-defined]
            text = comma(Decimal(int(exact * 1000)) / 1000)
            if text != right and len(text) == len(right):
                verdict = with_answer(task, key, text).of(key)
                assert verdict is not None and verdict.fault == "truncated"
                cut += 1
            two = comma(round_half_up(exact, 2))
            verdict = with_answer(task, key, two).of(key)
            assert verdict is not None
            if exact * 100 != int(exact * 100):
                assert verdict.fault in ("too-few-decimals", "divided-by-all")
                short += 1
            else:
                assert verdict.state == RIGHT
    assert cut > 3 and short > 10


@pytest.mark.parametrize(
    ("text", "places", "value"),
    [
        ("3,556", 3, "3.556"), ("3.556", 3, "3.556"), (" 3,5560 ", 3, "3.5560"), ("1.163", 0, "1163"), ("1163", 0, "1163"),
        ("1 163", 0, "1163"),
        ("331,0", 0, "331.0"), ("= 88,31 %", 2, "88.31"), ("331 orang", 0, "331"), ("1.163,50", 2, "1163.50"), ("-3", 3, "-3"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written_here(text: str, places: int, value: str) -> None:
    assert read_answer(text, places) == Decimal(value)


@pytest.mark.parametrize("text", ["tiga", "3,5 koma", "", "1/9", "٣", "=1+1", "3,,5", "<script>", "NaN", "1e5", "∞"])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    assert read_answer(text, 3) is None


def test_text_is_unreadable_and_blank_is_empty() -> None:
    task = next(tasks("hand-index"))
    assert with_answer(task, "ni", "banyak").of("ni").state == UNREADABLE  # type: ignore[union-attr]
    assert with_answer(task, "ni", "  ").of("ni").state == EMPTY  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["{}", "{}0", "  {} ", "{}00"])
def test_a_right_number_is_right_however_it_is_written(written: str) -> None:
    for task in tasks("hand-index", 10):
        right = task.right_answers()["nik"][0]
        assert with_answer(task, "nik", written.format(right)).is_solved
        assert with_answer(task, "nik", written.format(right.replace(",", "."))).is_solved


def test_a_long_calculation_may_be_one_aside_in_its_last_place_but_not_two() -> None:
    one = two = 0
    for task in tasks("hand-index"):
        right = Decimal(task.right_answers()["nik"][0].replace(",", "."))
        verdict = with_answer(task, "nik", comma(right + Decimal("0.01"))).of("nik")
        assert verdict is not None
        one += verdict.state == RIGHT
        verdict = with_answer(task, "nik", comma(right + Decimal("0.02"))).of("nik")
        assert verdict is not None
        two += verdict.state == RIGHT
    assert one > SEEDS // 4 and two == 0


def test_a_mistake_carried_on_is_told_where_it_began() -> None:
    for task in tasks("hand-index", 20):
        weighted = next(slip for slip in task.slips("ni") if slip.fault == "weight-0.11")  # type: ignore[attr-defined]
        ni = round_half_up(weighted.value, 3)
        checked = task.check({**task.right_answers(), "ni": (comma(ni),), "nik": (comma(round_half_up(weighted.value * 25, 2)),)})
        assert task.faults(checked)[0] == "ni:weight-0.11"
        assert checked.of("nik").fault in ("follows-own-ni", "weight-0.11")  # type: ignore[union-attr]


def test_a_letter_of_the_old_table_and_of_the_next_row_are_told_apart() -> None:
    found = set()
    for task in tasks("hand-index"):
        for letter in "ABCD":
            verdict = with_answer(task, "mutu", letter).of("mutu")
            assert verdict is not None
            found.add((verdict.state, verdict.fault))
    assert found == {(RIGHT, ""), (WRONG, "bands-2004"), (WRONG, "wrong-interval"), (WRONG, "other")}


def test_both_policies_of_the_sample_are_right_and_nothing_else() -> None:
    for task in tasks("sample-size"):
        assert isinstance(task, service_samples.ServiceSamples)
        for place, service in enumerate(task.services, start=1):
            allowed = {sample_size(service.population, policy=policy) for policy in SAMPLE_POLICIES}
            for size in range(min(allowed) - 3, max(allowed) + 4):
                verdict = task.check({f"sample-{place}": (str(size),)}).of(f"sample-{place}")
                assert verdict is not None and (verdict.state == RIGHT) == (size in allowed), (service, size)


def test_the_total_follows_the_participants_own_way() -> None:
    for task in tasks("sample-size", 20):
        assert isinstance(task, service_samples.ServiceSamples)
        mixed = [task.services[0].sizes()[0], task.services[1].sizes()[-1], task.services[2].sizes()[0]]
        given = {f"sample-{place}": (str(size),) for place, size in enumerate(mixed, start=1)}
        assert task.check({**given, "total": (str(sum(mixed)),)}).is_solved
        wrong = task.check({**given, "sample-1": ("1",), "total": (str(1 + mixed[1] + mixed[2]),)})
        assert wrong.of("total").fault == "follows-own-samples"  # type: ignore[union-attr]
