"""An agency of another owner serves here and counts elsewhere: no figure of the regency moves when it is added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db.queries.agencies import list_agencies, not_counted
from puas.db.queries.agency_import import known_agencies
from puas.db.queries.calendar_days import closing_windows
from puas.db.queries.deadlines import list_unreported
from puas.db.queries.followup_lists import Wanted, count_promises, list_promises
from puas.db.queries.letters import find_sender, recipients_of
from puas.db.queries.participation import OPEN, list_period_progress
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_board import regency_board
from puas.db.queries.regency_figures import regency_figures, regency_snapshot
from puas.db.queries.regency_recap import recap_of_scope
from puas.db.queries.start_page import closed_without_report, due_plans, set_up_facts
from puas.db.queries.targets import aimed_agencies
from puas.db.tables.agencies import Agency
from puas.db.tables.places import TenantProgress
from puas.db.tables.reports import FollowupItem
from puas.db.tables.shared_figures import SharedFigure
from puas.db.tables.submissions import Submission
from puas.domain.agency_details import AgencyDetails
from puas.domain.agency_import import plan_import
from puas.domain.agency_sheet import SheetAgency
from puas.domain.reporting_scope import reporting_scope
from puas.domain.survey_period import triwulan
from puas.usecases._submissions import ensure_submissions
from puas.usecases.count_participation import count_participation
from puas.usecases.merge_agencies import UnableToMergeAgencies, merge_agencies
from puas.usecases.save_agency import UnableToSaveAgency, save_agency
from puas.usecases.share_figures import share_figures
from puas_web.portal import queries as portal
from tests.factories.frozen import freeze_period
from tests.factories.other_owners import add_other_owner
from tests.factories.published import publish_and_share
from tests.factories.rows import KEY
from tests.factories.surveyed import Surveyed, survey_tenant

NOW = datetime(2026, 7, 2, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
YEAR = reporting_scope(2026)
Q1, Q2 = triwulan(2026, 1), triwulan(2026, 2)
Figures = Callable[[Session, int], Any]


@pytest.fixture
def regency(session: Session) -> Surveyed:
    """Two agencies over two quarters, the first quarter public."""
    surveyed = survey_tenant(
        session, slug="arjosari", name="Kabupaten Arjosari", windows=(Q1, Q2), agencies=("Dinas Kesehatan", "Kecamatan Timur"),
        province_code="99",
    )  # fmt: skip
    publish_and_share(session, surveyed, [each for each in surveyed.periods if each.window.label == Q1.label])
    ensure_submissions(session, tenant_id=surveyed.tenant_id, period_ids=[each.id for each in surveyed.periods], now=NOW)
    return surveyed


def _figures(session: Session, tenant_id: int) -> Any:
    return regency_figures(session, tenant_id=tenant_id, periods=list_periods(session, tenant_id=tenant_id), scope=YEAR)


def _snapshot(session: Session, tenant_id: int) -> Any:
    periods = list_periods(session, tenant_id=tenant_id)
    return regency_snapshot(session, tenant_id=tenant_id, periods=periods, scope=YEAR, now=NOW)


def _board(session: Session, tenant_id: int) -> Any:
    return regency_board(session, tenant_id=tenant_id, periods=list_periods(session, tenant_id=tenant_id), scope=YEAR, today=TODAY)


def _recap(session: Session, tenant_id: int) -> Any:
    return recap_of_scope(session, tenant_id=tenant_id, periods=list_periods(session, tenant_id=tenant_id), scope=YEAR, now=NOW)


def _shared(session: Session, tenant_id: int) -> Any:
    period_ids = session.scalars(select(Submission.period_id).where(Submission.tenant_id == tenant_id)).all()
    share_figures(session=session, tenant_id=tenant_id, period_ids=period_ids, now=NOW)
    rows = session.execute(select(SharedFigure.__table__).where(SharedFigure.tenant_id == tenant_id)).mappings()
    return sorted(str({name: value for name, value in row.items() if name != "updated_at"}) for row in rows)


def _progress(session: Session, tenant_id: int) -> Any:
    count_participation(session=session, tenant_id=tenant_id, now=NOW)
    row = session.execute(select(TenantProgress.__table__).where(TenantProgress.tenant_id == tenant_id)).mappings().one()
    return dict(row)


def _promises(session: Session, tenant_id: int) -> Any:
    wanted: dict[str, Any] = {"tenant_id": tenant_id, "agency_ids": None, "today": TODAY, "wanted": Wanted()}
    return count_promises(session, **wanted), [each.item.id for each in list_promises(session, **wanted, limit=50)]


AGGREGATES: dict[str, Figures] = {
    "results": _figures,
    "worksheet": _snapshot,
    "board": _board,
    "recap": _recap,
    "shared figures": _shared,
    "readiness": _progress,
    "promises": _promises,
    "targets": lambda session, tenant_id: aimed_agencies(session, tenant_id=tenant_id),
    "recipients of letters": lambda session, tenant_id: recipients_of(
        session, sender=find_sender(session, tenant_id=tenant_id), tenant_id=tenant_id
    ),
    "not reported": lambda session, tenant_id: list_unreported(session, tenant_id=tenant_id, step="submit", today=TODAY),
    "set-up": lambda session, tenant_id: set_up_facts(session, tenant_id=tenant_id),
    "without report": lambda session, tenant_id: closed_without_report(session, tenant_id=tenant_id, since=date(2026, 1, 1), limit=50),
    "late plans": lambda session, tenant_id: due_plans(session, tenant_id=tenant_id, today=TODAY, limit=50),
    "participation": lambda session, tenant_id: list_period_progress(session, tenant_id=tenant_id, state=OPEN, only_counted=True),
    "agencies": lambda session, tenant_id: list_agencies(session, tenant_id=tenant_id, only_counted=True),
    "calendar": lambda session, tenant_id: closing_windows(
        session, tenant_id=tenant_id, agency_ids=None, first=date(2026, 1, 1), last=date(2026, 12, 31)
    ),
    "public list": lambda session, tenant_id: portal.list_agencies(session, tenant_id=tenant_id, scope=YEAR),
}


def _add(session: Session, regency: Surveyed) -> Any:
    """One with an open, a closed and answered period and a late promise; asked for its submissions like any other."""
    agency_id, periods = add_other_owner(session, regency, windows=(Q1, Q2))
    freeze_period(session, regency, periods[0])
    session.add(
        FollowupItem(
            tenant_id=regency.tenant_id, id=periods[0].id, period_id=periods[0].id, unsur="waktu", action="Menambah loket",
            due_on=date(2026, 5, 1), due_precision="month",
        )
    )  # fmt: skip
    session.flush()
    ensure_submissions(session, tenant_id=regency.tenant_id, period_ids=[each.id for each in periods], now=NOW)
    return agency_id


@pytest.mark.parametrize("name", AGGREGATES)
def test_no_aggregate_moves(session: Session, regency: Surveyed, name: str) -> None:
    before = AGGREGATES[name](session, regency.tenant_id)
    _add(session, regency)
    assert AGGREGATES[name](session, regency.tenant_id) == before


@pytest.mark.parametrize("name", [each for each in AGGREGATES if each not in ("not reported", "late plans", "promises", "shared figures")])
def test_an_agency_of_the_regency_does_move_it(session: Session, regency: Surveyed, name: str) -> None:
    """So that the test above can fail."""
    before = AGGREGATES[name](session, regency.tenant_id)
    agency_id = _add(session, regency)
    session.execute(update(Agency).where(Agency.tenant_id == regency.tenant_id, Agency.id == agency_id).values(owner=""))
    assert AGGREGATES[name](session, regency.tenant_id) != before


def test_it_is_named_where_a_reader_would_miss_it(session: Session, regency: Surveyed) -> None:
    agency_id = _add(session, regency)
    assert [(each.id, each.owner) for each in not_counted(session, tenant_id=regency.tenant_id)] == [(agency_id, "vertical")]


def test_it_has_periods_and_results_of_its_own(session: Session, regency: Surveyed) -> None:
    agency_id = _add(session, regency)
    mine = list_periods(session, tenant_id=regency.tenant_id, agency_ids=[agency_id])
    assert {each.label for each in mine.periods} == {Q1.label, Q2.label}
    everything = list_periods(session, tenant_id=regency.tenant_id, with_other_owners=True)
    assert set(mine.ids) < set(everything.ids)


def test_its_report_goes_no_way_through_the_regency(session: Session, regency: Surveyed) -> None:
    agency_id = _add(session, regency)
    rows = select(func.count()).select_from(Submission).where(Submission.tenant_id == regency.tenant_id, Submission.agency_id == agency_id)
    assert session.scalar(rows) == 0


def _save(session: Session, regency: Surveyed, agency_id: Any, owner: str) -> Agency:
    agency = session.scalars(select(Agency).where(Agency.tenant_id == regency.tenant_id, Agency.id == agency_id)).one()
    details = AgencyDetails(name=agency.name, owner=owner)
    return save_agency(session=session, tenant_id=regency.tenant_id, details=details, account_id=None, now=NOW, agency_id=agency_id)


def test_once_surveyed_it_stays_inside_or_outside(session: Session, regency: Surveyed) -> None:
    agency_id = _add(session, regency)
    with pytest.raises(UnableToSaveAgency) as refusal:
        _save(session, regency, agency_id, "")
    assert [(each.field, each.reason) for each in refusal.value.faults] == [("owner", "surveyed-already")]
    with pytest.raises(UnableToSaveAgency):
        _save(session, regency, regency.agency_ids[0], "province")
    # From one other owner to another nothing of the regency changes.
    assert _save(session, regency, agency_id, "province").owner == "province"


def test_an_owner_s_name_is_kept_and_one_of_the_regency_s_own_agencies_refused(session: Session, regency: Surveyed) -> None:
    agency_id = _add(session, regency)
    details = AgencyDetails(name="Kantor Pertanahan Contoh", owner="vertical", owner_name="Kementerian Agraria Contoh")
    saved = save_agency(session=session, tenant_id=regency.tenant_id, details=details, account_id=None, now=NOW, agency_id=agency_id)
    assert saved.owner_name == "Kementerian Agraria Contoh"
    assert [each.owner_name for each in not_counted(session, tenant_id=regency.tenant_id)] == ["Kementerian Agraria Contoh"]
    with pytest.raises(UnableToSaveAgency) as refusal:
        save_agency(
            session=session, tenant_id=regency.tenant_id, details=AgencyDetails(name="Dinas Kesehatan", owner_name="Kementerian Contoh"),
            account_id=None, now=NOW, agency_id=regency.agency_ids[0],
        )  # fmt: skip
    assert [(each.field, each.reason) for each in refusal.value.faults] == [("owner_name", "own-agency")]


def test_a_sheet_names_only_other_owners(session: Session, regency: Surveyed) -> None:
    _add(session, regency)
    rows = [
        SheetAgency(2, "Dinas Kesehatan", {"owner_name": "Kementerian Contoh"}),
        SheetAgency(3, "Kantor Pertanahan Contoh", {"owner_name": "Kementerian Agraria Contoh"}),
        SheetAgency(4, "Bank Baru Contoh", {"owner": "enterprise", "owner_name": "PT Bank Contoh"}),
        SheetAgency(5, "Dinas Baru", {"owner_name": "Kementerian Contoh"}),
        SheetAgency(6, "Dinas Lain", {"phone": "0399-1"}),
    ]
    plan = plan_import(known_agencies(session, regency.tenant_id), rows)
    assert [each.values.get("owner_name") for each in plan.agencies] == ["", "Kementerian Agraria Contoh", "PT Bank Contoh", "", None]
    assert [each.outcome for each in plan.agencies] == ["unchanged", "changed", "added", "added", "added"]


def test_a_sheet_keeps_the_owner_of_what_was_surveyed(session: Session, regency: Surveyed) -> None:
    plan = plan_import(known_agencies(session, regency.tenant_id), [SheetAgency(2, "Dinas Kesehatan", {"owner": "vertical"})])
    assert [(each.owner_kept, each.outcome) for each in plan.agencies] == [(True, "unchanged")]


@pytest.mark.parametrize("into_other", [True, False])
def test_no_merger_across_the_line(session: Session, regency: Surveyed, into_other: bool) -> None:
    other, own = _add(session, regency), regency.agency_ids[0]
    ending, into = (own, other) if into_other else (other, own)
    with pytest.raises(UnableToMergeAgencies) as refusal:
        merge_agencies(
            session=session, tenant_id=regency.tenant_id, agency_id=ending, into_id=into, account_id=None, signing_key=KEY, now=NOW
        )
    assert refusal.value.reason == "other-owner"
