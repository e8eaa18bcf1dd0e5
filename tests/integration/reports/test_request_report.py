"""Asking for documents: once is enough, the source is frozen, and only what is closed can be reported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.identifiers import new_id
from puas.db.queries.frozen_period import frozen_period
from puas.db.queries.report_material import report_material
from puas.db.queries.tallies import group_tallies
from puas.db.tables.agencies import Agency
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import FollowupItem, Report, ReportText
from puas.db.tables.responses import Response
from puas.db.tables.results import PastResult, Result
from puas.db.tables.surveys import CollectionPoint, SurveyPeriod
from puas.domain.document_source import PointsSource, SkmReportSource
from puas.domain.group_means import group_means
from puas.domain.regulation.registry import edition
from puas.domain.report_details import CHOSEN_SUGGESTIONS, SIGNED_ON
from puas.domain.report_snapshot import TEXT_SECTIONS
from puas.domain.result_snapshot import ResultSnapshot
from puas.jobs import enqueue
from puas.usecases.request_point_prints import UnableToRequestPrints, request_point_prints
from puas.usecases.request_report import UnableToRequestReport, request_report
from tests.factories.closed import ClosedPeriod, closed_period
from tests.factories.surveys import a_survey

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
BASE = "https://skm.example.go.id"


@pytest.fixture
def closed(session: Session) -> ClosedPeriod:
    return closed_period(session, target_nik="86,50")


def ask(session: Session, closed: ClosedPeriod, *, now: datetime = NOW) -> Report:
    return request_report(
        session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, requested_by=None, base_url=BASE, now=now
    )


def source_of(report: Report) -> SkmReportSource:
    return SkmReportSource.from_json(report.snapshot)


def test_a_request_freezes_the_result_with_drafts_and_answers(session: Session, closed: ClosedPeriod) -> None:
    report = ask(session, closed)
    source = source_of(report)
    frozen = session.scalars(select(Result).where(Result.tenant_id == closed.tenant_id)).one()
    assert (report.state, report.formats, report.steps_total, report.attempt) == ("pending", ["pdf", "docx", "xlsx"], 3, 0)
    assert source.report.result == ResultSnapshot.from_json(frozen.snapshot)
    assert (source.report.result_sha256, source.report.result_signature) == (frozen.sha256, frozen.signature)
    assert set(source.report.texts) == set(TEXT_SECTIONS) and all(source.report.texts.values())
    assert len(source.answers) == 24
    assert source.report.suggestions == () and source.report.suggestions_total == 12
    assert source.report.verification_url == f"{BASE}/verifikasi/{report.document_id}"
    found = locators.locate(session, kind=locators.DOCUMENT, key=report.document_id, now=NOW)
    assert found == locators.Found(closed.tenant_id, str(report.id))


def test_the_reporter_is_told_after_the_commit_and_not_before(
    session: Session, closed: ClosedPeriod, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[enqueue.Request] = []
    monkeypatch.setattr(enqueue, "send", sent.append)
    session.commit()
    sent.clear()
    report = ask(session, closed)
    assert sent == []
    session.commit()
    assert [(each.job.name, each.arguments) for each in sent] == [
        ("render-report", {"tenant_id": closed.tenant_id, "report_id": str(report.id)})
    ]


def test_asking_twice_while_it_runs_gives_one(session: Session, closed: ClosedPeriod) -> None:
    first = ask(session, closed)
    assert ask(session, closed).id == first.id
    first.state = "running"
    session.flush()
    assert ask(session, closed).id == first.id
    first.state = "ready"
    session.flush()
    assert ask(session, closed).id != first.id
    assert session.scalar(select(func.count()).select_from(Report).where(Report.tenant_id == closed.tenant_id)) == 2


def test_what_is_written_later_does_not_change_what_was_asked(session: Session, closed: ClosedPeriod) -> None:
    report = ask(session, closed)
    before = report.snapshot
    write(session, closed, "kesimpulan", "Kalimat baru.")
    assert ask(session, closed).snapshot == before


def write(session: Session, closed: ClosedPeriod, section: str, body: str) -> None:
    session.add(ReportText(tenant_id=closed.tenant_id, period_id=closed.period_id, section=section, body=body, updated_at=NOW))
    session.flush()


def test_written_texts_win_over_drafts_and_details_are_printed(session: Session, closed: ClosedPeriod) -> None:
    write(session, closed, "kesimpulan", "Pelayanan membaik.")
    write(session, closed, SIGNED_ON, "2026-10-07")
    write(session, closed, CHOSEN_SUGGESTIONS, f"{closed.response_ids[1]}\n{closed.response_ids[2]}\n{closed.response_ids[0]}")
    report = source_of(ask(session, closed)).report
    assert report.texts["kesimpulan"] == "Pelayanan membaik."
    assert report.signatory.signed_on is not None and report.signatory.signed_on.isoformat() == "2026-10-07"
    assert report.signatory.place == "Arjosari"
    assert [each.text for each in report.suggestions] == ['=HYPERLINK("http://contoh.example") <b>parkir</b>', "Mohon loket ditambah."]
    assert {each.service for each in report.suggestions} == {"Layanan 1", "Layanan 2"}


def test_trend_target_and_the_previous_plan_come_along(session: Session, closed: ClosedPeriod) -> None:
    earlier = earlier_period(session, closed)
    tenant = closed.tenant_id
    agency = closed.survey.agency_id
    session.add_all(
        [
            PastResult(tenant_id=tenant, id=new_id(), agency_id=agency, year=2024, label="2024", edition="permenpanrb-14-2017",
                       nik=Decimal("80.004")),
            PastResult(tenant_id=tenant, id=new_id(), agency_id=agency, year=2010, label="2010", edition="kepmenpan-25-2004",
                       nik=Decimal("70")),
            FollowupItem(tenant_id=tenant, id=new_id(), period_id=earlier, unsur="waktu", action="Menambah loket", state="done",
                         description="Loket dibuka.", evidence={"documents": ["Foto loket"], "obstacle": "Anggaran"}),
            FollowupItem(tenant_id=tenant, id=new_id(), period_id=closed.period_id, unsur="sarpras", action="Menata ruang tunggu",
                         due_on=datetime(2026, 12, 1, tzinfo=UTC).date(), person_in_charge="Sekretaris"),
        ]
    )  # fmt: skip
    session.flush()
    report = source_of(ask(session, closed)).report
    assert [(point.label, str(point.nik), point.mutu) for point in report.trend][0] == ("2024", "80.00", "B")
    assert [point.label for point in report.trend] == ["2024", "Periode 2025", "Periode 2026"]
    assert report.target is not None and (str(report.target.nik), report.target.mutu) == ("86.50", "B")
    assert report.previous is not None and report.previous.label == "Periode 2025" and len(report.previous.unsur) == 9
    assert [(each.state, each.obstacle, each.evidence) for each in report.done_follow_ups] == [("done", "Anggaran", ("Foto loket",))]
    assert [(each.unsur, each.when, each.responsible) for each in report.planned_follow_ups] == [("sarpras", "Desember 2026", "Sekretaris")]


def earlier_period(session: Session, closed: ClosedPeriod) -> UUID:
    """Last year's period of the same agency with this year's result under another date."""
    row = session.scalars(select(Result).where(Result.tenant_id == closed.tenant_id)).one()
    now = session.scalars(select(SurveyPeriod).where(SurveyPeriod.tenant_id == closed.tenant_id)).one()
    period = SurveyPeriod(
        tenant_id=closed.tenant_id, id=new_id(), agency_id=now.agency_id, kind="custom", label="Periode 2025",
        starts_on=now.starts_on.replace(year=2025), ends_on=now.ends_on.replace(year=2025), edition=now.edition,
        agency_name=now.agency_name, state="closed", opened_at=NOW - timedelta(days=460),
    )  # fmt: skip
    session.add(period)
    session.flush()
    snapshot = (
        row.snapshot.replace("Periode 2026", "Periode 2025").replace('"year":"2026"', '"year":"2025"').replace("2026-07-01", "2025-07-01")
    )
    session.add(
        Result(
            tenant_id=closed.tenant_id, id=new_id(), scope="period", agency_id=now.agency_id, period_id=period.id, label="Periode 2025",
            starts_on=period.starts_on, ends_on=period.ends_on, edition=row.edition, respondents=row.respondents, nik=row.nik,
            mutu=row.mutu, snapshot=snapshot, sha256=row.sha256, signature=row.signature, frozen_at=row.frozen_at,
        )
    )  # fmt: skip
    session.flush()
    return period.id


def test_answers_that_no_longer_fit_are_not_taken_along(session: Session, closed: ClosedPeriod) -> None:
    session.execute(
        update(Response).where(Response.tenant_id == closed.tenant_id, Response.id == closed.response_ids[0]).values(state="quarantined")
    )
    assert source_of(ask(session, closed)).answers == ()


def test_an_open_period_has_no_report(session: Session) -> None:
    survey = a_survey(session)
    with pytest.raises(UnableToRequestReport):
        request_report(session=session, tenant_id=survey.tenant_id, period_id=survey.period_id, requested_by=None, base_url=BASE, now=NOW)


def test_a_period_of_another_tenant_is_unknown(session: Session, closed: ClosedPeriod) -> None:
    stranger = a_survey(session, slug="lembayung")
    tenancy.enter(session, tenant_id=stranger.tenant_id)
    with pytest.raises(UnableToRequestReport):
        request_report(session=session, tenant_id=stranger.tenant_id, period_id=closed.period_id, requested_by=None, base_url=BASE, now=NOW)


def prints(session: Session, closed: ClosedPeriod, ids: list[UUID], document: str = "sticker_sheet") -> Report:
    survey = closed.survey
    return request_point_prints(
        session=session, tenant_id=survey.tenant_id, agency_id=survey.agency_id, document=document, point_ids=ids, requested_by=None,
        base_url=BASE, now=NOW,
    )  # fmt: skip


def test_stickers_of_the_points_named_in_one_request(session: Session, closed: ClosedPeriod) -> None:
    survey = closed.survey
    report = prints(session, closed, [survey.agency_point_id, survey.service_point_id])
    assert prints(session, closed, [survey.service_point_id, survey.agency_point_id]).id == report.id
    assert prints(session, closed, [survey.agency_point_id, survey.service_point_id], "poster").id != report.id
    source = PointsSource.from_json(report.snapshot)
    assert [(point.code, point.url, point.service) for point in source.points] == [
        (survey.agency_code, f"{BASE}/s/{survey.agency_code}", ""),
        (survey.service_code, f"{BASE}/s/{survey.service_code}", "Layanan 1"),
    ]
    assert source.sample_data and source.government == "Pemerintah Kabupaten Arjosari"
    printed = session.scalars(select(CollectionPoint.printed_at).where(CollectionPoint.tenant_id == survey.tenant_id)).all()
    assert printed == [NOW, NOW]


def test_retired_points_and_those_of_others_are_not_printed(session: Session, closed: ClosedPeriod) -> None:
    session.execute(update(CollectionPoint).where(CollectionPoint.tenant_id == closed.tenant_id).values(state="retired"))
    with pytest.raises(UnableToRequestPrints, match="none"):
        prints(session, closed, [closed.survey.agency_point_id])
    with pytest.raises(UnableToRequestPrints, match="unknown-document"):
        prints(session, closed, [closed.survey.agency_point_id], "skm_report")


def test_the_signatory_is_the_agencys(session: Session, closed: ClosedPeriod) -> None:
    session.execute(
        update(Agency)
        .where(Agency.tenant_id == closed.tenant_id)
        .values(
            signatory_name="Dra. Sri", signatory_position="Kepala Dinas", signatory_nip="196805121993032004", address="Jalan Diponegoro 12"
        )
    )
    report = source_of(ask(session, closed)).report
    assert (report.signatory.name, report.signatory.position, report.signatory.nip) == ("Dra. Sri", "Kepala Dinas", "196805121993032004")
    assert report.letterhead.lines[0] == "Pemerintah Kabupaten Arjosari"
    assert report.letterhead.address == "Jalan Diponegoro 12"


def test_a_draft_and_a_final_report_are_two_requests(session: Session, closed: ClosedPeriod) -> None:
    draft = ask(session, closed)
    assert (draft.stage, source_of(draft).report.stage) == ("draft", "draft")
    assert {each["code"] for each in draft.findings} >= {"plan_missing", "signing_date_missing"}
    with pytest.raises(UnableToRequestReport) as refusal:
        request_report(
            session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, requested_by=None, base_url=BASE, now=NOW,
            stage="final", advice_seen=True,
        )  # fmt: skip
    assert refusal.value.reason == "faults" and {each.severity for each in refusal.value.findings} == {"must"}
    assert session.scalar(select(func.count()).select_from(Report).where(Report.tenant_id == closed.tenant_id)) == 1


def test_the_letterhead_never_mixes_the_contacts_of_two_offices(session: Session, closed: ClosedPeriod) -> None:
    session.execute(
        update(TenantProfile).where(TenantProfile.tenant_id == closed.tenant_id).values(phone="(0353) 881111", website="arjosari.go.id")
    )
    head = source_of(ask(session, closed)).report.letterhead
    assert (head.phone, head.email, head.website) == ("(0353) 881111", "", "arjosari.go.id")
    session.execute(update(Report).where(Report.tenant_id == closed.tenant_id).values(state="gone"))
    session.execute(update(Agency).where(Agency.tenant_id == closed.tenant_id).values(email="dinas@arjosari.go.id"))
    head = source_of(ask(session, closed)).report.letterhead
    assert (head.phone, head.email, head.website) == ("", "dinas@arjosari.go.id", "")


def test_groups_and_topics_come_from_the_answers_that_were_frozen(session: Session) -> None:
    closed = closed_period(session, slug="lembayung", respondents=24)
    frozen = frozen_period(session, tenant_id=closed.tenant_id, period_id=closed.period_id)
    assert frozen is not None
    context = report_material(session, tenant_id=closed.tenant_id, frozen=frozen).context
    assert (context.suggestions, context.topics) == (12, {"sarpras": 6})
    tallies = group_tallies(session, tenant_id=closed.tenant_id, period_id=closed.period_id)
    assert {sum(each.respondents for each in groups.values()) for groups in tallies.values()} == {24}
    assert tuple(context.groups) == group_means(edition(), frozen.result, tallies)
    # One answer less, and the tallies are no longer those of the result.
    fewer = text("update tally set waktu_3 = waktu_3 - 1 where tenant_id = :id and waktu_3 > 0")
    session.execute(fewer, {"id": closed.tenant_id})
    assert report_material(session, tenant_id=closed.tenant_id, frozen=frozen).context.groups == ()
