"""Saves what was entered on one aspect of a sheet (F-01 or F-02), or on the whole sheet from a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from puas.db.queries.performance_proposals import proposals_for
from puas.db.queries.performance_sheets import entries_of, scores_of
from puas.db.tables.performance import PerformanceScore, PerformanceSheet
from puas.domain.performance_proposals import Proposal
from puas.domain.performance_sheet import Entry, EntryFault, entry_faults, fingerprint
from puas.domain.performance_snapshot import EVALUATOR_FORM
from puas.domain.regulation.performance_registry import performance_edition
from puas.usecases._performance import UnableToChangePerformance, lock_open_sheet
from puas.usecases.record_audit import record_audit


class UnableToSavePerformanceSheet(UnableToChangePerformance):
    """`reason`: unknown-sheet, unknown-assessment, not-open, sent-already, not-yours, changed-meanwhile (with what stands there as
    `entries`), or faults (with each of them).
    """

    def __init__(
        self,
        reason: str,
        *,
        version: int = 0,
        names: tuple[str, ...] = (),
        entries: Mapping[str, Entry] | None = None,
        faults: tuple[EntryFault, ...] = (),
    ) -> None:
        super().__init__(reason, version=version, names=names)
        self.entries = entries or {}
        self.faults = faults


def save_performance_sheet(
    *,
    session: Session,
    tenant_id: int,
    sheet_id: UUID,
    entries: Mapping[str, Entry],
    seen: str | None,
    account_id: UUID | None,
    now: datetime,
) -> None:
    """Write these entries; indicators that are not among them stay as they are.

    `seen` is the fingerprint of the same indicators when the form was shown, None where it does not matter: if somebody else, or
    the same person elsewhere, has written there since, nothing is saved and both are shown. An evaluator's sheet is written by its
    evaluator only. Who may fill in the unit's own sheet is decided at the door.
    """
    sheet, assessment = lock_open_sheet(session, tenant_id, sheet_id, account_id, kind=UnableToSavePerformanceSheet)
    form = performance_edition(assessment.edition).form(assessment.form)
    stored = scores_of(session, tenant_id=tenant_id, sheet_ids=[sheet.id])[sheet.id]
    present = entries_of(stored)
    if seen is not None and seen != fingerprint(present, entries):
        raise UnableToSavePerformanceSheet("changed-meanwhile", version=sheet.version, entries=present)
    proposals = proposals_for(session, tenant_id=tenant_id, assessment=assessment)
    faults = entry_faults(form, entries, proposals)
    if faults:
        raise UnableToSavePerformanceSheet("faults", faults=faults)
    changed = {code: entry for code, entry in entries.items() if entry != present.get(code, Entry())}
    if not changed:
        return
    _write(session, sheet, changed, stored, proposals)
    sheet.version += 1
    sheet.changed_at = now
    session.flush()
    record_audit(
        session=session, tenant_id=tenant_id, account_id=account_id, action="save_performance_sheet",
        subject=f"performance_assessment:{assessment.id}", now=now,
        detail={
            "agency": assessment.agency_name, "year": str(assessment.year), "form": sheet.form,
            "indicators": _changes(sheet, changed, present),
        },
    )  # fmt: skip


def _write(
    session: Session,
    sheet: PerformanceSheet,
    changed: Mapping[str, Entry],
    stored: Mapping[str, PerformanceScore],
    proposals: Mapping[str, Proposal],
) -> None:
    emptied = [code for code, entry in changed.items() if entry.is_empty and code in stored]
    if emptied:
        mine = (PerformanceScore.tenant_id == sheet.tenant_id, PerformanceScore.sheet_id == sheet.id)
        session.execute(delete(PerformanceScore).where(*mine, PerformanceScore.indicator.in_(emptied)))
    for code, entry in changed.items():
        if entry.is_empty:
            continue
        row = stored.get(code)
        if row is None:
            row = PerformanceScore(tenant_id=sheet.tenant_id, sheet_id=sheet.id, indicator=code)
            session.add(row)
        proposal = proposals.get(code)
        row.score, row.note, row.reason = entry.score, entry.note, entry.reason
        row.proposed = proposal.score if proposal else None
        row.proof = {"sentence": proposal.sentence, **proposal.proof} if proposal else {}


def _changes(sheet: PerformanceSheet, changed: Mapping[str, Entry], present: Mapping[str, Entry]) -> list[str]:
    """`A.06: 3 → 4` of the unit's own sheet; of an evaluator only which, since nobody is to see their scores before validation."""
    if sheet.form == EVALUATOR_FORM:
        return sorted(changed)
    return [f"{code}: {_shown(present.get(code, Entry()))} → {_shown(entry)}" for code, entry in _sorted(changed.items())]


def _sorted(items: Iterable[tuple[str, Entry]]) -> list[tuple[str, Entry]]:
    return sorted(items, key=lambda pair: pair[0])


def _shown(entry: Entry) -> str:
    return "–" if entry.score is None else str(entry.score)
