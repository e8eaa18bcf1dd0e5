"""Asks for a material of a training session: slides, guide, handbook, worksheets, posters, cards, or all of them in one archive.

Asking again while it is on its way gives the same one, unless the session has changed since: then the one on its way would be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db.queries.training_materials import highest_seat, trained_session
from puas.db.tables.reports import Report
from puas.db.tables.training import TrainingMaterial
from puas.domain.document_source import (
    TRAINING_CARDS,
    TRAINING_DOCUMENTS,
    TRAINING_GUIDE,
    TRAINING_HANDBOOK,
    TRAINING_KIT,
    TRAINING_POSTERS,
    TRAINING_SLIDES,
    TRAINING_WORKSHEETS,
)
from puas.domain.regulation.registry import edition
from puas.domain.training_numbers import EXAMPLE_SEAT, SeatNumbers, seat_numbers
from puas.domain.training_source import TrainedSession, TrainingSource
from puas.usecases._document_requests import Wanted, request_document
from puas.usecases._refusal import Refusal
from puas.usecases.record_audit import record_audit

TITLES: Mapping[str, str] = {
    TRAINING_SLIDES: "Paparan",
    TRAINING_GUIDE: "Panduan pelatih",
    TRAINING_HANDBOOK: "Buku pegangan peserta",
    TRAINING_WORKSHEETS: "Lembar latihan",
    TRAINING_POSTERS: "Poster loket",
    TRAINING_CARDS: "Kartu saku",
    TRAINING_KIT: "Paket pelatih",
}

# The others show the example alone, which is nobody's.
WITH_EVERY_SEAT = frozenset({TRAINING_WORKSHEETS, TRAINING_GUIDE, TRAINING_KIT})


class UnableToRequestTrainingMaterial(Refusal):
    """`reason`: unknown-document, unknown-session, no-agenda, or unknown-seat (of worksheets for one participant)."""


def request_training_material(
    *,
    session: Session,
    tenant_id: int,
    session_id: UUID,
    document: str,
    requested_by: UUID | None,
    base_url: str,
    now: datetime,
    seat: int | None = None,
) -> Report:
    """The request that is on its way, or a new one made from the session as it is now; `seat` is one participant's worksheets."""
    if document not in TRAINING_DOCUMENTS or (seat is not None and document != TRAINING_WORKSHEETS):
        raise UnableToRequestTrainingMaterial("unknown-document")
    trained = trained_session(session, tenant_id=tenant_id, session_id=session_id, base_url=base_url)
    if trained is None:
        raise UnableToRequestTrainingMaterial("unknown-session")
    if not trained.agenda:
        raise UnableToRequestTrainingMaterial("no-agenda")
    last = max(trained.seats, highest_seat(session, tenant_id=tenant_id, session_id=session_id))
    if seat is not None and not 1 <= seat <= last:
        raise UnableToRequestTrainingMaterial("unknown-seat")
    numbers = range(1, last + 1) if seat is None else (seat,)
    made: list[str] = []

    def source(document_id: str) -> str:
        made.append(document_id)
        seats = tuple(_numbers(trained, number) for number in numbers) if document in WITH_EVERY_SEAT else ()
        url = f"{base_url.rstrip('/')}/verifikasi/{document_id}"
        return TrainingSource(document_id, url, trained, _numbers(trained, EXAMPLE_SEAT), seats, now).to_json()

    wanted = Wanted(
        document=document,
        title=f"{TITLES[document]} {f'peserta nomor {seat} ' if seat else ''}{trained.title}",
        twin_key=":".join((document, str(session_id), str(seat or "semua"), trained.fingerprint())),
        requested_by=requested_by,
        now=now,
    )
    report = request_document(session, tenant_id=tenant_id, wanted=wanted, source=source)
    if report.document_id in made:
        session.add(TrainingMaterial(tenant_id=tenant_id, report_id=report.id, session_id=session_id, document=document))
        session.flush()
        record_audit(
            session=session, tenant_id=tenant_id, account_id=requested_by, action="request_training_material",
            subject=f"report:{report.id}", now=now, detail={"document": TITLES[document], "name": trained.title},
        )  # fmt: skip
    return report


def _numbers(trained: TrainedSession, number: int) -> SeatNumbers:
    return seat_numbers(edition(trained.edition_id), trained.seed, number)
