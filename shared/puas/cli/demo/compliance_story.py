"""What the Ombudsman is told to have said about the regencies of the demo, and how they prepare. Figures are invented."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from puas.cli.demo.story import SEED_FOLDER
from puas.cli.demo.target import SeedTarget
from puas.db.tables.agencies import Agency
from puas.domain.compliance_checklist import KEYS, MISSING, PARTLY, THERE, UNKNOWN
from puas.domain.compliance_entry import ComplianceEntry
from puas.usecases.choose_checked_agencies import choose_checked_agencies
from puas.usecases.import_compliance_scores import import_compliance_scores
from puas.usecases.save_compliance_checks import CheckEdit, save_compliance_checks

_NOTES = {MISSING: "Diminta selesai sebelum akhir bulan depan", PARTLY: "Baru ada di satu loket"}


def add_compliance(
    session: Session, *, tenant_id: int, slug: str, agencies: Sequence[Agency], account_id: UUID | None, target: SeedTarget
) -> None:
    """Scores up to the present year, and the checklists of this year; nothing for a regency the story does not tell of."""
    told = _told().get(slug)
    if told is None:
        return
    ids = {each.name: each.id for each in agencies}
    # A province of tests has fewer agencies than the story tells of.
    entries = [_entry(each, ids) for each in told["scores"] if each["year"] <= target.today.year and each.get("agency") in {None, *ids}]
    import_compliance_scores(session=session, tenant_id=tenant_id, entries=entries, account_id=account_id, now=target.now)
    lists = [each for each in told["checklists"] if each["agency"] in ids]
    if not lists:
        return
    year = target.today.year
    choose_checked_agencies(
        session=session, tenant_id=tenant_id, year=year, agency_ids=[ids[each["agency"]] for each in lists], account_id=account_id,
        now=target.now,
    )  # fmt: skip
    for each in lists:
        edits = _edits(each)
        save_compliance_checks(
            session=session, tenant_id=tenant_id, year=year, agency_id=ids[each["agency"]], edits=edits, account_id=account_id,
            now=target.now,
        )  # fmt: skip


@cache
def _told() -> Mapping[str, Any]:
    plain: Mapping[str, Any] = json.loads((SEED_FOLDER / "compliance.json").read_text(encoding="utf-8"))
    return plain


def _entry(told: Mapping[str, Any], ids: Mapping[str, UUID]) -> ComplianceEntry:
    return ComplianceEntry(
        year=told["year"],
        score=Decimal(told["score"]) if "score" in told else None,
        agency_id=ids[told["agency"]] if "agency" in told else None,
        opinion=told.get("opinion", ""),
        dimensions={key: Decimal(value) for key, value in told.get("dimensions", {}).items()},
        rank=told.get("rank"),
        rank_of=told.get("rank_of"),
        source="Surat penyampaian hasil penilaian (rekaan)",
    )


def _edits(told: Mapping[str, Any]) -> list[CheckEdit]:
    if told.get("all_unknown"):
        return []
    states = {**dict.fromkeys(told["missing"], MISSING), **dict.fromkeys(told["partly"], PARTLY), **dict.fromkeys(told["unknown"], UNKNOWN)}
    return [CheckEdit(key, state, _NOTES.get(state, ""), 1) for key in KEYS if (state := states.get(key, THERE)) != UNKNOWN]
