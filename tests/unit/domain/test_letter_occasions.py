"""Who earns a letter: only comparable units are praised, only facts are reminded of."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from puas.domain.letter_occasions import (
    APPRECIATION,
    BEST,
    LATE_PROMISES,
    LETTER_KINDS,
    MOST_IMPROVED,
    NOT_REPORTED,
    REMINDER,
    UNDER_SAMPLE,
    Before,
    Occasion,
    Standing,
    has_improved,
    letter_occasions,
)


def unit(name: str, rank: int | None = None, nik: str | None = None, mutu: str | None = None, **others: object) -> Standing:
    made = Standing(name.lower(), name, rank=rank, nik=None if nik is None else Decimal(nik), mutu=mutu, is_final=True, is_published=True)
    return replace(made, **others)  # type: ignore[arg-type]


def named(found: tuple[Occasion, ...], occasion: str) -> list[str]:
    return [each.name for each in found if each.occasion == occasion]


def test_the_first_three_ranks_are_the_best_with_their_ties() -> None:
    units = [
        unit("Empat", 5, "85.00", "B"), unit("Satu", 1, "92.10", "A"), unit("Tiga B", 3, "88.00", "B"), unit("Dua", 2, "90.00", "A"),
        unit("Tiga A", 3, "88.00", "B"),
    ]  # fmt: skip
    assert named(letter_occasions(units, is_over=True), BEST) == ["Satu", "Dua", "Tiga A", "Tiga B"]


def test_who_may_not_be_compared_is_not_praised_however_high() -> None:
    units = [unit("Kecil", None, "99.00", "A", respondents=3, sample_target=50), unit("Cukup", 1, "84.00", "B")]
    assert named(letter_occasions(units, is_over=True), BEST) == ["Cukup"]


def test_a_first_rank_with_mutu_c_is_not_praised() -> None:
    assert letter_occasions([unit("Satu", 1, "76.00", "C"), unit("Dua", 2, "64.00", "D")], is_over=True) == ()


def test_nobody_is_praised_while_ranks_still_move() -> None:
    units = [unit("Satu", 1, "92.10", "A"), unit("Dua", 2, "90.00", "A", is_final=False)]
    assert letter_occasions(units, is_over=True) == ()
    # An agency without a rank moves none of the others.
    assert named(letter_occasions([units[0], unit("Baru", None, "90.00", "A", is_final=False)], is_over=True), BEST) == ["Satu"]


def test_nobody_is_praised_for_a_year_that_is_not_over() -> None:
    units = [unit("Satu", 1, "92.10", "A", margin=Decimal(1), before=before("80.00")), unit("Terlambat", 2, "90.00", "A", late_promises=2)]
    assert [each.occasion for each in letter_occasions(units, is_over=False)] == [LATE_PROMISES]


def test_only_who_has_published_every_period_is_praised() -> None:
    units = [
        unit("Satu", 1, "92.10", "A", margin=Decimal(1), before=before("80.00"), is_published=False),
        unit("Dua", 2, "90.00", "A", margin=Decimal(1), before=before("82.00")),
    ]
    found = letter_occasions(units, is_over=True)
    assert named(found, BEST) == ["Dua"] and named(found, MOST_IMPROVED) == ["Dua"]


def before(nik: str, margin: str | None = "1.00", same: bool = True) -> Before:
    return Before(Decimal(nik), None if margin is None else Decimal(margin), same)


def test_improvement_has_to_exceed_the_uncertainty_of_both_measurements() -> None:
    margin = Decimal("3.00")
    at_the_margin = unit("Pas", 4, "85.00", "B", margin=margin, before=before("80.00", "4.00"))
    assert not has_improved(at_the_margin), "5,00 is exactly the root of 3² + 4²"
    assert has_improved(replace(at_the_margin, nik=Decimal("85.01")))
    assert not has_improved(replace(at_the_margin, nik=Decimal("74.00"))), "a step down, however large"
    for without in (
        replace(at_the_margin, nik=Decimal("95.00"), margin=None),
        replace(at_the_margin, nik=Decimal("95.00"), before=before("80.00", None)),
        replace(at_the_margin, nik=Decimal("95.00"), before=before("80.00", same=False)),
        replace(at_the_margin, before=None),
        replace(at_the_margin, nik=None),
    ):
        assert not has_improved(without)


def test_the_most_improved_is_the_greatest_step_and_who_shares_it() -> None:
    margin = Decimal("0.50")
    units = [
        unit("Naik Sedikit", 4, "84.00", "B", margin=margin, before=before("81.00")),
        unit("Naik B", 5, "83.00", "B", margin=margin, before=before("77.00")),
        unit("Naik A", 6, "82.00", "B", margin=margin, before=before("76.00")),
        unit("Naik Tajam Tetap C", 7, "75.00", "C", margin=margin, before=before("60.00")),
        unit("Naik Tanpa Peringkat", None, "95.00", "A", margin=margin, before=before("60.00")),
    ]
    found = [each for each in letter_occasions(units, is_over=True) if each.occasion == MOST_IMPROVED]
    assert [(each.name, each.step) for each in found] == [("Naik A", Decimal("6.00")), ("Naik B", Decimal("6.00"))]


def test_reminders_say_since_when_how_many_and_how_much() -> None:
    late, later = date(2026, 7, 15), date(2026, 10, 15)
    units = [
        unit("Lambat", overdue_since=later, late_promises=1),
        unit("Paling Lambat", overdue_since=late, late_promises=4),
        unit("Sedikit", nik="80.00", mutu="B", respondents=20, sample_target=50),
        unit("Masih Terbuka", nik="80.00", respondents=20, sample_target=50, is_final=False),
        unit("Cukup", respondents=50, sample_target=50),
        unit("Tanpa Sampel", respondents=5),
    ]
    found = letter_occasions(units, is_over=True)
    assert [(each.name, each.since) for each in found if each.occasion == NOT_REPORTED] == [("Paling Lambat", late), ("Lambat", later)]
    assert [(each.name, each.number) for each in found if each.occasion == LATE_PROMISES] == [("Paling Lambat", 4), ("Lambat", 1)]
    assert [(each.name, each.number) for each in found if each.occasion == UNDER_SAMPLE] == [("Sedikit", 30)]


def test_each_occasion_has_its_kind_and_its_place() -> None:
    assert [LETTER_KINDS[each] for each in (BEST, MOST_IMPROVED)] == [APPRECIATION] * 2
    assert [LETTER_KINDS[each] for each in (NOT_REPORTED, LATE_PROMISES, UNDER_SAMPLE)] == [REMINDER] * 3
    praised = unit("Satu", 1, "90.00", "A", margin=Decimal(1), before=before("80.00"), late_promises=2, overdue_since=date(2026, 7, 1))
    assert [each.occasion for each in letter_occasions([praised], is_over=True)] == [BEST, MOST_IMPROVED, NOT_REPORTED, LATE_PROMISES]


def test_no_unit_gives_no_letter() -> None:
    assert letter_occasions([], is_over=True) == ()
