"""Sheets F-01 and F-02: what waits for an evaluator, the steps of a sheet, sending it, and giving it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.evidence import PERFORMANCE
from puas.domain.permissions import Action
from puas.usecases.reopen_performance_sheet import UnableToReopenPerformanceSheet, reopen_performance_sheet
from puas.usecases.save_performance_sheet import UnableToSavePerformanceSheet, save_performance_sheet
from puas.usecases.send_performance_sheet import UnableToSendPerformanceSheet, send_performance_sheet
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.performance_sheets import queries
from puas_web.performance_sheets.forms import GiveBackForm, Line, typed, unreadable, with_faults, with_theirs
from puas_web.performance_sheets.queries import SheetPage
from puas_web.performance_sheets.words import refusal_in_words
from puas_web.readable_requests import takes_a_long_form

blueprint = Blueprint("performance_sheets", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/mutu/kinerja"
SHEET = f"{ROOM}/lembar/<uuid:sheet_id>"


@blueprint.get(f"{ROOM}/tugas")
@tenant(Action.EVALUATE_PERFORMANCE)
def mine() -> str:
    """The sheets of the evaluator: those to fill in first."""
    return render_template("performance_sheets/mine.html", rows=queries.my_sheets())


@blueprint.get(SHEET)
@tenant(Action.VIEW_REGISTERS)
def show(sheet_id: UUID) -> str:
    """A sheet: its aspects, how far each is, and what was given."""
    return render_template("performance_sheets/sheet.html", page=queries.sheet_or_404(sheet_id))


@blueprint.route(f"{SHEET}/aspek/<int:number>", methods=["GET", "POST"])
@tenant(Action.VIEW_REGISTERS)
@takes_a_long_form
def aspect(sheet_id: UUID, number: int) -> Answer:
    """One aspect of a sheet as a form; each step is saved by itself."""
    page = _writable(sheet_id)
    queries.aspect_or_404(page, number)
    if request.method == "GET":
        return _step(page, number, page.lines(number))
    lines = typed(page.lines(number), request.form)
    if faults := unreadable(lines):
        return _step(page, number, with_faults(lines, faults), 422)
    try:
        _save(page, lines)
    except UnableToSavePerformanceSheet as refusal:
        return _refused(page, number, lines, refusal)
    flash(_("Tersimpan."), "good")
    return redirect(_after_saving(page, number, [line.code for line in lines]))


@blueprint.post(f"{SHEET}/kirim")
@tenant(Action.VIEW_REGISTERS)
def send(sheet_id: UUID) -> Response:
    """Send a complete sheet."""
    _writable(sheet_id)
    if not ConfirmForm().validate_on_submit():
        abort(400)
    try:
        send_performance_sheet(
            session=db.session(), tenant_id=current_tenant().id, sheet_id=sheet_id, account_id=current_account_id(), now=datetime.now(UTC)
        )
    except UnableToSendPerformanceSheet as refusal:
        flash(refusal_in_words(refusal.reason, refusal.names), "warn")
        return redirect(url_for(".show", sheet_id=sheet_id))
    flash(_("Formulir sudah dikirim. Terima kasih."), "good")
    return redirect(url_for(".show", sheet_id=sheet_id))


@blueprint.route(f"{SHEET}/buka-lagi", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def reopen(sheet_id: UUID) -> Answer:
    """Give a sheet that was sent back, with a reason."""
    page, form = queries.sheet_or_404(sheet_id), GiveBackForm()
    if not form.is_submitted():
        return render_template("performance_sheets/reopen.html", form=form, page=page)
    if not form.validate():
        return show_again("performance_sheets/reopen.html", form=form, page=page)
    try:
        reopen_performance_sheet(
            session=db.session(), tenant_id=current_tenant().id, sheet_id=sheet_id, reason=form.reason.data or "",
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToReopenPerformanceSheet as refusal:
        form.form_errors.append(refusal_in_words(refusal.reason))
        return show_again("performance_sheets/reopen.html", form=form, page=page)
    flash(_("Formulir dibuka lagi, dan yang mengisinya diberi tahu."), "good")
    return redirect(url_for("performance.show", assessment_id=page.assessment.id))


def _after_saving(page: SheetPage, number: int, codes: Collection[str]) -> str:
    """The next aspect, the evidence of an indicator, or the whole sheet: whichever button was pressed."""
    after, code, here = page.after(number), request.form.get("bukti"), url_for(".aspect", sheet_id=page.sheet.id, number=number)
    if code in codes:
        back = f"{here}#nilai-{code}"
        return url_for("evidence_files.show", subject=PERFORMANCE, subject_id=page.assessment.id, bagian=code, kembali=back)
    if "next" in request.form and after is not None:
        return url_for(".aspect", sheet_id=page.sheet.id, number=after)
    return url_for(".show", sheet_id=page.sheet.id)


def _writable(sheet_id: UUID) -> SheetPage:
    """A sheet this person fills in; to others it is only to be read, and its form is not there."""
    page = queries.sheet_or_404(sheet_id)
    return page if page.is_mine else abort(404)


def _save(page: SheetPage, lines: Sequence[Line]) -> None:
    save_performance_sheet(
        session=db.session(), tenant_id=current_tenant().id, sheet_id=page.sheet.id, entries={line.code: line.entry for line in lines},
        seen=request.form.get("seen", ""), account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip


def _refused(page: SheetPage, number: int, lines: list[Line], refusal: UnableToSavePerformanceSheet) -> Answer:
    """Everything typed again; beside it what was saved elsewhere meanwhile, so that saving again loses neither."""
    if refusal.reason == "faults":
        return _step(page, number, with_faults(lines, refusal.faults), 422)
    if refusal.reason != "changed-meanwhile":
        flash(refusal_in_words(refusal.reason), "warn")
        return redirect(url_for(".show", sheet_id=page.sheet.id))
    db.session().expire_all()
    now = queries.sheet_or_404(page.sheet.id)
    return _step(now, number, with_theirs(lines, now.entries), 422, overtaken=refusal_in_words(refusal.reason))


def _step(page: SheetPage, number: int, lines: Sequence[Line], status: int = 200, overtaken: str = "") -> Answer:
    if not page.is_writable:
        return redirect(url_for(".show", sheet_id=page.sheet.id))
    context = {"page": page, "aspect": page.edition.aspect(number), "lines": lines, "overtaken": overtaken}
    return render_template("performance_sheets/aspect.html", seen=page.seen(number), after=page.after(number), **context), status
