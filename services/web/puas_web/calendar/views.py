"""Kalender: what is due when, and the deadlines of a regency or a province."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from puas.db.queries.deadlines import SetDeadline
from puas.domain.deadlines import fault_of
from puas.domain.permissions import Action
from puas.usecases.remove_deadline import UnableToRemoveDeadline, remove_deadline
from puas.usecases.set_deadline import UnableToSetDeadline, set_deadline
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.calendar import icalendar, queries
from puas_web.calendar.forms import DeadlineForm, proposed, refuse
from puas_web.database import db
from puas_web.deadline_words import STEP_TITLES, owed_in_words, scope_in_words, short_step
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.local_day import today_here
from puas_web.whole_numbers import read_whole

blueprint = Blueprint("calendar", __name__, template_folder="templates")
blueprint.add_app_template_filter(owed_in_words, "owed_words")
blueprint.add_app_template_filter(lambda due: scope_in_words(due.scope.year, due.scope.part), "scope_words")
blueprint.add_app_template_filter(short_step, "short_step")

ROOM = "/t/<slug:tenant>/kalender"
FORM = "calendar/edit.html"


@blueprint.get(ROOM)
@tenant(Action.VIEW_WORKSPACE)
def index() -> str:
    """A year as a list by month."""
    return render_template("calendar/index.html", page=queries.calendar_page(_year()))


@blueprint.get(f"{ROOM}/kalender.ics")
@tenant(Action.VIEW_WORKSPACE)
def export() -> Response:
    """The same year for a calendar on a phone."""
    page, here = queries.calendar_page(_year()), current_tenant()
    entries = [entry for month in page.months for entry in month.entries]
    text = icalendar.calendar_file(
        entries, name=_("Kalender SKM %(name)s", name=here.name), slug=here.slug, base_url=current_app.config["PUAS_BASE_URL"],
        now=datetime.now(UTC),
    )  # fmt: skip
    return Response(text, mimetype=icalendar.MIME_TYPE, headers={"Content-Disposition": f'attachment; filename="kalender-{page.year}.ics"'})


@blueprint.route(f"{ROOM}/batas-waktu", methods=["GET", "POST"])
@tenant(Action.SET_DEADLINES)
def edit() -> Answer:
    """Set a deadline: fill in, see whom it concerns, confirm."""
    known = queries.known_deadlines()
    form = _form(known)
    if not form.is_submitted():
        return render_template(FORM, form=form)
    if not form.validate() or not _fits(form, known) or "ubah" in request.form:
        return show_again(FORM, form=form)
    if form.seen.data != form.fingerprint:
        form.seen.process_data(form.fingerprint)
        who = queries.concerned(form.scope, form.step.data)
        return render_template("calendar/check.html", form=form, due=form.due, concerned=who, before=_before(form, known))
    try:
        _set(form)
    except UnableToSetDeadline as refusal:
        refuse(form, refusal.reason)
        return show_again(FORM, form=form)
    flash(_("Batas waktu ditetapkan. Semua yang bersangkutan sudah diberi tahu."), "good")
    return redirect(url_for(".index", tahun=form.due_on.data.year))


@blueprint.route(f"{ROOM}/batas-waktu/<uuid:deadline_id>/hapus", methods=["GET", "POST"])
@tenant(Action.SET_DEADLINES)
def remove(deadline_id: UUID) -> Answer:
    """Take a deadline back, after saying what that means."""
    deadline, form = queries.own_deadline_or_404(deadline_id), ConfirmForm()
    if not form.validate_on_submit():
        return render_template("calendar/remove.html", form=form, deadline=deadline, title=str(STEP_TITLES[deadline.due.step]))
    try:
        remove_deadline(
            session=db.session(), tenant_id=current_tenant().id, deadline_id=deadline_id, account_id=current_account_id(),
            now=datetime.now(UTC),
        )  # fmt: skip
        flash(_("Batas waktu dihapus."), "good")
    except UnableToRemoveDeadline:
        flash(_("Batas waktu itu sudah dihapus sebelumnya."), "warn")
    return redirect(url_for(".index"))


def _year() -> int:
    year, now = read_whole(request.args.get("tahun", "")), today_here().year
    return year if year is not None and abs(year - now) <= 10 else now


def _form(known: list[SetDeadline]) -> DeadlineForm:
    """Empty for the next quarter, or with what is set already for the scope the address names."""
    today = today_here()
    wanted = proposed(request.args.to_dict(), today, is_province=current_tenant().kind == "province")
    before = queries.own_of(known, **wanted)
    data = {**wanted, "due_on": before.due.due_on, "note": before.note} if before else wanted
    return DeadlineForm(data=data).offer(is_province=current_tenant().kind == "province", today=today)


def _before(form: DeadlineForm, known: list[SetDeadline]) -> date | None:
    """The day this scope and step have now, None where none is set."""
    found = queries.own_of(known, form.step.data, form.year.data, form.part.data)
    return None if found is None else found.due.due_on


def _fits(form: DeadlineForm, known: list[SetDeadline]) -> bool:
    reason = fault_of(
        form.due, note=form.note.data or "", before=_before(form, known), others=[each.due for each in known],
        is_province=current_tenant().kind == "province", today=today_here(),
    )  # fmt: skip
    if reason:
        refuse(form, reason)
    return not reason


def _set(form: DeadlineForm) -> None:
    set_deadline(
        session=db.session(), tenant_id=current_tenant().id, scope=form.scope, step=form.step.data, due_on=form.due_on.data,
        note=form.note.data or "", account_id=current_account_id(), now=datetime.now(UTC),
    )  # fmt: skip
