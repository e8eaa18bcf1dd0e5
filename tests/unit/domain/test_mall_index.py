"""The index of a mall of services: each agency once, few respondents apart, nothing of few people told outside."""

from __future__ import annotations

from decimal import Decimal

import pytest

from puas.domain.agency_owners import OWNERS, UnknownOwner, changes_what_counts, counts_for_regency, read_owner
from puas.domain.mall_details import MallDetails, mall_faults
from puas.domain.mall_index import FEW, MallAgency, for_outsiders, mall_index, participation
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import Policies
from puas.domain.tally import Tally, UnsurCounts

RULE = edition()
POLICIES = Policies("exact", "service-mean", "round-then-compare")


def _agency(key: str, respondents: int, score: int, *, owner: str = "", without: str = "") -> MallAgency:
    counts = {
        slug: UnsurCounts(*(respondents * (each == score) for each in (1, 2, 3, 4))) for slug in RULE.slugs() if slug != without
    }
    return MallAgency(key, f"Dinas {key}", owner, Tally(respondents, counts))


def test_every_agency_counts_once_whatever_its_respondents() -> None:
    mall = mall_index(RULE, [_agency("a", 90, 4), _agency("b", 30, 2)], policies=POLICIES)
    assert mall.index.nik == Decimal("75.00")
    # 90 of 120 gave four and 30 gave two.
    assert mall.pooled.nik == Decimal("87.50")
    assert [each.id for each in mall.compared] == ["a", "b"]


def test_agencies_with_few_respondents_stand_apart_and_still_count() -> None:
    mall = mall_index(RULE, [_agency("a", FEW, 4), _agency("b", FEW - 1, 2)], policies=POLICIES)
    assert [each.id for each in mall.compared] == ["a"] and [each.id for each in mall.apart] == ["b"]
    assert mall.index.nik == Decimal("75.00")


def test_an_agency_without_an_index_is_left_out_and_listed() -> None:
    mall = mall_index(RULE, [_agency("a", 40, 4), _agency("b", 40, 2, without="waktu"), _agency("c", 0, 1)], policies=POLICIES)
    assert mall.index.nik == Decimal("100.00")
    assert {each.id: each.index.reason for each in mall.apart} == {"b": "unanswered_unsur", "c": "no_respondents"}
    assert (mall.with_answers, mall.respondents) == (2, 80)


def test_nobody_answered() -> None:
    mall = mall_index(RULE, [], policies=POLICIES)
    assert (mall.index.nik, mall.index.reason, mall.respondents) == (None, "no_respondents", 0)
    assert for_outsiders(mall) is None


@pytest.mark.parametrize(("respondents", "is_told"), [(9, False), (10, True)])
def test_nothing_of_fewer_than_ten_is_told_outside(respondents: int, is_told: bool) -> None:
    mall = mall_index(RULE, [_agency("a", respondents, 4)], policies=POLICIES)
    assert (for_outsiders(mall) is not None) is is_told


@pytest.mark.parametrize(
    ("few", "is_told"), [((1,), False), ((9,), False), ((4, 5), False), ((4, 6), True), ((9, 9), True), ((0,), True), ((10,), True)]
)
def test_the_mean_does_not_tell_of_the_few_of_one_agency(few: tuple[int, ...], is_told: bool) -> None:
    """What an agency that serves here alone has published is known: twice the mean of two less one of them is the other."""
    members = [_agency("a", 199, 4), *(_agency(f"few {place}", number, 1) for place, number in enumerate(few))]
    assert (for_outsiders(mall_index(RULE, members, policies=POLICIES)) is not None) is is_told


def test_participation_knows_who_is_a_member() -> None:
    known = participation(["a", "b", "c"], {"a": 5, "gone": 2}, [20, 10])
    assert (known.members, known.members_with_answers, known.at_mall, known.everywhere) == (3, 1, 7, 30)


@pytest.mark.parametrize(
    ("text", "owner"), [("", ""), ("Kabupaten/Kota", ""), ("VERTIKAL", "vertical"), ("BUMD", "enterprise"), ("lainnya", "other")]
)
def test_owners_as_sheets_call_them(text: str, owner: str) -> None:
    assert read_owner(text) == owner and owner in OWNERS


def test_a_word_that_names_no_owner_is_refused() -> None:
    with pytest.raises(UnknownOwner):
        read_owner("tetangga")


def test_only_the_regencys_own_count() -> None:
    assert [owner for owner in OWNERS if counts_for_regency(owner)] == [""]
    assert changes_what_counts("", "vertical") and changes_what_counts("other", "")
    assert not changes_what_counts("vertical", "province")


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        (MallDetails("MPP"), {}),
        (MallDetails(""), {"name": "missing"}),
        (MallDetails("x" * 161, "=1+1"), {"name": "too-long", "address": "formula"}),
    ],
)
def test_what_a_mall_may_be_called(details: MallDetails, faults: dict[str, str]) -> None:
    assert mall_faults(details) == faults
