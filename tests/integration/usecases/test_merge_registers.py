"""Merging agencies that have registers: what is alive follows with its history, what is decided stays, no figure is lost or doubled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.evidence import evidence_counts, evidence_of, owners_of_evidence
from puas.db.queries.procedures import find_procedure
from puas.db.queries.register_history import former_agencies
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.compliance import ComplianceCheck, ComplianceScore
from puas.db.tables.innovations import Innovation
from puas.db.tables.performance import PerformanceAssessment
from puas.db.tables.standards import (
    ComplaintCount,
    MinimumService,
    OperatingProcedure,
    ProcedureReview,
    ServicePledge,
    ServiceStandard,
)
from puas.db.tables.yardsticks import EvidenceFile, ImprovementItem, YardstickFigure
from puas.domain.yardsticks import NO_UNIT
from puas.runtime.signing_key import SigningKey
from puas.usecases.merge_agencies import merge_agencies
from puas.usecases.remove_evidence import UnableToRemoveEvidence, remove_evidence
from puas.usecases.save_complaint_counts import UnableToSaveComplaintCounts, save_complaint_counts
from puas.usecases.share_yardsticks import share_yardsticks
from tests.factories.regency import make_agency, make_regency

KEY = SigningKey("a secret of tests that is long enough to be one")
NOW = datetime(2026, 7, 12, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    """The agency that ends (“Dinas Lama”) and the one that goes on; both give a service of one name, the first another one too."""

    tenant_id: int
    old: UUID
    new: UUID
    shared: ServiceType
    shared_there: ServiceType
    own: ServiceType


@pytest.fixture
def pair(session: Session) -> Pair:
    regency = make_regency(session)
    old, (shared, own) = make_agency(session, regency.id, "Dinas Lama", services=(("Kartu Keluarga", 100), ("Akta Kelahiran", 80)))
    new, (there,) = make_agency(session, regency.id, "Dinas Baru", services=(("Kartu Keluarga", 50),))
    return Pair(regency.id, old.id, new.id, shared, there, own)


def merge(session: Session, pair: Pair, now: datetime = NOW) -> None:
    session.flush()
    merge_agencies(
        session=session, tenant_id=pair.tenant_id, agency_id=pair.old, into_id=pair.new, account_id=None, signing_key=KEY, now=now
    )
    session.expire_all()


def put(session: Session, table: Any, **values: Any) -> Any:
    row = table(**values)
    session.add(row)
    session.flush()
    return row


def standard(session: Session, pair: Pair, service: ServiceType, number: int, state: str) -> ServiceStandard:
    return put(
        session, ServiceStandard, tenant_id=pair.tenant_id, id=new_id(), service_type_id=service.id, agency_id=service.agency_id,
        number=number, state=state, components={"waktu": "3 hari"}, changed_at=NOW,
        in_force_since=None if state == "draft" else datetime(2025, 2, 1, tzinfo=UTC),
    )  # fmt: skip


def procedure(session: Session, pair: Pair, agency: UUID, number: str, service: ServiceType | None = None) -> OperatingProcedure:
    return put(
        session, OperatingProcedure, tenant_id=pair.tenant_id, id=new_id(), agency_id=agency, number=number, title=f"SOP {number}",
        service_type_id=service.id if service else None, changed_at=NOW,
    )  # fmt: skip


def complaints(session: Session, pair: Pair, agency: UUID, quarter: int, channel: str, *counts: int, year: int = 2026) -> None:
    received, settled, in_time = counts
    put(
        session, ComplaintCount, tenant_id=pair.tenant_id, year=year, quarter=quarter, agency_id=agency, channel=channel,
        received=received, settled=settled, in_time=in_time, changed_at=NOW,
    )  # fmt: skip


def evidence(session: Session, pair: Pair, subject: str, subject_id: UUID, part: str = "", agency: UUID | None = None) -> EvidenceFile:
    return put(
        session, EvidenceFile, tenant_id=pair.tenant_id, id=new_id(), subject=subject, subject_id=subject_id, part=part,
        agency_id=agency or pair.old, title="Foto", url="https://arjosari.go.id/foto", uploaded_at=NOW,
    )  # fmt: skip


def figure(session: Session, pair: Pair, yardstick: str, unit: UUID = NO_UNIT, year: int = 2026) -> YardstickFigure | None:
    return session.scalars(
        select(YardstickFigure).where(
            YardstickFigure.tenant_id == pair.tenant_id, YardstickFigure.yardstick == yardstick, YardstickFigure.unit_id == unit,
            YardstickFigure.year == year,
        )
    ).one_or_none()  # fmt: skip


def test_a_standard_goes_to_the_new_service_with_all_its_versions_and_says_whose_it_was(session: Session, pair: Pair) -> None:
    versions = [standard(session, pair, pair.own, number, state) for number, state in ((1, "replaced"), (2, "in_force"), (3, "draft"))]
    proof = evidence(session, pair, "standard", versions[1].id)
    merge(session, pair)
    there = session.scalars(
        select(ServiceType).where(ServiceType.agency_id == pair.new, ServiceType.name == "Akta Kelahiran")
    ).one()  # fmt: skip
    assert {(each.service_type_id, each.agency_id) for each in versions} == {(there.id, pair.new)}
    assert [(each.number, each.state, each.version) for each in versions] == [(1, "replaced", 2), (2, "in_force", 2), (3, "draft", 2)]
    (former,) = former_agencies(session, pair.tenant_id, f"service_standard:{there.id}")
    assert (former.name, former.until) == ("Dinas Lama", NOW)
    assert pair.new in owners_of_evidence(session, evidence=proof)


def test_a_standard_in_force_there_stands_and_the_other_stays_readable(session: Session, pair: Pair) -> None:
    mine, theirs = standard(session, pair, pair.shared, 1, "in_force"), standard(session, pair, pair.shared_there, 1, "in_force")
    merge(session, pair)
    assert (mine.service_type_id, mine.agency_id, mine.version) == (pair.shared.id, pair.old, 1)
    assert (theirs.service_type_id, theirs.version) == (pair.shared_there.id, 1)
    assert former_agencies(session, pair.tenant_id, f"service_standard:{pair.shared_there.id}") == []


def test_a_draft_there_comes_after_the_versions_that_follow(session: Session, pair: Pair) -> None:
    for number, state in ((1, "replaced"), (2, "in_force"), (3, "draft")):
        standard(session, pair, pair.shared, number, state)
    standard(session, pair, pair.shared_there, 1, "draft")
    merge(session, pair)
    rows = session.scalars(select(ServiceStandard).where(ServiceStandard.tenant_id == pair.tenant_id)).all()
    found = sorted((each.service_type_id == pair.shared_there.id, each.number, each.state) for each in rows)
    assert found == [(False, 3, "draft"), (True, 1, "replaced"), (True, 2, "in_force"), (True, 4, "draft")]


def test_sop_follow_with_their_reviews_and_point_to_the_new_service(session: Session, pair: Pair) -> None:
    mine = procedure(session, pair, pair.old, "SOP/1", pair.shared)
    office = procedure(session, pair, pair.old, "SOP/2")
    put(
        session, ProcedureReview, tenant_id=pair.tenant_id, procedure_id=mine.id, year=2025, outcome="kept",
        reviewed_on=date(2025, 3, 1), recorded_at=NOW,
    )  # fmt: skip
    merge(session, pair)
    assert (mine.agency_id, mine.service_type_id, office.agency_id, office.service_type_id) == (
        pair.new, pair.shared_there.id, pair.new, None,
    )  # fmt: skip
    found = find_procedure(session, tenant_id=pair.tenant_id, procedure_id=mine.id, agency_ids={pair.new})
    assert found is not None and found.agency_name == "Dinas Baru" and set(found.reviews) == {2025}
    assert [each.name for each in former_agencies(session, pair.tenant_id, f"operating_procedure:{mine.id}")] == ["Dinas Lama"]


def test_an_sop_of_a_number_that_is_taken_stays_and_the_others_go(session: Session, pair: Pair) -> None:
    same, other = procedure(session, pair, pair.old, "SOP/1"), procedure(session, pair, pair.old, "SOP/2")
    theirs = procedure(session, pair, pair.new, "sop/1")
    theirs.state = "withdrawn"
    merge(session, pair)
    assert (same.agency_id, other.agency_id, theirs.agency_id) == (pair.old, pair.new, pair.new)


def test_complaints_of_the_running_quarter_are_added_up_and_earlier_ones_stay(session: Session, pair: Pair) -> None:
    complaints(session, pair, pair.old, 3, "counter", 5, 4, 3)
    complaints(session, pair, pair.old, 3, "phone", 2, 2, 2)
    complaints(session, pair, pair.old, 2, "counter", 9, 9, 1)
    complaints(session, pair, pair.new, 3, "counter", 10, 6, 6)
    session.flush()
    share_yardsticks(session=session, tenant_id=pair.tenant_id, now=NOW)
    before = figure(session, pair, "complaints")
    assert before is not None
    counts = dict(before.counts)
    merge(session, pair)
    rows = session.scalars(select(ComplaintCount).where(ComplaintCount.tenant_id == pair.tenant_id)).all()
    assert sorted((each.agency_id == pair.new, each.quarter, each.channel, each.received, each.settled, each.in_time) for each in rows) == [
        (False, 2, "counter", 9, 9, 1), (True, 3, "counter", 15, 10, 9), (True, 3, "phone", 2, 2, 2),
    ]  # fmt: skip
    after = figure(session, pair, "complaints")
    assert after is not None
    assert after.counts == counts == {"received": 26, "settled": 21, "in_time": 12}
    left = figure(session, pair, "complaints", pair.old)
    assert left is not None and left.counts["received"] == 9


def test_who_had_the_complaints_page_open_is_told(session: Session, pair: Pair) -> None:
    complaints(session, pair, pair.old, 3, "counter", 5, 4, 3)
    complaints(session, pair, pair.new, 3, "counter", 1, 1, 1)
    merge(session, pair)
    with pytest.raises(UnableToSaveComplaintCounts, match="changed-meanwhile"):
        save_complaint_counts(
            session=session, tenant_id=pair.tenant_id, agency_id=pair.new, year=2026, quarter=3, counts={}, account_id=None, now=NOW,
            seen="counter.1",
        )  # fmt: skip


def test_the_day_of_the_office_decides_the_quarter(session: Session, pair: Pair) -> None:
    complaints(session, pair, pair.old, 3, "counter", 5, 4, 3)
    # 30 September in UTC is 1 October in Jakarta.
    merge(session, pair, datetime(2026, 9, 30, 18, 0, tzinfo=UTC))
    assert session.scalars(select(ComplaintCount.agency_id).where(ComplaintCount.tenant_id == pair.tenant_id)).one() == pair.old


def test_fields_of_spm_of_the_year_follow_unless_both_carry_them(session: Session, pair: Pair) -> None:
    for agency, year, field in (
        (pair.old, 2026, "sosial"), (pair.old, 2026, "kesehatan"), (pair.old, 2025, "sosial"), (pair.new, 2026, "kesehatan"),
    ):  # fmt: skip
        put(
            session, MinimumService, tenant_id=pair.tenant_id, year=year, field=field, agency_id=agency, reached=Decimal("91.50"),
            changed_at=NOW,
        )  # fmt: skip
    merge(session, pair)
    rows = session.scalars(select(MinimumService).where(MinimumService.tenant_id == pair.tenant_id)).all()
    assert sorted((each.year, each.field, each.agency_id == pair.new) for each in rows) == [
        (2025, "sosial", False), (2026, "kesehatan", False), (2026, "kesehatan", True), (2026, "sosial", True),
    ]  # fmt: skip
    told = figure(session, pair, "minimum_services")
    assert told is not None and told.counts == {"fields": 2, "fields_reported": 2}


def test_a_checklist_follows_with_its_evidence_only_where_there_is_none(session: Session, pair: Pair) -> None:
    for year in (2025, 2026):
        put(
            session, ComplianceCheck, tenant_id=pair.tenant_id, year=year, agency_id=pair.old, item="persyaratan", state="there",
            changed_at=NOW,
        )  # fmt: skip
    proof = evidence(session, pair, "checklist", pair.old, "2026:persyaratan")
    merge(session, pair)
    rows = session.scalars(select(ComplianceCheck).where(ComplianceCheck.tenant_id == pair.tenant_id)).all()
    assert sorted((each.year, each.agency_id == pair.new) for each in rows) == [(2025, False), (2026, True)]
    assert evidence_counts(session, pair.tenant_id, "checklist", [pair.new]) == {(pair.new, "2026:persyaratan"): 1}
    assert [each.id for each in evidence_of(session, pair.tenant_id, "checklist", pair.new, "2026:persyaratan")] == [proof.id]
    assert owners_of_evidence(session, evidence=proof) == {pair.old, pair.new}


def test_two_checklists_are_never_mixed(session: Session, pair: Pair) -> None:
    for agency, item in ((pair.old, "persyaratan"), (pair.new, "prosedur")):
        put(
            session, ComplianceCheck, tenant_id=pair.tenant_id, year=2026, agency_id=agency, item=item, state="there", changed_at=NOW,
        )  # fmt: skip
    merge(session, pair)
    rows = session.scalars(select(ComplianceCheck).where(ComplianceCheck.tenant_id == pair.tenant_id)).all()
    assert sorted((each.item, each.agency_id == pair.new) for each in rows) == [("persyaratan", False), ("prosedur", True)]


def test_what_is_decided_stays_under_the_old_name(session: Session, pair: Pair) -> None:
    common = {"tenant_id": pair.tenant_id, "id": new_id(), "agency_id": pair.old}
    kept = [
        put(
            session, PerformanceAssessment, **common, agency_name="Dinas Lama", year=2026, edition="permenpanrb-17-2017", opened_at=NOW,
        ),
        put(session, ComplianceScore, **common, agency_name="Dinas Lama", year=2024, score=Decimal("88.00"), recorded_at=NOW),
        put(session, ServicePledge, **common, body="Kami berjanji", dated_on=date(2026, 1, 5), decided_at=NOW),
    ]  # fmt: skip
    merge(session, pair)
    assert {each.agency_id for each in kept} == {pair.old}


def test_innovations_and_open_promises_follow_and_those_kept_stay(session: Session, pair: Pair) -> None:
    idea = put(
        session, Innovation, tenant_id=pair.tenant_id, id=new_id(), agency_id=pair.old, title="Jemput bola", created_at=NOW, changed_at=NOW
    )
    items = {
        (source, state): put(
            session, ImprovementItem, tenant_id=pair.tenant_id, id=new_id(), agency_id=pair.old, source=source, topic="SOP",
            year=2026, action="Revisi", state=state, created_at=NOW,
        )
        for source in ("procedures", "performance")
        for state in ("planned", "done")
    }  # fmt: skip
    merge(session, pair)
    assert (idea.agency_id, idea.version) == (pair.new, 2)
    assert [key for key, item in items.items() if item.agency_id == pair.new] == [("procedures", "planned")]


def test_evidence_of_what_followed_is_the_new_officers_to_remove_and_nobody_elses(session: Session, pair: Pair) -> None:
    mine = procedure(session, pair, pair.old, "SOP/1")
    proof = evidence(session, pair, "procedure", mine.id)
    other, _services = make_agency(session, pair.tenant_id, "Dinas Lain")
    merge(session, pair)
    with pytest.raises(UnableToRemoveEvidence):
        remove_evidence(
            session=session, tenant_id=pair.tenant_id, evidence_id=proof.id, account_id=None, now=NOW, agency_ids={other.id}
        )
    remove_evidence(session=session, tenant_id=pair.tenant_id, evidence_id=proof.id, account_id=None, now=NOW, agency_ids={pair.new})
    assert evidence_counts(session, pair.tenant_id, "procedure", [mine.id]) == {}


def test_a_second_merger_takes_along_what_came_with_the_first(session: Session, pair: Pair) -> None:
    mine = procedure(session, pair, pair.old, "SOP/1")
    proof = evidence(session, pair, "complaints", pair.old, "2026-3")
    third, _services = make_agency(session, pair.tenant_id, "Dinas Ketiga")
    merge(session, pair)
    session.refresh(third)
    merge(session, Pair(pair.tenant_id, pair.new, third.id, pair.shared, pair.shared_there, pair.own), datetime(2026, 8, 1, tzinfo=UTC))
    assert mine.agency_id == third.id
    former = former_agencies(session, pair.tenant_id, f"operating_procedure:{mine.id}")
    assert [each.name for each in former] == ["Dinas Baru", "Dinas Lama"]
    assert third.id in owners_of_evidence(session, evidence=proof)
    assert evidence_counts(session, pair.tenant_id, "complaints", [third.id]) == {(third.id, "2026-3"): 1}


def test_an_archived_agency_keeps_counting_in_the_year_it_worked(session: Session, pair: Pair) -> None:
    complaints(session, pair, pair.old, 2, "counter", 9, 8, 7)
    session.scalars(select(Agency).where(Agency.tenant_id == pair.tenant_id, Agency.id == pair.old)).one().state = "archived"
    share_yardsticks(session=session, tenant_id=pair.tenant_id, now=NOW)
    told = figure(session, pair, "complaints")
    assert told is not None and told.counts == {"received": 9, "settled": 8, "in_time": 7}
