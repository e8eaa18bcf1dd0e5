"""A published document afterwards: versions that came back signed, scanned or edited, and taking it back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.signed_copies import copies_of, find_copy
from puas.db.tables.reports import Report, SignedCopy
from puas.domain.permissions import Action
from puas.runtime.returned_copies import UnacceptableCopy
from puas.usecases.add_signed_copy import add_signed_copy
from puas.usecases.remove_signed_copy import remove_signed_copy
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.file_storage import file_store
from puas_web.forms import ConfirmForm, show_again
from puas_web.produced_documents import Answer, document_withdrawal, handed_out
from puas_web.rate_limits import FILE_CHECKS, limiter
from puas_web.readable_requests import LARGE_FILE_BYTES, takes_large_files
from puas_web.reports import queries
from puas_web.reports.copy_forms import CopyForm
from puas_web.reports.copy_words import difference_words, refusal_words
from puas_web.reports.views import REPORT
from puas_web.trusted_signers import signing_roots

blueprint = Blueprint("report_copies", __name__, template_folder="templates")

COPIES = f"{REPORT}/versi-bertanda-tangan"
COPY = f"{COPIES}/<uuid:copy_id>"


@blueprint.route(COPIES, methods=["GET", "POST"])
@tenant(Action.KEEP_DOCUMENTS)
@takes_large_files
@limiter.limit(FILE_CHECKS, methods=["POST"])
def add(report_id: UUID) -> Answer:
    """Upload a version that came back; it is checked before it is kept."""
    report, form = queries.report_or_404(report_id), CopyForm()
    page = {"form": form, "report": report, "room": queries.room_of(report)}
    if not form.is_submitted():
        return render_template("reports/add_copy.html", **page)
    if not form.validate():
        return show_again("reports/add_copy.html", **page)
    try:
        copy = _keep(report, form)
    except UnacceptableCopy as refused:
        form.add_error(form.file, refusal_words(refused.reason, number=report.document_id, detail=refused.detail))
        return show_again("reports/add_copy.html", **page, differences=[difference_words(each) for each in refused.differences])
    flash(_("%(name)s sudah diperiksa dan disimpan.", name=copy.file_name), "good")
    return _back(report_id)


@blueprint.get(f"{COPY}/unduh")
@tenant(Action.VIEW_DOCUMENTS)
def download(report_id: UUID, copy_id: UUID) -> Response:
    """The copy as it came."""
    copy = _copy_or_404(report_id, copy_id)
    return handed_out(copy.file_key, copy.file_name, "docx" if copy.kind == "edited-docx" else "pdf")


@blueprint.route(f"{COPY}/hapus", methods=["GET", "POST"])
@tenant(Action.KEEP_DOCUMENTS)
def remove(report_id: UUID, copy_id: UUID) -> Answer:
    """Remove a wrongly uploaded copy."""
    name, form = _copy_or_404(report_id, copy_id).file_name, ConfirmForm()
    if form.validate_on_submit():
        remove_signed_copy(
            session=db.session(), store=file_store(), tenant_id=current_tenant().id, report_id=report_id, copy_id=copy_id,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
        flash(_("%(name)s sudah dihapus.", name=name), "good")
        return _back(report_id)
    lines = [
        _("%(name)s dihapus dari dokumen ini dan dari halaman verifikasi.", name=name),
        _("Namanya dan sidik jarinya tetap ada di catatan kegiatan."),
    ]
    return render_template(
        "confirm.html", title=_("Hapus versi ini?"), consequences=lines, form=form, submit=_("Hapus"),
        cancel_url=url_for("reports.show", report_id=report_id),
    )  # fmt: skip


@blueprint.route(f"{REPORT}/tarik", methods=["GET", "POST"])
@tenant(Action.WITHDRAW_DOCUMENTS)
def withdraw(report_id: UUID) -> Answer:
    """Take a document back, for a reason and with its number typed."""
    report = queries.report_or_404(report_id)
    copies = copies_of(db.session(), tenant_id=current_tenant().id, report_id=report_id)
    return document_withdrawal(
        report, room=queries.room_of(report), back=url_for("reports.show", report_id=report_id),
        hint=_("Dibaca siapa pun yang memeriksa dokumen ini, misalnya: nama penanda tangan keliru."),
        anew=_("Penarikan tidak dapat dibatalkan. Buat laporan baru bila ada yang perlu diperbaiki."), copies=len(copies),
    )  # fmt: skip


def _keep(report: Report, form: CopyForm) -> SignedCopy:
    upload = form.file.data
    return add_signed_copy(
        # One byte more than allowed says enough.
        session=db.session(), store=file_store(), tenant_id=current_tenant().id, report_id=report.id,
        content=upload.read(LARGE_FILE_BYTES + 1), file_name=upload.filename or "", roots=signing_roots(),
        uploaded_by=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip


def _copy_or_404(report_id: UUID, copy_id: UUID) -> SignedCopy:
    queries.report_or_404(report_id)
    copy = find_copy(db.session(), tenant_id=current_tenant().id, report_id=report_id, copy_id=copy_id)
    if copy is None:
        abort(404)
    return copy


def _back(report_id: UUID) -> Response:
    return redirect(url_for("reports.show", report_id=report_id))
