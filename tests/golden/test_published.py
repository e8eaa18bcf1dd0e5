"""Published results: every one is recomputed to the last digit, and every slip in them is recognised as one."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from puas.cli.main import main
from puas.domain.index_score import score_means, score_tally
from puas.domain.old_conventions import Recognition, conventions_of, recognise
from puas.domain.proof_reader import check_index, check_sample
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.domain.rounding import exact, round_half_up, truncate
from puas.domain.sample_size import sample_size
from puas.domain.tally import Tally
from tests.golden.golden_data import (
    BODY,
    answer_file,
    published,
    published_with_scores,
    scores_adding_up_to,
    sums_and_counts,
)

RULE = edition()
WEIGHTS = {"exact": "exact_1/9", "0.111": "w0.111", "0.11": "w0.11"}
CASES = {case["id"]: case for case in published()}
WITH_SCORES = published_with_scores()

# Names that the data give the conventions of old recaps.
OLD_NAMES = {
    "exact": "exact_1/9",
    "weight-0.111": "w0.111",
    "weight-0.11": "w0.11",
    "nrr-2-places": "nrr2dp_exact",
    "nrr-2-places-0.111": "nrr2dp_w0.111",
    "nrr-2-places-0.11": "nrr2dp_w0.11",
    "parts-2-places": "weighted_each_2dp(1/9)",
    "parts-3-places-0.111": "weighted_each_3dp(w0.111)",
    "parts-2-places-0.11": "weighted_each_2dp(w0.11)",
    "ni-2-places": "NI_2dp_then_x25",
    "ni-3-places": "NI_3dp_then_x25",
}


def _means(case: dict[str, Any]) -> dict[str, Fraction]:
    totals, counts = sums_and_counts(case)
    return {slug: Fraction(total, count) for slug, total, count in zip(BODY, totals, counts, strict=True)}


def _recognised(case: dict[str, Any]) -> tuple[Recognition, ...]:
    return recognise(RULE, _printed_means(case), Decimal(case["published"]["ikm"]))


def _printed_means(case: dict[str, Any]) -> dict[str, Decimal]:
    return {slug: Decimal(value) for slug, value in zip(BODY, case["unsur"].values(), strict=True)}


def test_all_cases_with_scores_are_here() -> None:
    assert len(WITH_SCORES) == 15


@pytest.mark.parametrize("case", WITH_SCORES, ids=lambda case: case["id"])
@pytest.mark.parametrize("weight", WEIGHTS)
def test_index_to_four_decimals(case: dict[str, Any], weight: str) -> None:
    totals, counts = sums_and_counts(case)
    four = {
        slug: [scores_adding_up_to(total, count).count(score) for score in (1, 2, 3, 4)]
        for slug, total, count in zip(BODY, totals, counts, strict=True)
    }
    from_answers = score_tally(RULE, Tally.of_counts(max(counts), four), weight=weight)
    assert from_answers.nik is not None
    assert from_answers.nik == score_means(RULE, _means(case), weight=weight).nik
    assert str(round_half_up(from_answers.nik, 4)) == case["recomputed_ikm"][WEIGHTS[weight]]


@pytest.mark.parametrize("case", WITH_SCORES, ids=lambda case: case["id"])
@pytest.mark.parametrize("weight", WEIGHTS)
def test_index_of_an_answer_file(
    case: dict[str, Any], weight: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    totals, counts = sums_and_counts(case)
    file = tmp_path / "answers.csv"
    file.write_bytes(answer_file(totals, counts, BODY, delimiter=";"))
    assert main(["score", str(file), "--json", "--weight", weight]) == 0
    answer = json.loads(capsys.readouterr().out)
    exact = score_means(RULE, _means(case), weight=weight).nik
    assert exact is not None
    assert answer["nik"] == str(round_half_up(exact, 2))
    assert answer["n"] == str(max(counts))
    assert [each["n"] for each in answer["unsur"]] == list(map(str, counts))
    assert [each["total"] for each in answer["unsur"]] == list(map(str, totals))


@pytest.mark.parametrize("case", WITH_SCORES, ids=lambda case: case["id"])
def test_old_conventions_are_reproduced(case: dict[str, Any]) -> None:
    by_id = {convention.id: convention for convention in conventions_of(RULE)}
    recomputed = {
        OLD_NAMES[name]: str(round_half_up(by_id[name].index(RULE, _means(case)), 4)) for name in OLD_NAMES
    }
    assert recomputed == case["recomputed_ikm"]


def test_indexes_that_agree_are_believed() -> None:
    for name in ("agency2025-t3", "agency2025-t4", "tubaba-disdukcapil-2023s1"):
        assert "exact" in {each.convention.id for each in _recognised(CASES[name])}


def test_a_printed_index_within_the_rounding_of_its_nrr_is_believed() -> None:
    case = CASES["pekalongan-arpus-kearsipan-2025"]
    known = _recognised(case)
    named = {each.convention.id: each.to_the_digit for each in known}
    assert named["exact"] is False and named["weight-0.111"] is False and "weight-0.11" not in named
    # 3,35 x 25 is also what rounding each weighted part gives.
    assert named["parts-2-places"] is True


def test_division_by_ten_is_recognised_and_not_reproduced() -> None:
    case = CASES["seluma-sengkuang"]
    (known,) = _recognised(case)
    assert (known.convention.id, known.convention.slip) == ("divided-by-ten", True)
    nik = score_means(RULE, _means(case)).nik
    assert nik is not None and grade(RULE, nik).mutu == "A"
    letters = dict(zip(BODY, case["published"]["unsur_mutu"].values(), strict=True))
    assert {slug: grade(RULE, mean * 25).mutu for slug, mean in _means(case).items()} == letters


def test_a_weight_of_0_11_is_named() -> None:
    known = [each.convention for each in _recognised(CASES["biro-organisasi-app-resp1"])]
    assert "exact" not in {each.id for each in known}
    assert (known[0].id, known[0].slip) == ("weight-0.11", False)


def test_an_index_out_of_nowhere_is_explained_by_nothing() -> None:
    means = dict.fromkeys(RULE.slugs(), Decimal("3.50"))
    assert "exact" in {each.convention.id for each in recognise(RULE, means, Decimal("87.50"))}
    assert recognise(RULE, means, Decimal("91.00")) == ()


@pytest.mark.parametrize("case", [case for case in published() if case["kind"] == "skm9_index"], ids=lambda case: case["id"])
def test_letters_under_both_rules(case: dict[str, Any]) -> None:
    nik = Decimal(case["published"]["ikm"])
    assert grade(RULE, nik).mutu == case["recomputed_mutu_14_2017"]
    assert grade(edition("kepmenpan-25-2004"), nik).mutu == case["recomputed_mutu_25_2004"]


def test_index_from_the_unrounded_ni_is_believed() -> None:
    case = CASES["banyuwangi-subdistrict"]["published"]
    assert check_index(RULE, nik=Decimal(case["ikm"]), ni=Decimal(case["ni"])) == ()


def test_recaps() -> None:
    for name in ("recap-kota-madiun-2023", "recap-padang-2024"):
        case = CASES[name]["published"]
        previous = case["previous"][0] if isinstance(case["previous"], list) else case["previous"]
        stated = Decimal(case["stated_change"])
        assert Decimal(case["ikm"]) - Decimal(previous) == stated
        assert grade(RULE, Decimal(case["ikm"])).mutu == CASES[name]["recomputed_mutu"]
    # Kota Madiun's index of 88,028 stands elsewhere as 88,02: cut, where rounding gives 88,03.
    assert (truncate(exact("88.028"), 2), round_half_up(exact("88.028"), 2)) == (Decimal("88.02"), Decimal("88.03"))


def test_a_sample_that_does_not_follow_from_its_population() -> None:
    case = CASES["karawang-kotabaru"]
    population, stated = case["published"]["population"], case["published"]["sample"]
    assert sample_size(population) == case["recomputed_krejcie_morgan"]
    assert [each.code for each in check_sample(population=population, stated=stated)] == ["sample_not_reproduced"]
    assert check_sample(population=65, stated=56) == ()
