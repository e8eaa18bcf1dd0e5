"""Figures of agencies and regencies over periods: frozen where closed, exact sums where several, always few statements."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.figures import COMBINED, FINAL, PROVISIONAL, agency_figures
from puas.db.queries.frozen_results import ResultFilter, count_results, find_result, list_results
from puas.db.queries.period_lists import PeriodList, list_periods
from puas.db.queries.regency_figures import RegencyFigures, regency_figures, regency_snapshot
from puas.db.queries.regency_trend import regency_trend
from puas.db.queries.suggestions import SuggestionFilter, list_suggestions
from puas.db.queries.trends import agency_trend, service_trend
from puas.db.tables.places import TenantProfile
from puas.db.tables.responses import Response
from puas.db.tables.results import PastResult
from puas.domain.index_score import score_services
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.reporting_scope import reporting_scope
from puas.domain.result_check import mismatches
from puas.domain.rounding import round_half_up
from puas.domain.survey_period import triwulan, whole_year
from puas.domain.tally import Tally, add_up
from tests.factories.frozen import freeze_period
from tests.factories.statements import counted_statements
from tests.factories.surveyed import Surveyed, survey_tenant

NOW = datetime(2026, 7, 2, 5, 0, tzinfo=UTC)
YEAR = reporting_scope(2026)
OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan", "Kecamatan Timur")


@pytest.fixture
def regency(session: Session) -> Surveyed:
    """Three agencies over two quarters, the first quarter closed."""
    surveyed = survey_tenant(
        session, slug="arjosari", name="Kabupaten Arjosari", windows=(triwulan(2026, 1), triwulan(2026, 2)), agencies=OFFICES
    )
    for period in surveyed.periods:
        if period.window.label == "Triwulan I 2026":
            freeze_period(session, surveyed, period)
    return surveyed


def _periods(session: Session, surveyed: Surveyed) -> PeriodList:
    return list_periods(session, tenant_id=surveyed.tenant_id)


def _regency(session: Session, surveyed: Surveyed) -> RegencyFigures:
    return regency_figures(session, tenant_id=surveyed.tenant_id, periods=_periods(session, surveyed), scope=YEAR)


def test_a_closed_period_is_read_from_its_frozen_result(session: Session, regency: Surveyed) -> None:
    mine = _periods(session, regency).of_agency(regency.agency_ids[0])
    first = mine.inside(reporting_scope(2026, "triwulan-1"))
    before = agency_figures(session, tenant_id=regency.tenant_id, periods=first.periods, scope=None, now=NOW)
    assert before is not None
    assert before.state == FINAL
    assert before.frozen is not None
    assert before.frozen.signed().hash_fits
    # A later change of policy must not move what was frozen.
    session.execute(update(TenantProfile).where(TenantProfile.tenant_id == regency.tenant_id).values(aggregation_policy="pooled"))
    after = agency_figures(session, tenant_id=regency.tenant_id, periods=first.periods, scope=None, now=NOW)
    assert after is not None
    assert after.snapshot == before.snapshot
    standings = regency_figures(
        session,
        tenant_id=regency.tenant_id,
        periods=_periods(session, regency),
        scope=reporting_scope(2026, "triwulan-1"),
    ).standings
    mine_there = next(each for each in standings if each.agency_id == regency.agency_ids[0])
    assert (mine_there.index.nik, mine_there.index.mutu) == (before.snapshot.index.nik, before.snapshot.index.mutu)


def test_several_periods_are_exact_sums_per_service(session: Session, regency: Surveyed) -> None:
    mine = _periods(session, regency).of_agency(regency.agency_ids[0])
    figures = agency_figures(session, tenant_id=regency.tenant_id, periods=mine.periods, scope=YEAR, now=NOW)
    assert figures is not None
    assert (figures.state, figures.snapshot.scope) == (PROVISIONAL, "agency")
    expected = _summed(regency, regency.agency_ids[0])
    score = score_services(edition(), list(expected.items())).chosen
    assert score.nik is not None
    assert figures.snapshot.index.nik == round_half_up(score.nik, 2)
    assert figures.snapshot.respondents == sum(each.respondents for each in expected.values())
    # Users a year are the same people in both quarters; the samples of both are asked for.
    assert figures.snapshot.population == 3000
    assert figures.snapshot.sample_target == 2 * regency.periods[0].sample_target
    assert figures.snapshot.period.label == "Tahun 2026"
    assert mismatches(figures.snapshot) == ()


def test_closed_periods_added_up_are_called_combined(session: Session, regency: Surveyed) -> None:
    for period in regency.periods:
        if period.window.label == "Triwulan II 2026":
            freeze_period(session, regency, period)
    mine = _periods(session, regency).of_agency(regency.agency_ids[0])
    figures = agency_figures(session, tenant_id=regency.tenant_id, periods=mine.periods, scope=YEAR, now=NOW)
    assert figures is not None
    assert (figures.state, figures.frozen) == (COMBINED, None)
    assert _regency(session, regency).state == COMBINED


def _summed(surveyed: Surveyed, agency_id: object) -> dict[str, Tally]:
    position = surveyed.agency_ids.index(agency_id)  # type: ignore[arg-type]
    found: dict[str, list[Tally]] = {}
    for period in surveyed.periods[position * 2 : position * 2 + 2]:
        for service_id, tally in period.tallies.items():
            found.setdefault(str(service_id), []).append(tally)
    return {key: add_up(tallies) for key, tallies in found.items()}


def test_the_regency_is_the_mean_of_its_agencies_with_all_answers_beside_it(session: Session, regency: Surveyed) -> None:
    figures = _regency(session, regency)
    snapshot = regency_snapshot(session, tenant_id=regency.tenant_id, periods=_periods(session, regency), scope=YEAR, now=NOW)
    assert mismatches(snapshot) == ()
    assert figures.counted == 3
    assert figures.index == snapshot.index
    assert figures.simple_mean == snapshot.simple_mean
    assert figures.respondent_weighted == snapshot.respondent_weighted
    assert figures.unsur == snapshot.unsur
    assert figures.respondents == snapshot.respondents
    assert {(each.name, each.index.nik) for each in figures.standings} == {(unit.name, unit.index.nik) for unit in snapshot.units}


def test_agencies_without_a_period_are_named(session: Session, regency: Surveyed) -> None:
    lonely = survey_tenant(session, slug="lain", name="Kabupaten Lain", windows=(triwulan(2025, 1),), agencies=("Badan X",))
    figures = regency_figures(session, tenant_id=lonely.tenant_id, periods=_periods(session, lonely), scope=YEAR)
    assert (figures.without_period, figures.standings, figures.index.nik) == (("Badan X",), (), None)


def test_statements_do_not_grow_with_agencies_periods_or_services(session: Session, connection: Connection, regency: Surveyed) -> None:
    small = survey_tenant(session, slug="kecil", name="Kabupaten Kecil")
    numbers = []
    for surveyed in (small, regency):
        tenancy.enter(session, tenant_id=surveyed.tenant_id)
        session.expire_all()
        with counted_statements(connection) as sent:
            _regency(session, surveyed)
            mine = _periods(session, surveyed).of_agency(surveyed.agency_ids[0])
            agency_figures(session, tenant_id=surveyed.tenant_id, periods=mine.periods, scope=YEAR, now=NOW)
        numbers.append(len(sent))
    assert numbers[1] <= numbers[0] + 1
    assert max(numbers) <= 14  # two pages' worth, none above its twelve


def test_trend_points_keep_the_rule_and_letter_they_were_made_under(session: Session, regency: Surveyed) -> None:
    agency_id = regency.agency_ids[0]
    session.add_all(
        PastResult(tenant_id=regency.tenant_id, id=new_id(), agency_id=agency_id, year=year, label=label, edition=rule, nik=Decimal(nik))
        for year, label, rule, nik in (
            (2016, "Tahun 2016", "kepmenpan-25-2004", "76.475"),
            (2024, "Tahun 2024", DEFAULT_EDITION_ID, "76.475"),
        )
    )
    session.flush()
    points = agency_trend(session, tenant_id=regency.tenant_id, agency_id=agency_id)
    assert [(point.label, point.mutu) for point in points[:2]] == [("Tahun 2016", "B"), ("Tahun 2024", "C")]
    assert [point.label for point in points[2:]] == ["Triwulan I 2026"]
    assert points[0].edition_name != points[1].edition_name
    before = agency_trend(session, tenant_id=regency.tenant_id, agency_id=agency_id, before=triwulan(2026, 1).starts_on)
    assert [point.label for point in before] == ["Tahun 2016", "Tahun 2024"]


def test_a_services_trend_is_scored_from_its_own_counts(session: Session, regency: Surveyed) -> None:
    service_id = regency.service_ids[0]
    (point,) = service_trend(session, tenant_id=regency.tenant_id, service_type_id=service_id, weight="exact")
    score = score_services(edition(), [("it", regency.periods[0].tallies[service_id])]).chosen
    assert score.nik is not None
    assert (point.label, point.nik) == ("Triwulan I 2026", round_half_up(score.nik, 2))


def test_the_regencys_trend_follows_closed_scopes_of_the_same_kind(session: Session, regency: Surveyed) -> None:
    points = regency_trend(
        session,
        tenant_id=regency.tenant_id,
        periods=_periods(session, regency),
        scope=reporting_scope(2026, "triwulan-2"),
        policies=_regency(session, regency).policies,
    )
    first = regency_figures(
        session,
        tenant_id=regency.tenant_id,
        periods=_periods(session, regency),
        scope=reporting_scope(2026, "triwulan-1"),
    )
    assert [(point.label, point.nik) for point in points] == [("Triwulan I 2026", first.index.nik)]


def test_lists_of_results_are_filtered_and_counted(session: Session, regency: Surveyed) -> None:
    wanted = ResultFilter(year=2026, agency_ids=[regency.agency_ids[1]])
    (line,) = list_results(session, tenant_id=regency.tenant_id, wanted=wanted)
    assert (line.agency_name, line.label) == ("Dinas Kesehatan", "Triwulan I 2026")
    assert count_results(session, tenant_id=regency.tenant_id, wanted=ResultFilter(year=2026)) == 3
    assert count_results(session, tenant_id=regency.tenant_id, wanted=ResultFilter(year=2025)) == 0
    frozen = find_result(session, tenant_id=regency.tenant_id, result_id=line.id)
    assert frozen is not None
    assert frozen.snapshot.index.nik == line.nik


def test_a_yearly_period_is_in_its_year_only() -> None:
    window = whole_year(2026)
    assert YEAR.takes_in(window.starts_on, window.ends_on)
    assert not reporting_scope(2026, "semester-1").takes_in(window.starts_on, window.ends_on)


def _say(session: Session, surveyed: Surveyed, text: str, *, minute: int, service: int = 0, **values: object) -> None:
    session.add(
        Response(
            tenant_id=surveyed.tenant_id,
            id=new_id(),
            period_id=surveyed.periods[0].id,
            service_type_id=surveyed.service_ids[service],
            suggestion=text,
            channel="sticker",
            submitted_at=datetime(2026, 2, 1, 3, minute, tzinfo=UTC),
            content_hash=b"x",
            **values,
        )
    )


def test_suggestions_are_found_by_service_low_score_and_words(session: Session, regency: Surveyed) -> None:
    _say(session, regency, "Antrean lama sekali", minute=1, waktu=2)
    _say(session, regency, "Diskon 50% untuk lansia", minute=2, service=1)
    _say(session, regency, "Bagus", minute=3, waktu=4)
    _say(session, regency, "Disembunyikan", minute=4, state="quarantined")
    session.flush()
    period_ids = [regency.periods[0].id]

    def texts(**wanted: object) -> list[str]:
        chosen = SuggestionFilter(**wanted)  # type: ignore[arg-type]
        lines, total = list_suggestions(session, tenant_id=regency.tenant_id, period_ids=period_ids, wanted=chosen, limit=10)
        assert total == len(lines)
        return [line.text for line in lines]

    assert texts() == ["Bagus", "Diskon 50% untuk lansia", "Antrean lama sekali"]
    assert texts(low_unsur="waktu") == ["Antrean lama sekali"]
    assert texts(service_type_id=regency.service_ids[1]) == ["Diskon 50% untuk lansia"]
    assert texts(words="50% LANSIA") == ["Diskon 50% untuk lansia"]
    assert texts(words="5_%") == []
    lines, total = list_suggestions(session, tenant_id=regency.tenant_id, period_ids=period_ids, limit=1, offset=2)
    assert ([line.text for line in lines], total) == (["Antrean lama sekali"], 3)
    assert lines[0].low_unsur == ("waktu",)
    assert list_suggestions(session, tenant_id=regency.tenant_id, period_ids=period_ids, limit=1, offset=9) == ([], 3)
