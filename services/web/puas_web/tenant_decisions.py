"""Deciding about requests of regions: the steps the operator and a province's admin have in common."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from puas.db.queries.tenant_requests import RequestRow, count_claims, find_request
from puas.runtime import clock
from puas.usecases.approve_tenant_request import UnableToApproveTenantRequest, approve_tenant_request
from puas.usecases.reject_tenant_request import UnableToRejectTenantRequest, reject_tenant_request
from puas_web.access import current_account_id
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, Form, show_again, tidy_lines

SENTENCES = {
    "unknown": _l("Permohonan itu tidak ditemukan."),
    "already-decided": _l("Permohonan ini sudah diputuskan, mungkin oleh rekan Anda sesaat yang lalu. Tidak ada yang berubah."),
    "on-board": _l("Daerah ini sudah terdaftar. Permohonan ini dapat Anda tolak dengan alasan tersebut."),
    "not-yours": _l("Keputusan tentang daerah ini bukan wewenang Anda: provinsinya memutuskan sendiri bila sudah bergabung."),
}


class RejectForm(Form):
    """Why not."""

    reason = TextAreaField(
        _l("Alasan"),
        description=_l("Dikirim apa adanya kepada pemohon, misalnya “Mohon lampirkan surat tugas lewat surel biro”."),
        filters=[tidy_lines],
        validators=[DataRequired(), Length(max=1000)],
    )


def approve(request_id: UUID, *, province_code: str | None, back: str) -> Answer:
    """The page that asks, and the deed."""
    row, form = _request(request_id, province_code), ConfirmForm()
    if not form.validate_on_submit():
        others = count_claims(db.session(), region_code=row.region_code) - 1
        return render_template("tenant_request_approve.html", form=form, request=row, others=others, cancel_url=back)
    return _decide(
        lambda: approve_tenant_request(
            session=db.session(),
            request_id=request_id,
            decided_by=current_account_id(),
            province_code=province_code,
            base_url=current_app.config["PUAS_BASE_URL"],
            now=clock.now(),
        ),
        done=_("%(region)s disetujui. %(name)s menerima tautan untuk membuat kata sandi.", region=row.region_name, name=row.name),
        back=back,
    )


def reject(request_id: UUID, *, province_code: str | None, back: str) -> Answer:
    """The page that asks for the reason, and the deed."""
    row, form = _request(request_id, province_code), RejectForm()
    context = {"form": form, "request": row, "cancel_url": back}
    if not form.is_submitted():
        return render_template("tenant_request_reject.html", **context)
    if not form.validate():
        return show_again("tenant_request_reject.html", **context)
    return _decide(
        lambda: reject_tenant_request(
            session=db.session(),
            request_id=request_id,
            decided_by=current_account_id(),
            province_code=province_code,
            reason=form.reason.data or "",
            base_url=current_app.config["PUAS_BASE_URL"],
            now=clock.now(),
        ),
        done=_("Permohonan ditolak, dan %(name)s diberi tahu alasannya.", name=row.name),
        back=back,
    )


def _decide(act: Callable[[], object], *, done: str, back: str) -> Response:
    try:
        act()
    except (UnableToApproveTenantRequest, UnableToRejectTenantRequest) as refused:
        # Use cases check before they write; nothing is left to undo.
        flash(SENTENCES[refused.reason], "warn")
    else:
        flash(done, "good")
    return redirect(back)


def _request(request_id: UUID, province_code: str | None) -> RequestRow:
    row = find_request(db.session(), request_id=request_id, province_code=province_code)
    if row is None:
        abort(404)
    return row
