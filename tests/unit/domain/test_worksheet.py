"""The kertas kerja: whoever works its expressions by hand arrives at the printed figures."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from puas.domain.regulation.registry import edition
from puas.domain.result_builder import AgencyInput, Frame, ServiceInput, build_agency_result, build_regency_result
from puas.domain.result_snapshot import Policies, ResultSnapshot
from puas.domain.rounding import round_half_up
from puas.domain.tally import Tally
from puas.domain.worksheet import Part, Step, worksheet
from tests.factories.snapshots import answers, result_snapshot
from tests.unit.domain.answers import SLUGS

RESULT = result_snapshot()


def _by_hand(expression: str) -> Fraction:
    """Work an expression as a reader would: points between thousands, comma before decimals."""
    text = expression.replace("…", "").replace(".", "").replace(",", ".").replace("×", "*").replace("÷", "/")
    assert re.fullmatch(r"[0-9 .+*/()]+", text), text
    exact = re.sub(r"\d+(\.\d+)?", lambda number: f"Fraction('{number.group()}')", text)
    return Fraction(eval(exact, {"Fraction": Fraction}))


def _check(step: Step, places: int) -> None:
    assert abs(_by_hand(step.expression) - step.exact) < Fraction(1, 10_000)
    if "…" not in step.expression:
        assert _by_hand(step.expression) == step.exact
    assert step.printed == round_half_up(step.exact, places)


def _check_part(part: Part) -> None:
    for unsur in part.unsur:
        assert _by_hand(unsur.total_expression) == unsur.total
        if unsur.nrr and unsur.weighted and unsur.nik and unsur.grade:
            _check(unsur.nrr, 3)
            _check(unsur.weighted, 3)
            _check(unsur.nik, 2)
    if part.ni and part.nik:
        _check(part.ni, 3)
        _check(part.nik, 2)
    for each in part.parts:
        _check_part(each)


def _assert_same_figures(part: Part, result: ResultSnapshot) -> None:
    assert part.nik is not None and part.ni is not None and part.grade is not None
    assert (part.ni.printed, part.nik.printed) == (result.index.ni, result.index.nik)
    assert (part.grade.mutu, part.grade.predikat) == (result.index.mutu, result.index.predikat)
    for unsur in part.unsur:
        figures = result.unsur_of(unsur.slug)
        assert unsur.nrr is not None and unsur.nik is not None and unsur.grade is not None
        assert (unsur.nrr.printed, unsur.nik.printed, unsur.grade.mutu) == (figures.nrr, figures.nik, figures.mutu)
        assert unsur.counts == result.counts[unsur.slug]


def test_every_step_by_hand() -> None:
    sheet = worksheet(RESULT)
    _check_part(sheet.unit)
    _check_part(sheet.other)
    _assert_same_figures(sheet.unit, RESULT)
    assert sheet.other.nik is not None and sheet.other.nik.printed == RESULT.respondent_weighted.nik
    for part, unit in zip(sheet.unit.parts, RESULT.units, strict=True):
        assert part.nik is not None and part.nik.printed == unit.index.nik


def test_every_policy_by_hand() -> None:
    assert RESULT.agency is not None
    services = [ServiceInput(unit.id, unit.name, unit.tally()) for unit in RESULT.units]
    for policies in (Policies(aggregation="pooled"), Policies(weight="0.11"), Policies(grading="compare-unrounded")):
        frame = Frame(RESULT.tenant, RESULT.period, RESULT.frozen_at, policies)
        result = build_agency_result(edition=edition(), frame=frame, agency=RESULT.agency, services=services)
        sheet = worksheet(result)
        _check_part(sheet.unit)
        _assert_same_figures(sheet.unit, result)


def test_a_regency_goes_down_to_its_services() -> None:
    agencies = [
        AgencyInput("a", "Dinas A", [ServiceInput("1", "KTP", answers(30, seed=1)), ServiceInput("2", "KK", answers(7, seed=2))]),
        AgencyInput("b", "Dinas B", [ServiceInput("3", "Izin", answers(1500, seed=3))]),
    ]
    frame = Frame(RESULT.tenant, RESULT.period, RESULT.frozen_at)
    result = build_regency_result(edition=edition(), frame=frame, agencies=agencies)
    sheet = worksheet(result)
    _check_part(sheet.unit)
    _assert_same_figures(sheet.unit, result)
    service = sheet.part("service-3")
    assert service is not None and service.unsur[0].nrr is not None
    assert re.fullmatch(r"\d\.\d{3} ÷ 1\.\d{3}", service.unsur[0].nrr.expression)
    assert sheet.part("service-nowhere") is None


def test_anchors_are_unique() -> None:
    def anchors(part: Part) -> list[str]:
        return [part.anchor, *(unsur.anchor for unsur in part.unsur), *(name for each in part.parts for name in anchors(each))]

    sheet = worksheet(RESULT)
    found = anchors(sheet.unit) + anchors(sheet.other)
    assert len(set(found)) == len(found)


def test_the_letter_is_explained() -> None:
    grade = worksheet(RESULT).unit.grade
    assert grade is not None
    assert (grade.compared, grade.interval) == ("88,01", "mulai 76,61, di bawah 88,31")
    assert worksheet(RESULT).bands[3] == ("A", "Sangat Baik", "88,31 – 100,00")


def test_no_index_says_why() -> None:
    assert RESULT.agency is not None
    silent = Tally.of_response({slug: None if slug == "biaya" else 1 for slug in SLUGS})
    result = build_agency_result(
        edition=edition(),
        frame=Frame(RESULT.tenant, RESULT.period, RESULT.frozen_at),
        agency=RESULT.agency,
        services=[ServiceInput("1", "KTP", silent)],
    )
    unit = worksheet(result).unit
    assert (unit.nik, unit.grade, unit.reason, unit.reason_unsur) == (None, None, "unanswered_unsur", ("biaya",))
    letter = unit.unsur[0].grade
    assert letter is not None and letter.interval == "di bawah 65,00"
    assert worksheet(replace(result, units=())).unit.parts == ()
