"""What the pages about old recaps show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.db.queries.old_recaps import RecapLineOfList, agencies_to_match, find_old_recap, known_points, list_old_recaps
from puas.db.tables.results import OldRecap
from puas.domain.old_recap_findings import INDEX, LETTER, AuditedLine, Finding, RecapAudit
from puas.domain.old_recap_import import KnownAgency, Proposal, proposals
from puas.domain.old_recap_sentences import FAULT_SENTENCES, NOTE_SENTENCES, cause_words, place_in_time, whole_paragraph, why
from puas.runtime.file_store import tenant_key
from puas.usecases.import_recap import ImportOutcome
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.file_storage import file_store
from puas_web.forms import ConfirmForm
from puas_web.recap_audit.mapping import RecapMapping, recap_mapping

SAMPLE_NAME = "contoh-rekap-lama.xlsx"
MOST_ROWS = 200


@dataclass(frozen=True)
class FigureRow:
    """One index of a recap beside its exact value."""

    line: AuditedLine
    place: str
    cause: str
    differs: bool


@dataclass(frozen=True)
class RecapPage:
    """An audited recap."""

    recap: OldRecap
    audit: RecapAudit
    agency_name: str
    figures: tuple[FigureRow, ...]
    findings: tuple[tuple[Finding, str, str], ...]
    faults: tuple[tuple[str, str, str, str], ...]
    notes: tuple[tuple[str, str], ...]
    paragraph: str
    points: int
    proposals: int

    @property
    def differing(self) -> int:
        """How many indexes are not what the exact way gives."""
        return sum(1 for each in self.figures if each.differs)

    @property
    def checked(self) -> int:
        """How many indexes could be recomputed."""
        return sum(1 for each in self.figures if each.line.exact_nik is not None)


def recaps_of_person() -> list[RecapLineOfList]:
    """The recaps the person may see."""
    here = current_tenant()
    return list_old_recaps(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)


def agencies_of_person() -> list[KnownAgency]:
    """The agencies a recap of theirs may be about."""
    here = current_tenant()
    return agencies_to_match(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)


def recap_or_404(recap_id: UUID) -> OldRecap:
    """The recap, if the person may see it."""
    here = current_tenant()
    found = find_old_recap(db.session(), tenant_id=here.id, recap_id=recap_id, agency_ids=here.agency_ids)
    if found is None:
        abort(404)
    return found


def recap_page(recap: OldRecap) -> RecapPage:
    """Everything found in a recap, in words."""
    audit = RecapAudit.from_json(recap.audit)
    agencies = agencies_of_person()
    points = [each for each in known_points(db.session(), tenant_id=recap.tenant_id) if each.recap_id == recap.id]
    with_index = [number for number, line in enumerate(audit.lines) if line.nik is not None or line.exact_nik is not None]
    return RecapPage(
        recap=recap,
        audit=audit,
        agency_name=next((each.name for each in agencies if each.id == recap.agency_id), ""),
        figures=tuple(_figure(audit, number) for number in with_index),
        findings=tuple((each, place_in_time(audit.lines[each.line]), why(each)) for each in audit.findings),
        faults=tuple((each.sheet, each.cell, each.given, FAULT_SENTENCES.get(each.code, each.code)) for each in audit.faults),
        notes=tuple((each.sheet, NOTE_SENTENCES.get(each.code, each.code)) for each in audit.notes),
        paragraph=whole_paragraph(audit),
        points=len(points),
        proposals=len(_proposals(recap, audit, agencies)),
    )


def _figure(audit: RecapAudit, number: int) -> FigureRow:
    line = audit.lines[number]
    own = [each for each in audit.findings_of(number) if each.code in (INDEX, LETTER)]
    index = next((each for each in own if each.code == INDEX), None)
    cause = cause_words(index.causes[0], index.detail) if index and index.causes else ""
    return FigureRow(line, place_in_time(line), cause, bool(own))


def mapping_page(recap: OldRecap, sent: Any | None) -> tuple[RecapMapping, list[KnownAgency]]:
    """The lines that can become points, with what was decided so far."""
    here, agencies = current_tenant(), agencies_of_person()
    found = _proposals(recap, RecapAudit.from_json(recap.audit), agencies)
    known = known_points(db.session(), tenant_id=here.id)
    return recap_mapping(found, [each.id for each in agencies], known, sent), agencies


def _proposals(recap: OldRecap, audit: RecapAudit, agencies: Sequence[KnownAgency]) -> tuple[Proposal, ...]:
    found = proposals(audit, agencies, agency_id=recap.agency_id)
    # The index of the whole region is not an officer's to enter.
    return found if current_tenant().agency_ids is None else tuple(each for each in found if not each.is_regional)


def sample_key() -> str | None:
    """The example recap of a sample tenant, where there is one."""
    here = current_tenant()
    if not here.is_sample:
        return None
    key = tenant_key(here.id, "samples", SAMPLE_NAME)
    return key if file_store().exists(key) else None


def import_summary(outcome: ImportOutcome) -> str:
    """What an import did, in one sentence."""
    parts = []
    if outcome.added:
        parts.append(ngettext("%(num)s indeks masuk ke tren", "%(num)s indeks masuk ke tren", outcome.added))
    if outcome.replaced:
        parts.append(ngettext("%(num)s diganti", "%(num)s diganti", outcome.replaced))
    if outcome.kept:
        parts.append(ngettext("%(num)s dibiarkan seperti semula", "%(num)s dibiarkan seperti semula", outcome.kept))
    if outcome.unchanged:
        parts.append(ngettext("%(num)s sudah ada", "%(num)s sudah ada", outcome.unchanged))
    return f"{', '.join(parts)}."


def undo_page(page: RecapPage, form: ConfirmForm) -> dict[str, Any]:
    """The confirmation of taking a recap's figures out of the trend."""
    return {
        "title": _("Keluarkan rekap ini dari tren?"),
        "consequences": [
            ngettext("%(num)s indeks hilang dari tren.", "%(num)s indeks hilang dari tren.", page.points),
            _("Angka yang dahulu digantikan tidak kembali dengan sendirinya."),
            _("Berkas dan hasil pemeriksaannya tetap ada, dan dapat dimasukkan lagi."),
        ],
        "form": form,
        "submit": _("Keluarkan"),
        "cancel_url": url_for("recap_audit.show", recap_id=page.recap.id),
    }
