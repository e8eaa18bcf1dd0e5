"""Who serves in a mall of services since when, and their counters."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puas.db.queries.malls import agencies_without_mall, services_by_agency
from puas.domain.permissions import Action
from puas.usecases.add_mall_counters import UnableToAddMallCounters, add_mall_counters
from puas.usecases.join_mall import UnableToJoinMall, join_mall
from puas.usecases.leave_mall import UnableToLeaveMall, leave_mall
from puas_web.access import current_account_id, tenant
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.local_day import today_here
from puas_web.malls import queries
from puas_web.malls.counter_sheet import COUNTER_IMPORT
from puas_web.malls.forms import CountersForm, LeaveForm, MemberForm
from puas_web.malls.words import COUNTER_REFUSALS, LEAVE_REFUSALS, join_sentence
from puas_web.register_import import import_routes

blueprint = Blueprint("mall_counters", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/mutu/mpp"
MEMBERS = f"{ROOM}/<uuid:mall_id>/perangkat-daerah"
MEMBER = f"{MEMBERS}/<uuid:agency_id>"


@blueprint.route(f"{MEMBERS}/tambah", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def join(mall_id: UUID) -> Answer:
    """An agency comes to serve here."""
    mall = queries.mall_or_404(mall_id)
    form = MemberForm().offer(agencies_without_mall(db.session(), tenant_id=mall.tenant_id))
    if not form.is_submitted():
        form.joined_on.data = today_here()
        return render_template("malls/join.html", form=form, mall=mall)
    agency_id = _id(form.agency.data) if form.validate() else None
    if agency_id is None:
        return show_again("malls/join.html", form=form, mall=mall)
    try:
        join_mall(
            session=db.session(), tenant_id=mall.tenant_id, mall_id=mall.id, agency_id=agency_id, joined_on=form.joined_on.data,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToJoinMall as refusal:
        form.add_error(form.agency, join_sentence(refusal.reason, refusal.other))
        return show_again("malls/join.html", form=form, mall=mall)
    flash(_("Perangkat daerah sudah ditambahkan. Sekarang buka gerainya."), "good")
    return redirect(url_for("mall_counters.add", mall_id=mall_id, agency_id=agency_id))


@blueprint.route(f"{MEMBER}/keluar", methods=["GET", "POST"])
@tenant(Action.DECIDE_REGISTERS)
def leave(mall_id: UUID, agency_id: UUID) -> Answer:
    """An agency no longer serves here."""
    mall = queries.mall_or_404(mall_id)
    form = LeaveForm()
    page = {"form": form, "mall": mall, "member": queries.member_or_404(mall, agency_id)}
    if not form.is_submitted():
        form.left_on.data = today_here()
        return render_template("malls/leave.html", **page)
    if not form.validate():
        return show_again("malls/leave.html", **page)
    try:
        retired = leave_mall(
            session=db.session(), tenant_id=mall.tenant_id, mall_id=mall.id, agency_id=agency_id, left_on=form.left_on.data,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToLeaveMall as refusal:
        form.add_error(form.left_on, str(LEAVE_REFUSALS[refusal.reason]))
        return show_again("malls/leave.html", **page)
    done = ngettext("Sudah dikeluarkan; %(num)s gerai tidak dipakai lagi.", "Sudah dikeluarkan; %(num)s gerai tidak dipakai lagi.", retired)
    flash(done, "good")
    return redirect(url_for("malls.show", mall_id=mall_id))


@blueprint.route(f"{MEMBER}/gerai", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def add(mall_id: UUID, agency_id: UUID) -> Answer:
    """Several counters of an agency at once."""
    mall = queries.mall_or_404(mall_id)
    services = services_by_agency(db.session(), tenant_id=mall.tenant_id, agency_ids=[agency_id]).get(agency_id, ())
    form = CountersForm().offer(services)
    page = {"form": form, "mall": mall, "member": queries.member_or_404(mall, agency_id)}
    if not form.is_submitted():
        return render_template("malls/counters.html", **page)
    counters = form.counters() if form.validate() else None
    if counters is None:
        return show_again("malls/counters.html", **page)
    try:
        made = add_mall_counters(
            session=db.session(), tenant_id=mall.tenant_id, mall_id=mall.id, agency_id=agency_id, counters=counters,
            account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToAddMallCounters as refusal:
        form.form_errors.append(str(COUNTER_REFUSALS[refusal.reason]))
        return show_again("malls/counters.html", **page)
    flash(ngettext("%(num)s gerai sudah dibuka.", "%(num)s gerai sudah dibuka.", len(made)), "good")
    return redirect(url_for("malls.show", mall_id=mall_id))


import_routes(blueprint, f"{ROOM}/impor", COUNTER_IMPORT)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
