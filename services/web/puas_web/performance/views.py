"""Kinerja unit pelayanan: the register of assessments, their comparison and trend, and how one is opened, recorded or withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.domain.permissions import Action
from puas.presentation.performance_categories import category_tag
from puas.usecases.name_performance_evaluators import UnableToNameEvaluators, name_performance_evaluators
from puas.usecases.open_performance import OpenedPerformance, UnableToOpenPerformance, open_performance
from puas.usecases.record_performance import UnableToRecordPerformance, record_performance
from puas.usecases.withdraw_performance import UnableToWithdrawPerformance, withdraw_performance
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, Form, show_again
from puas_web.local_day import today_here
from puas_web.performance import queries
from puas_web.performance.drawings import index_drawing
from puas_web.performance.forms import EvaluatorsForm, OpenForm, ReasonForm, RecordForm, ids
from puas_web.performance.record_sheet import RECORD_IMPORT
from puas_web.performance_words import basis_in_words, next_step_in_words, refusal_in_words, rule_in_words, state_in_words, weights_in_words
from puas_web.register_import import import_routes

blueprint = Blueprint("performance", __name__, template_folder="templates")
blueprint.add_app_template_filter(category_tag, "category_tag")
blueprint.add_app_template_filter(rule_in_words, "performance_rule")
blueprint.add_app_template_filter(weights_in_words, "performance_weights")
blueprint.add_app_template_filter(state_in_words, "performance_state")
blueprint.add_app_template_filter(next_step_in_words, "performance_step")
blueprint.add_app_template_filter(basis_in_words, "performance_basis")

ROOM = "/t/<slug:tenant>/mutu/kinerja"
ASSESSMENT = f"{ROOM}/<uuid:assessment_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    """The assessments of a year: index, state, and what is next."""
    return render_template("performance/index.html", **queries.register_page())


@blueprint.get(f"{ROOM}/perbandingan")
@tenant(Action.VIEW_REGISTERS)
def comparison() -> str:
    """Three years side by side, whatever the rule of each."""
    return render_template("performance/comparison.html", **queries.comparison())


@blueprint.get(f"{ROOM}/perangkat/<uuid:agency_id>")
@tenant(Action.VIEW_REGISTERS)
def agency(agency_id: UUID) -> str:
    """One unit over the years."""
    page = queries.agency_page(agency_id)
    title = _("Indeks kinerja %(agency)s", agency=page["agency"].name)
    known = [row for row in page["rows"] if row.assessment.index is not None]
    return render_template("performance/agency.html", **page, drawing=index_drawing(known, title=title) if len(known) > 1 else None)


@blueprint.get(ASSESSMENT)
@tenant(Action.VIEW_REGISTERS)
def show(assessment_id: UUID) -> str:
    """One assessment: the index and what it rests on, or what is still missing."""
    return render_template("performance/assessment.html", page=queries.page_or_404(assessment_id))


@blueprint.get(f"{ASSESSMENT}/kertas-kerja")
@tenant(Action.VIEW_REGISTERS)
def worksheet(assessment_id: UUID) -> str:
    """Every step from scores to category."""
    page = queries.page_or_404(assessment_id)
    return render_template("performance/worksheet.html", page=page, sections=queries.worksheet_of(page))


@blueprint.route(f"{ROOM}/buka", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def open_assessments() -> Answer:
    """Open assessments of one or several units."""
    form = OpenForm(data=_known()).offer(queries.choosable_agencies(), queries.people())
    if not form.is_submitted():
        return render_template("performance/open.html", form=form)
    if not form.validate():
        return show_again("performance/open.html", form=form)
    try:
        opened = open_performance(
            session=db.session(), tenant_id=current_tenant().id, agency_ids=ids(form.agencies.data), year=form.year.data or 0,
            rule=form.chosen_rule, evaluators=ids(form.evaluators.data), account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToOpenPerformance as refusal:
        field = form.agencies if refusal.reason == "none-chosen" else form.year if refusal.reason == "impossible-year" else None
        return _refused("performance/open.html", form, refusal, field)
    _tell_what_was_opened(opened)
    return redirect(url_for(".index", tahun=form.year.data))


@blueprint.route(f"{ROOM}/catat", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def record() -> Answer:
    """Record an index known only from outside."""
    form = RecordForm(data=_known()).offer(queries.choosable_agencies())
    if not form.is_submitted():
        return render_template("performance/record.html", form=form)
    if not form.validate():
        return show_again("performance/record.html", form=form)
    try:
        assessment_id = record_performance(
            session=db.session(), tenant_id=current_tenant().id, agency_id=UUID(form.agency.data), year=form.year.data or 0,
            rule=form.chosen_rule, index=form.value, source=form.source.data or "", account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRecordPerformance as refusal:
        fields = {"index-out-of-range": form.index, "source-missing": form.source, "impossible-year": form.year}
        return _refused("performance/record.html", form, refusal, fields.get(refusal.reason))
    flash(_("Indeks dicatat dengan sumbernya."), "good")
    return redirect(url_for(".show", assessment_id=assessment_id))


import_routes(blueprint, f"{ROOM}/catat/impor", RECORD_IMPORT, action=Action.DECIDE_REGISTERS)


@blueprint.route(f"{ASSESSMENT}/evaluator", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def evaluators(assessment_id: UUID) -> Answer:
    """Name who evaluates a unit."""
    row, people = queries.row_or_404(assessment_id), queries.people()
    form = EvaluatorsForm(data={"evaluators": queries.named_evaluators(row)}).offer(people, row.assessment.agency_id)
    context: dict[str, Any] = {"row": row, "people": people}
    if not form.is_submitted():
        return render_template("performance/evaluators.html", form=form, **context)
    if not form.validate():
        return show_again("performance/evaluators.html", form=form, **context)
    try:
        name_performance_evaluators(
            session=db.session(), tenant_id=current_tenant().id, assessment_id=assessment_id, evaluators=ids(form.evaluators.data),
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToNameEvaluators as refusal:
        return _refused("performance/evaluators.html", form, refusal, None, **context)
    flash(_("Evaluator disimpan. Yang baru ditunjuk mendapat pemberitahuan."), "good")
    return redirect(url_for(".show", assessment_id=assessment_id))


@blueprint.route(f"{ASSESSMENT}/tarik", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def withdraw(assessment_id: UUID) -> Answer:
    """Take an assessment out of the register, with a reason."""
    row = queries.row_or_404(assessment_id)
    form = ReasonForm(data={"version": row.assessment.version})
    if not form.is_submitted():
        return render_template("performance/withdraw.html", form=form, row=row)
    if not form.validate():
        return show_again("performance/withdraw.html", form=form, row=row)
    try:
        withdraw_performance(
            session=db.session(), tenant_id=current_tenant().id, assessment_id=assessment_id, version=form.version.data,
            reason=form.reason.data or "", account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToWithdrawPerformance as refusal:
        return _refused("performance/withdraw.html", form, refusal, None, row=row)
    flash(_("Penilaian ditarik. Alasannya tercatat pada catatan kegiatan."), "good")
    return redirect(url_for(".index", tahun=row.assessment.year))


def _known() -> dict[str, Any]:
    """What the address says already."""
    return {"year": request.args.get("tahun") or today_here().year, "agency": request.args.get("perangkat", "")}


def _refused(template: str, form: Form, refusal: Any, field: Any, **context: Any) -> tuple[str, int]:
    """Everything typed again, with what was wrong."""
    message = refusal_in_words(refusal.reason, refusal.names)
    if field is None:
        form.form_errors.append(message)
    else:
        form.add_error(field, message)
    return show_again(template, form=form, **context)


def _tell_what_was_opened(opened: OpenedPerformance) -> None:
    if opened.opened:
        flash(ngettext("%(num)s penilaian dibuka.", "%(num)s penilaian dibuka.", len(opened.opened)), "good")
    if opened.existing:
        flash(_("Sudah ada dan dibiarkan: %(names)s.", names=", ".join(opened.existing)), "warn")
    for agency_name, person in opened.left_out:
        flash(_("%(person)s bekerja di %(agency)s, jadi tidak menilainya.", person=person, agency=agency_name), "warn")
