"""Writing a standard: one step at a time, copies from another service, the decree, the review, and throwing a draft away."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.service_standards import ServiceLine, seen_of
from puas.domain.permissions import Action
from puas.domain.service_standards import STEP_OF, STEPS, YEARLY_REVIEW, Step, missing, next_review
from puas.usecases.copy_standard_components import UnableToCopyStandardComponents, copy_standard_components
from puas.usecases.discard_standard_draft import UnableToDiscardStandardDraft, discard_standard_draft
from puas.usecases.put_standard_in_force import UnableToPutStandardInForce, put_standard_in_force
from puas.usecases.record_standard_review import UnableToRecordStandardReview, record_standard_review
from puas.usecases.save_standard_draft import UnableToSaveStandardDraft, save_standard_draft
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, Form, show_again
from puas_web.local_day import today_here
from puas_web.standards import queries
from puas_web.standards.forms import CopyForm, DecisionForm, ReviewForm, SeenForm, StepForm, add_refusal, media_data, step_form
from puas_web.standards.words import DECISION_REFUSALS, DRAFT_REFUSALS, REVIEW_REFUSALS

blueprint = Blueprint("standard_drafts", __name__, template_folder="templates")

SERVICE = "/t/<slug:tenant>/mutu/standar/layanan/<uuid:service_type_id>"


@blueprint.route(f"{SERVICE}/isi/<string:step>", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def edit(service_type_id: UUID, step: str) -> Answer:
    """One step of the draft."""
    line = queries.line_or_404(service_type_id)
    if not line.is_active:
        return _at_rest(service_type_id)
    page = STEP_OF[step] if step in STEP_OF else abort(404)
    components, seen = queries.begun(line)
    form = step_form(page, components, seen)
    if not form.is_submitted():
        return _editor(line, page, form)
    if not form.validate():
        return _editor(line, page, form), 422
    try:
        _saved(service_type_id, page, form)
    except UnableToSaveStandardDraft as refusal:
        return _refused(service_type_id, page, form, refusal)
    following = _after(page)
    if "next" in request.form and following is not None:
        return redirect(url_for(".edit", service_type_id=service_type_id, step=following.slug))
    flash(_("Rancangan standar sudah disimpan."), "good")
    return redirect(url_for("standards.show", service_type_id=service_type_id))


@blueprint.route(f"{SERVICE}/salin", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def copy(service_type_id: UUID) -> Answer:
    """Components of another service of the agency."""
    line = queries.line_or_404(service_type_id)
    if not line.is_active:
        return _at_rest(service_type_id)
    sources = queries.sources_for(line)
    form = CopyForm(data={"seen": seen_of(line.draft)}).offer([(each.service.id, each.service.name) for each in sources])
    page = {"form": form, "line": line, "sources": sources}
    if not form.is_submitted():
        return render_template("standards/copy.html", **page)
    if not form.validate() or not _copied(service_type_id, form):
        return show_again("standards/copy.html", **page)
    flash(_("Komponen sudah disalin ke rancangan. Periksa dan sesuaikan isinya."), "good")
    return redirect(url_for("standards.show", service_type_id=service_type_id))


@blueprint.route(f"{SERVICE}/tetapkan", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def decide(service_type_id: UUID) -> Answer:
    """Put the draft in force; what is missing is said first."""
    line = queries.line_or_404(service_type_id)
    if line.draft is None or not line.is_active:
        flash(str(DECISION_REFUSALS["no-draft"][1]), "warn")
        return redirect(url_for("standards.show", service_type_id=service_type_id))
    known = media_data(line.draft.media)
    form = DecisionForm(data={"seen": seen_of(line.draft), "review_due_on": next_review(today_here()), **known})
    if not form.is_submitted():
        return _decision(line, form)
    if not form.validate() or not _decided(service_type_id, form):
        return _decision(queries.line_or_404(service_type_id), form), 422
    flash(_("Standar pelayanan sudah berlaku dan dapat dibaca warga."), "good")
    return redirect(url_for("standards.show", service_type_id=service_type_id))


@blueprint.route(f"{SERVICE}/tinjau", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def review(service_type_id: UUID) -> Answer:
    """Record that the standard in force was looked at again."""
    line = queries.line_or_404(service_type_id)
    if line.in_force is None or not line.is_active:
        flash(str(REVIEW_REFUSALS["nothing-in-force"][1]), "warn")
        return redirect(url_for("standards.show", service_type_id=service_type_id))
    today = today_here()
    form = ReviewForm(data={"seen": seen_of(line.in_force), "reviewed_on": today, "next_due_on": next_review(today)})
    page = {"form": form, "line": line, "policy": YEARLY_REVIEW}
    if not form.is_submitted():
        return render_template("standards/review.html", **page)
    if not form.validate() or not _reviewed(service_type_id, form):
        return show_again("standards/review.html", **page)
    flash(_("Peninjauan sudah dicatat."), "good")
    return redirect(url_for("standards.show", service_type_id=service_type_id))


@blueprint.route(f"{SERVICE}/buang", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def discard(service_type_id: UUID) -> Answer:
    """Throw the draft away, after a page that says what that means."""
    line = queries.line_or_404(service_type_id)
    if line.draft is None:
        return redirect(url_for("standards.show", service_type_id=service_type_id))
    form = SeenForm(data={"seen": seen_of(line.draft)})
    if not form.is_submitted():
        return render_template("standards/discard.html", form=form, line=line)
    if not form.validate() or not _discarded(service_type_id, form):
        return show_again("standards/discard.html", form=form, line=queries.line_or_404(service_type_id))
    flash(_("Rancangan sudah dibuang."), "good")
    return redirect(url_for("standards.show", service_type_id=service_type_id))


def _at_rest(service_type_id: UUID) -> Response:
    flash(str(DRAFT_REFUSALS["archived"]), "warn")
    return redirect(url_for("standards.show", service_type_id=service_type_id))


def _after(step: Step) -> Step | None:
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def _editor(line: ServiceLine, step: Step, form: StepForm, *, theirs: bool = False) -> str:
    return render_template(
        "standards/edit.html", line=line, step=step, steps=STEPS, form=form, following=_after(step), theirs=theirs,
        components=queries.begun(line)[0],
    )  # fmt: skip


def _refused(service_type_id: UUID, step: Step, form: StepForm, refusal: UnableToSaveStandardDraft) -> Answer:
    """What was typed stays; what somebody else saved stands beside it, and saving again puts it in its place."""
    form.form_errors.append(str(DRAFT_REFUSALS.get(refusal.reason, DRAFT_REFUSALS["archived"])))
    is_clash = refusal.reason == "changed-meanwhile"
    line = _read_anew(service_type_id, form, of_draft=True)
    return _editor(line, step, form, theirs=is_clash), 422


def _read_anew(service_type_id: UUID, form: Form, *, of_draft: bool) -> ServiceLine:
    """What this request read before it had the lock may be old; the form knows the newest version from now on."""
    db.session().expire_all()
    line = queries.line_or_404(service_type_id)
    form.seen.data, form.seen.raw_data = seen_of(line.draft if of_draft else line.in_force), None
    return line


def _saved(service_type_id: UUID, step: Step, form: StepForm) -> None:
    save_standard_draft(
        session=db.session(), tenant_id=current_tenant().id, service_type_id=service_type_id, components=form.components(step),
        account_id=current_account_id(), now=datetime.now(UTC), seen=form.seen.data or "",
    )  # fmt: skip


def _copied(service_type_id: UUID, form: CopyForm) -> bool:
    source = form.source_id
    if source is None:
        form.add_error(form.source, str(DRAFT_REFUSALS["unknown-source"]))
        return False
    try:
        copy_standard_components(
            session=db.session(), tenant_id=current_tenant().id, service_type_id=service_type_id, from_service_type_id=source,
            components=form.components.data or [], account_id=current_account_id(), now=datetime.now(UTC), seen=form.seen.data or "",
        )  # fmt: skip
    except UnableToCopyStandardComponents as refusal:
        field = {"unknown-source": "source", "nothing-to-copy": "components"}.get(refusal.reason, "")
        add_refusal(form, field, DRAFT_REFUSALS[refusal.reason])
        _read_anew(service_type_id, form, of_draft=True)
        return False
    return True


def _decision(line: ServiceLine, form: DecisionForm) -> str:
    gaps = missing(line.draft.components) if line.draft else ()
    return render_template("standards/decide.html", line=line, form=form, gaps=gaps, policy=YEARLY_REVIEW)


def _decided(service_type_id: UUID, form: DecisionForm) -> bool:
    try:
        put_standard_in_force(
            session=db.session(), tenant_id=current_tenant().id, service_type_id=service_type_id, decision=form.decision(),
            seen=form.seen.data or "", account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToPutStandardInForce as refusal:
        for reason in refusal.reasons:
            add_refusal(form, *DECISION_REFUSALS[reason])
        _read_anew(service_type_id, form, of_draft=True)
        return False
    return True


def _reviewed(service_type_id: UUID, form: ReviewForm) -> bool:
    try:
        record_standard_review(
            session=db.session(), tenant_id=current_tenant().id, service_type_id=service_type_id, reviewed_on=form.reviewed_on.data,
            outcome=form.outcome.data or "", next_due_on=form.next_due_on.data, seen=form.seen.data or "",
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRecordStandardReview as refusal:
        for reason in refusal.reasons:
            add_refusal(form, *REVIEW_REFUSALS[reason])
        _read_anew(service_type_id, form, of_draft=False)
        return False
    return True


def _discarded(service_type_id: UUID, form: SeenForm) -> bool:
    try:
        discard_standard_draft(
            session=db.session(), tenant_id=current_tenant().id, service_type_id=service_type_id, seen=form.seen.data or "",
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToDiscardStandardDraft as refusal:
        form.form_errors.append(str(DRAFT_REFUSALS[refusal.reason]))
        _read_anew(service_type_id, form, of_draft=True)
        return False
    return True
