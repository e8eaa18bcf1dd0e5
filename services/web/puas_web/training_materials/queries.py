"""What the page of materials shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import abort, current_app

from puas.db.queries.report_lists import files_of
from puas.db.queries.training_materials import find_material, materials_of, trained_session
from puas.db.tables.reports import Report, ReportFile
from puas.domain.training_source import TrainedSession
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.produced_documents import ON_THE_WAY, refresh_seconds
from puas_web.training_materials.words import MATERIALS, MaterialWords


@dataclass(frozen=True, slots=True)
class Material:
    """A material as it was last made, and whether it still fits the session."""

    report: Report
    files: tuple[ReportFile, ...]
    is_current: bool

    @property
    def is_on_the_way(self) -> bool:
        return self.report.state in ON_THE_WAY


@dataclass(frozen=True, slots=True)
class Offered:
    """A kind of material with the newest one, and others made before or for one participant."""

    words: MaterialWords
    last: Material | None
    others: tuple[Material, ...]


@dataclass(frozen=True, slots=True)
class MaterialsPage:
    """All materials of a session. `refresh` says when the page looks again; None once nothing is on its way."""

    session_id: UUID
    session: TrainedSession
    offered: tuple[Offered, ...]
    refresh: int | None

    def of(self, word: str) -> Offered:
        found = next((each for each in self.offered if each.words.word == word), None)
        if found is None:
            abort(404)
        return found


def materials_page(session_id: UUID) -> MaterialsPage:
    """The page of a session of this tenant."""
    here = current_tenant()
    trained = trained_session(db.session(), tenant_id=here.id, session_id=session_id, base_url=current_app.config["PUAS_BASE_URL"])
    if trained is None:
        abort(404)
    reports = materials_of(db.session(), tenant_id=here.id, session_id=session_id)
    ready = [each.id for each in reports if each.state == "ready"]
    files = files_of(db.session(), tenant_id=here.id, report_ids=ready) if ready else {}
    sign = f":{trained.fingerprint()}"
    made = [Material(each, _in_order(each, files.get(each.id, [])), each.twin_key.endswith(sign)) for each in reports]
    waits = [refresh_seconds(each.report.state, each.report.requested_at) or 0 for each in made if each.is_on_the_way]
    offered = tuple(_offered(words, [each for each in made if each.report.document == words.document]) for words in MATERIALS)
    return MaterialsPage(session_id, trained, offered, min(waits, default=None))


def material_or_404(session_id: UUID, report_id: UUID) -> Report:
    """A material of a session of this tenant."""
    found = find_material(db.session(), tenant_id=current_tenant().id, session_id=session_id, report_id=report_id)
    if found is None:
        abort(404)
    return found


def files_of_material(report: Report) -> list[ReportFile]:
    """Its finished formats."""
    if report.state != "ready":
        return []
    return files_of(db.session(), tenant_id=report.tenant_id, report_ids=[report.id]).get(report.id, [])


def _offered(words: MaterialWords, made: Sequence[Material]) -> Offered:
    """What was made for everybody stands on the card, what was made for one participant or before it below."""
    last = next((each for each in made if ":semua:" in each.report.twin_key), None)
    return Offered(words, last, tuple(each for each in made if each is not last and each.report.state != "gone"))


def _in_order(report: Report, files: Sequence[ReportFile]) -> tuple[ReportFile, ...]:
    order = list(report.formats)
    return tuple(sorted(files, key=lambda each: order.index(each.format) if each.format in order else len(order)))
