"""A province's result: both means of printed figures, who stands where, what chance explains, and recomputing all of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from puas.domain import province_words
from puas.domain.canonical_json import UnreadableRecord
from puas.domain.document_record import ProvinceRecord, figures_absent_from, read_record, record_of
from puas.domain.province_builder import AgencyReading, RegencyReading
from puas.domain.province_check import province_mismatches
from puas.domain.province_index import margin_of_difference, margin_of_weighted, rounded_root, simple_mean, weighted_mean
from puas.domain.province_result import (
    HANDED_OVER,
    NOT_ON_BOARD,
    NOT_PUBLISHED,
    NOT_SURVEYED,
    PARTLY,
    PUBLISHED,
    RESPONDENT_WEIGHTED,
    ProvinceResult,
    Reporting,
)
from puas.domain.province_snapshot import ProvinceSnapshot, TextTable, text_line
from puas.domain.result_check import NotRecomputable
from tests.factories.provinces import RULE, figures, province_result, province_snapshot, regency, tables


def line_of(result: ProvinceResult, name: str) -> object:
    return next(each for each in result.regencies if each.name == name)


def three(*niks: str, **changes: object) -> ProvinceResult:
    made = [
        RegencyReading(f"99.{at:02d}", f"Kabupaten {at}", figures=figures(nik, respondents=100 * (at + 1), target=50, seed=at))
        for at, nik in enumerate(niks)
    ]
    return province_result(3, regencies=made, agencies=(), earlier=(), **changes)


def test_both_means_are_exact_and_rounded_once() -> None:
    """(80,00 + 80,00 + 80,01 + 80,01) / 4 = 80,005 goes up; a mean of floats would not say."""
    result = three("80.00", "80.00", "80.01", "80.01")
    assert result.simple_mean.nik == Decimal("80.01")
    # Every answer counts the same, so of each regency its own respondent-weighted index is taken: 0,21 below the declared one.
    expected = Fraction(sum(100 * (at + 1) * int(nik) for at, nik in enumerate((7979, 7979, 7980, 7980))), 100 * 1000)
    assert weighted_mean([(Decimal("79.79"), 100), (Decimal("79.79"), 200), (Decimal("79.80"), 300), (Decimal("79.80"), 400)]) == expected
    assert result.respondent_weighted.nik == Decimal("79.80")
    assert (result.index, result.other_mean) == (result.simple_mean, result.respondent_weighted)
    weighted = three("80.00", "80.00", "80.01", "80.01", declared=RESPONDENT_WEIGHTED)
    assert weighted.index == result.respondent_weighted and weighted.trend[-1].nik == Decimal("79.80")


def test_the_letter_is_that_of_the_rounded_mean() -> None:
    assert three("88.30", "88.31", "88.31").simple_mean.mutu == "A"
    assert three("88.30", "88.30", "88.31").simple_mean.mutu == "B"


def test_means_of_nothing_are_nothing() -> None:
    assert simple_mean([]) is None and weighted_mean([]) is None and weighted_mean([(Decimal(80), 0)]) is None
    empty = province_result(3, regencies=[RegencyReading("99.01", "Kabupaten Arjosari")], agencies=(), earlier=())
    assert (empty.index.nik, empty.counted, empty.trend, empty.respondents) == (None, (), (), 0)
    assert province_mismatches(empty) == ()


def test_margins_are_added_up_as_of_independent_surveys_and_rounded_up() -> None:
    assert margin_of_difference(Decimal("3"), Decimal("4")) == Decimal("5.00")
    assert margin_of_difference(Decimal("1"), Decimal("1")) == Decimal("1.42")
    assert margin_of_weighted([(Decimal("1.00"), 1)] * 4) == Decimal("0.50")
    assert margin_of_weighted([(Decimal("3.00"), 1), (Decimal("4.00"), 1)]) == Decimal("2.50")
    # The root of (2·1)² + (1·3)² is 3,6056; a quarter of it 0,9014, rounded up.
    assert margin_of_weighted([(Decimal("2.00"), 1), (Decimal("1.00"), 3)]) == Decimal("0.91")
    assert margin_of_weighted([(Decimal("1"), 1), (None, 1)]) is None and margin_of_weighted([]) is None
    assert margin_of_difference(None, Decimal(1)) is None
    assert rounded_root(Fraction(0)) == Decimal("0.00")


def test_a_regency_under_another_rule_is_listed_but_not_averaged() -> None:
    old = figures("60.00", edition_id="kepmenpan-25-2004")
    made = [regency(0), regency(1), RegencyReading("99.09", "Kabupaten Lama", figures=old, reporting=Reporting(1, 1, 1, 1))]
    result = province_result(3, regencies=made, agencies=(), earlier=())
    assert [each.name for each in result.without_index] == ["Kabupaten Lama"]
    assert len(result.counted) == 2 and result.edition_id == RULE.id


@pytest.mark.parametrize(
    ("reading", "state"),
    [
        (regency(0), HANDED_OVER),
        (regency(0, reporting=Reporting(4, 4, 4, 3)), PARTLY),
        (regency(0, reporting=Reporting(4, 4, 4, 0)), PUBLISHED),
        (regency(0, figures=None, reporting=Reporting(4, 4, 0, 0)), NOT_PUBLISHED),
        (regency(0, figures=None, reporting=Reporting(4)), NOT_SURVEYED),
        (RegencyReading("99.01", "Kabupaten Baru", is_on_board=False), NOT_ON_BOARD),
    ],
)
def test_where_a_regency_stands(reading: RegencyReading, state: str) -> None:
    result = province_result(1, regencies=[reading], agencies=(), earlier=())
    assert result.regencies[0].state == state
    snapshot = replace(province_snapshot(1), result=result)
    assert snapshot.is_provisional == (state not in (HANDED_OVER, NOT_ON_BOARD))


def test_ranks_are_shared_and_small_samples_have_none() -> None:
    made = [
        regency(0, figures=figures("90.00")), regency(1, figures=figures("90.00")), regency(2, figures=figures("95.00", target=9_999)),
        regency(3, figures=figures("85.00")),
    ]  # fmt: skip
    result = province_result(4, regencies=made, agencies=(), earlier=())
    assert [each.rank for each in result.regencies] == [1, 1, 3, None]
    strongest, weakest = province_words.ends(result)
    assert not {each.code for each in strongest} & {each.code for each in weakest}
    assert all(each.nik != Decimal("95.00") for each in strongest), "chance may have made it so"


def test_only_a_rise_that_chance_does_not_explain_is_called_one() -> None:
    result = province_result(8)
    improved = province_words.most_improved(result)
    assert improved
    for each in improved:
        assert each.change is not None and each.change_margin is not None and each.change.amount > each.change_margin
    unsure = [each for each in result.counted if each.change and each.change.amount > 0 and not each.is_sure_change]
    assert unsure, "the example has such a rise"
    assert not any(each.name in province_words.improved_sentence(result) for each in unsure)


def test_kinds_are_compared_over_regencies_without_naming_anyone_twice() -> None:
    result = province_result(8)
    kind = next(each for each in result.kinds if each.kind == "puskesmas")
    assert (kind.agencies, kind.regencies, kind.suppressed, len(kind.highest), len(kind.lowest)) == (8, 8, 2, 3, 3)
    assert kind.simple_mean is not None and min(each.nik for each in kind.highest) >= max(each.nik for each in kind.lowest)
    assert not {each.name for each in kind.highest} & {each.name for each in kind.lowest}
    # Those that asked too few people are averaged and not named among the ends.
    assert all(each.respondents >= 120 and each.regency != "Kota Pelabuhan Nusantara" for each in (*kind.highest, *kind.lowest))
    only = next(each for each in result.kinds if each.kind == "bagian")
    assert (only.agencies, only.suppressed, only.simple_mean, only.highest) == (0, 1, None, ())


def test_like_is_compared_with_like_as_on_the_pages() -> None:
    def office(regency: str, name: str, kind: str) -> AgencyReading:
        nik = Decimal("85.00")
        return AgencyReading(regency, name, kind, RULE.id, 100, 80, nik, nik, "B", Decimal("1"), True)

    offices = [
        office("Kabupaten A", "Dinas Kependudukan dan Pencatatan Sipil", "dinas"), office("Kabupaten B", "Disdukcapil", "dinas"),
        office("Kabupaten A", "Dinas Kesehatan", "dinas"), office("Kabupaten B", "Dinas Aneka Usaha", "dinas"),
        office("Kabupaten A", "Puskesmas Padang", "puskesmas"),
    ]  # fmt: skip
    kinds = province_result(2, agencies=offices, suppressed_agencies={"dukcapil": 1}).kinds
    assert [(each.kind, each.agencies, each.suppressed) for each in kinds] == [
        ("dinas", 1, 0), ("dinkes", 1, 0), ("dukcapil", 2, 1), ("puskesmas", 1, 0),
    ]  # fmt: skip


def test_a_single_agency_of_a_kind_is_only_the_highest() -> None:
    one = AgencyReading("Kabupaten A", "RSUD", "rsud", RULE.id, 100, 80, Decimal("85.00"), Decimal("85.00"), "B", Decimal("1"), True)
    (kind,) = province_result(1, agencies=[one], suppressed_agencies={}).kinds
    assert (len(kind.highest), len(kind.lowest), kind.simple_mean) == (1, 0, Decimal("85.00"))


def test_the_trend_says_of_how_many_regencies_each_point_is() -> None:
    snapshot = province_snapshot(8)
    assert [each.regencies for each in snapshot.result.trend] == [5, 6, 8, 5]
    assert "8 kabupaten/kota" in province_words.composition_sentence(snapshot)
    assert snapshot.previous is not None and snapshot.previous.label == "Tahun 2025"


def test_a_result_is_recomputed_from_what_is_inside() -> None:
    result = province_result(38)
    assert province_mismatches(result) == ()
    first = result.counted[0]
    assert first.figures is not None
    forged = {
        "simple_mean.nik": replace(result, simple_mean=replace(result.simple_mean, nik=Decimal("90.00"))),
        "simple_mean.margin": replace(result, simple_mean=replace(result.simple_mean, margin=Decimal("0.01"))),
        "respondents": replace(result, respondents=1),
        "unsur": replace(result, unsur=result.unsur[:-1]),
        "kinds.dukcapil": replace(result, kinds=tuple(replace(each, nik_sum=each.nik_sum + 1) for each in result.kinds)),
        "trend": replace(result, trend=result.trend[:-1]),
        f"regencies.{first.code}.mutu": replace(
            result, regencies=(replace(first, figures=replace(first.figures, mutu="D")), *result.regencies[1:])
        ),
        "declared": replace(result, declared="biggest"),
    }
    for path, made in forged.items():
        assert path in {each.path for each in province_mismatches(made)}, path
    raised = replace(first, figures=replace(first.figures, nik=Decimal("99.99")))
    assert "simple_mean.nik" in {each.path for each in province_mismatches(replace(result, regencies=(raised, *result.regencies[1:])))}
    with pytest.raises(NotRecomputable):
        province_mismatches(replace(result, edition_id="tomorrow"))


def test_snapshot_and_record_are_read_back_as_they_were() -> None:
    snapshot = province_snapshot(8, tables=tables(2))
    assert ProvinceSnapshot.from_json(snapshot.to_json()) == snapshot
    assert ProvinceResult.from_json(snapshot.result.to_json()) == snapshot.result
    record = record_of(snapshot, document="province_recap", body_sha256="0" * 64, body_bytes=1)
    assert isinstance(record, ProvinceRecord)
    assert read_record(record.to_json()) == record and record.sealed.hash_fits
    assert record.report_sha256 == snapshot.without_tables().sha256(), "it still fits once the tables are gone"
    assert not replace(record, result=replace(record.result, respondents=1)).sealed.hash_fits
    with pytest.raises(UnreadableRecord):
        read_record(record.to_json().replace("puas-province-record/1", "puas-province-record/9"))
    assert {each.subject for each in figures_absent_from(record, "")} >= {"IKM Provinsi", "Kabupaten Arjosari"}


def test_a_text_table_keeps_its_cells_apart() -> None:
    table = TextTable("units", text_line(["a\tb", "c\nd", ""]) + text_line(["\u2028e", "f", "g"]))
    assert list(table.rows()) == [["a b", "c d", ""], ["e", "f", "g"]]


def test_sentences_name_what_is_late_and_what_is_left_out() -> None:
    snapshot = province_snapshot(8)
    result = snapshot.result
    assert "30 hasil dari 2 kabupaten/kota terlambat" in province_words.reporting_sentence(snapshot)
    assert "3 perangkat daerah dan 7 jenis layanan" in province_words.suppressed_sentence(result)
    assert province_words.suppressed_sentence(province_result(2, suppressed_agencies={}, suppressed_services=0)) == ""
    assert province_words.decisions(snapshot)[0].startswith("Menegur ") and len(province_words.decisions(snapshot)) == 4
