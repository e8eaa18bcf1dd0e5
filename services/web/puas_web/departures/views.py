"""`/keluar`: a tenant asks to leave; and the page where its admins fetch the archive afterwards."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from puas.db.queries.departures import DepartureRow, departure_facts, latest_departure, list_left_workspaces
from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases.request_departure import UnableToRequestDeparture, request_departure
from puas.usecases.withdraw_departure import UnableToWithdrawDeparture, withdraw_departure
from puas_web.access import current_account_id, current_tenant, signed_in, tenant
from puas_web.database import db
from puas_web.file_storage import file_store
from puas_web.forms import Answer, ConfirmForm, show_again, tidy_lines
from puas_web.tenant_departures import NameForm, consequences

blueprint = Blueprint("departures", __name__, template_folder="templates")


class DepartureForm(NameForm):
    """Why a tenant wants to leave."""

    reason = TextAreaField(
        _l("Alasan"), description=_l("Dibaca oleh provinsi atau pengelola Puas yang memutuskan."), filters=[tidy_lines],
        validators=[DataRequired(), Length(max=1000)],
    )  # fmt: skip


@blueprint.route("/t/<slug:tenant>/keluar", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def ask() -> Answer:
    """What leaving would do, and the wish to; or the wish that waits already."""
    here = current_tenant()
    if here.kind == "demo":
        # What is practised goes by itself.
        abort(404)
    latest = latest_departure(db.session(), tenant_id=here.id)
    if latest is not None and latest.state == "requested":
        return render_template("departures/waiting.html", row=latest, form=ConfirmForm())
    form = DepartureForm(here.name)
    lines = consequences(here.name, here.kind, departure_facts(db.session(), tenant_id=here.id))
    page = {"form": form, "consequences": lines, "latest": latest}
    if not form.is_submitted():
        return render_template("departures/ask.html", **page)
    if not form.validate():
        return show_again("departures/ask.html", **page)
    return _request(form.reason.data or "")


def _request(reason: str) -> Answer:
    try:
        request_departure(
            session=db.session(), tenant_id=current_tenant().id, requested_by=current_account_id(), reason=reason,
            base_url=current_app.config["PUAS_BASE_URL"], now=clock.now(),
        )  # fmt: skip
    except UnableToRequestDeparture:
        flash(_("Permohonan keluar sudah diajukan, mungkin oleh rekan Anda sesaat yang lalu."), "warn")
    else:
        flash(_("Permohonan keluar diajukan. Sampai diputuskan, semuanya berjalan seperti biasa."), "good")
    return redirect(url_for(".ask"))


@blueprint.post("/t/<slug:tenant>/keluar/tarik")
@tenant(Action.MANAGE_TENANT)
def withdraw() -> Answer:
    """Take the wish back."""
    try:
        withdraw_departure(session=db.session(), tenant_id=current_tenant().id, withdrawn_by=current_account_id(), now=clock.now())
    except UnableToWithdrawDeparture:
        flash(_("Tidak ada permohonan keluar yang menunggu."), "warn")
    else:
        flash(_("Permohonan keluar ditarik."), "good")
    return redirect(url_for("settings.index"))


@blueprint.get("/ruang-kerja/keluar/<slug:slug>")
@signed_in
def left(slug: str) -> str:
    """What became of the workspace, and its archive."""
    return render_template("departures/left.html", row=_left_or_404(slug))


@blueprint.get("/ruang-kerja/keluar/<slug:slug>/arsip")
@signed_in
def archive(slug: str) -> Response:
    """The archive, piece by piece."""
    row = _left_or_404(slug)
    is_kept = row.archive_state == "ready" and row.expires_at is not None and row.expires_at > clock.now()
    if not is_kept or not file_store().exists(row.archive_key):
        abort(404)
    answer = Response(file_store().chunks(row.archive_key), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="arsip-{row.slug}.zip"'
    answer.headers["Content-Length"] = str(row.archive_size)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _left_or_404(slug: str) -> DepartureRow:
    """A workspace that left and whose administrator this person was."""
    found = list_left_workspaces(db.session(), account_id=current_account_id(), slug=slug)
    return found[0] if found else abort(404)
