"""Indexes of years before the platform, entered once so that trends and the first report are right."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Room:
    """Whose figures a page holds, an agency's or the regency's own, and the addresses of its acts."""

    agency_id: UUID | None
    name: str

    @property
    def back_url(self) -> str:
        return url_for("results.agency", agency_id=self.agency_id) if self.agency_id else url_for("recaps.index")

    @property
    def url(self) -> str:
        return url_for("past_results.index", agency_id=self.agency_id) if self.agency_id else url_for("past_results.of_regency")

    @property
    def audit_url(self) -> str:
        return url_for("recap_audit.index", perangkat=self.agency_id) if self.agency_id else url_for("recap_audit.index")

    def remove_url(self, past_result_id: UUID) -> str:
        if self.agency_id:
            return url_for("past_results.remove", agency_id=self.agency_id, past_result_id=past_result_id)
        return url_for("past_results.remove_of_regency", past_result_id=past_result_id)


@blueprint.get("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/tahun-lalu")
@tenant(Action.EDIT_REPORTS)
def index(agency_id: UUID) -> str:
    return _page(_agency(agency_id))


@blueprint.post("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/tahun-lalu")
@tenant(Action.EDIT_REPORTS)
def record(agency_id: UUID) -> Response | tuple[str, int]:
    return _record(_agency(agency_id))


@blueprint.post("/t/<slug:tenant>/hasil/perangkat-daerah/<uuid:agency_id>/tahun-lalu/<uuid:past_result_id>/hapus")
@tenant(Action.EDIT_REPORTS)
def remove(agency_id: UUID, past_result_id: UUID) -> Response:
    return _remove(_agency(agency_id), past_result_id)


@blueprint.get("/t/<slug:tenant>/hasil/tahun-lalu")
@tenant(Action.MANAGE_TENANT)
def of_regency() -> str:
    """What the regency published about all its agencies together."""
    return _page(_regency())


@blueprint.post("/t/<slug:tenant>/hasil/tahun-lalu")
@tenant(Action.MANAGE_TENANT)
def record_of_regency() -> Response | tuple[str, int]:
    return _record(_regency())


@blueprint.post("/t/<slug:tenant>/hasil/tahun-lalu/<uuid:past_result_id>/hapus")
@tenant(Action.MANAGE_TENANT)
def remove_of_regency(past_result_id: UUID) -> Response:
    return _remove(_regency(), past_result_id)


def _agency(agency_id: UUID) -> Room:
    return Room(agency_id, visible_agency(agency_id).name)


def _regency() -> Room:
    return Room(None, current_tenant().name)


def _page(room: Room) -> str:
    return render_template(TEMPLATE, form=_form(), room=room, lines=_lines(room))


def _record(room: Room) -> Response | tuple[str, int]:
    form = _form()
    if form.validate() and _recorded(room, form):
        flash(_("Indeks %(label)s tersimpan.", label=form.label_of_scope), "good")
        return redirect(room.url)
    return show_again(TEMPLATE, form=form, room=room, lines=_lines(room))


def _remove(room: Room, past_result_id: UUID) -> Response:
    try:
        remove_past_result(
            session=db.session(),
            tenant_id=current_tenant().id,
            agency_id=room.agency_id,
            past_result_id=past_result_id,
            account_id=current_account_id(),
            now=datetime.now(UTC),
        )
    except UnableToRemovePastResult:
        abort(404)
    flash(_("Indeks itu dihapus dari tren."), "good")
    return redirect(room.url)


def _form() -> PastResultForm:
    form = PastResultForm()
    form.offer_choices()
    return form


def _lines(room: Room) -> list[object]:
    return [*list_past_results(db.session(), tenant_id=current_tenant().id, agency_id=room.agency_id)]


def _recorded(room: Room, form: PastResultForm) -> bool:
    try:
        record_past_result(
            session=db.session(),
            tenant_id=current_tenant().id,
            agency_id=room.agency_id,
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
