"""Rekap of a province: what it is made of now, the documents, and taking one back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.usecases.request_province_document import UnableToRequestProvinceDocument, request_province_document
from puas_web.access import current_account_id, current_tenant, province
from puas_web.database import db
from puas_web.offered_documents import asked_for
from puas_web.produced_documents import Answer, document_withdrawal, download_of, tried_again
from puas_web.province_recaps import queries
from puas_web.province_recaps.reading import read_province
from puas_web.province_recaps.words import DOCUMENTS, FORMAT_USES, REQUEST_REFUSALS, STATES
from puas_web.result_signing import signing_key
from puas_web.scope_choice import choose_scope

blueprint = Blueprint("province_recaps", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda state: STATES[state][0], "regency_state")
blueprint.add_app_template_filter(lambda state: STATES[state][1], "regency_state_kind")
blueprint.add_app_template_filter(lambda name, document: FORMAT_USES[document, name], "province_format_use")

ROOM = "/t/<slug:tenant>/rekap-provinsi"
DOCUMENT = f"{ROOM}/dokumen/<uuid:report_id>"


@blueprint.get(ROOM)
@province(Action.VIEW_RECAPS)
def index() -> str:
    """The province over the scope the address names."""
    choice = choose_scope(queries.published_scopes())
    if choice is None:
        return render_template("province_recaps/nothing_yet.html")
    page = queries.recap_page(choice.scope)
    return render_template("province_recaps/index.html", page=page, snapshot=page.snapshot, result=page.snapshot.result, choice=choice)


@blueprint.post(f"{ROOM}/minta/<slug:word>")
@province(Action.REQUEST_RECAPS)
def ask(word: str) -> Response:
    """Ask for a document; while one is on its way, show that one."""
    document, scope = asked_for(DOCUMENTS, word)
    here, now = current_tenant(), datetime.now(UTC)
    try:
        report = request_province_document(
            session=db.session(), tenant_id=here.id, document=document,
            snapshot=read_province(here, scope, now, document=document), requested_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], signing_key=signing_key(), now=now,
        )  # fmt: skip
    except UnableToRequestProvinceDocument as refusal:
        flash(str(REQUEST_REFUSALS[refusal.reason]), "warn")
        return redirect(url_for("province_recaps.index", tahun=scope.year, bagian=scope.part))
    return redirect(url_for("province_recaps.show", report_id=report.id))


@blueprint.get(DOCUMENT)
@province(Action.VIEW_RECAPS)
def show(report_id: UUID) -> str:
    """Progress, then the files."""
    return render_template("province_recaps/document.html", **queries.document_page(report_id))


@blueprint.post(f"{DOCUMENT}/coba-lagi")
@province(Action.REQUEST_RECAPS)
def retry(report_id: UUID) -> Response:
    queries.report_or_404(report_id)
    return redirect(url_for("province_recaps.show", report_id=tried_again(report_id)))


@blueprint.get(f"{DOCUMENT}/unduh/<string:name>")
@province(Action.VIEW_RECAPS)
def download(report_id: UUID, name: str) -> Response:
    """One finished format, as a download."""
    return download_of(queries.files_of_document(queries.report_or_404(report_id)), name)


@blueprint.route(f"{DOCUMENT}/tarik", methods=["GET", "POST"])
@province(Action.WITHDRAW_DOCUMENTS)
def withdraw(report_id: UUID) -> Answer:
    """Take a document back, for a reason and with its number typed."""
    report = queries.report_or_404(report_id)
    return document_withdrawal(
        report, room=(_("Rekap"), url_for("province_recaps.index")), back=url_for("province_recaps.show", report_id=report_id),
        hint=_("Dibaca siapa pun yang memeriksa dokumen ini, misalnya: satu kabupaten memperbaiki hasilnya."),
        anew=_("Penarikan tidak dapat dibatalkan. Buat dokumen baru bila ada yang perlu diperbaiki."),
    )  # fmt: skip
