"""Indexes of years before the platform, entered once so that trends and the first report are right."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from puas.db.queries.trends import list_past_results
from puas.domain.permissions import Action
from puas.usecases.record_past_result import UnableToRecordPastResult, record_past_result
from puas.usecases.remove_past_result import UnableToRemovePastResult, remove_past_result
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import show_again
from puas_web.results.forms import PastResultForm
from puas_web.results.queries import Subject
from puas_web.results.views import visible_agency

blueprint = Blueprint("past_results", __name__, template_folder="templates")

TEMPLATE = "results/past_results.html"
# Which field a refusal is about, and what to say there.
REFUSALS = {
    "taken": ("part", _l("Sudah ada angka untuk waktu ini. Hapus dahulu bila ingin menggantinya.")),
    "out_of_scale": ("nik", _l("Angka ini di luar skala 25 sampai 100. Bila laporan memakai nilai interval, kalikan dengan 25.")),
    "not_past": ("year", _l("Tahunnya sebelum aturan itu berlaku, atau belum tiba.")),
    "unknown_rule": ("edition", _l("Pilih salah satu aturan.")),
}


@blueprint.get("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/tahun-lalu")
@tenant(Action.EDIT_REPORTS)
def index(agency_id: UUID) -> str:
    subject, form = visible_agency(agency_id), _form()
    return render_template(TEMPLATE, form=form, subject=subject, lines=_lines(subject))


@blueprint.post("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/tahun-lalu")
@tenant(Action.EDIT_REPORTS)
def record(agency_id: UUID) -> Response | tuple[str, int]:
    subject, form = visible_agency(agency_id), _form()
    if form.validate() and _recorded(subject, form):
        flash(_("Indeks %(label)s tersimpan.", label=form.label_of_scope), "good")
        return redirect(url_for("past_results.index", agency_id=agency_id))
    return show_again(TEMPLATE, form=form, subject=subject, lines=_lines(subject))


@blueprint.post("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/tahun-lalu/<uuid:past_result_id>/hapus")
@tenant(Action.EDIT_REPORTS)
def remove(agency_id: UUID, past_result_id: UUID) -> Response:
    visible_agency(agency_id)
    try:
        remove_past_result(
            session=db.session(),
            tenant_id=current_tenant().id,
            agency_id=agency_id,
            past_result_id=past_result_id,
            account_id=current_account_id(),
            now=datetime.now(UTC),
        )
    except UnableToRemovePastResult:
        abort(404)
    flash(_("Indeks itu dihapus dari tren."), "good")
    return redirect(url_for("past_results.index", agency_id=agency_id))


def _form() -> PastResultForm:
    form = PastResultForm()
    form.offer_choices()
    return form


def _lines(subject: Subject) -> list[object]:
    return [*list_past_results(db.session(), tenant_id=current_tenant().id, agency_id=subject.id)]


def _recorded(subject: Subject, form: PastResultForm) -> bool:
    try:
        record_past_result(
            session=db.session(),
            tenant_id=current_tenant().id,
            agency_id=subject.id,
            year=form.year.data,
            label=form.label_of_scope,
            edition_id=form.edition.data,
            nik=form.value,
            source=form.source.data or "",
            account_id=current_account_id(),
            now=datetime.now(UTC),
        )
    except UnableToRecordPastResult as refusal:
        name, sentence = REFUSALS[refusal.reason]
        form.add_error(form[name], str(sentence))
        return False
    return True
