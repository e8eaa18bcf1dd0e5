"""A frozen result: one spelling, read back the same, and wrong figures found whatever they are."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puas.domain.canonical_json import UnreadableRecord, to_canonical_json, to_plain
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_builder import (
    AgencyInput,
    Frame,
    ServiceInput,
    build_agency_result,
    build_regency_result,
)
from puas.domain.result_check import NotRecomputable, mismatches, recompute
from puas.domain.result_snapshot import Policies, ResultSnapshot
from puas.domain.signed_result import read_signed_result, seal
from puas.domain.tally import Tally
from tests.factories.snapshots import answers, report_snapshot, result_snapshot
from tests.unit.domain.answers import SLUGS

RESULT = result_snapshot()


def _frame(**changes: Any) -> Frame:
    return replace(Frame(tenant=RESULT.tenant, period=RESULT.period, frozen_at=RESULT.frozen_at), **changes)


def _agency(result: ResultSnapshot) -> Any:
    assert result.agency is not None
    return result.agency


def test_read_back_the_same() -> None:
    text = RESULT.to_json()
    assert ResultSnapshot.from_json(text) == RESULT
    assert ResultSnapshot.from_json(text.encode()).to_json() == text
    report = report_snapshot()
    assert ReportSnapshot.from_json(report.to_json()) == report
    assert report.result_sha256 == RESULT.sha256()


def test_one_spelling() -> None:
    text = RESULT.to_json()
    data = json.loads(text)
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert data["respondents"] == "274" and data["index"]["nik"] == str(RESULT.index.nik)

    def numbers(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [each for part in value.values() for each in numbers(part)]
        if isinstance(value, list):
            return [each for part in value for each in numbers(part)]
        return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []

    assert numbers(data) == []
    # Another spelling of the same file has the same hash.
    assert ResultSnapshot.from_json(json.dumps(data, indent=3, ensure_ascii=True)).sha256() == RESULT.sha256()


def test_floats_have_no_place() -> None:
    with pytest.raises(TypeError):
        to_canonical_json({"nik": 88.31})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON"),
        ("[]", "expected an object"),
        ('{"a":1,"a":2}', "twice"),
        ("[" * 100_000, "not JSON"),
        ('{"format":"x"}', "missing"),
    ],
)
def test_other_text_is_refused(text: str, why: str) -> None:
    with pytest.raises(UnreadableRecord, match=why):
        ResultSnapshot.from_json(text)


@pytest.mark.parametrize(
    "change",
    [
        {"respondents": 274},
        {"respondents": "274.5"},
        {"frozen_at": "yesterday"},
        {"sample_data": "true"},
        {"units": {}},
        {"counts": {"waktu": ["1", "2", "3"]}},
        {"counts": []},
        {"extra": "1"},
    ],
)
def test_wrong_kinds_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(UnreadableRecord):
        ResultSnapshot.from_json(json.dumps({**json.loads(RESULT.to_json()), **change}))


def test_a_right_result_holds() -> None:
    assert mismatches(RESULT) == ()
    assert recompute(RESULT) == RESULT


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    deeper = [leaf for key, part in items for leaf in _leaves(part, (*path, key))]
    return deeper or ([path] if isinstance(value, str) else [])


_FIGURES = {"nik", "ni", "nrr", "mutu", "predikat", "answered", "total", "respondents", "counts"}
_TAMPERABLE = [path for path in _leaves(to_plain(RESULT)) if _FIGURES & set(map(str, path))]


@given(st.sampled_from(_TAMPERABLE), st.integers(1, 8))
def test_any_changed_figure_is_found(path: tuple[Any, ...], by: int) -> None:
    data = to_plain(RESULT)
    part = data
    for key in path[:-1]:
        part = part[key]
    value = part[path[-1]]
    part[path[-1]] = format(Decimal(value) + by, "f") if value[0].isdigit() else value + "x"
    tampered = ResultSnapshot.from_json(json.dumps(data))
    assert tampered.sha256() != RESULT.sha256()
    try:
        found = mismatches(tampered)
    except NotRecomputable as refused:
        # More answers than respondents: not even a tally.
        assert "answers from" in str(refused)
    else:
        assert found != ()


def test_a_profile_that_does_not_add_up_is_found() -> None:
    gender = RESULT.profile[0]
    less = replace(gender, rows=gender.rows[:1])
    assert "profile.gender" in {each.path for each in mismatches(replace(RESULT, profile=(less, *RESULT.profile[1:])))}


@pytest.mark.parametrize(
    "change",
    [
        {"format": "puas-result/9"},
        {"edition_id": "permenpanrb-99"},
        {"policies": Policies(weight="0.12")},
        {"policies": Policies(aggregation="median")},
        {"policies": Policies(grading="strict")},
        {"agency": None},
    ],
)
def test_what_this_version_does_not_know_is_said(change: dict[str, Any]) -> None:
    with pytest.raises(NotRecomputable):
        mismatches(replace(RESULT, **change))


def test_policies_change_the_figures_and_still_hold() -> None:
    services = [ServiceInput(unit.id, unit.name, unit.tally()) for unit in RESULT.units]
    seen = set()
    for policies in (Policies(), Policies(aggregation="pooled"), Policies(weight="0.11"), Policies(weight="0.111")):
        result = build_agency_result(
            edition=edition(), frame=_frame(policies=policies), agency=_agency(RESULT), services=services
        )
        assert mismatches(result) == ()
        seen.add(result.index.nik)
    assert len(seen) == 4


def test_both_aggregations_stand_in_it_with_what_was_left_out() -> None:
    assert RESULT.index == RESULT.simple_mean != RESULT.respondent_weighted
    assert [(unit.name, unit.reason) for unit in RESULT.left_out] == [("Akta Perkawinan", "no_respondents")]
    assert len(RESULT.units) == 4
    assert sum(unit.respondents for unit in RESULT.units) == RESULT.respondents == 274


def test_lowest_and_highest_do_not_cross() -> None:
    lowest, highest = RESULT.lowest(), RESULT.highest()
    assert [each.slug for each in lowest[:2]] == ["waktu", "sarpras"]
    assert highest[0].slug == "biaya"
    assert max(each.nrr or 0 for each in lowest) <= min(each.nrr or 0 for each in highest)


def test_no_index_is_frozen_with_its_reason() -> None:
    silent = Tally.of_response({slug: None if slug == "biaya" else 4 for slug in SLUGS})
    agency = _agency(RESULT)
    result = build_agency_result(
        edition=edition(), frame=_frame(), agency=agency, services=[ServiceInput("1", "KTP", silent)]
    )
    assert (result.index.nik, result.index.reason, result.index.reason_unsur) == (None, "unanswered_unsur", ("biaya",))
    assert mismatches(result) == () and ResultSnapshot.from_json(result.to_json()) == result
    nobody = build_agency_result(
        edition=edition(), frame=_frame(), agency=agency, services=[ServiceInput("1", "KTP", Tally.empty())]
    )
    assert nobody.index.reason == "no_respondents" and nobody.ranked() == ()
    assert mismatches(nobody) == ()


def test_a_regency_is_frozen_with_its_agencies() -> None:
    silent = Tally.of_response({slug: None if slug == "biaya" else 4 for slug in SLUGS})
    agencies = [
        AgencyInput("a", "Dinas A", [ServiceInput("1", "KTP", answers(40, seed=1)), ServiceInput("2", "KK", answers(9, seed=2))]),
        AgencyInput("b", "Dinas B", [ServiceInput("3", "Izin", answers(25, seed=3)), ServiceInput("4", "SKT", Tally.empty())]),
        AgencyInput("c", "Dinas C", [ServiceInput("5", "Rekomendasi", silent)]),
        AgencyInput("d", "Dinas D", [ServiceInput("6", "Legalisasi", Tally.empty())]),
    ]
    result = build_regency_result(edition=edition(), frame=_frame(), agencies=agencies, population=9000, sample_target=368)
    assert mismatches(result) == () and ResultSnapshot.from_json(result.to_json()) == result
    assert [unit.name for unit in result.units] == ["Dinas A", "Dinas B"]
    assert [(unit.name, unit.respondents, unit.reason) for unit in result.left_out] == [
        ("Dinas C", 1, "unanswered_unsur"),
        ("Dinas D", 0, "no_respondents"),
    ]
    assert result.respondents == 74
    broken = replace(result.units[0], index=replace(result.units[0].index, nik=Decimal("99.99")))
    assert {each.path for each in mismatches(replace(result, units=(broken, result.units[1])))} == {"units[Dinas A].index.nik"}


def test_seal_and_read() -> None:
    sealed = seal(RESULT, None)
    assert read_signed_result(sealed.to_json()) == sealed and sealed.hash_fits
    assert not replace(sealed, sha256="0" * 64).hash_fits
    assert read_signed_result(RESULT.to_json()).sha256 == ""
    with pytest.raises(UnreadableRecord, match="format"):
        read_signed_result('{"format":"other"}')


def test_fields_are_what_documents_rely_on() -> None:
    # Adding a field is a new format for everyone who verifies: change RESULT_FORMAT with it.
    assert {field.name for field in fields(ResultSnapshot)} == {
        "format", "version", "version_reason", "frozen_at", "sample_data", "edition_id", "edition_name", "policies", "scope",
        "tenant", "agency", "period", "population", "sample_target", "respondents", "quarantined", "late", "counts", "unsur",
        "index", "simple_mean", "respondent_weighted", "units", "left_out", "profile",
    }  # fmt: skip
