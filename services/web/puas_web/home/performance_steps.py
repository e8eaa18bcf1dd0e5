"""What assessments of performance ask of a person next: the evaluator's sheets, and what can be validated. The unit is told by the bell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.db.queries.performance_assessments import AssessmentRow
from puas.db.queries.performance_sheets import OPEN, SheetWithAssessment
from puas_web.home.next_steps import Step

_MOST_NAMED = 2


def evaluator_steps(rows: Iterable[SheetWithAssessment]) -> list[Step]:
    """The sheets to be filled in, those begun first."""
    waiting = [each for each in rows if each.sheet.state == OPEN and each.assessment.state == "open"]
    return [
        Step(
            _("Nilai %(agency)s", agency=each.assessment.agency_name),
            _("Kinerja %(year)s · %(scored)s indikator sudah dinilai", year=each.assessment.year, scored=each.scored),
            url_for("performance_sheets.show", sheet_id=each.sheet.id), _("Lanjutkan mengisi") if each.scored else _("Mulai mengisi"),
        )
        for each in sorted(waiting, key=lambda each: (each.scored == 0, each.assessment.agency_name))
    ]  # fmt: skip


def validator_step(rows: Iterable[AssessmentRow]) -> Step | None:
    """Assessments that wait for nothing but the validation."""
    ready: Sequence[AssessmentRow] = [each for each in rows if each.progress.is_ready]
    if not ready:
        return None
    title = ngettext("%(num)s penilaian kinerja siap divalidasi", "%(num)s penilaian kinerja siap divalidasi", len(ready))
    names = ", ".join(each.assessment.agency_name for each in ready[:_MOST_NAMED]) + (" …" if len(ready) > _MOST_NAMED else "")
    one = url_for("performance_validation.compare", assessment_id=ready[0].assessment.id)
    return Step(title, names, one if len(ready) == 1 else url_for("performance.index", tahun=ready[0].assessment.year), _("Validasi"))
