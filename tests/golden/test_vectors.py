"""Every reference vector, through the rules and through `puas score` on answer files made from the totals."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from puas.cli.main import main
from puas.domain.comparison import change, target, trend_point
from puas.domain.index_score import POOLED, SERVICE_MEAN, IndexScore, mean_of_scores, score_means, score_services
from puas.domain.proof_reader import LOWEST_ABOVE_HIGHEST, check_index, check_lowest_and_highest
from puas.domain.quality_grade import COMPARE_UNROUNDED, ROUND_THEN_COMPARE, grade
from puas.domain.regulation.registry import edition
from puas.domain.rounding import round_half_up
from puas.domain.sample_size import TABLE, sample_size
from puas.domain.tally import Tally
from tests.golden.golden_data import BODY, QUESTIONNAIRE, answer_file, scores_adding_up_to, vectors

RULE = edition()
CASES = vectors()["cases"]
LEGACY = [(case, weight) for case in CASES for weight in case.get("legacy", {})]


def _score(tmp_path: Path, capsys: pytest.CaptureFixture[str], case: dict[str, Any], *flags: str) -> dict[str, Any]:
    file = tmp_path / "answers.csv"
    numbered = tuple(f"U{number}" for number in range(1, 10))
    file.write_bytes(answer_file(case["totals"], [case["n"]] * 9, numbered))
    assert main(["score", str(file), "--json", *flags]) == 0
    return dict(json.loads(capsys.readouterr().out))


def _order(case: dict[str, Any]) -> str:
    return "questionnaire" if "questionnaire order" in case.get("note", "") else "body"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_index_of_an_answer_file(case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = _score(tmp_path, capsys, case, "--order", _order(case))
    assert (answer["nik"], answer["mutu"], answer["n"]) == (case["nik"], case["mutu"], str(case["n"]))
    slugs = QUESTIONNAIRE if _order(case) == "questionnaire" else BODY
    stated = {each["slug"]: each["total"] for each in answer["unsur"]}
    assert stated == dict(zip(slugs, map(str, case["totals"]), strict=True))


@pytest.mark.parametrize(("case", "weight"), LEGACY, ids=lambda value: value if isinstance(value, str) else value["id"])
def test_legacy_weights_reproduce_what_offices_printed(
    case: dict[str, Any], weight: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = _score(tmp_path, capsys, case, "--weight", weight, "--order", _order(case))
    assert (answer["weight"], answer["nik"]) == (weight, case["legacy"][weight])


def test_eighth_and_ninth_column_follow_the_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = next(case for case in CASES if case["id"] == "worked-29")
    by_order = {
        order: {each["slug"]: each["total"] for each in _score(tmp_path, capsys, case, "--order", order)["unsur"]}
        for order in ("body", "questionnaire")
    }
    assert (by_order["questionnaire"]["sarpras"], by_order["questionnaire"]["pengaduan"]) == ("105", "115")
    assert (by_order["body"]["pengaduan"], by_order["body"]["sarpras"]) == ("105", "115")


def _uniform(nik: str, respondents: int) -> IndexScore:
    score = score_means(RULE, {slug: Fraction(Decimal(nik)) / 25 for slug in BODY})
    assert score.nik == Fraction(Decimal(nik)), respondents
    return score


def test_mean_of_two_printed_indexes() -> None:
    case = vectors()["two_services"]
    first, second = case["services"]
    simple = mean_of_scores(RULE, [_uniform(first["nik"], first["n"]), _uniform(second["nik"], second["n"])])
    assert simple.nik is not None
    assert str(round_half_up(simple.nik, 2)) == case["unit_simple_mean"]


# The worked example behind it: values per unsur, each on the scale of 25 to 100.
_KTP = (80, 85, 90, 95, 80, 80, 70, 90, 80)
_KK = (70, 76, 77, 80, 81, 88, 90, 78, 90)


def _service_tally(values: tuple[int, ...], respondents: int) -> Tally:
    counts: dict[str, tuple[int, ...]] = {}
    for slug, value in zip(BODY, values, strict=True):
        total = Fraction(value * respondents, 25)
        assert total.denominator == 1
        scores = scores_adding_up_to(int(total), respondents)
        counts[slug] = tuple(scores.count(score) for score in (1, 2, 3, 4))
    return Tally.of_counts(respondents, counts)


def test_two_services_from_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = vectors()["two_services"]
    services = [("Penerbitan KTP", _service_tally(_KTP, 400)), ("Penerbitan KK", _service_tally(_KK, 50))]
    by_mean = score_services(RULE, services, aggregation=SERVICE_MEAN).chosen
    pooled = score_services(RULE, services, aggregation=POOLED).chosen
    assert by_mean.nik is not None and pooled.nik is not None
    assert str(round_half_up(by_mean.nik, 2)) == case["unit_simple_mean"]
    assert str(round_half_up(pooled.nik, 2)) == case["unit_respondent_weighted"]
    assert [str(round_half_up(score.nik or Fraction(0), 2)) for _, score in score_services(RULE, services).members] == [
        each["nik"] for each in case["services"]
    ]

    lines = ["layanan;" + ";".join(BODY)]
    for name, tally in services:
        columns = [
            [score for score, number in enumerate(tally.of(slug).as_tuple(), start=1) for _ in range(number)] for slug in BODY
        ]
        lines += [f"{name};" + ";".join(map(str, row)) for row in zip(*columns, strict=True)]
    file = tmp_path / "two.csv"
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    assert main(["score", str(file), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["nik"] == answer["unit"]["simple_mean"]["nik"] == case["unit_simple_mean"]
    assert answer["unit"]["respondent_weighted"]["nik"] == case["unit_respondent_weighted"]
    assert [(each["name"], each["n"], each["nik"], each["mutu"]) for each in answer["services"]] == [
        ("Penerbitan KTP", "400", "83.33", "B"),
        ("Penerbitan KK", "50", "81.11", "B"),
    ]
    assert main(["score", str(file), "--json", "--aggregation", "pooled"]) == 0
    assert json.loads(capsys.readouterr().out)["nik"] == case["unit_respondent_weighted"]


def test_krejcie_morgan() -> None:
    for population, expected in vectors()["krejcie_morgan"].items():
        if isinstance(expected, dict):
            assert sample_size(int(population)) == expected["formula"]
            assert sample_size(int(population), policy=TABLE) == expected["next_table_row"]
        else:
            assert sample_size(int(population)) == sample_size(int(population), policy=TABLE) == expected


def test_trend_across_rules() -> None:
    case = vectors()["trend_across_rules"]
    nik = Decimal(case["nik"])
    old = trend_point(label="2010", year=2010, edition_id="kepmenpan-25-2004", nik=nik)
    new = trend_point(label="2018", year=2018, edition_id="permenpanrb-14-2017", nik=nik)
    assert (old.mutu, new.mutu) == (case["mutu_under_25_2004"], case["mutu_under_14_2017"])


def test_bojonegoro() -> None:
    case = vectors()["articles"]["bojonegoro"]
    assert grade(RULE, Decimal(case["nik"])).mutu == case["mutu"]
    assert str(change(Decimal(case["nik"]), Decimal(case["previous"])).amount) == case["change"]
    assert Decimal(case["target_ni"]) * RULE.conversion == Decimal(case["target_nik"])
    assert target(Decimal(case["target_nik"]), RULE.id, "RPJMD").mutu == case["target_mutu"]
    # 88,40 is A by itself; the NI printed beside it does not belong to it.
    assert [finding.code for finding in check_index(RULE, nik=Decimal("88.40"), ni=Decimal("3.53"), mutu="A")] == [
        "ni_does_not_fit"
    ]


def test_dawarblandong_lists_contradict_each_other() -> None:
    case = vectors()["articles"]["dawarblandong"]
    lowest = {slug: Decimal(value) for slug, value in case["printed_lowest"].items()}
    highest = {slug: Decimal(value) for slug, value in case["printed_highest"].items()}
    findings = check_lowest_and_highest(lowest, highest)
    assert {finding.code for finding in findings} == {LOWEST_ABOVE_HIGHEST}
    assert {finding.printed.split()[0] for finding in findings} == {"pengaduan"}
    assert sample_size(case["population"]) == 72


GAPS = [
    # respondents, sum of all scores, printed NIK, letter after rounding, letter of the unrounded value
    (113, 2644, "65.00", "C", "D"),
    (19, 524, "76.61", "B", "C"),
    (43, 1367, "88.31", "A", "B"),
    (1163, 27212, "64.99", "D", "D"),
    (1163, 27213, "65.00", "C", "D"),
    (1163, 32071, "76.60", "C", "C"),
    (1163, 32072, "76.60", "C", "C"),
    (1163, 32073, "76.61", "B", "C"),
    (1163, 36971, "88.30", "B", "B"),
    (1163, 36972, "88.31", "A", "B"),
]


@pytest.mark.parametrize(("respondents", "total", "printed", "rounded", "unrounded"), GAPS)
def test_gaps_of_the_mutu_table(respondents: int, total: int, printed: str, rounded: str, unrounded: str) -> None:
    nik = Fraction(total, 9 * respondents) * 25
    assert str(round_half_up(nik, 2)) == printed
    # The integer form of the same rounding.
    assert (5000 * total + 9 * respondents) // (18 * respondents) == int(Decimal(printed) * 100)
    assert grade(RULE, nik, grading=ROUND_THEN_COMPARE).mutu == rounded
    assert grade(RULE, nik, grading=COMPARE_UNROUNDED).mutu == unrounded


@pytest.mark.parametrize(
    ("nik", "letter"),
    [("64.99", "D"), ("65.00", "C"), ("76.60", "C"), ("76.61", "B"), ("88.30", "B"), ("88.31", "A"), ("25.00", "D"), ("100.00", "A")],
)
def test_edges_of_the_mutu_table(nik: str, letter: str) -> None:
    assert grade(RULE, Decimal(nik)).mutu == letter
