"""What the pages of certificates show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort

from puas.db import tenancy
from puas.db.queries.certificates import (
    Candidate,
    CertifiedSession,
    GivenCertificate,
    find_certificate,
    find_certified_session,
    list_candidates,
)
from puas.db.queries.letters import find_sender
from puas.db.queries.report_lists import files_of, find_report
from puas.db.tables.reports import Report, ReportFile
from puas_web.access import current_tenant
from puas_web.certificates.words import missing_in_words
from puas_web.database import db
from puas_web.produced_documents import ON_THE_WAY, refresh_seconds
from puas_web.training_seat import current_seat


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    """Everybody of a session. `refresh` says when the page looks again while documents are being made."""

    held: CertifiedSession
    candidates: Sequence[Candidate]
    can_sign: bool
    refresh: int | None

    @property
    def due(self) -> int:
        """How many earned one and have none."""
        return sum(each.is_due for each in self.candidates)

    @property
    def given(self) -> int:
        return sum(each.valid is not None for each in self.candidates)

    @property
    def withdrawn(self) -> list[GivenCertificate]:
        return [each for candidate in self.candidates for each in candidate.withdrawn]

    def missing(self, candidate: Candidate) -> list[str]:
        """What the participant still lacks, in words."""
        return [missing_in_words(name, self.held.rule, candidate.achievement) for name in candidate.missing]


def held_or_404(session_id: UUID) -> CertifiedSession:
    return find_certified_session(db.session(), tenant_id=current_tenant().id, session_id=session_id) or abort(404)


def certificates_page(session_id: UUID) -> CertificatesPage:
    here, held = current_tenant(), held_or_404(session_id)
    found = list_candidates(db.session(), tenant_id=here.id, held=held)
    sender = find_sender(db.session(), tenant_id=here.id)
    made = [each.valid for each in found if each.valid and each.valid.state in ON_THE_WAY]
    waits = [refresh_seconds(each.state, each.issued_at) or 0 for each in made]
    return CertificatesPage(held, found, bool(sender.signatory_name and sender.signatory_position), min(waits, default=None))


def signatory_data() -> dict[str, str]:
    """Who signs now, as the form shows it."""
    sender = find_sender(db.session(), tenant_id=current_tenant().id)
    return {
        "signatory_position": sender.signatory_position, "signatory_name": sender.signatory_name, "signatory_nip": sender.signatory_nip,
        "letter_number": sender.pattern,
    }  # fmt: skip


def candidate_or_404(held: CertifiedSession, participant_id: UUID) -> Candidate:
    """One participant of the session."""
    found = list_candidates(db.session(), tenant_id=current_tenant().id, held=held, participant_id=participant_id)
    return found[0] if found else abort(404)


def certificate_or_404(session_id: UUID, certificate_id: UUID) -> GivenCertificate:
    """A certificate of this session of this tenant."""
    found = find_certificate(db.session(), tenant_id=current_tenant().id, session_id=session_id, certificate_id=certificate_id)
    return found or abort(404)


def report_of(certificate: GivenCertificate) -> Report:
    return find_report(db.session(), tenant_id=current_tenant().id, report_id=certificate.report_id) or abort(404)


def files_of_certificate(tenant_id: int, certificate: GivenCertificate) -> list[ReportFile]:
    """Its finished file."""
    if certificate.state != "ready":
        return []
    return files_of(db.session(), tenant_id=tenant_id, report_ids=[certificate.report_id]).get(certificate.report_id, [])


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The participant's certificate, or what is still missing."""

    held: CertifiedSession
    mine: Candidate
    files: Sequence[ReportFile]
    refresh: int | None

    @property
    def missing(self) -> list[str]:
        return [missing_in_words(name, self.held.rule, self.mine.achievement) for name in self.mine.missing]


def own_page() -> OwnPage:
    """What the tenant that holds the session knows of the participant asking."""
    seat = current_seat()
    with tenancy.inside(db.session(), tenant_id=seat.owner_id):
        held = find_certified_session(db.session(), tenant_id=seat.owner_id, session_id=seat.session_id) or abort(404)
        [mine] = list_candidates(db.session(), tenant_id=seat.owner_id, held=held, participant_id=seat.participant_id)
        files = files_of_certificate(seat.owner_id, mine.valid) if mine.valid else []
    return OwnPage(held, mine, files, refresh_seconds(mine.valid.state, mine.valid.issued_at) if mine.valid else None)
