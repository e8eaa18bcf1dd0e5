"""Who counts as trained, whom people are matched with, and what a cell tells. What periods add to it is counted by the database and
tested there (`tests/integration/test_training_effects.py`)."""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest

from puas.domain.training_effects import (
    AFTER,
    ON_TIME,
    TRAINED,
    UNTRAINED,
    Cell,
    Comparison,
    SurveyedAgency,
    TrainedPerson,
    Trainings,
    who_was_trained,
)
from puas.domain.training_people import plain

TRAINING = date(2026, 5, 1)


def agency(number: int, name: str = "", *, region: str = "51.01", kind: str = "dinas") -> SurveyedAgency:
    return SurveyedAgency(region, UUID(int=number), name or f"Dinas Nomor {number}", kind)


def person(name: str, region: str = "51.01", on: date = TRAINING, *, certified: bool = False) -> TrainedPerson:
    return TrainedPerson(region, name, on, certified)


def trained(people: list[TrainedPerson], agencies: list[SurveyedAgency]) -> Trainings:
    return who_was_trained(people, agencies, ["51.01", "51.02"])


def test_of_fewer_than_five_agencies_nothing_is_told() -> None:
    cell = Cell(40, 60, 4)
    assert (cell.share, cell.is_shown) == (None, False)
    assert Cell(4, 6, 5).share == Fraction(2, 3)
    assert Cell(0, 0, 5).share is None


def test_a_comparison_tells_what_is_there_and_nothing_of_the_rest() -> None:
    found = Comparison({(ON_TIME, TRAINED, AFTER): Cell(5, 5, 5)})
    assert found.tells_anything
    assert found.cell(ON_TIME, UNTRAINED, AFTER) == Cell()
    assert not Comparison({(ON_TIME, TRAINED, AFTER): Cell(5, 5, 4)}).tells_anything


def test_without_any_training_there_is_no_before_and_after() -> None:
    found = trained([], [agency(number) for number in range(10)])
    assert (found.turning_point, dict(found.trained_on)) == (None, {})
    assert len(found.agencies) == 10


def test_the_first_training_of_an_agency_counts_and_the_middle_one_parts_the_others() -> None:
    people = [person("Dinas Nomor 0", on=date(2026, 8, 1)), person("Dinas Nomor 0"), person("Dinas Nomor 1", on=date(2026, 7, 1))]
    found = trained(people, [agency(number) for number in range(10)])
    assert [each.trained_on for each in found.agencies if each.trained_on] == [TRAINING, date(2026, 7, 1)]
    assert found.trained_on == {("51.01", UUID(int=0)): TRAINING, ("51.01", UUID(int=1)): date(2026, 7, 1)}
    assert found.turning_point == date(2026, 7, 1)


def test_agencies_stand_by_regency_and_name() -> None:
    found = trained([], [agency(1, "Dinas Z"), agency(2, "Dinas B", region="51.02"), agency(3, "dinas A")])
    assert [each.name for each in found.agencies] == ["dinas A", "Dinas Z", "Dinas B"]
    assert [each.name for each in found.agencies_of("51.01")] == ["dinas A", "Dinas Z"]


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
    found = trained([person(typed)], [agency(1, "Dinas Kesehatan"), agency(2, "Puskesmas Mawar", kind="puskesmas")])
    assert "".join(each.matched_by for each in found.agencies) == way
    assert found.regencies[0].unmatched == (0 if way else 1)


def test_two_offices_of_one_kind_are_matched_by_name_alone() -> None:
    agencies = [agency(1, "Dinas Sosial"), agency(2, "Dinas Sosial dan Pemberdayaan")]
    assert trained([person("Dinsos")], agencies).regencies[0].unmatched == 1


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_of_two_offices_of_one_name_it_is_always_the_same(order: tuple[int, int]) -> None:
    found = trained([person("Dinas Sosial")], [agency(number, "Dinas Sosial") for number in order])
    assert list(found.trained_on) == [("51.01", UUID(int=1))]


def test_another_regencys_office_of_the_same_name_is_another_office() -> None:
    found = trained([person("Dinas Kesehatan", "51.02")], [agency(1, "Dinas Kesehatan")])
    assert [(each.region_code, each.agencies_trained, each.missing, each.unmatched) for each in found.regencies] == [
        ("51.01", 0, 1, 0), ("51.02", 0, 0, 1),
    ]  # fmt: skip


def test_people_without_a_regency_are_listed_and_certificates_counted() -> None:
    found = trained([person("Dinas Nomor 1", "", certified=True), person("Dinas Nomor 1", certified=True)], [agency(1)])
    assert [(each.region_code, each.people, each.certificates, each.unmatched) for each in found.regencies] == [
        ("", 1, 1, 1), ("51.01", 1, 1, 0), ("51.02", 0, 0, 0),
    ]  # fmt: skip


def test_names_are_compared_by_letters_and_figures_alone() -> None:
    assert plain("  DINAS_Sosial, (dan)\tP3A.") == "dinas sosial dan p3a"
    between = "".join(map(chr, range(sys.maxunicode + 1)))
    assert [each for each in plain(between) if not each.isalnum() and each != " "] == []
