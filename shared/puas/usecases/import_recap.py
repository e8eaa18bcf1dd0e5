"""Brings the indexes of an audited recap into the trends of their agencies, each with its own rule and its exact value beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from puas.db.identifiers import new_id
from puas.db.integrity import violates
from puas.db.tables.agencies import Agency
from puas.db.tables.results import OldRecap, PastResult
from puas.domain.old_recap_import import Proposal
from puas.domain.regulation.registry import edition
from puas.domain.rounding import exact, round_half_up
from puas.usecases.record_audit import record_audit

IMPORTED = "imported"
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """A line as a person confirmed it; `replaces` says that a figure that stands for that time already gives way."""

    proposal: Proposal
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """How many figures were added, replaced, found to stand there already, and left as they were."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    kept: int = 0


class UnableToImportRecap(Exception):
    """`reason`: unknown-recap, unknown-agency, twice, out-of-scale, not-past, or changed-meanwhile; `line` is the place in the audit."""

    def __init__(self, reason: str, line: int = -1) -> None:
        super().__init__(f"{reason}: {line}")
        self.reason = reason
        self.line = line


def import_recap(
    *, session: Session, tenant_id: int, recap_id: UUID, decisions: Sequence[Decision], account_id: UUID | None, now: datetime
) -> ImportOutcome:
    """All decisions or none. What stands there already with the same figure is left alone, so that importing twice changes nothing."""
    recap = session.scalars(select(OldRecap).where(OldRecap.tenant_id == tenant_id, OldRecap.id == recap_id)).one_or_none()
    if recap is None:
        raise UnableToImportRecap("unknown-recap")
    _check(session, tenant_id, decisions, now)
    rows = [_row(tenant_id, recap_id, recap.file_name, each.proposal) for each in decisions]
    standing = _standing(session, tenant_id)
    added, replaced, unchanged, kept = [], [], 0, 0
    for row, decision in zip(rows, decisions, strict=True):
        there = standing.get((row["agency_id"], row["year"], row["label"]))
        if there is None:
            added.append(row)
        elif _is_same(there, row):
            unchanged += 1
        elif decision.replaces:
            replaced.append((there.id, row))
        else:
            kept += 1
    _write(session, tenant_id, added, replaced)
    outcome = ImportOutcome(len(added), len(replaced), unchanged, kept)
    if added or replaced:
        _note(session, tenant_id, recap, outcome, account_id, now)
    return outcome


def _check(session: Session, tenant_id: int, decisions: Sequence[Decision], now: datetime) -> None:
    wanted = {each.proposal.agency_id for each in decisions if each.proposal.agency_id}
    known = {None, *session.scalars(select(Agency.id).where(Agency.tenant_id == tenant_id, Agency.id.in_(wanted)))}
    times: set[tuple[UUID | None, int | None, str]] = set()
    for decision in decisions:
        proposal = decision.proposal
        rule = edition(proposal.edition_id)
        if proposal.agency_id not in known or (proposal.agency_id is None and not proposal.is_regional):
            raise UnableToImportRecap("unknown-agency", proposal.line)
        if proposal.year is None or not rule.year <= proposal.year <= now.year:
            raise UnableToImportRecap("not-past", proposal.line)
        if not rule.bands[0].nik_from - Decimal("0.25") <= proposal.nik <= rule.bands[-1].nik_to:
            raise UnableToImportRecap("out-of-scale", proposal.line)
        time = (proposal.agency_id, proposal.year, proposal.label)
        if time in times:
            raise UnableToImportRecap("twice", proposal.line)
        times.add(time)


def _row(tenant_id: int, recap_id: UUID, file_name: str, proposal: Proposal) -> _Row:
    return {
        "tenant_id": tenant_id,
        "agency_id": proposal.agency_id,
        "year": proposal.year,
        "label": proposal.label,
        "edition": proposal.edition_id,
        "nik": proposal.nik,
        "source": file_name,
        "respondents": proposal.respondents,
        "exact_nik": proposal.exact_nik,
        "convention": proposal.convention,
        "unsur": {slug: format(value, "f") for slug, value in proposal.unsur.items()},
        "recap_id": recap_id,
    }


def _standing(session: Session, tenant_id: int) -> dict[tuple[UUID | None, int, str], PastResult]:
    statement = select(PastResult).where(PastResult.tenant_id == tenant_id)
    return {(row.agency_id, row.year, row.label): row for row in session.scalars(statement)}


def _is_same(there: PastResult, row: _Row) -> bool:
    same_nik = round_half_up(exact(there.nik), 3) == round_half_up(exact(row["nik"]), 3)
    return same_nik and there.edition == row["edition"] and (there.convention, there.unsur) == (row["convention"], row["unsur"])


def _write(session: Session, tenant_id: int, added: Sequence[_Row], replaced: Sequence[tuple[UUID, _Row]]) -> None:
    try:
        with session.begin_nested():
            if added:
                session.execute(insert(PastResult), [{"id": new_id(), **row} for row in added])
            for old_id, row in replaced:
                session.execute(delete(PastResult).where(PastResult.tenant_id == tenant_id, PastResult.id == old_id))
                session.execute(insert(PastResult), [{"id": new_id(), **row}])
    except IntegrityError as error:
        if violates(error, "uq_past_result_label"):
            raise UnableToImportRecap("changed-meanwhile") from error
        raise


def _note(session: Session, tenant_id: int, recap: OldRecap, outcome: ImportOutcome, account_id: UUID | None, now: datetime) -> None:
    session.execute(
        update(OldRecap).where(OldRecap.tenant_id == tenant_id, OldRecap.id == recap.id).values(state=IMPORTED, imported_at=now)
    )
    session.expire(recap)
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="import_recap", subject=f"old_recap:{recap.id}", now=now,
        detail={"added": outcome.added, "replaced": outcome.replaced, "kept": outcome.kept},
    )  # fmt: skip
