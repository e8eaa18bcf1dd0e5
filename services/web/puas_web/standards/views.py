"""Standar pelayanan: the overview, an agency with its services, one service with its standards, and what is printed of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.db.queries.service_standards import seen_of
from puas.domain.permissions import Action
from puas.domain.service_standards import COMPONENTS, STEPS, YEARLY_REVIEW, missing, missing_in, points_of, review_standing
from puas.domain.yardsticks import NO_UNIT
from puas.usecases.request_service_sheet import UnableToRequestServiceSheet, request_service_sheet
from puas.usecases.request_service_standards import UnableToRequestServiceStandards, request_service_standards
from puas.usecases.save_standard_media import UnableToSaveStandardMedia, save_standard_media
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.agency_access import agency_or_404
from puas_web.database import db
from puas_web.forms import Answer, show_again
from puas_web.local_day import today_here
from puas_web.standards import queries
from puas_web.standards.forms import MediaForm, add_refusal, media_data
from puas_web.standards.words import MEDIA_REFUSALS, PRINT_REFUSALS, REVIEWS, STATES

blueprint = Blueprint("standards", __name__, template_folder="templates")
blueprint.add_app_template_filter(points_of, "standard_points")
blueprint.add_app_template_filter(missing, "standard_missing")
blueprint.add_app_template_filter(lambda state: STATES[state], "standard_state")
blueprint.add_app_template_filter(lambda standing: REVIEWS[standing], "standard_review")
blueprint.add_app_template_filter(missing_in, "standard_missing_in")


@blueprint.app_template_filter("standard_review_of")
def review_of(due_on: date | None) -> str:
    """The standing of a review on the day of the office."""
    return review_standing(due_on, today_here())


ROOM = "/t/<slug:tenant>/mutu/standar"
AGENCY = f"{ROOM}/perangkat/<uuid:agency_id>"
SERVICE = f"{ROOM}/layanan/<uuid:service_type_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> Answer:
    """Every agency the person may see; of a single one its own page."""
    page, sums = queries.overview()
    if page.total == 1 and page.items:
        return redirect(url_for(".of_agency", agency_id=page.items[0].id))
    # Sums over the years are the whole regency's, so they are for those who see all of it.
    trend = queries.trend_of(NO_UNIT) if current_tenant().agency_ids is None else ([], "")
    return render_template("standards/index.html", page=page, sums=sums, trend=trend)


@blueprint.get(AGENCY)
@tenant(Action.VIEW_REGISTERS)
def of_agency(agency_id: UUID) -> str:
    """Services of an agency, those that need something first, and its maklumat."""
    agency, pledges = queries.pledges_or_404(agency_id)
    lines = queries.lines_of(agency)
    return render_template(
        "standards/agency.html", agency=agency, lines=queries.order_by_need(lines, today_here()),
        at_rest=[each for each in lines if not each.is_active and each.in_force], pledge=queries.pledge_in_force(pledges),
        documents=queries.documents_of(f"service_standards:{agency_id}"), trend=queries.trend_of(agency_id),
    )  # fmt: skip


@blueprint.get(SERVICE)
@tenant(Action.VIEW_REGISTERS)
def show(service_type_id: UUID) -> str:
    """The standard in force, the draft beside it, and the versions before."""
    page = queries.service_page(service_type_id)
    return render_template(
        "standards/service.html", page=page, line=page.line, components=COMPONENTS, steps=STEPS, policy=YEARLY_REVIEW,
        public_url=queries.public_url(page.line),
    )  # fmt: skip


@blueprint.get(f"{SERVICE}/versi/<int:number>")
@tenant(Action.VIEW_REGISTERS)
def version(service_type_id: UUID, number: int) -> str:
    """A version that was or is in force."""
    line = queries.line_or_404(service_type_id)
    found = queries.version_or_404(service_type_id, number)
    return render_template("standards/version.html", line=line, standard=found, components=COMPONENTS)


@blueprint.route(f"{SERVICE}/pemasangan", methods=["GET", "POST"])
@tenant(Action.EDIT_REGISTERS)
def media(service_type_id: UUID) -> Answer:
    """Where the standard in force hangs."""
    line = queries.line_or_404(service_type_id)
    if line.in_force is None:
        flash(str(PRINT_REFUSALS["nothing-in-force"]), "warn")
        return redirect(url_for(".show", service_type_id=service_type_id))
    form = MediaForm(data={"seen": seen_of(line.in_force), **media_data(line.in_force.media)})
    if not form.is_submitted():
        return render_template("standards/media.html", form=form, line=line)
    if not form.validate() or not _media_saved(service_type_id, form):
        return show_again("standards/media.html", form=form, line=line)
    flash(_("Tempat pemasangan sudah dicatat."), "good")
    return redirect(url_for(".show", service_type_id=service_type_id))


@blueprint.post(f"{SERVICE}/lembar")
@tenant(Action.EDIT_REGISTERS)
def ask_sheet(service_type_id: UUID) -> Response:
    """The sheet for the wall beside the sticker."""
    queries.line_or_404(service_type_id)
    try:
        report = request_service_sheet(
            session=db.session(), tenant_id=current_tenant().id, service_type_id=service_type_id, requested_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestServiceSheet as refusal:
        flash(str(PRINT_REFUSALS[refusal.reason]), "warn")
        return redirect(url_for(".show", service_type_id=service_type_id))
    return redirect(url_for("reports.show", report_id=report.id))


@blueprint.post(f"{AGENCY}/buku")
@tenant(Action.EDIT_REGISTERS)
def ask_book(agency_id: UUID) -> Response:
    """Every standard in force of an agency in one document."""
    agency_or_404(agency_id)
    try:
        report = request_service_standards(
            session=db.session(), tenant_id=current_tenant().id, agency_id=agency_id, requested_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestServiceStandards as refusal:
        flash(str(PRINT_REFUSALS[refusal.reason]), "warn")
        return redirect(url_for(".of_agency", agency_id=agency_id))
    return redirect(url_for("reports.show", report_id=report.id))


def _media_saved(service_type_id: UUID, form: MediaForm) -> bool:
    try:
        save_standard_media(
            session=db.session(), tenant_id=current_tenant().id, service_type_id=service_type_id, media=form.all_media,
            seen=form.seen.data or "", account_id=current_account_id(), now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToSaveStandardMedia as refusal:
        add_refusal(form, *MEDIA_REFUSALS[refusal.reason])
        db.session().expire_all()
        now = queries.line_or_404(service_type_id).in_force
        form.seen.data, form.seen.raw_data = seen_of(now), None
        return False
    return True
