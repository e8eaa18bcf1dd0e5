"""Evidence beside the entries of all registers: the list, adding, removing, and the files themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from puas.domain.evidence import MIME_TYPES, MOST_BYTES
from puas.domain.permissions import Action
from puas.runtime.evidence_files import NotADocument
from puas.usecases.add_evidence import UnableToAddEvidence, add_evidence
from puas.usecases.remove_evidence import UnableToRemoveEvidence, remove_evidence
from puas_web.access import current_account_id, current_tenant, may, tenant
from puas_web.database import db
from puas_web.evidence_files.forms import EvidenceForm, RemoveForm
from puas_web.evidence_files.queries import Place, evidence_or_404, place_or_404
from puas_web.evidence_files.words import ABOUT_THE_ADDRESS, REFUSALS, SUBJECT_NAMES
from puas_web.file_storage import file_store, read_or_404
from puas_web.forms import Answer, show_again
from puas_web.readable_requests import takes_large_files, throw_body_away

blueprint = Blueprint("evidence_files", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/mutu/bukti"
PLACE = f"{ROOM}/<string:subject>/<uuid:subject_id>"
TOO_MUCH = "terlalu-besar"


@blueprint.get(PLACE)
@tenant(Action.VIEW_REGISTERS)
def show(subject: str, subject_id: UUID) -> Answer:
    form = EvidenceForm()
    if TOO_MUCH in request.args:
        form.add_error(form.document, str(REFUSALS["too-many-bytes"]))
    return _page(place_or_404(subject, subject_id), form)


@blueprint.post(f"{PLACE}/tambah")
@tenant(Action.EDIT_REGISTERS)
@takes_large_files
def add(subject: str, subject_id: UUID) -> Answer:
    place, form = place_or_404(subject, subject_id), EvidenceForm()
    if not form.validate():
        return _page(place, form)
    try:
        row = _added(place, form)
    except (UnableToAddEvidence, NotADocument) as refusal:
        _explain(form, refusal.reason)
        return _page(place, form)
    flash(_("Bukti %(title)s ditambahkan.", title=row), "good")
    return redirect(place.url)


@blueprint.post(f"{PLACE}/hapus")
@tenant(Action.EDIT_REGISTERS)
def remove(subject: str, subject_id: UUID) -> Answer:
    place = place_or_404(subject, subject_id)
    wanted = next((each for each in place.evidence if str(each.id) == RemoveForm().evidence_id.data), None)
    if wanted is None:
        flash(_("Bukti itu sudah tidak ada."), "warn")
        return redirect(place.url)
    try:
        remove_evidence(
            session=db.session(), tenant_id=current_tenant().id, evidence_id=wanted.id, account_id=current_account_id(),
            now=datetime.now(UTC), agency_ids=current_tenant().agency_ids,
        )  # fmt: skip
    except UnableToRemoveEvidence:
        abort(404)
    flash(_("Bukti %(title)s dihapus.", title=wanted.title), "good")
    return redirect(place.url)


@blueprint.get(f"{ROOM}/berkas/<uuid:evidence_id>")
@tenant(Action.VIEW_REGISTERS)
def download(evidence_id: UUID) -> Response:
    """To be kept, not opened in the browser: what strangers wrote must run nothing here."""
    row = evidence_or_404(evidence_id)
    if row.file_key is None:
        abort(404)
    answer = Response(read_or_404(row.file_key), mimetype=MIME_TYPES.get(row.format, "application/octet-stream"))
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers.set("Content-Disposition", "attachment", filename=row.file_name)
    return answer


@blueprint.errorhandler(413)
def too_much_at_once(_error: HTTPException) -> Response:
    """A body that is too large was not read: the page again, which says so."""
    throw_body_away()
    query = {name: request.args[name] for name in ("bagian", "kembali") if name in request.args}
    return redirect(f"{request.path.removesuffix('/tambah')}?{urlencode({**query, TOO_MUCH: 1})}", 303)


def _added(place: Place, form: EvidenceForm) -> str:
    file = form.document.data
    # One byte more than allowed says enough.
    content = file.read(MOST_BYTES + 1) if file else None
    if file:
        file.close()
    return add_evidence(
        session=db.session(), store=file_store(), tenant_id=current_tenant().id, subject=place.about.subject, subject_id=place.about.id,
        part=place.part, title=form.title.data or "", account_id=current_account_id(), now=datetime.now(UTC),
        content=content, file_name=(file.filename or "") if file else "",
        url=form.url.data or "", agency_ids=current_tenant().agency_ids,
    ).title  # fmt: skip


def _explain(form: EvidenceForm, reason: str) -> None:
    if reason not in REFUSALS:
        abort(404)
    field = form.url if reason in ABOUT_THE_ADDRESS else form.title if reason == "title-too-long" else form.document
    sentence = str(REFUSALS[reason])
    form.add_error(field, sentence[:1].upper() + sentence[1:])


def _page(place: Place, form: EvidenceForm) -> Answer:
    page = {
        "place": place, "form": form, "subject_name": SUBJECT_NAMES[place.about.subject], "may_change": may(Action.EDIT_REGISTERS),
    }  # fmt: skip
    if form.errors:
        return show_again("evidence_files/show.html", **page)
    return render_template("evidence_files/show.html", **page)
