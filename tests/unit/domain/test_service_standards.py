"""The fourteen components of a standard, when it is complete, and when its review is due."""

from __future__ import annotations

from datetime import date

import pytest

from puas.domain import service_standards as rule
from puas.domain.service_pledge import LONGEST_BODY, PROPOSED, pledge_fault, pledge_paragraphs

TODAY = date(2026, 11, 22)
ALL = {each.slug: f"Isi {each.name}" for each in rule.COMPONENTS}


def test_six_of_delivery_and_eight_of_manufacturing() -> None:
    groups = [each.group for each in rule.COMPONENTS]

    assert (groups.count(rule.DELIVERY), groups.count(rule.MANUFACTURING)) == (6, 8)
    assert [each.number for each in rule.COMPONENTS] == list(range(1, 15))
    assert [each.slug for each in rule.PUBLIC] == ["persyaratan", "prosedur", "waktu", "biaya", "produk", "pengaduan"]


def test_every_component_is_written_on_exactly_one_page() -> None:
    pages = [each.slug for step in rule.STEPS for each in step.components]

    assert pages == [each.slug for each in rule.COMPONENTS]


def test_every_component_says_what_to_write_and_shows_an_example_that_fits() -> None:
    assert all(each.hint and 0 < len(each.example) <= rule.LONGEST_COMPONENT for each in rule.COMPONENTS)


def test_complete_means_all_fourteen_say_something() -> None:
    assert rule.missing(ALL) == ()
    assert [each.slug for each in rule.missing({**ALL, "biaya": " \n "})] == ["biaya"]
    assert len(rule.missing({})) == 14
    assert rule.missing_in(rule.STEP_OF["hasil"], {"waktu": "3 hari"}) == 2


def test_what_is_no_component_is_not_kept() -> None:
    assert rule.written({"waktu": " 3  hari\r\n\r\nkerja ", "rahasia": "x", "biaya": ""}) == {"waktu": "3 hari\nkerja"}


def test_marks_people_type_before_their_points_are_taken_off() -> None:
    assert rule.points_of("1. KTP\n2) KK\na. surat\n- foto\n• materai\n3 hari") == ("KTP", "KK", "surat", "foto", "materai", "3 hari")
    assert rule.points_of("=1+1\n-5 derajat") == ("=1+1", "-5 derajat")


def test_differences_between_two_versions() -> None:
    assert rule.changed_components({"waktu": "3 hari", "biaya": "Gratis"}, {"waktu": "2 hari", "biaya": "Gratis "}) == ("waktu",)


@pytest.mark.parametrize(
    ("due", "standing"),
    [
        (None, rule.UNPLANNED),
        (date(2026, 11, 21), rule.OVERDUE),
        (TODAY, rule.SOON),
        (date(2027, 1, 21), rule.SOON),
        (date(2027, 1, 22), rule.FINE),
    ],
)
def test_standing_of_a_review(due: date | None, standing: str) -> None:
    assert rule.review_standing(due, TODAY) == standing


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2025, 12, 31), date(2026, 12, 31)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2025, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_yearly_review_is_a_year_later(last: date, due: date) -> None:
    assert rule.next_review(last) == due


def test_other_rhythms_end_on_days_there_are() -> None:
    half = rule.ReviewPolicy("half-yearly", "Setiap enam bulan", months=6, soon_days=30, is_verified=False)

    assert rule.next_review(date(2025, 8, 31), half) == date(2026, 2, 28)


def test_the_yearly_review_does_not_claim_to_be_verified() -> None:
    assert not rule.YEARLY_REVIEW.is_verified


def test_media_are_named_once_and_not_without_end() -> None:
    assert rule.media_of([" Situs  web", "Situs web", ""]) == ("Situs web",)
    assert rule.media_fault(tuple(str(each) for each in range(11))) == "too-many"
    assert rule.media_fault(("x" * 81,)) == "too-long"
    assert rule.media_fault(rule.MEDIA) == ""


def _fault(**changed: object) -> tuple[str, str] | None:
    plain: dict[str, object] = {
        "body": PROPOSED, "dated_on": TODAY, "place": "Bengawan Kota", "name": "Sri Teladani", "position": "Kepala Dinas", "today": TODAY,
    }  # fmt: skip
    return pledge_fault(**{**plain, **changed})  # type: ignore[arg-type]


def test_a_pledge_as_proposed_may_be_signed() -> None:
    assert _fault() is None
    assert pledge_paragraphs(" Satu  janji\r\n\r\nDua ") == ("Satu janji", "Dua")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"body": " \n"}, ("body", "missing")),
        ({"body": "x" * (LONGEST_BODY + 1)}, ("body", "too-long")),
        ({"name": ""}, ("signatory_name", "missing")),
        ({"position": "x" * 201}, ("signatory_position", "too-long")),
        ({"place": "x" * 81}, ("place", "too-long")),
        ({"dated_on": None}, ("dated_on", "missing")),
        ({"dated_on": date(2026, 11, 23)}, ("dated_on", "in-future")),
    ],
)
def test_faults_of_a_pledge(changed: dict[str, object], fault: tuple[str, str]) -> None:
    assert _fault(**changed) == fault
