"""The proof-reader's findings as the pages show them: where, why, and what would be right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from wtforms import BooleanField, StringField

from puas.db.queries.frozen_period import FrozenPeriod
from puas.db.queries.report_material import ReportMaterial
from puas.db.queries.report_proofs import proof_of_material
from puas.domain.report_findings import CONTEXT, LOOK_BACK, MUST, PLAN, RESULT, SECTION, SIGNATORY, Place, ReportFinding
from puas.domain.report_snapshot import DRAFT, FINAL
from puas_web.access import current_tenant, may
from puas_web.database import db
from puas_web.finding_words import place_in_words, right_in_words, why_in_words
from puas_web.forms import Form


class FinalForm(Form):
    """Asking for the final report: whoever has advice left says that they saw it."""

    stage = StringField()
    advice_seen = BooleanField()

    @property
    def stage_wanted(self) -> str:
        return FINAL if self.stage.data == FINAL else DRAFT


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in words. Without `href` the person may not change that place."""

    is_fault: bool
    # Findings of one place stand together, in the order of the report.
    place: int
    where: str
    href: str | None
    why: str
    right: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found in a period's report as it stands now."""

    faults: tuple[FindingLine, ...]
    advice: tuple[FindingLine, ...]
    by_section: Counter[str]

    @property
    def is_clean(self) -> bool:
        return not self.faults and not self.advice


def proof_of(material: ReportMaterial, titles: dict[str, str]) -> Proof:
    """Read the report and put the findings into words."""
    findings = proof_of_material(db.session(), tenant_id=current_tenant().id, material=material, now=datetime.now(UTC))
    order = {place: number for number, place in enumerate(dict.fromkeys(each.place for each in findings))}
    lines = tuple(_line(each, order[each.place], material, titles) for each in findings)
    by_section = Counter(each.place.key for each in findings if each.place.kind == SECTION)
    return Proof(tuple(line for line in lines if line.is_fault), tuple(line for line in lines if not line.is_fault), by_section)


def _line(finding: ReportFinding, order: int, material: ReportMaterial, titles: dict[str, str]) -> FindingLine:
    return FindingLine(
        is_fault=finding.severity == MUST,
        place=order,
        where=place_in_words(finding.place, titles),
        href=_href(finding.place, material),
        why=why_in_words(finding),
        right=right_in_words(finding),
        excerpt=finding.excerpt,
    )


def _href(place: Place, material: ReportMaterial) -> str | None:
    period_id = material.frozen.period.id
    if place.kind == SECTION and may("edit-reports"):
        return url_for("report_texts.edit_text", period_id=period_id, section=place.key)
    if place.kind == PLAN and may("edit-followups"):
        return url_for("followups.edit", period_id=period_id)
    if place.kind == LOOK_BACK and may("edit-followups"):
        return url_for("followups.show", period_id=material.done[0].period_id) if material.done else url_for("followups.index")
    if place.kind == SIGNATORY and may("edit-reports"):
        return _href_of_signatory(place.key, material.frozen)
    if place.kind in (RESULT, CONTEXT):
        return url_for("results.period", period_id=period_id)
    return None


def _href_of_signatory(field: str, frozen: FrozenPeriod) -> str:
    """Name, position and NIP belong to the agency and are changed by whoever manages agencies."""
    if field in ("name", "position", "nip") and may("manage-agencies"):
        return url_for("agencies.edit", agency_id=frozen.period.agency_id)
    return url_for("report_texts.edit_details", period_id=frozen.period.id)


def refusal_words(reason: str, findings: Iterable[ReportFinding]) -> dict[str, Any]:
    """Why the final report was not made, for the page."""
    if reason == "advice-unseen":
        return {"refused": _("Nyatakan dahulu bahwa catatan di bawah sudah Anda lihat.")}
    if reason == "with-regency":
        return {"refused": _("Laporan periode ini sudah dikirim. Laporan final yang baru dapat dibuat setelah laporan itu dikembalikan.")}
    count = len(tuple(findings))
    return {"refused": _("Laporan final belum dapat dibuat: masih ada %(count)s hal yang harus diperbaiki.", count=count)}
