"""Tindak lanjut: the list of promises, the plan of a period, its editor, and the progress of one promise."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.usecases.carry_followup import UnableToCarryFollowup, carry_followup
from puas.usecases.record_followup import UnableToRecordFollowup, record_followup
from puas.usecases.save_followup_plan import PlannedItem, UnableToSaveFollowupPlan, save_followup_plan
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.followups import queries
from puas_web.followups.forms import PlanForm, ProgressForm, plan_form, progress_data, rearranged, rows_of
from puas_web.followups.queries import Plan
from puas_web.followups.words import CARRY_REFUSALS, PLAN_REFUSALS, PROGRESS_REFUSALS
from puas_web.forms import Answer, show_again
from puas_web.local_day import today_here
from puas_web.promise_words import STANDING_SLUGS, STANDING_TAGS, counts_in_words, due_in_words

blueprint = Blueprint("followups", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda standing: STANDING_TAGS[standing][0], "standing")
blueprint.add_app_template_filter(lambda standing: STANDING_TAGS[standing][1], "standing_kind")
blueprint.add_app_template_filter(due_in_words, "due_time")
blueprint.add_app_template_filter(counts_in_words, "counts")

ROOM = "/t/<slug:tenant>/tindak-lanjut"
PERIOD = f"{ROOM}/periode/<uuid:period_id>"
ITEM = f"{ROOM}/<uuid:item_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_FOLLOWUPS)
def index() -> str:
    """Every promise of the agencies the person may see."""
    return render_template("followups/index.html", **queries.promise_list(), standings=STANDING_SLUGS)


@blueprint.get(PERIOD)
@tenant(Action.VIEW_FOLLOWUPS)
def show(period_id: UUID) -> str:
    """The plan of one period."""
    return render_template("followups/plan.html", plan=queries.plan_or_404(period_id))


@blueprint.route(f"{PERIOD}/sunting", methods=["GET", "POST"])
@tenant(Action.EDIT_FOLLOWUPS)
def edit(period_id: UUID) -> Answer:
    """The plan as a form; buttons beside the rows change the form, only saving changes the plan."""
    plan = queries.plan_or_404(period_id)
    if request.method == "GET" and plan.is_sent:
        flash(str(PLAN_REFUSALS["with-regency"]), "warn")
        return redirect(url_for(".show", period_id=period_id))
    if request.method == "GET":
        return _editor(plan, _saved_or_proposed(plan))
    form = PlanForm().offer(plan.rule, today_here())
    moved = rearranged(form.written(), request.form.get("act", ""), queries.proposals_of(plan.frozen))
    if moved is not None:
        return _editor(plan, plan_form(moved[0], form.version.data or 0, plan.rule, today_here()), look_at=moved[1])
    items = form.items() if form.validate() else None
    if items is None:
        return _editor(plan, form), 422
    try:
        _save(plan, items, form.version.data)
    except UnableToSaveFollowupPlan as refusal:
        return _refused(plan, form, refusal)
    flash(_("Rencana tindak lanjut sudah disimpan."), "good")
    return redirect(url_for(".show", period_id=period_id))


@blueprint.post(f"{PERIOD}/bawa/<uuid:item_id>")
@tenant(Action.EDIT_FOLLOWUPS)
def carry(period_id: UUID, item_id: UUID) -> Response:
    """Take a promise an earlier plan left open into this one."""
    queries.period_or_404(period_id)
    queries.promise_or_404(item_id)
    try:
        carry_followup(
            session=db.session(), tenant_id=current_tenant().id, period_id=period_id, item_id=item_id,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
        flash(_("Rencana itu sekarang bagian dari rencana ini. Tentukan waktunya."), "good")
    except UnableToCarryFollowup as refusal:
        flash(str(CARRY_REFUSALS[refusal.reason]), "warn")
    return redirect(url_for(".show", period_id=period_id))


@blueprint.get(ITEM)
@tenant(Action.VIEW_FOLLOWUPS)
def item(item_id: UUID) -> str:
    """One promise with everything noted about it."""
    return render_template("followups/item.html", page=queries.promise_or_404(item_id))


@blueprint.route(f"{ITEM}/kemajuan", methods=["GET", "POST"])
@tenant(Action.EDIT_FOLLOWUPS)
def progress(item_id: UUID) -> Answer:
    """Note what became of a promise."""
    page = queries.promise_or_404(item_id)
    form = ProgressForm(data=progress_data(page.promise.item))
    if not form.is_submitted():
        return render_template("followups/progress.html", form=form, page=page)
    if not form.validate():
        return show_again("followups/progress.html", form=form, page=page)
    try:
        _record(page.promise.period.id, item_id, form)
    except UnableToRecordFollowup as refusal:
        return _progress_refused(item_id, form, refusal)
    flash(_("Kemajuan sudah dicatat."), "good")
    if "next" in request.form and page.next_id:
        return redirect(url_for(".progress", item_id=page.next_id))
    return redirect(url_for(".item", item_id=item_id))


def _saved_or_proposed(plan: Plan) -> PlanForm:
    rows = rows_of([each.item for each in plan.promises])
    proposed = [{"unsur": unsur, "action": action} for unsur, action in queries.proposals_of(plan.frozen).items()]
    return plan_form(rows or proposed or [{}], plan.frozen.period.plan_version, plan.rule, today_here())


def _editor(plan: Plan, form: PlanForm, *, look_at: int | None = None, theirs: bool = False) -> str:
    """The editor around these rows: what would be deleted, and which weak unsur has no row yet."""
    rows = form.written()
    kept, planned = {row["id"] for row in rows}, {row["unsur"] for row in rows if row["action"]}
    return render_template(
        "followups/edit.html",
        plan=plan,
        form=form,
        look_at=look_at,
        theirs=theirs,
        are_proposals=not plan.promises and look_at is None,
        going=[each for each in plan.promises if str(each.item.id) not in kept],
        unplanned=[slug for slug in queries.proposals_of(plan.frozen) if slug not in planned],
    )


def _save(plan: Plan, items: list[PlannedItem], version: int | None) -> None:
    save_followup_plan(
        session=db.session(), tenant_id=current_tenant().id, period_id=plan.frozen.period.id, items=items, version=version,
        account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip


def _refused(plan: Plan, form: PlanForm, refusal: UnableToSaveFollowupPlan) -> Answer:
    """Everything typed again; after another's save also what they have added, so that saving again loses neither."""
    is_clash = refusal.reason == "changed-meanwhile"
    if is_clash:
        # What this request read before it had the lock may be old.
        db.session().expire_all()
        plan = queries.plan_or_404(plan.frozen.period.id)
        mine = form.written()
        added = [row for row in rows_of([each.item for each in plan.promises]) if row["id"] not in {each["id"] for each in mine}]
        form = plan_form([*mine, *added], refusal.version, plan.rule, today_here())
    form.form_errors.append(str(PLAN_REFUSALS[refusal.reason]))
    return _editor(plan, form, theirs=is_clash), 422


def _record(period_id: UUID, item_id: UUID, form: ProgressForm) -> None:
    record_followup(
        session=db.session(), tenant_id=current_tenant().id, period_id=period_id, progress=form.progress(item_id),
        noted_at=form.seen_at, account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip


def _progress_refused(item_id: UUID, form: ProgressForm, refusal: UnableToRecordFollowup) -> Answer:
    """What was typed stays in the form, what somebody else noted stands above it."""
    form.form_errors.append(str(PROGRESS_REFUSALS.get(refusal.reason, PROGRESS_REFUSALS["too-long"])))
    if refusal.noted_at is not None:
        form.noted_at.raw_data, form.noted_at.data = None, refusal.noted_at.isoformat()
    page = queries.promise_or_404(item_id)
    return show_again("followups/progress.html", form=form, page=page, theirs=refusal.noted_at is not None)
