"""Certificates: only to whom the rule or a reason gives one, numbers without gaps or doubles, words frozen, one that counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.erasure import erase_guest
from puas.db.identifiers import new_id
from puas.db.queries.publication import find_document
from puas.db.tables.agencies import Agency
from puas.db.tables.people import AuditEvent
from puas.db.tables.reports import Report
from puas.db.tables.training import Certificate, TrainingParticipant, TrainingSession
from puas.domain.certificate_rule import CertificateRule
from puas.domain.certificate_source import CertificateSource
from puas.domain.reporting_scope import reporting_scope
from puas.usecases._certificates import UnableToIssueCertificate
from puas.usecases.finish_report import finish_report
from puas.usecases.issue_earned_certificates import issue_earned_certificates
from puas.usecases.issue_letter import NewLetter, issue_letter
from puas.usecases.save_certificate_rule import UnableToSaveCertificateRule, save_certificate_rule
from puas.usecases.withdraw_document import withdraw_document
from tests.factories.certified import SIGNATORY, CertifiedHall, earn, finish, issue, make_certified_hall, sign
from tests.factories.training_rooms import NOW, account_of, make_hall

if TYPE_CHECKING:
    from tests.conftest import Committing


def report_of(session: Session, certificate: Certificate) -> Report:
    with tenancy.inside(session, tenant_id=certificate.tenant_id):
        return session.scalars(select(Report).where(Report.tenant_id == certificate.tenant_id, Report.id == certificate.report_id)).one()


def take_back(session: Session, made: CertifiedHall, certificate: Certificate) -> None:
    assert certificate.report_id is not None
    finish(session, made.hall, certificate.report_id)
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        withdraw_document(
            session=session, tenant_id=made.hall.owner_id, report_id=certificate.report_id, why="Nama keliru",
            account_id=made.hall.trainer.id, now=NOW,
        )  # fmt: skip


def issue_all(session: Session, made: CertifiedHall, now: datetime = NOW) -> list[Certificate]:
    hall = made.hall
    with tenancy.inside(session, tenant_id=hall.owner_id):
        return issue_earned_certificates(
            session=session, tenant_id=hall.owner_id, session_id=hall.session_id, account_id=hall.trainer.id,
            base_url="https://skm.example.go.id", now=now,
        )  # fmt: skip


def change_session(session: Session, made: CertifiedHall, **values: object) -> None:
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        session.execute(
            update(TrainingSession)
            .where(TrainingSession.tenant_id == made.hall.owner_id, TrainingSession.id == made.hall.session_id)
            .values(**values)
        )


def test_an_earned_certificate_is_numbered_frozen_and_asked_for(session: Session) -> None:
    made = make_certified_hall(session)
    certificate = issue(session, made)
    assert (certificate.number, certificate.printed_number, certificate.hours) == (1, "001/SKM/XI/2026", 8)
    report = report_of(session, certificate)
    source = CertificateSource.from_json(report.snapshot)
    assert (report.document, report.state, report.expires_at) == ("certificate", "pending", None)
    assert (source.name, source.number, source.document_id) == ("Peserta 1", "001/SKM/XI/2026", report.document_id)
    assert source.verification_url == f"https://skm.example.go.id/verifikasi/{report.document_id}"
    assert (source.achievement.test_right, source.achievement.exercises_solved, source.signatory.name) == (14, 3, "Dr. Sari")
    assert [each.title for each in source.subjects][0] == "Tes awal" and "Istirahat" not in {each.title for each in source.subjects}
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        assert "issue_certificate" in set(session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == made.hall.owner_id)))


def test_later_changes_change_no_certificate(session: Session) -> None:
    made = make_certified_hall(session)
    certificate = issue(session, made)
    sign(session, made.hall, signatory_name="Orang Lain")
    change_session(session, made, title="Nama lain", hours=40)
    source = CertificateSource.from_json(report_of(session, certificate).snapshot)
    assert (source.signatory.name, source.title, source.hours) == ("Dr. Sari", "Bimtek Contoh", 8)


def test_who_did_not_earn_one_gets_it_with_a_reason_alone(session: Session) -> None:
    made = make_certified_hall(session)
    with pytest.raises(UnableToIssueCertificate, match="not-earned"):
        issue(session, made, 2, why="  \n ")
    with pytest.raises(UnableToIssueCertificate, match="too-long"):
        issue(session, made, 2, why="x" * 501)
    assert issue(session, made, 2, why="Sakit pada jam terakhir").number == 1


@pytest.mark.parametrize(
    ("setting", "reason"),
    [({"signatory_name": ""}, "no-signatory"), ({"signatory_position": ""}, "no-signatory"), ({"letter_number": "{nomor}"}, "bad-pattern")],
)
def test_without_signatory_or_pattern_none_is_issued(session: Session, setting: dict[str, str], reason: str) -> None:
    made = make_certified_hall(session)
    sign(session, made.hall, **setting)
    for act in (issue, issue_all):
        with pytest.raises(UnableToIssueCertificate, match=reason):
            act(session, made)
    sign(session, made.hall, **SIGNATORY, letter_number="{nomor}/S/{tahun}")
    assert issue(session, made).printed_number == "001/S/2026"


def test_a_session_that_was_not_opened_gives_none(session: Session) -> None:
    made = make_certified_hall(session)
    change_session(session, made, state="planned")
    with pytest.raises(UnableToIssueCertificate, match="not-begun"):
        issue_all(session, made)


def test_one_certificate_counts_and_a_withdrawn_one_is_followed_by_a_new_number(session: Session) -> None:
    made = make_certified_hall(session)
    first = issue(session, made)
    with pytest.raises(UnableToIssueCertificate, match="already-given"):
        issue(session, made, why="Lagi")
    take_back(session, made, first)
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        session.execute(
            update(TrainingParticipant).where(TrainingParticipant.id == made.seats[0].participant_id).values(name="Siti Aminah, S.Sos.")
        )
    second = issue(session, made, now=NOW + timedelta(hours=1))
    assert second.number == 2
    finish(session, made.hall, second.report_id)
    assert CertificateSource.from_json(report_of(session, second).snapshot).name == "Siti Aminah, S.Sos."
    # Whoever checks the first is told of the second.
    found = find_document(session, document_id=report_of(session, first).document_id, now=NOW)
    assert found is not None and found.withdrawn_at is not None
    assert found.newer_number == report_of(session, second).document_id


def test_a_certificate_of_another_session_or_tenant_is_not_to_be_had(session: Session) -> None:
    made, other = make_certified_hall(session), make_certified_hall(session)
    mixed = CertifiedHall(made.hall, other.seats)
    with pytest.raises(UnableToIssueCertificate, match="unknown-participant"):
        issue(session, mixed)
    foreign = CertifiedHall(make_hall(session), made.seats)
    sign(session, foreign.hall, **SIGNATORY)
    with pytest.raises(UnableToIssueCertificate, match="unknown-participant"):
        issue(session, foreign)


def test_all_that_were_earned_are_issued_once_by_number(session: Session) -> None:
    made = make_certified_hall(session, seats=4, earned=(4, 1, 3))
    issue(session, made, 3)
    given = issue_all(session, made)
    numbers = {each.participant_id: each.number for each in given}
    assert numbers == {made.seats[0].participant_id: 2, made.seats[3].participant_id: 3}
    with pytest.raises(UnableToIssueCertificate, match="nobody"):
        issue_all(session, made)


def test_letters_and_certificates_share_one_register(session: Session) -> None:
    made = make_certified_hall(session, seats=2, earned=(1, 2), kind="regency")
    assert issue(session, made, 1).number == 1
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        agency_id = _an_agency(session, made)
        letter = issue_letter(
            session=session, tenant_id=made.hall.owner_id, account_id=made.hall.trainer.id, base_url="https://x.example", now=NOW,
            letter=NewLetter(
                occasion="not_reported", form="letter", scope=reporting_scope(2026), recipient=agency_id, dated_on=NOW.date(), nature="",
                subject="Laporan", addressee="Kepala", text="Satu.",
            ),
        )  # fmt: skip
    assert letter.number == 2
    assert issue(session, made, 2).printed_number == "003/SKM/XI/2026"


def _an_agency(session: Session, made: CertifiedHall) -> str:
    agency = Agency(tenant_id=made.hall.owner_id, id=new_id(), name="Dinas Contoh", kind="dinas", created_at=NOW)
    session.add(agency)
    session.flush()
    return str(agency.id)


def test_the_file_of_a_certificate_never_expires(session: Session) -> None:
    made = make_certified_hall(session)
    certificate = issue(session, made)
    assert certificate.report_id is not None
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        report = session.scalars(select(Report).where(Report.id == certificate.report_id)).one()
        report.state, report.attempt = "running", 1
        session.flush()
        assert finish_report(session=session, tenant_id=report.tenant_id, report_id=report.id, attempt=1, now=NOW)
        assert report.expires_at is None


def test_a_certificate_outlives_the_account_of_its_guest(session: Session) -> None:
    made = make_certified_hall(session)
    certificate = issue(session, made)
    finish(session, made.hall, certificate.report_id)
    number = report_of(session, certificate).document_id
    erase_guest(session, account_id=account_of(session, made.seats[0]))
    found = find_document(session, document_id=number, now=NOW)
    assert found is not None
    assert CertificateSource.from_json(found.source).name == "Peserta 1"


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (CertificateRule(attendance=101), "attendance"),
        (CertificateRule(test=-1), "test"),
        (CertificateRule(exercises=5), "exercises"),
    ],
)
def test_a_rule_that_cannot_be_met_is_refused(session: Session, rule: CertificateRule, field: str) -> None:
    made = make_certified_hall(session)
    with tenancy.inside(session, tenant_id=made.hall.owner_id), pytest.raises(UnableToSaveCertificateRule) as refused:
        save_rule(session, made, rule)
    assert refused.value.field == field


def save_rule(session: Session, made: CertifiedHall, rule: CertificateRule) -> None:
    save_certificate_rule(
        session=session, tenant_id=made.hall.owner_id, session_id=made.hall.session_id, rule=rule, account_id=made.hall.trainer.id, now=NOW
    )


def test_another_rule_gives_to_others(session: Session) -> None:
    made = make_certified_hall(session, seats=2, earned=())
    earn(session, made.seats[0], right=8)
    with pytest.raises(UnableToIssueCertificate, match="nobody"):
        issue_all(session, made)
    with tenancy.inside(session, tenant_id=made.hall.owner_id):
        save_rule(session, made, CertificateRule(attendance=100, test=57, exercises=3))
    assert [each.participant_id for each in issue_all(session, made)] == [made.seats[0].participant_id]


def _at_once(committing: Committing, act: Callable[[Session], Any], number: int) -> list[str]:
    start = Barrier(number)

    def one(_place: int) -> str:
        with committing.session_factory() as session:
            start.wait()
            try:
                act(session)
            except UnableToIssueCertificate as refusal:
                return refusal.reason
            session.commit()
            return "issued"

    with ThreadPoolExecutor(number) as pool:
        return sorted(pool.map(one, range(number)))


def test_two_who_issue_to_all_at_once_issue_once_and_leave_no_gap(committing: Committing) -> None:
    with committing.session_factory() as session:
        made = make_certified_hall(session, seats=5, earned=(1, 2, 3, 4, 5))
        session.commit()
    assert _at_once(committing, lambda session: issue_all(session, made), 3) == ["issued", "nobody", "nobody"]
    assert numbers_of(committing, made) == [1, 2, 3, 4, 5]


def test_two_who_issue_the_same_one_at_once_issue_one(committing: Committing) -> None:
    with committing.session_factory() as session:
        made = make_certified_hall(session)
        session.commit()
    assert _at_once(committing, lambda session: issue(session, made), 3) == ["already-given", "already-given", "issued"]
    assert numbers_of(committing, made) == [1]


def test_a_transaction_that_fails_leaves_no_gap(committing: Committing) -> None:
    with committing.session_factory() as session:
        made = make_certified_hall(session, seats=2, earned=(1, 2))
        session.commit()
    with committing.session_factory() as session:
        issue(session, made, 1)
        session.rollback()
    with committing.session_factory() as session:
        issue(session, made, 2)
        session.commit()
    assert numbers_of(committing, made) == [1]


def numbers_of(committing: Committing, made: CertifiedHall) -> list[int]:
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=made.hall.owner_id)
        return sorted(session.scalars(select(Certificate.number).where(Certificate.tenant_id == made.hall.owner_id)))
