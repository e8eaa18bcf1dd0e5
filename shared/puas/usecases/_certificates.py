"""What issuing one certificate and issuing all that were earned share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.queries.certificates import Candidate, CertifiedSession, find_certified_session, list_candidates
from puas.db.queries.letters import LetterSender, find_sender
from puas.db.tables.training import Certificate
from puas.domain.certificate_source import CertificateSource, subjects_of
from puas.domain.document_source import CERTIFICATE
from puas.domain.letter_number import pattern_fault, printed_number
from puas.domain.report_snapshot import Signatory
from puas.domain.survey_period import local_day
from puas.domain.training_plan import PLANNED
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._refusal import Refusal
from puas.usecases._running_numbers import next_number
from puas.usecases.record_audit import record_audit


class UnableToIssueCertificate(Refusal):
    """`reason`: unknown-session, unknown-participant, not-begun (the session was not opened yet), no-signatory, bad-pattern, already-given,
    not-earned (and no reason was given for it all the same), too-long (the reason), or nobody (none is due).
    """


@dataclass(frozen=True, slots=True)
class Desk:
    """Where certificates of a session are issued: who signs, and everybody as they stand once nobody else issues any more."""

    held: CertifiedSession
    sender: LetterSender
    candidates: Sequence[Candidate]


def open_desk(session: Session, *, tenant_id: int, session_id: UUID, now: datetime, participant_id: UUID | None = None) -> Desk:
    """Raises UnableToIssueCertificate where none of this session could be issued."""
    held = find_certified_session(session, tenant_id=tenant_id, session_id=session_id)
    if held is None:
        raise UnableToIssueCertificate("unknown-session")
    if held.state == PLANNED:
        raise UnableToIssueCertificate("not-begun")
    sender = find_sender(session, tenant_id=tenant_id)
    if not sender.signatory_name or not sender.signatory_position:
        raise UnableToIssueCertificate("no-signatory")
    if pattern_fault(sender.pattern):
        raise UnableToIssueCertificate("bad-pattern")
    # Who issues at the same moment waits here, so that what is read now is what the other one left.
    next_number(session, tenant_id, local_day(now, sender.time_zone).year)
    found = list_candidates(session, tenant_id=tenant_id, held=held, participant_id=participant_id)
    return Desk(held, sender, found)


def give(
    session: Session, *, tenant_id: int, desk: Desk, candidate: Candidate, account_id: UUID, base_url: str, now: datetime, why: str = ""
) -> Certificate:
    """Number it, freeze what it says, ask for the document."""
    dated_on = local_day(now, desk.sender.time_zone)
    number = next_number(session, tenant_id, dated_on.year)
    row = Certificate(
        tenant_id=tenant_id, id=new_id(), session_id=desk.held.id, participant_id=candidate.participant_id, year=dated_on.year,
        number=number, printed_number=printed_number(desk.sender.pattern, number, dated_on), dated_on=dated_on, hours=desk.held.hours,
        issued_by=account_id, issued_at=now,
    )  # fmt: skip
    report = request_document(
        session, tenant_id=tenant_id,
        wanted=Wanted(
            # One key for all certificates of a person, so that one taken back leads to the one given instead.
            document=CERTIFICATE, title=f"Sertifikat {row.printed_number}", twin_key=f"{CERTIFICATE}:{candidate.participant_id}",
            requested_by=account_id, now=now,
        ),
        source=lambda document_id: _source(row, desk, candidate, document_id, base_url).to_json(),
    )  # fmt: skip
    row.report_id = report.id
    session.add(row)
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="issue_certificate", subject=f"certificate:{row.id}", now=now,
        detail={"number": row.printed_number, "name": candidate.name, "document_id": report.document_id, "reason": why},
    )  # fmt: skip
    return row


def _source(row: Certificate, desk: Desk, candidate: Candidate, document_id: str, base_url: str) -> CertificateSource:
    held, sender = desk.held, desk.sender
    return CertificateSource(
        document_id=document_id,
        verification_url=f"{base_url.rstrip('/')}/verifikasi/{document_id}",
        number=row.printed_number,
        name=candidate.name,
        position=candidate.position,
        agency_name=candidate.agency_name,
        title=held.title,
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        place=held.place,
        hours=row.hours,
        subjects=subjects_of(held.agenda),
        achievement=candidate.achievement,
        dated_on=row.dated_on,
        letterhead=sender.letterhead,
        signatory=Signatory(sender.signatory_position, sender.signatory_name, "", sender.signatory_nip, sender.place, row.dated_on),
        owner=sender.name,
        is_sample=sender.is_sample,
        issued_at=row.issued_at,
        time_zone=sender.time_zone,
    )
