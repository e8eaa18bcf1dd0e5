"""Kepatuhan Ombudsman: the scores of the regency and its sampled agencies, recorded, corrected and taken out again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.compliance_scores import find_score, list_scores
from puas.db.queries.evidence import evidence_counts
from puas.db.queries.register_history import history_of
from puas.db.tables.compliance import ComplianceScore
from puas.domain import evidence as evidence_subjects
from puas.domain.compliance_checklist import progress_of, to_do_first
from puas.domain.compliance_entry import entry_faults
from puas.domain.permissions import Action
from puas.usecases._compliance_scores import UnableToSaveComplianceScore
from puas.usecases.remove_compliance_score import UnableToRemoveComplianceScore, remove_compliance_score
from puas.usecases.request_compliance_record import UnableToRequestComplianceRecord, request_compliance_record
from puas.usecases.save_compliance_score import save_compliance_score
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.compliance import queries
from puas_web.compliance.drawings import score_drawing
from puas_web.compliance.forms import REGENCY, ScoreForm, score_data
from puas_web.compliance.queries import GradedScore
from puas_web.compliance.sheet import COMPLIANCE_IMPORT
from puas_web.compliance.words import (
    SAVE_REFUSALS,
    STATE_TAGS,
    STATES,
    change_words,
    check_words,
    proposal_words,
    zone_kind,
    zone_words,
)
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.local_day import today_here
from puas_web.register_import import import_routes
from puas_web.scope_choice import YEAR
from puas_web.whole_numbers import read_whole

blueprint = Blueprint("compliance", __name__, template_folder="templates")
blueprint.add_app_template_filter(zone_words, "compliance_zone")
blueprint.add_app_template_filter(zone_kind, "compliance_zone_kind")
blueprint.add_app_template_filter(change_words, "compliance_change")
blueprint.add_app_template_filter(check_words, "compliance_check")
blueprint.add_app_template_filter(proposal_words, "compliance_proposal")
blueprint.add_app_template_filter(progress_of, "check_progress")
blueprint.add_app_template_filter(to_do_first, "check_first")
blueprint.add_app_template_filter(lambda state: STATES[state], "check_state")
blueprint.add_app_template_filter(lambda state: STATE_TAGS[state], "check_state_kind")

ROOM = "/t/<slug:tenant>/mutu/ombudsman"
SCORE = f"{ROOM}/nilai/<uuid:score_id>"
FORM = "compliance/score_form.html"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    """The regency over the years, its agencies of one year, and what to do next."""
    here = current_tenant()
    page = queries.compliance_page(
        db.session(), tenant_id=here.id, agency_ids=here.agency_ids, wanted=read_whole(request.args.get(YEAR, "")),
        this_year=today_here().year,
    )  # fmt: skip
    grades = [each.grade for each in page.regency]
    drawing = score_drawing(grades, title=_("Nilai kepatuhan %(name)s", name=here.name)) if len(grades) > 1 else None
    return render_template("compliance/index.html", page=page, drawing=drawing, this_year=today_here().year)


@blueprint.get(f"{ROOM}/nilai/catat")
@tenant(Action.DECIDE_REGISTERS)
def new() -> str:
    """An empty form."""
    return render_template(FORM, form=_form(), score=None)


@blueprint.post(f"{ROOM}/nilai/catat")
@tenant(Action.DECIDE_REGISTERS)
def record() -> Answer:
    """Record a score."""
    form = _form()
    saved = _save(form, None)
    if saved is None:
        return show_again(FORM, form=form, score=None)
    flash(_("Nilai tahun %(year)s tersimpan.", year=saved.year), "good")
    return redirect(url_for("compliance.show", score_id=saved.id))


@blueprint.get(SCORE)
@tenant(Action.VIEW_REGISTERS)
def show(score_id: UUID) -> str:
    """One score: what it means, its dimensions, where it was published."""
    here, graded = current_tenant(), _graded_or_404(score_id)
    evidence = evidence_counts(db.session(), here.id, evidence_subjects.COMPLIANCE, [score_id])
    events = history_of(db.session(), here.id, f"compliance_score:{score_id}")
    return render_template("compliance/score.html", graded=graded, evidence=evidence.get((score_id, ""), 0), events=events)


@blueprint.get(f"{SCORE}/sunting")
@tenant(Action.DECIDE_REGISTERS)
def edit(score_id: UUID) -> str:
    score = _score_or_404(score_id)
    return render_template(FORM, form=_form(score), score=score)


@blueprint.post(f"{SCORE}/sunting")
@tenant(Action.DECIDE_REGISTERS)
def save(score_id: UUID) -> Answer:
    """Correct a score."""
    score = _score_or_404(score_id)
    form = _form(score)
    if _save(form, score_id) is None:
        return show_again(FORM, form=form, score=score)
    flash(_("Perubahan tersimpan."), "good")
    return redirect(url_for("compliance.show", score_id=score_id))


@blueprint.route(f"{SCORE}/hapus", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def remove(score_id: UUID) -> Answer:
    """Take a wrongly recorded score out."""
    score = _score_or_404(score_id)
    form = ConfirmForm()
    if not form.validate_on_submit():
        name = score.agency_name or current_tenant().name
        return render_template(
            "confirm.html", title=_("Hapus nilai %(name)s tahun %(year)s?", name=name, year=score.year), form=form,
            submit=_("Hapus nilai"), cancel_url=url_for("compliance.show", score_id=score_id),
            consequences=[
                _("Nilai ini hilang dari register, grafik, rapor, dan halaman provinsi."),
                _("Catatan kegiatan tetap menyebut nilai yang dihapus."),
            ],
        )  # fmt: skip
    try:
        remove_compliance_score(
            session=db.session(), tenant_id=current_tenant().id, score_id=score_id, account_id=current_account_id(), now=datetime.now(UTC)
        )
    except UnableToRemoveComplianceScore:
        abort(404)
    flash(_("Nilai dihapus."), "good")
    return redirect(url_for("compliance.index"))


import_routes(blueprint, f"{ROOM}/impor", COMPLIANCE_IMPORT, action=Action.DECIDE_REGISTERS)


@blueprint.post(f"{ROOM}/dokumen")
@tenant(Action.REQUEST_RECAPS)
def ask() -> Response:
    """Ask for the document of the register; while one is on its way, show that one."""
    try:
        report = request_compliance_record(
            session=db.session(), tenant_id=current_tenant().id, year=today_here().year, account_id=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestComplianceRecord:
        flash(_("Belum ada nilai atau daftar periksa yang dapat dicetak."), "warn")
        return redirect(url_for("compliance.index"))
    return redirect(url_for("reports.show", report_id=report.id))


def _score_or_404(score_id: UUID) -> ComplianceScore:
    here = current_tenant()
    score = find_score(db.session(), tenant_id=here.id, score_id=score_id, agency_ids=here.agency_ids)
    return score if score is not None else abort(404)


def _graded_or_404(score_id: UUID) -> GradedScore:
    here = current_tenant()
    graded = queries.graded_scores(list_scores(db.session(), tenant_id=here.id, agency_ids=here.agency_ids))
    return next((each for each in graded if each.row.id == score_id), None) or abort(404)


def _form(score: ComplianceScore | None = None) -> ScoreForm:
    """The form; a new one knows the year or unit a link named."""
    known = score_data(score) if score else {"year": request.args.get(YEAR, ""), "unit": request.args.get("perangkat", REGENCY)}
    agencies = queries.choosable_agencies(db.session(), tenant_id=current_tenant().id, also=score.agency_id if score else None)
    return ScoreForm(data=known).offer(current_tenant().name, agencies)


def _save(form: ScoreForm, score_id: UUID | None) -> ComplianceScore | None:
    """The stored row; None, with the errors in the form, where it cannot be stored."""
    if not form.validate():
        form.show_faults(entry_faults(form.entry(), today_here().year))
        return None
    try:
        return save_compliance_score(
            session=db.session(), tenant_id=current_tenant().id, entry=form.entry(), account_id=current_account_id(),
            now=datetime.now(UTC), score_id=score_id, version=form.seen_version,
        )  # fmt: skip
    except UnableToSaveComplianceScore as refusal:
        form.show_faults(refusal.faults)
        if refusal.reason in SAVE_REFUSALS:
            form.form_errors.append(str(SAVE_REFUSALS[refusal.reason]))
            _see_what_is_stored(form, score_id)
        return None


def _see_what_is_stored(form: ScoreForm, score_id: UUID | None) -> None:
    """The form that is shown again knows the version that is stored, so that saving once more is a decision."""
    if score_id is not None:
        form.version.data = str(_score_or_404(score_id).version)
