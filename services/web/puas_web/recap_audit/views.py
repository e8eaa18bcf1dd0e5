"""Pages about recaps of earlier years: upload, findings, mapping to agencies, import and undo."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from puas.domain.old_recap_findings import RecapAudit
from puas.domain.permissions import Action
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import PARTS
from puas.usecases.audit_recap import UnableToAuditRecap, audit_recap
from puas.usecases.import_recap import UnableToImportRecap, import_recap
from puas.usecases.remove_recap_results import remove_recap_results
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.csv_files import MIME_TYPE
from puas_web.database import db
from puas_web.file_storage import file_store, read_or_404
from puas_web.forms import ConfirmForm, show_again
from puas_web.recap_audit import queries
from puas_web.recap_audit.downloads import XLSX, audit_csv, audit_xlsx
from puas_web.recap_audit.file_words import file_sentence
from puas_web.recap_audit.forms import RecapForm

blueprint = Blueprint("recap_audit", __name__, template_folder="templates")
blueprint.add_app_template_global(lambda edition_id: edition(edition_id).name, "rule_name")

ROOM = "/t/<slug:tenant>/hasil/rekap-lama"
RECAP = f"{ROOM}/<uuid:recap_id>"

PART_NAMES = {
    "tahun": _l("Setahun penuh"), "semester-1": _l("Semester I"), "semester-2": _l("Semester II"), "triwulan-1": _l("Triwulan I"),
    "triwulan-2": _l("Triwulan II"), "triwulan-3": _l("Triwulan III"), "triwulan-4": _l("Triwulan IV"),
}  # fmt: skip
PROBLEMS = {
    "nothing": _l("Belum ada yang dipilih. Pilih perangkat daerahnya, dan centang nilai yang akan masuk ke tren."),
    "year": _l("Tulis tahun untuk setiap nilai yang dipilih, antara 2004 dan tahun ini."),
    "conflict": _l("Untuk waktu itu sudah ada angka lain. Pilih mana yang dipakai, lalu simpan lagi."),
    "twice": _l("Dua nilai jatuh pada perangkat daerah dan waktu yang sama. Hilangkan centang salah satunya."),
    "not-past": _l("Ada nilai yang tahunnya sebelum aturannya berlaku, atau belum tiba. Hilangkan centangnya."),
    "out-of-scale": _l("Ada nilai di luar skala 25 sampai 100. Hilangkan centangnya."),
    "unknown-agency": _l("Perangkat daerah itu tidak ditemukan lagi. Pilih yang lain."),
    "changed-meanwhile": _l("Angka untuk waktu itu baru saja diubah orang lain. Periksa, lalu simpan lagi."),
}


@blueprint.route(ROOM, methods=["GET", "POST"])
@tenant(Action.EDIT_REPORTS)
def index() -> str | AnyResponse | tuple[str, int]:
    """Choose a file; the answer is what was found in it."""
    here, agencies, form = current_tenant(), queries.agencies_of_person(), RecapForm()
    form.offer(agencies, whole_region=here.name if here.agency_ids is None else None, chosen=request.args.get("perangkat", ""))
    page = {"form": form, "recaps": queries.recaps_of_person(), "agencies": agencies, "sample": queries.sample_key()}
    if not form.is_submitted():
        return render_template("recap_audit/index.html", **page)
    recap_id = _audited(form, {each.id: each.name for each in agencies}) if form.validate() else None
    if recap_id is None:
        return show_again("recap_audit/index.html", **page)
    return redirect(url_for("recap_audit.show", recap_id=recap_id))


def _audited(form: RecapForm, names: dict[UUID, str]) -> UUID | None:
    """The recap's id; None, with the reason at the file, where it cannot be read."""
    with closing(form.sheet.data):
        content = form.sheet.data.read()
    try:
        recap = audit_recap(
            session=db.session(), store=file_store(), tenant_id=current_tenant().id, agency_id=form.agency_id,
            agency_name=names.get(form.agency_id, "") if form.agency_id else "", file_name=form.sheet.data.filename or "",
            content=content, order=form.order.data, year=form.year.data, account_id=current_account_id(),
            now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToAuditRecap as refusal:
        form.add_error(form.sheet, file_sentence(refusal))
        return None
    return recap.id


@blueprint.get(RECAP)
@tenant(Action.EDIT_REPORTS)
def show(recap_id: UUID) -> str:
    return render_template("recap_audit/show.html", page=queries.recap_page(queries.recap_or_404(recap_id)), most=queries.MOST_ROWS)


@blueprint.get(f"{RECAP}/unduh-berkas")
@tenant(Action.EDIT_REPORTS)
def original(recap_id: UUID) -> AnyResponse:
    recap = queries.recap_or_404(recap_id)
    return send_file(BytesIO(read_or_404(recap.file_key)), as_attachment=True, download_name=recap.file_name)


@blueprint.get(f"{RECAP}/unduh/<string:ending>")
@tenant(Action.EDIT_REPORTS)
def download(recap_id: UUID, ending: str) -> AnyResponse:
    audit = RecapAudit.from_json(queries.recap_or_404(recap_id).audit)
    if ending == "csv":
        return Response(audit_csv(audit), mimetype=MIME_TYPE, headers={"Content-Disposition": "attachment; filename=pemeriksaan-rekap.csv"})
    if ending != "xlsx":
        abort(404)
    return send_file(BytesIO(audit_xlsx(audit)), mimetype=XLSX, as_attachment=True, download_name="pemeriksaan-rekap.xlsx")


@blueprint.route(f"{RECAP}/masukkan", methods=["GET", "POST"])
@tenant(Action.EDIT_REPORTS)
def bring_in(recap_id: UUID) -> str | AnyResponse | tuple[str, int]:
    """Confirm whose each line is and of when; then it goes into the trend."""
    recap = queries.recap_or_404(recap_id)
    mapping, agencies = queries.mapping_page(recap, request.form if request.method == "POST" else None)
    page = {"recap": recap, "mapping": mapping, "agencies": agencies, "parts": [(each, PART_NAMES[each]) for each in PARTS]}
    if not mapping.was_sent:
        return render_template("recap_audit/bring_in.html", problem=None, **page)
    if mapping.problem:
        return show_again("recap_audit/bring_in.html", problem=PROBLEMS[mapping.problem], **page)
    try:
        outcome = import_recap(
            session=db.session(), tenant_id=recap.tenant_id, recap_id=recap.id, decisions=mapping.decisions(),
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToImportRecap as refusal:
        return show_again("recap_audit/bring_in.html", problem=PROBLEMS[refusal.reason], **page)
    flash(queries.import_summary(outcome), "good")
    return redirect(url_for("recap_audit.show", recap_id=recap.id))


@blueprint.route(f"{RECAP}/keluarkan", methods=["GET", "POST"])
@tenant(Action.EDIT_REPORTS)
def take_out(recap_id: UUID) -> str | AnyResponse:
    recap, form = queries.recap_or_404(recap_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("confirm.html", **queries.undo_page(queries.recap_page(recap), form))
    number = remove_recap_results(
        session=db.session(), tenant_id=recap.tenant_id, recap_id=recap.id, account_id=current_account_id(), now=datetime.now(UTC)
    )
    flash(_("%(num)s indeks dikeluarkan dari tren.", num=number), "good")
    return redirect(url_for("recap_audit.show", recap_id=recap_id))


@blueprint.get(f"{ROOM}/contoh/unduh")
@tenant(Action.EDIT_REPORTS)
def sample() -> AnyResponse:
    """An example full of errors, for whoever tries out a sample tenant."""
    key = queries.sample_key()
    if key is None:
        abort(404)
    return send_file(BytesIO(file_store().read(key)), mimetype=XLSX, as_attachment=True, download_name=queries.SAMPLE_NAME)
