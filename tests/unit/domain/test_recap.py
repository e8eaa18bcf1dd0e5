"""The recap: both means side by side, states of agencies, comparison and target, and the sentences made of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from puas.domain import recap_words
from puas.domain.canonical_json import UnreadableRecord
from puas.domain.comparison import against_target, change, target, trend_point
from puas.domain.recap_builder import AgencyContext, lowest_unsur, score_again
from puas.domain.recap_snapshot import HAS_RESULT, NEVER_SURVEYED, NO_ANSWERS, NO_INDEX, STILL_OPEN, PlanCount, RecapSnapshot
from puas.domain.regulation.registry import edition
from puas.domain.result_builder import AgencyInput, ServiceInput
from puas.domain.tally import Tally, UnsurCounts
from tests.factories.recaps import agency_id, recap_of, recap_snapshot, regency_result
from tests.golden.golden_data import published, vectors

RULE = edition()
KOTA_MADIUN, PADANG = (
    next(case["published"] for case in published() if case["id"] == name) for name in ("recap-kota-madiun-2023", "recap-padang-2024")
)


def tally_of_total(respondents: int, total: int) -> Tally:
    """Nine totals that add up to `total`: threes, with twos or fours to make up the difference."""
    slugs = RULE.slugs()
    difference = total - 3 * respondents * len(slugs)
    counts = {}
    for position, slug in enumerate(slugs):
        share = abs(difference) // len(slugs) + (position < abs(difference) % len(slugs))
        counts[slug] = UnsurCounts(0, *((0, respondents - share, share) if difference > 0 else (share, respondents - share, 0)))
    return Tally(respondents, counts)


def agency(number: int, tally: Tally, *, target: int | None = None) -> AgencyInput:
    return AgencyInput(agency_id(number), f"Dinas {number}", [ServiceInput(f"s{number}", "Layanan", tally)], None, target)


def context(number: int, **changes: object) -> AgencyContext:
    return replace(AgencyContext(agency_id(number), f"Dinas {number}"), **changes)  # type: ignore[arg-type]


# 400 answers of 83,33 and 50 of 81,11.
GOLDEN = (agency(1, tally_of_total(400, 12000)), agency(2, tally_of_total(50, 1460)))


def test_both_means_stand_side_by_side_and_the_policy_chooses() -> None:
    wanted = vectors()["two_services"]
    for aggregation, pooled in (("service-mean", False), ("pooled", True)):
        recap = recap_of(regency_result(GOLDEN, aggregation=aggregation), [context(1), context(2)])
        assert [str(each.index.nik) for each in recap.agencies] == [each["nik"] for each in wanted["services"]]
        assert str(recap.result.simple_mean.nik) == wanted["unit_simple_mean"]
        assert str(recap.result.respondent_weighted.nik) == wanted["unit_respondent_weighted"]
        assert recap.is_pooled is pooled
        declared = wanted["unit_respondent_weighted"] if pooled else wanted["unit_simple_mean"]
        assert str(recap.result.index.nik) == declared
        assert recap_words.declared_words(recap) in recap_words.two_means_sentence(recap)
        for words in ("82,22", "83,09", "450 responden", declared.replace(".", ",")):
            assert words in recap_words.two_means_sentence(recap) + recap_words.index_sentence(recap)


def test_the_mean_is_of_unrounded_values_and_rounded_once() -> None:
    """80,004 twice and 80,014: exactly 80,007; a mean of what is printed would be 80,00."""
    tallies = [tally_of_total(12500, total) for total in (360018, 360018, 360063)]
    result = regency_result([agency(number, tally) for number, tally in enumerate(tallies)])
    printed = [unit.index.nik for unit in result.units]
    assert printed == [Decimal("80.00"), Decimal("80.00"), Decimal("80.01")]
    assert result.simple_mean.nik == Decimal("80.01")
    assert score_again(result).regency.simple_mean.nik == Fraction(360018 + 360018 + 360063, 3 * 4500)


def test_the_frozen_figures_follow_from_the_counts_in_the_record() -> None:
    recap = recap_snapshot()
    again = score_again(recap.result)
    assert recap.result.index.nik == recap.result.simple_mean.nik
    assert recap.counted
    for line in recap.counted:
        nik = again.agencies[line.id].chosen.nik
        assert nik is not None and line.index.nik is not None
        assert abs(nik - Fraction(line.index.nik)) <= Fraction(1, 200)
    assert recap.unsur_simple_mean == recap.result.unsur
    assert recap.unsur_respondent_weighted != recap.result.unsur


def test_every_state_is_told_apart() -> None:
    blank = Tally(5, {slug: UnsurCounts(0, 0, 5, 0) for slug in RULE.slugs()[:-1]} | {RULE.slugs()[-1]: UnsurCounts()})
    inputs = [*GOLDEN, agency(3, Tally.empty()), agency(4, blank)]
    known = [context(1), context(2, open_periods=1), context(3), context(4), context(5, periods=0)]
    recap = recap_of(regency_result(inputs), known)
    states = {each.name: each.state for each in recap.agencies}
    assert states == {
        "Dinas 1": HAS_RESULT, "Dinas 2": STILL_OPEN, "Dinas 3": NO_ANSWERS, "Dinas 4": NO_INDEX, "Dinas 5": NEVER_SURVEYED,
    }  # fmt: skip
    assert recap.is_provisional
    assert [each.name for each in recap.without_index] == ["Dinas 3", "Dinas 4", "Dinas 5"]
    words = recap_words.units_sentence(recap)
    for part in ("2 dari 5", "1 tidak ada jawaban", "1 belum disurvei", "1 ada unsur yang tidak dijawab"):
        assert part in words
    assert "Dinas 3, Dinas 4, dan 1 perangkat daerah lain" in recap_words.decisions(recap)[0]


def test_who_asked_too_few_is_marked_and_has_no_rank() -> None:
    inputs = [agency(1, tally_of_total(400, 12000), target=500), agency(2, tally_of_total(50, 1460), target=50)]
    recap = recap_of(regency_result(inputs), [context(1), context(2)])
    assert [(each.name, each.rank, each.is_under_sample, each.missing) for each in recap.agencies] == [
        ("Dinas 2", 1, False, 0), ("Dinas 1", None, True, 100),
    ]  # fmt: skip
    assert "1 perangkat daerah belum memenuhi" in recap_words.sample_sentence(recap)


def test_figures_of_bojonegoro() -> None:
    article = vectors()["articles"]["bojonegoro"]
    nik = Decimal(article["nik"])
    assert trend_point(label="2025", year=2025, edition_id=RULE.id, nik=nik).mutu == article["mutu"] == "A"
    assert str(change(nik, Decimal(article["previous"])).amount) == article["change"] == "0.87"
    aim = target(Decimal(article["target_ni"]) * RULE.conversion, RULE.id, "RPJMD")
    assert (str(aim.nik), aim.mutu) == (article["target_nik"], article["target_mutu"]) == ("81.75", "B")
    assert against_target(nik, aim.nik).reached
    # The same through a recap: a regency of one agency with exactly this index.
    recap = recap_of(
        regency_result([agency(1, tally_of_total(1000, 31860))]),
        [context(1)],
        earlier=(trend_point(label="Tahun 2024", year=2024, edition_id=RULE.id, nik=Decimal(article["previous"])),),
        previous=trend_point(label="Tahun 2024", year=2024, edition_id=RULE.id, nik=Decimal(article["previous"])),
        target=aim,
    )
    sentence = recap_words.index_sentence(recap)
    for words in ("88,50, mutu A (Sangat Baik)", "naik 0,87 poin dari Tahun 2024", "target 81,75 (mutu B) tercapai, lebih 6,75 poin"):
        assert words in sentence
    assert [str(each.nik) for each in recap.trend] == ["87.63", "88.50"]


def test_published_recaps() -> None:
    """Kota Madiun prints three decimals; printed with two, the difference is what a reader of two decimals gets."""
    now, before = Decimal(KOTA_MADIUN["ikm"]), Decimal(KOTA_MADIUN["previous"])
    assert str(now - before) == KOTA_MADIUN["stated_change"] == "1.064"
    assert change(now, before).amount == Decimal("88.03") - Decimal("86.96")
    padang = trend_point(label="Tahun 2024", year=2024, edition_id=RULE.id, nik=Decimal(PADANG["ikm"]))
    assert (padang.nik, padang.mutu, padang.predikat) == (Decimal("88.79"), "A", "Sangat Baik")
    assert change(padang.nik, Decimal(PADANG["previous"][0])).amount == Decimal(PADANG["stated_change"])
    assert against_target(padang.nik, Decimal(PADANG["target"])).gap == Decimal("3.79")


def test_a_target_that_is_missed_is_said_and_asks_for_a_decision() -> None:
    recap = recap_snapshot(target=target(Decimal("95"), RULE.id, "RPJMD"))
    gap = str(Decimal("95.00") - (recap.result.index.nik or 0)).replace(".", ",")
    assert f"belum tercapai, kurang {gap} poin" in recap_words.target_words(recap)
    assert any("percepatan" in each for each in recap_words.decisions(recap))
    assert recap_words.target_words(recap_snapshot(target=None)) == "target belum ditetapkan"


def test_a_point_of_another_rule_is_compared_with_a_warning() -> None:
    old = trend_point(label="Tahun 2025", year=2025, edition_id="kepmenpan-25-2004", nik=Decimal("76.48"))
    recap = recap_snapshot(previous=old)
    assert recap.change is not None and recap.change.rule_changed
    assert "(peraturan berbeda)" in recap_words.index_sentence(recap)


def test_strongest_and_weakest_never_overlap_and_skip_small_samples() -> None:
    for number in (1, 2, 3, 5, 12, 40):
        recap = recap_snapshot(number)
        strongest, weakest = recap.ends()
        assert not {each.id for each in strongest} & {each.id for each in weakest}
        assert len(strongest) <= 3 and len(weakest) <= 3 and strongest
        if weakest:
            assert (strongest[-1].index.nik or 0) >= (weakest[-1].index.nik or 0) >= (weakest[0].index.nik or 0)
    assert not any(each.is_under_sample for side in recap_snapshot(40).ends() for each in side)


def test_what_was_promised_is_added_up_over_agencies() -> None:
    known = [context(1, promised=PlanCount(3, 1), planned=PlanCount(2, 0)), context(2, promised=PlanCount(1, 1))]
    recap = recap_of(regency_result(GOLDEN), known)
    assert (recap.promised, recap.planned) == (PlanCount(4, 2), PlanCount(2, 0))
    assert "2 dari 4 rencana selesai (50,0%)" in recap_words.promise_sentence(recap)
    assert any("2 rencana tindak lanjut" in each and "Dinas 1" in each for each in recap_words.decisions(recap))


def test_a_regency_without_any_result_says_so() -> None:
    recap = recap_of(regency_result([agency(1, Tally.empty())]), [context(1), context(2, periods=0)], previous=None, earlier=())
    assert (recap.present, recap.change, recap.target_check, recap.trend, recap.counted) == (None, None, None, (), ())
    assert recap.ends() == ((), ())
    assert "belum dapat dihitung" in recap_words.index_sentence(recap)
    assert recap_words.lowest_sentence(recap) and recap_words.decisions(recap)


def test_a_result_frozen_under_another_policy_is_shown_beside() -> None:
    recap = recap_of(regency_result(GOLDEN), [context(1, frozen_nik=Decimal("83.33")), context(2, frozen_nik=Decimal("81.12"))])
    assert [each.published_nik for each in recap.agencies] == [None, Decimal("81.12")]


def test_the_record_is_read_back_and_strict() -> None:
    recap = recap_snapshot(5)
    assert RecapSnapshot.from_json(recap.to_json()) == recap
    assert recap.result.sha256() == recap.result_sha256
    with pytest.raises(UnreadableRecord):
        RecapSnapshot.from_json(recap.to_json().replace('"scope_part"', '"scope_port"'))


def test_the_lowest_three_are_the_lowest() -> None:
    recap = recap_snapshot()
    lowest = [each.nrr for each in lowest_unsur(recap.result.unsur)]
    others = [each.nrr for each in recap.result.unsur if each.nrr not in lowest]
    assert len(lowest) == 3 and max(filter(None, lowest)) <= min(filter(None, others))
    assert all(len(each.lowest) == 3 for each in recap.counted)
