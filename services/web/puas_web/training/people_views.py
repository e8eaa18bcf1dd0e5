"""The people of a training session: adding, correcting and removing one, their code, and who was there on which day."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, send_file, url_for
from flask import Response as Download
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.runtime import clock
from puas.usecases.add_participant import UnableToAddParticipant, add_participant
from puas.usecases.correct_participant import UnableToCorrectParticipant, correct_participant
from puas.usecases.mark_attendance import UnableToMarkAttendance, mark_attendance
from puas.usecases.remove_participant import UnableToRemoveParticipant, remove_participant
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.csv_files import MIME_TYPE
from puas_web.database import db
from puas_web.document_types import MIME_TYPES
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.training import queries
from puas_web.training.attendance_list import as_csv, as_workbook
from puas_web.training.forms import MarkForm, PersonForm, data_of_person
from puas_web.training.words import PERSON_REFUSALS

blueprint = Blueprint("training_people", __name__, template_folder="templates")

SESSION = "/t/<slug:tenant>/pelatihan/<uuid:session_id>"
PERSON = f"{SESSION}/peserta/<uuid:participant_id>"
ATTENDANCE = f"{SESSION}/daftar-hadir"


@blueprint.route(f"{SESSION}/peserta/tambah", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def add(session_id: UUID) -> Answer:
    """Somebody without a phone at hand."""
    row = queries.session_or_404(session_id)
    form = PersonForm(region_code=row.region_code or "").offer(queries.regencies_offered())
    if not form.is_submitted():
        return render_template("training/add_person.html", form=form, row=row)
    if not form.validate():
        return show_again("training/add_person.html", form=form, row=row)
    try:
        participant_id = add_participant(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, details=form.details(),
            account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToAddParticipant as refusal:
        return _refused("training/add_person.html", form, refusal.reason, row=row)
    flash(_("Peserta sudah ditambahkan. Berikan kode pribadinya agar ia dapat masuk."), "good")
    return redirect(url_for(".person", session_id=session_id, participant_id=participant_id))


@blueprint.get(PERSON)
@tenant(Action.LEAD_TRAINING)
def person(session_id: UUID, participant_id: UUID) -> str:
    """One participant with their personal code; it is shown to those who lead only, for it opens their place."""
    row, found = queries.session_or_404(session_id), queries.person_or_404(session_id, participant_id)
    return render_template("training/person.html", row=row, person=found, form=ConfirmForm())


@blueprint.route(f"{PERSON}/ubah", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def correct(session_id: UUID, participant_id: UUID) -> Answer:
    """A name as it belongs on a certificate."""
    row, found = queries.session_or_404(session_id), queries.person_or_404(session_id, participant_id)
    form = PersonForm(data=data_of_person(found)).offer(queries.regencies_offered())
    if not form.is_submitted():
        return render_template("training/correct_person.html", form=form, row=row, person=found)
    if not form.validate():
        return show_again("training/correct_person.html", form=form, row=row, person=found)
    try:
        correct_participant(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, participant_id=participant_id,
            details=form.details(), account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToCorrectParticipant as refusal:
        return _refused("training/correct_person.html", form, refusal.reason, row=row, person=found)
    flash(_("Data peserta sudah diperbaiki."), "good")
    return redirect(url_for(".person", session_id=session_id, participant_id=participant_id))


@blueprint.route(f"{PERSON}/keluarkan", methods=["GET", "POST"])
@tenant(Action.LEAD_TRAINING)
def remove(session_id: UUID, participant_id: UUID) -> Answer:
    """Take somebody out, after saying what goes with them."""
    row, found, form = queries.session_or_404(session_id), queries.person_or_404(session_id, participant_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("training/remove_person.html", form=form, row=row, person=found)
    try:
        remove_participant(
            session=db.session(), tenant_id=current_tenant().id, session_id=session_id, participant_id=participant_id,
            account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToRemoveParticipant:
        form.form_errors.append(_("Peserta ini sudah menerima sertifikat, jadi datanya tetap disimpan."))
        return show_again("training/remove_person.html", form=form, row=row, person=found)
    flash(_("Peserta sudah dikeluarkan."), "good")
    return redirect(url_for("training.show", session_id=session_id))


@blueprint.get(ATTENDANCE)
@tenant(Action.VIEW_TRAINING)
def attendance(session_id: UUID) -> str:
    """Who was there on a day."""
    page = queries.page_or_404(session_id)
    shown = queries.day_shown(page)
    return render_template("training/attendance.html", page=page, day=shown, tabs_shown=queries.day_tabs(page, shown))


@blueprint.post(ATTENDANCE)
@tenant(Action.LEAD_TRAINING)
def mark(session_id: UUID) -> Response:
    """Note or take back one person's presence."""
    queries.session_or_404(session_id)
    form = MarkForm()
    person_id = form.person() if form.validate() else None
    if person_id is None:
        abort(404)
    try:
        mark_attendance(
            session=db.session(), owner_id=current_tenant().id, session_id=session_id, participant_id=person_id, held_on=form.day.data,
            is_present=form.present.data == "1", account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToMarkAttendance:
        abort(404)
    return redirect(url_for(".attendance", session_id=session_id, hari=form.day.data.isoformat()) + f"#peserta-{person_id}")


@blueprint.get(f"{ATTENDANCE}/<string:ending>")
@tenant(Action.VIEW_TRAINING)
def download(session_id: UUID, ending: str) -> Response:
    """The list of all days as CSV or XLSX."""
    page = queries.page_or_404(session_id)
    if ending == "csv":
        return Download(as_csv(page), mimetype=MIME_TYPE, headers={"Content-Disposition": "attachment; filename=daftar-hadir.csv"})
    if ending != "xlsx":
        abort(404)
    return send_file(as_workbook(page), mimetype=MIME_TYPES["xlsx"], as_attachment=True, download_name="daftar-hadir.xlsx")


def _refused(template: str, form: PersonForm, reason: str, **page: object) -> Answer:
    field, sentence = PERSON_REFUSALS[reason]
    form.add_error(form[field], str(sentence))
    return show_again(template, form=form, **page)
