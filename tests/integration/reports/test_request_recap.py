"""A regency's recap out of the database: every agency, the scope before, promises, the target; and asking for its documents."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_recap import recap_of_scope
from puas.db.tables.agencies import Agency
from puas.db.tables.people import AuditEvent
from puas.db.tables.reports import FollowupItem, Report
from puas.db.tables.results import PastResult, Target
from puas.domain.document_source import EVALUATION_SLIDES, FORMATS_OF, RECAP_DOCUMENTS, REGENCY_BRIEF, REGENCY_RECAP
from puas.domain.recap_snapshot import HAS_RESULT, NEVER_SURVEYED, STILL_OPEN, PlanCount, RecapSnapshot
from puas.domain.reporting_scope import ReportingScope, reporting_scope
from puas.domain.survey_period import triwulan
from puas.runtime.signing_key import SigningKey
from puas.usecases.record_past_result import UnableToRecordPastResult, record_past_result
from puas.usecases.request_recap import UnableToRequestRecap, request_recap
from puas.usecases.save_target import UnableToSaveTarget, save_target
from tests.factories.frozen import freeze_period
from tests.factories.statements import counted_statements
from tests.factories.surveyed import Surveyed, survey_tenant

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
BASE = "https://skm.example.go.id"
KEY = SigningKey("a secret of tests that is long enough to be one")
OFFICES = ("Dinas Kependudukan", "Dinas Kesehatan", "Kecamatan Timur")
SECOND_QUARTER = reporting_scope(2026, "triwulan-2")
MOST_STATEMENTS = 14


@pytest.fixture
def surveyed(session: Session) -> Surveyed:
    """Three agencies over two quarters; all first quarters are closed, of the second only the first agency's. One more agency waits."""
    windows = (triwulan(2026, 1), triwulan(2026, 2))
    made = survey_tenant(session, slug="arjosari", name="Kabupaten Arjosari", windows=windows, agencies=OFFICES)
    for number, period in enumerate(made.periods):
        if period.window == triwulan(2026, 1) or number == 1:
            freeze_period(session, made, period)
    session.add(Agency(tenant_id=made.tenant_id, id=new_id(), name="Satpol PP", kind="lainnya"))
    session.flush()
    return made


def recap(session: Session, surveyed: Surveyed, scope: ReportingScope = SECOND_QUARTER) -> RecapSnapshot:
    periods = list_periods(session, tenant_id=surveyed.tenant_id)
    return recap_of_scope(session, tenant_id=surveyed.tenant_id, periods=periods, scope=scope, now=NOW)


def ask(session: Session, surveyed: Surveyed, document: str = REGENCY_RECAP, scope: ReportingScope = SECOND_QUARTER) -> Report:
    return request_recap(
        session=session, tenant_id=surveyed.tenant_id, document=document, scope=scope, requested_by=None, base_url=BASE,
        signing_key=KEY, now=NOW,
    )  # fmt: skip


def plan(session: Session, surveyed: Surveyed, period: int, *states: str) -> None:
    for state in states:
        session.add(
            FollowupItem(
                tenant_id=surveyed.tenant_id, id=new_id(), period_id=surveyed.periods[period].id, unsur="waktu", action="x", state=state
            )
        )
    session.flush()


def test_every_agency_is_in_it_with_its_state(session: Session, surveyed: Surveyed) -> None:
    found = recap(session, surveyed)
    states = {each.name: each.state for each in found.agencies}
    assert states == {OFFICES[0]: HAS_RESULT, OFFICES[1]: STILL_OPEN, OFFICES[2]: STILL_OPEN, "Satpol PP": NEVER_SURVEYED}
    assert found.is_provisional
    first = found.agencies[[each.name for each in found.agencies].index(OFFICES[0])]
    assert (first.services, first.services_counted, first.respondents) == (3, 2, 220)
    assert first.published_nik is None, "what was frozen under the same policy is the same figure"


def test_the_quarter_before_stands_beside_it(session: Session, surveyed: Surveyed) -> None:
    now, before = recap(session, surveyed), recap(session, surveyed, reporting_scope(2026, "triwulan-1"))
    assert now.previous is not None and now.change is not None
    assert (now.previous.label, now.previous.nik) == ("Triwulan I 2026", before.result.index.nik)
    assert {each.nik for each in now.previous_unsur} == {each.nik for each in before.result.unsur}
    earlier = {each.id: each.index.nik for each in before.agencies}
    assert all(each.previous is not None and each.previous.nik == earlier[each.id] for each in now.agencies if each.services)
    assert [each.label for each in now.trend] == ["Triwulan I 2026", "Triwulan II 2026"]
    assert before.previous is None and before.change is None


def test_a_scope_before_that_was_never_closed_is_no_measure(session: Session) -> None:
    made = survey_tenant(session, slug="tirta", name="Kabupaten Tirta", windows=(triwulan(2026, 1), triwulan(2026, 2)))
    found = recap(session, made)
    assert found.previous is None and found.agencies[0].previous is None and len(found.trend) == 1


def test_years_before_the_platform_count_as_years_before(session: Session, surveyed: Surveyed) -> None:
    """The figures of Bojonegoro's kind: last year's was published on paper, under its own rule."""
    for agency_id, nik in ((None, "87.63"), (surveyed.agency_ids[0], "82.10")):
        record_past_result(
            session=session, tenant_id=surveyed.tenant_id, agency_id=agency_id, year=2025, label="2025",
            edition_id="permenpanrb-14-2017", nik=Decimal(nik), source="LKjIP", account_id=None, now=NOW,
        )  # fmt: skip
    record_past_result(
        session=session, tenant_id=surveyed.tenant_id, agency_id=None, year=2023, label="2023", edition_id="kepmenpan-25-2004",
        nik=Decimal("76.475"), source="", account_id=None, now=NOW,
    )  # fmt: skip
    found = recap(session, surveyed, reporting_scope(2026))
    assert found.previous is not None and str(found.previous.nik) == "87.63"
    assert [(each.year, each.mutu) for each in found.trend[:2]] == [(2023, "B"), (2025, "B")]
    assert {each.name: str(each.previous.nik) for each in found.agencies if each.previous} == {OFFICES[0]: "82.10"}
    assert recap(session, surveyed).previous != found.previous, "a quarter is not compared with a year"
    with pytest.raises(UnableToRecordPastResult, match="taken"):
        record_past_result(
            session=session, tenant_id=surveyed.tenant_id, agency_id=None, year=2025, label="2025",
            edition_id="permenpanrb-14-2017", nik=Decimal("80"), source="", account_id=None, now=NOW,
        )  # fmt: skip


def test_promises_of_both_scopes_are_counted_apart(session: Session, surveyed: Surveyed) -> None:
    plan(session, surveyed, 0, "done", "done", "in_progress")
    plan(session, surveyed, 1, "planned", "planned")
    found = recap(session, surveyed)
    assert (found.promised, found.planned) == (PlanCount(3, 2), PlanCount(2, 0))


def test_a_promise_that_was_taken_up_is_counted_once(session: Session, surveyed: Surveyed) -> None:
    plan(session, surveyed, 0, "done", "planned")
    plan(session, surveyed, 1, "planned")
    items = session.scalars(select(FollowupItem).where(FollowupItem.tenant_id == surveyed.tenant_id)).all()
    earlier = next(each for each in items if each.period_id == surveyed.periods[0].id and each.state == "planned")
    next(each for each in items if each.period_id == surveyed.periods[1].id).carried_from = earlier.id
    session.flush()
    found = recap(session, surveyed)
    assert (found.promised, found.planned) == (PlanCount(1, 1), PlanCount(1, 0))


def test_the_target_of_the_year_is_graded_and_checked(session: Session, surveyed: Surveyed) -> None:
    save_target(
        session=session, tenant_id=surveyed.tenant_id, year=2026, nik=Decimal("81.75"), source="RPJMD 2025–2029", account_id=None, now=NOW
    )
    found = recap(session, surveyed)
    assert found.target is not None and (str(found.target.nik), found.target.mutu, found.target.source) == ("81.75", "B", "RPJMD 2025–2029")
    assert found.target_check is not None


def test_a_target_is_replaced_and_taken_back(session: Session, surveyed: Surveyed) -> None:
    for nik in (Decimal("80"), Decimal("81.755"), None):
        save_target(session=session, tenant_id=surveyed.tenant_id, year=2026, nik=nik, source=" RPJMD  2025 ", account_id=None, now=NOW)
        rows = session.scalars(select(Target).where(Target.tenant_id == surveyed.tenant_id)).all()
        assert [str(row.nik) for row in rows] == ([] if nik is None else [{"80": "80.00"}.get(str(nik), "81.76")])
    written = session.scalars(select(AuditEvent.detail).where(AuditEvent.action == "save_target").order_by(AuditEvent.id)).all()
    assert [each["target"] for each in written] == [["", "80.00"], ["80.00", "81.76"], ["81.76", ""]]


@pytest.mark.parametrize(
    ("year", "nik", "source", "reason"),
    [
        (2026, "24.99", "", "out_of_scale"), (2026, "100.01", "", "out_of_scale"), (1999, "80", "", "out_of_years"),
        (2050, "80", "", "out_of_years"), (2026, "80", "x" * 121, "source_too_long"),
    ],
)  # fmt: skip
def test_impossible_targets_are_refused(session: Session, surveyed: Surveyed, year: int, nik: str, source: str, reason: str) -> None:
    with pytest.raises(UnableToSaveTarget, match=reason):
        save_target(session=session, tenant_id=surveyed.tenant_id, year=year, nik=Decimal(nik), source=source, account_id=None, now=NOW)
    assert session.scalar(select(func.count()).select_from(Target)) == 0


@pytest.mark.parametrize("document", sorted(RECAP_DOCUMENTS))
def test_a_request_freezes_the_recap(session: Session, surveyed: Surveyed, document: str) -> None:
    report = ask(session, surveyed, document)
    frozen = RecapSnapshot.from_json(report.snapshot)
    assert (report.state, tuple(report.formats), report.agency_id, report.period_id) == ("pending", FORMATS_OF[document], None, None)
    assert frozen.document_id == report.document_id and frozen.verification_url == f"{BASE}/verifikasi/{report.document_id}"
    assert frozen.result == recap(session, surveyed).result
    assert frozen.result_signature == KEY.sign(frozen.result.to_json())
    assert "Kabupaten Arjosari Triwulan II 2026" in report.title
    assert ask(session, surveyed, document).id == report.id, "the one on its way"
    other = ask(session, surveyed, document, reporting_scope(2026))
    assert other.id != report.id


def test_asking_again_for_what_is_on_its_way_is_logged_once(session: Session, surveyed: Surveyed) -> None:
    assert ask(session, surveyed).id == ask(session, surveyed).id
    session.flush()
    events = select(func.count()).where(AuditEvent.tenant_id == surveyed.tenant_id, AuditEvent.action == "request_recap")
    assert session.scalar(events) == 1


def test_documents_of_one_scope_do_not_stand_in_for_each_other(session: Session, surveyed: Surveyed) -> None:
    assert len({ask(session, surveyed, each).id for each in (REGENCY_RECAP, REGENCY_BRIEF, EVALUATION_SLIDES)}) == 3


def test_nothing_is_made_of_nothing(session: Session, surveyed: Surveyed) -> None:
    for document, scope, reason in (
        (REGENCY_RECAP, reporting_scope(2025), "no_periods"),
        ("skm_report", SECOND_QUARTER, "unknown_document"),
    ):
        with pytest.raises(UnableToRequestRecap, match=reason):
            ask(session, surveyed, document, scope)
    silent = survey_tenant(session, slug="tirta", name="Kabupaten Tirta", windows=(triwulan(2026, 2),), answered=False)
    with pytest.raises(UnableToRequestRecap, match="no_results"):
        ask(session, silent)
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_the_recap_of_another_tenant_is_its_own(session: Session, surveyed: Surveyed) -> None:
    other = survey_tenant(session, slug="tirta", name="Kabupaten Tirta", windows=(triwulan(2026, 2),), agencies=("Dinas Lain",))
    session.add(Target(tenant_id=other.tenant_id, id=new_id(), year=2026, nik=Decimal("90"), source="", updated_at=NOW))
    session.add(
        PastResult(tenant_id=other.tenant_id, id=new_id(), year=2025, label="2025", edition="permenpanrb-14-2017", nik=Decimal("80"))
    )
    session.flush()
    found = recap(session, other)
    assert [each.name for each in found.agencies] == ["Dinas Lain"] and found.target is not None
    assert found.result.period.ends_on == date(2026, 6, 30)


def test_statements_do_not_grow_with_agencies(session: Session, connection: Connection) -> None:
    numbers = []
    for slug, size in (("kecil", 1), ("besar", 9)):
        names = tuple(f"Dinas {number}" for number in range(size))
        made = survey_tenant(session, slug=slug, name="Kabupaten Contoh", windows=(triwulan(2026, 1), triwulan(2026, 2)), agencies=names)
        with counted_statements(connection) as sent:
            recap(session, made)
        numbers.append(len(sent))
    assert numbers[0] == numbers[1] <= MOST_STATEMENTS
