"""Target: a year's targets with what has been reached, and the table in which they are laid down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.domain.permissions import Action
from puas.usecases.save_year_targets import UnableToSaveYearTargets, save_year_targets
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer
from puas_web.local_day import today_here
from puas_web.scope_choice import YEAR, Choice
from puas_web.targets import queries
from puas_web.targets.forms import TargetLine, are_faulty, proposed, saved_lines, sent_agencies, sent_lines, with_faults
from puas_web.targets.queries import TargetTable
from puas_web.targets.words import LAST_YEAR, OLD_NOTES
from puas_web.whole_numbers import read_whole

blueprint = Blueprint("targets", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/target"


@blueprint.get(ROOM)
@tenant(Action.VIEW_RESULTS)
def index() -> str:
    """A year's targets and the index so far, of the agencies the person may see."""
    here = current_tenant()
    page = queries.targets_page(
        db.session(), tenant_id=here.id, agency_ids=here.agency_ids, wanted=read_whole(request.args.get(YEAR, "")), this_year=_this_year(),
    )  # fmt: skip
    return render_template("targets/index.html", page=page, years=_choices("targets.index", page.years, page.year))


@blueprint.get(f"{ROOM}/sunting")
@tenant(Action.SET_TARGETS)
def edit() -> str:
    """The table of a year; with proposals where they are asked for, of which nothing is saved yet."""
    table = _table_or_404()
    lines = saved_lines(current_tenant().name, table.agencies, table.targets, table.before)
    origin = request.args.get("usulan", "")
    if origin in (LAST_YEAR, OLD_NOTES):
        lines = proposed(lines, table.last_year if origin == LAST_YEAR else table.old_notes)
    return _editor(table, lines, origin=origin)


@blueprint.post(f"{ROOM}/sunting")
@tenant(Action.SET_TARGETS)
def keep() -> Answer:
    """Save the whole table, or show it again with everything typed and what is wrong."""
    table = _table_or_404()
    lines = sent_lines(saved_lines(current_tenant().name, table.agencies, table.targets, table.before), request.form)
    if are_faulty(lines):
        return _editor(table, lines), 422
    try:
        number = save_year_targets(
            session=db.session(), tenant_id=current_tenant().id, year=table.year, edits=[each.edit() for each in lines],
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToSaveYearTargets as refusal:
        return _editor(table, with_faults(lines, refusal.faults, refusal.stored)), 422
    _tell(number, table.year)
    return redirect(url_for(".index", tahun=table.year))


def _table_or_404() -> TargetTable:
    """The year the address names, with the agencies the sent table has; one that is no agency of this tenant is a 404."""
    year = queries.editable_year(read_whole(request.args.get(YEAR, "")) or _this_year(), _this_year())
    if year is None:
        abort(404)
    sent = sent_agencies(request.form)
    table = queries.target_table(db.session(), tenant_id=current_tenant().id, year=year, also=sent)
    if not set(sent) <= {each.id for each in table.agencies}:
        abort(404)
    return table


def _editor(table: TargetTable, lines: Sequence[TargetLine], *, origin: str = "") -> str:
    years = sorted({*queries.editable_years(_this_year()), table.year}, reverse=True)
    return render_template(
        "targets/edit.html", table=table, lines=lines, origin=origin, faulty=[each for each in lines if each.fault],
        years=_choices("targets.edit", years, table.year), common=request.form.get("sumber-bersama", ""),
    )  # fmt: skip


def _tell(number: int, year: int) -> None:
    if not number:
        flash(_("Tidak ada yang berubah pada target tahun %(year)s.", year=year), "info")
        return
    told = ngettext("%(num)s target tahun %(year)s disimpan.", "%(num)s target tahun %(year)s disimpan.", number, year=year)
    flash(told, "good")


def _choices(endpoint: str, years: Sequence[int], current: int) -> list[Choice]:
    return [Choice(str(each), url_for(endpoint, tahun=each), each == current) for each in years]


def _this_year() -> int:
    return today_here().year
