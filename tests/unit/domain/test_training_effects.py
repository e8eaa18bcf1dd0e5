"""Who counts as trained, what is compared, and what is not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from puas.domain.training_effects import (
    AFTER,
    BEFORE,
    FIRST_TIME,
    ON_TIME,
    PROMISES,
    TRAINED,
    UNTRAINED,
    ReportFact,
    TrainedPerson,
    TrainingEffects,
    training_effects,
)

TODAY = date(2026, 11, 22)
TRAINING = date(2026, 5, 1)
SPRING, AUTUMN = date(2026, 3, 31), date(2026, 9, 30)


def report(number: int, ends_on: date = AUTUMN, *, name: str = "", region: str = "51.01", **more: Any) -> ReportFact:
    plain = ReportFact(
        region, UUID(int=number), name or f"Dinas Nomor {number}", "dinas", ends_on, date(ends_on.year, ends_on.month + 1, 15),
        date(ends_on.year, ends_on.month + 1, 10), 1, 4, 2,
    )  # fmt: skip
    return replace(plain, **more)


def person(name: str, region: str = "51.01", on: date = TRAINING, *, certified: bool = False) -> TrainedPerson:
    return TrainedPerson(region, name, on, certified)


def compared(people: list[TrainedPerson], reports: list[ReportFact], today: date = TODAY) -> TrainingEffects:
    return training_effects(people, reports, ["51.01", "51.02"], today)


def ten_agencies() -> tuple[list[TrainedPerson], list[ReportFact]]:
    """Five are trained: all late before, all in time after. Five are not: in time before, two of five late after."""
    late: dict[str, Any] = {"handed_over_on": date(2026, 12, 31)}
    reports = [report(number, SPRING, **(late if number < 5 else {})) for number in range(10)]
    reports += [report(number, AUTUMN, **(late if number in (5, 6) else {})) for number in range(10)]
    return [person(f"Dinas Nomor {number}") for number in range(5)], reports


def test_each_group_is_compared_with_itself_and_the_other() -> None:
    effects = compared(*ten_agencies())
    shares = [effects.cell(ON_TIME, group, phase).share for group in (TRAINED, UNTRAINED) for phase in (BEFORE, AFTER)]
    assert shares == [Fraction(0), Fraction(1), Fraction(1), Fraction(3, 5)]
    assert effects.turning_point == TRAINING
    assert effects.cell(ON_TIME, TRAINED, AFTER).agencies == 5
    assert effects.cell(PROMISES, UNTRAINED, AFTER).share == Fraction(10, 20)


def test_of_fewer_than_five_agencies_nothing_is_told() -> None:
    people, reports = ten_agencies()
    effects = compared(people[:4], reports)
    assert effects.cell(ON_TIME, TRAINED, AFTER).agencies == 4
    assert effects.cell(ON_TIME, TRAINED, AFTER).share is None
    assert effects.cell(ON_TIME, UNTRAINED, AFTER).share == Fraction(4, 6)


def test_many_periods_of_few_agencies_are_still_few_agencies() -> None:
    reports = [report(1, date(2026, month, 28)) for month in (6, 7, 8, 9, 10)]
    cell = compared([person("Dinas Nomor 1")], reports).cell(ON_TIME, TRAINED, AFTER)
    assert (cell.total, cell.agencies, cell.is_shown) == (5, 1, False)


def test_without_any_training_nothing_is_compared() -> None:
    effects = compared([], ten_agencies()[1])
    assert effects.turning_point is None
    assert not effects.tells_anything
    assert len(effects.agencies) == 10


def test_the_day_of_the_training_itself_is_after() -> None:
    people, reports = ten_agencies()
    effects = compared(people, [replace(each, ends_on=TRAINING) for each in reports if each.ends_on == AUTUMN])
    assert effects.cell(ON_TIME, TRAINED, AFTER).total == 5
    assert effects.cell(ON_TIME, TRAINED, BEFORE).total == 0


def test_the_first_training_of_an_agency_counts_and_the_middle_one_parts_the_others() -> None:
    people = [person("Dinas Nomor 0", on=date(2026, 8, 1)), person("Dinas Nomor 0"), person("Dinas Nomor 1", on=date(2026, 7, 1))]
    effects = compared(people, ten_agencies()[1])
    assert [each.trained_on for each in effects.agencies if each.trained_on] == [TRAINING, date(2026, 7, 1)]
    assert effects.turning_point == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("change", "today", "counted"),
    [
        ({"handed_over_on": None, "due_on": date(2026, 12, 1)}, TODAY, (0, 0)),
        ({"handed_over_on": None, "due_on": TODAY}, TODAY, (0, 0)),
        ({"handed_over_on": None}, TODAY, (0, 1)),
        ({"due_on": None}, TODAY, (0, 0)),
        ({"handed_over_on": date(2026, 10, 15)}, TODAY, (1, 1)),
        ({"handed_over_on": date(2026, 10, 16)}, TODAY, (0, 1)),
        ({"handed_over_on": date(2026, 10, 10), "due_on": date(2027, 1, 1)}, TODAY, (1, 1)),
    ],
)
def test_in_time_means_by_the_day_the_province_set(change: dict[str, Any], today: date, counted: tuple[int, int]) -> None:
    cell = compared([person("Dinas Nomor 1")], [report(1, **change)], today).cell(ON_TIME, TRAINED, AFTER)
    assert (cell.hits, cell.total) == counted


def test_a_correction_and_a_missing_report_are_told_apart() -> None:
    reports = [report(1, round=2), report(1, date(2026, 6, 30)), report(1, date(2026, 8, 30), handed_over_on=None)]
    cell = compared([person("Dinas Nomor 1")], reports).cell(FIRST_TIME, TRAINED, AFTER)
    assert (cell.hits, cell.total) == (1, 2)


def test_a_plan_without_promises_counts_nowhere() -> None:
    assert compared([person("Dinas Nomor 1")], [report(1, promises=0, promises_done=0)]).cell(PROMISES, TRAINED, AFTER).total == 0


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("Dinas Kesehatan", "name"),
        ("  dinas KESEHATAN. ", "name"),
        ("Dinkes", "family"),
        ("Dinkes Kabupaten Padma", "family"),
        ("Dinas Sosial", ""),
        ("", ""),
        ("Puskesmas Melati", ""),
        ("puskesmas mawar", "name"),
    ],
)
def test_people_are_matched_by_name_then_by_the_only_office_of_the_kind(typed: str, way: str) -> None:
    reports = [report(1, name="Dinas Kesehatan"), report(2, name="Puskesmas Mawar", agency_kind="puskesmas")]
    effects = compared([person(typed)], reports)
    assert "".join(each.matched_by for each in effects.agencies) == way
    assert effects.regencies[0].unmatched == (0 if way else 1)


def test_two_offices_of_one_kind_are_matched_by_name_alone() -> None:
    reports = [report(1, name="Dinas Sosial"), report(2, name="Dinas Sosial dan Pemberdayaan")]
    assert compared([person("Dinsos")], reports).regencies[0].unmatched == 1


def test_another_regencys_office_of_the_same_name_is_another_office() -> None:
    effects = compared([person("Dinas Kesehatan", "51.02")], [report(1, name="Dinas Kesehatan")])
    assert [(each.region_code, each.agencies_trained, each.missing, each.unmatched) for each in effects.regencies] == [
        ("51.01", 0, 1, 0), ("51.02", 0, 0, 1),
    ]  # fmt: skip


def test_a_renamed_agency_is_one_agency_under_its_newest_name() -> None:
    reports = [report(1, SPRING, name="Dinas Lama"), report(1, AUTUMN, name="Dinas Baru")]
    assert [each.name for each in compared([], reports).agencies] == ["Dinas Baru"]
    assert [each.name for each in compared([], reports[::-1]).agencies] == ["Dinas Baru"]


def test_people_without_a_regency_are_listed_and_certificates_counted() -> None:
    effects = compared([person("Dinas Nomor 1", "", certified=True), person("Dinas Nomor 1", certified=True)], [report(1)])
    assert [(each.region_code, each.people, each.certificates, each.unmatched) for each in effects.regencies] == [
        ("", 1, 1, 1), ("51.01", 1, 1, 0), ("51.02", 0, 0, 0),
    ]  # fmt: skip
