"""`/mutu/inovasi/kompetisi`: competitions of a year, with their deadlines and limits."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from puas.db.queries.innovations import list_calls
from puas.db.tables.innovations import InnovationCall
from puas.domain.permissions import Action
from puas.domain.regulation.innovation_registry import LATEST
from puas.presentation.dates import long_date
from puas.runtime import clock
from puas.usecases.save_innovation_call import UnableToSaveInnovationCall, save_innovation_call
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.innovations import queries
from puas_web.innovations.forms import CallForm
from puas_web.layout import page_language
from puas_web.local_day import today_here
from puas_web.whole_numbers import read_whole

blueprint = Blueprint("innovation_calls", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda day: long_date(date.fromisoformat(day), page_language()), "written_day")

ROOM = "/t/<slug:tenant>/mutu/inovasi/kompetisi"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str:
    """Competitions with the day of every stage."""
    calls = list_calls(db.session(), tenant_id=current_tenant().id)
    return render_template("innovations/calls.html", calls=calls, edition=LATEST, today=today_here().isoformat())


@blueprint.route(f"{ROOM}/baru", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def add() -> Answer:
    return _save(CallForm(data={"year": today_here().year}), None)


@blueprint.route(f"{ROOM}/<uuid:call_id>", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def edit(call_id: UUID) -> Answer:
    call = queries.call_or_404(call_id)
    known = {"version": call.version, "year": call.year, "title": call.title, "age_months": call.settings.get("age_months")}
    return _save(CallForm(data=known), call)


def _save(form: CallForm, call: InnovationCall | None) -> Answer:
    page = {"form": form, "call": call, "edition": LATEST, "parts": _parts()}
    if not form.is_submitted():
        return render_template("innovations/call.html", **page)
    is_valid, details = form.validate(), form.details()
    if not is_valid or details is None:
        return show_again("innovations/call.html", **page)
    try:
        saved = save_innovation_call(
            session=db.session(), tenant_id=current_tenant().id, details=details, call_id=call.id if call else None,
            version=read_whole(form.version.data or ""), account_id=current_account_id(), now=clock.now(),
        )  # fmt: skip
    except UnableToSaveInnovationCall as refusal:
        form.explain(refusal.faults)
        return show_again("innovations/call.html", **page)
    flash(_("%(name)s disimpan.", name=saved.title), "good")
    return redirect(url_for(".index"))


def _parts() -> list[tuple[str, str, int]]:
    """Every part of a proposal once: slug, name, the edition's limit."""
    found = {part.slug: (part.slug, part.name, part.words) for parts in LATEST.fields.values() for part in parts}
    return list(found.values())
