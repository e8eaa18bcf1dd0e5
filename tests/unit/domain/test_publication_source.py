"""What the public sees of a result: no small group, and nothing from which one follows."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from puas.domain.canonical_json import UnreadableRecord
from puas.domain.disclosure import SMALLEST_FIGURE, SMALLEST_GROUP, hide_small_groups
from puas.domain.publication_source import NO_INDEX, NO_PROMISES, TOO_FEW, PublicationSource, publication_source, refusal_of
from puas.domain.result_snapshot import ProfileCount
from tests.factories.publications import PUBLISHER, agency_publication, service_publication
from tests.factories.snapshots import result_snapshot


def test_a_source_is_read_as_it_was_written() -> None:
    source = agency_publication()
    assert PublicationSource.from_json(source.to_json()) == source
    with pytest.raises(UnreadableRecord):
        PublicationSource.from_json('{"format":"other"}')


def test_figures_are_those_of_the_result() -> None:
    result, source = result_snapshot(), agency_publication()
    assert (source.index, source.respondents, source.scope) == (result.index, result.respondents, "agency")
    assert [(each.slug, each.nik, each.mutu) for each in source.unsur] == [(each.slug, each.nik, each.mutu) for each in result.unsur]
    assert {each.slug for each in source.unsur if each.is_among_lowest} == {each.slug for each in result.lowest()}
    assert [unit.name for unit in source.units] == [unit.name for unit in result.units]
    assert source.left_out == 1 and source.result_sha256 == result.sha256()


def test_of_a_service_there_is_no_profile() -> None:
    result, source = result_snapshot(), service_publication()
    assert (source.scope, source.index, source.respondents) == ("service", result.units[0].index, result.units[0].respondents)
    assert source.genders == () and source.education == () and source.units == ()


def test_small_groups_are_not_in_the_record_and_blanks_are_no_group() -> None:
    source = agency_publication()
    assert [(each.label, each.respondents) for each in source.genders] == [("L", 126), ("P", 145), ("Tidak diisi", 3)]
    assert all(each.respondents is None or each.respondents >= SMALLEST_GROUP for each in source.education)
    assert any(each.respondents is None for each in source.education)


@pytest.mark.parametrize("counts", list(product((0, 1, 4, 5, 9), repeat=3)))
def test_what_is_hidden_does_not_follow_from_the_total(counts: tuple[int, ...]) -> None:
    shown = hide_small_groups(counts)
    hidden = [count for count, visible in zip(counts, shown, strict=True) if visible is None]
    assert all(count == visible for count, visible in zip(counts, shown, strict=True) if visible is not None)
    assert all(visible is None or visible == 0 or visible >= SMALLEST_GROUP for visible in shown)
    if hidden and max(counts) >= SMALLEST_GROUP:
        assert sum(hidden) >= SMALLEST_GROUP
        assert len(hidden) >= 2 or sum(count > 0 for count in counts) == 1


def test_too_few_people_or_no_index_are_not_for_the_wall() -> None:
    result = result_snapshot()
    assert refusal_of(result) is None
    assert refusal_of(replace(result, respondents=SMALLEST_FIGURE - 1)) == TOO_FEW
    assert refusal_of(replace(result, index=replace(result.index, nik=None))) == NO_INDEX
    assert refusal_of(result, result.units[0].id) is None
    assert refusal_of(result, result.left_out[0].id) == NO_INDEX
    small = replace(result.units[0], respondents=4)
    assert refusal_of(replace(result, units=(small, *result.units[1:])), small.id) == TOO_FEW


def test_an_unknown_category_of_another_list_is_refused() -> None:
    result = result_snapshot()
    odd = tuple(
        replace(table, rows=(*table.rows, ProfileCount("marsian", "Marsian", 9))) if table.dimension == "gender" else table
        for table in result.profile
    )
    with pytest.raises(ValueError):
        publication_source(
            replace(result, profile=odd), service_id=None, publisher=PUBLISHER, sha256="", promises=NO_PROMISES, now=result.frozen_at
        )
