"""`/mutu/inovasi`: the register of innovations, their proposals, and the steps of their way."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.innovations import list_calls
from puas.domain.permissions import Action
from puas.domain.regulation.performance_registry import indicator_name
from puas.runtime import clock
from puas.usecases.record_innovation_step import REACHED, UnableToRecordInnovationStep, record_innovation_step
from puas.usecases.request_innovation_proposal import request_innovation_proposal
from puas.usecases.save_innovation import InnovationDetails, UnableToSaveInnovation, save_innovation
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.innovations import queries
from puas_web.innovations.forms import FactsForm, StepForm, TextForm, facts_of
from puas_web.innovations.sheet import INNOVATION_IMPORT
from puas_web.innovations.words import STEP_FAULTS, WHOLE_FAULTS, missing_sentence
from puas_web.local_day import today_here
from puas_web.readable_requests import takes_a_long_form
from puas_web.register_choice import agencies_to_choose
from puas_web.register_import import import_routes
from puas_web.whole_numbers import read_whole

blueprint = Blueprint("innovations", __name__, template_folder="templates")
blueprint.add_app_template_filter(missing_sentence, "missing_part")
blueprint.add_app_template_filter(indicator_name)

ROOM = "/t/<slug:tenant>/mutu/inovasi"
ONE = f"{ROOM}/<uuid:innovation_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    """All innovations the person may see."""
    return render_template("innovations/index.html", page=queries.innovation_list())


@blueprint.route(f"{ROOM}/baru", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def add() -> Answer:
    """Enter an innovation."""
    form = _facts_form()
    if not form.is_submitted():
        return render_template("innovations/facts.html", form=form, row=None)
    if not form.validate():
        return show_again("innovations/facts.html", form=form, row=None)
    return _save_facts(form, None)


import_routes(blueprint, f"{ROOM}/impor", INNOVATION_IMPORT)


@blueprint.get(ONE)
@tenant(Action.VIEW_REGISTERS)
def show(innovation_id: UUID) -> str:
    """One innovation: what is missing, its proposal, its way."""
    page = queries.innovation_page(innovation_id)
    return render_template(
        "innovations/show.html", page=page, way=queries.way_of(page), part_names=queries.names_of_parts(page),
        unsur_name=queries.unsur_of(page),
    )  # fmt: skip


@blueprint.route(f"{ONE}/ubah", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def edit(innovation_id: UUID) -> Answer:
    """Change what is known of it."""
    row = queries.row_or_404(innovation_id)
    form = _facts_form(data=facts_of(row.innovation))
    if not form.is_submitted():
        return render_template("innovations/facts.html", form=form, row=row)
    if not form.validate():
        return show_again("innovations/facts.html", form=form, row=row)
    return _save_facts(form, innovation_id)


def _facts_form(data: dict[str, object] | None = None) -> FactsForm:
    calls = list_calls(db.session(), tenant_id=current_tenant().id)
    return FactsForm(data=data).offer(agencies_to_choose(), calls)


def _save_facts(form: FactsForm, innovation_id: UUID | None) -> Answer:
    row = queries.row_or_404(innovation_id) if innovation_id else None
    # An innovation stays with its agency.
    agency_id = row.innovation.agency_id if row else agency_or_404(UUID(form.agency.data)).id
    try:
        saved = save_innovation(
            session=db.session(), tenant_id=current_tenant().id, agency_id=agency_id, innovation_id=innovation_id,
            details=form.details(), version=read_whole(form.version.data or ""),
            account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToSaveInnovation as refusal:
        form.explain(refusal.faults)
        return show_again("innovations/facts.html", form=form, row=row)
    flash(_("%(name)s disimpan.", name=saved.title), "good")
    return redirect(url_for(".show", innovation_id=saved.id))


@blueprint.route(f"{ONE}/proposal", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
@takes_a_long_form
def proposal(innovation_id: UUID) -> Answer:
    """Write the parts of the proposal; saved also where a part is still too long, which is only told."""
    row = queries.row_or_404(innovation_id)
    form = TextForm(data={"version": row.innovation.version})
    if not form.is_submitted():
        return render_template("innovations/proposal.html", form=form, row=row, parts=queries.parts_of(row))
    texts = form.texts(row.rules.edition.fields[row.innovation.group_name])
    if not form.validate():
        return show_again("innovations/proposal.html", form=form, row=row, parts=queries.parts_of(row, texts))
    try:
        save_innovation(
            session=db.session(), tenant_id=current_tenant().id, agency_id=row.innovation.agency_id, innovation_id=innovation_id,
            details=replace(InnovationDetails.of(row.innovation), fields=texts), version=read_whole(form.version.data or ""),
            account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToSaveInnovation as refusal:
        form.form_errors += [str(WHOLE_FAULTS.get(reason, _("Ada bagian yang terlalu panjang."))) for reason in refusal.faults.values()]
        return show_again("innovations/proposal.html", form=form, row=row, parts=queries.parts_of(row, texts))
    flash(_("Proposal disimpan."), "good")
    return redirect(url_for(".show", innovation_id=innovation_id))


@blueprint.post(f"{ONE}/ajukan")
@tenant(Action.EDIT_REGISTERS)
def hand_in(innovation_id: UUID) -> Response:
    """Hand the proposal in: from then on its words stay as they are."""
    row = queries.row_or_404(innovation_id)
    try:
        record_innovation_step(
            session=db.session(), tenant_id=current_tenant().id, innovation_id=innovation_id, stage=row.rules.edition.stages[0].slug,
            outcome=REACHED, happened_on=today_here(), note="", account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
        flash(_("Proposal diajukan."), "good")
    except UnableToRecordInnovationStep as refusal:
        flash(str(STEP_FAULTS[refusal.reason]), "warn")
    return redirect(url_for(".show", innovation_id=innovation_id))


@blueprint.route(f"{ONE}/langkah", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def step(innovation_id: UUID) -> Answer:
    """Note how far it came."""
    row = queries.row_or_404(innovation_id)
    form = StepForm(data={"happened_on": today_here()}).offer(row.rules.edition, row.innovation.stage)
    if not form.is_submitted():
        return render_template("innovations/step.html", form=form, row=row)
    if not form.validate():
        return show_again("innovations/step.html", form=form, row=row)
    try:
        record_innovation_step(
            session=db.session(), tenant_id=current_tenant().id, innovation_id=innovation_id, stage=form.stage.data,
            outcome=form.outcome.data, happened_on=form.happened_on.data, note=form.note.data or "", account_id=current_account_id(),
            now=clock.now(),
        )  # fmt: skip
    except UnableToRecordInnovationStep as refusal:
        form.form_errors.append(str(STEP_FAULTS[refusal.reason]))
        return show_again("innovations/step.html", form=form, row=row)
    flash(_("Langkah dicatat."), "good")
    return redirect(url_for(".show", innovation_id=innovation_id))


@blueprint.post(f"{ONE}/dokumen")
@tenant(Action.REQUEST_REPORTS)
def ask(innovation_id: UUID) -> Response:
    """Ask for the proposal as a document."""
    row = queries.row_or_404(innovation_id)
    report = request_innovation_proposal(
        session=db.session(), tenant_id=current_tenant().id, innovation_id=row.innovation.id, account_id=current_account_id(),
        base_url=current_app.config["PUAS_BASE_URL"], now=clock.now(),
    )  # fmt: skip
    if report is None:
        abort(404)
    return redirect(url_for("reports.show", report_id=report.id))

