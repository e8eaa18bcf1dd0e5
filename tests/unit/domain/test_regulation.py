"""The editions are complete, and every document's list takes every stored category exactly once."""

from __future__ import annotations

from fractions import Fraction

import pytest

from puas.domain.regulation.edition import Edition, UnknownCategory
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, UnknownEdition, all_editions, edition

RULE = edition()


def test_the_edition_in_force_is_the_default() -> None:
    assert DEFAULT_EDITION_ID == "permenpanrb-14-2017" == all_editions()[0].id
    with pytest.raises(UnknownEdition):
        edition("permenpanrb-99-2099")


@pytest.mark.parametrize("rule", all_editions(), ids=lambda rule: rule.id)
def test_every_edition_is_consistent(rule: Edition) -> None:
    slugs = [unsur.slug for unsur in rule.unsur]
    assert len(set(slugs)) == len(slugs)
    for order in rule.orders.values():
        assert sorted(order) == sorted(slugs)
    assert rule.weight("exact").value == Fraction(1, len(slugs)) and not rule.weight("exact").legacy
    assert all(weight.legacy for weight in rule.weights if weight.id != "exact")
    # The printed NI bounds are the NIK bounds divided by 25, at least at the lower ends that decide.
    for band in rule.bands:
        assert abs(band.ni_from * rule.conversion - band.nik_from) < 1


def test_the_two_orders_swap_the_last_two() -> None:
    assert RULE.slugs("body")[7:] == ("pengaduan", "sarpras")
    assert RULE.slugs("questionnaire")[7:] == ("sarpras", "pengaduan")
    assert RULE.slugs("body")[:7] == RULE.slugs("questionnaire")[:7]


def test_each_unsur_has_one_question_with_four_answers() -> None:
    assert sorted(question.unsur for question in RULE.questions) == sorted(RULE.slugs())
    for question in RULE.questions:
        assert len(set(question.answers)) == 4 and question.text.endswith("?")
    assert RULE.question_about("biaya").label_of(1) == "Sangat mahal"
    assert RULE.question_about("pengaduan").label_of(4) == "Dikelola dengan baik"


def test_documents_take_every_stored_category_once() -> None:
    for question in RULE.profile:
        for document, rows in question.printed.items():
            members = [member for row in rows for member in row.members]
            assert sorted(members) == sorted(question.slugs()), (question.dimension, document)


def test_counts_are_mapped_down_without_losing_anyone() -> None:
    education = RULE.profile_question("education")
    counts = {slug: number for number, slug in enumerate(education.slugs(), start=1)} | {"": 7}
    for document in ("questionnaire-2017", "banner", "report-2021", "report-2024"):
        assert sum(number for _, number in education.count_for(document, counts)) == sum(counts.values())
    printed = dict(education.count_for("report-2021", counts))
    assert printed["SD ke bawah"] == 1 + 2 and printed["D-III"] == 5 and printed["Tidak diisi"] == 7
    assert dict(education.count_for("questionnaire-2017", counts))["SMA"] == 4 + 5
    with pytest.raises(UnknownCategory):
        education.count_for("banner", {"s4": 1})


def test_disability_status_is_the_sum_of_its_kinds() -> None:
    disability = RULE.profile_question("disability")
    assert disability.count_for("status", {"non_disabilitas": 7, "fisik": 1, "sensorik": 2}) == (
        ("Non Disabilitas", 7),
        ("Disabilitas", 3),
    )


def test_age_groups_join() -> None:
    groups = RULE.age_groups
    assert [group.slug for group in groups] == list(RULE.profile_question("age_group").slugs())
    for lower, upper in zip(groups, groups[1:], strict=False):
        assert lower.oldest is not None and upper.youngest == lower.oldest + 1
    assert RULE.age_group_of(19) == "di_bawah_20" and RULE.age_group_of(20) == "20_29" and RULE.age_group_of(99) == "60_ke_atas"
    with pytest.raises(UnknownCategory):
        RULE.age_group_of(-1)


def test_older_editions_carry_what_trend_lines_need() -> None:
    assert len(edition("kepmenpan-25-2004").unsur) == 14
    assert "maklumat" in edition("permenpanrb-16-2014").slugs()
    assert "sarpras" not in edition("permenpanrb-16-2014").slugs()
