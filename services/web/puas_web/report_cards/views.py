"""Pages of report cards: all agencies side by side, one agency, the regency; and their documents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.usecases.request_card_bundle import UnableToRequestCardBundle, request_card_bundle
from puas.usecases.request_report_card import UnableToRequestReportCard, request_report_card
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.agency_access import agency_or_404
from puas_web.card_pages import YEAR
from puas_web.csv_files import MIME_TYPE
from puas_web.database import db
from puas_web.report_cards.pages import card_of, overview
from puas_web.report_cards.tables import cards_csv
from puas_web.whole_numbers import read_whole

blueprint = Blueprint("report_cards", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/mutu/rapor"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str | Response:
    """All agencies by all yardsticks; who answers for one agency sees its card at once."""
    here = current_tenant()
    if here.agency_ids is not None and len(here.agency_ids) == 1:
        return redirect(url_for("report_cards.agency", agency_id=next(iter(here.agency_ids)), **_kept()))
    return render_template("report_cards/index.html", table=overview())


@blueprint.get(f"{ROOM}.csv")
@tenant(Action.VIEW_REGISTERS)
def table() -> Response:
    """The whole table as a file."""
    year, text = cards_csv()
    headers = {"Content-Disposition": f"attachment; filename=rapor-{current_tenant().slug}-{year}.csv"}
    return Response(text, mimetype=MIME_TYPE, headers=headers)


@blueprint.get(f"{ROOM}/kabupaten-kota")
@tenant(Action.VIEW_REGISTERS)
def regency() -> str:
    """The card of the regency as a whole, for those who are not bound to one agency."""
    if current_tenant().agency_ids is not None:
        abort(404)
    return render_template("report_cards/card.html", page=card_of(None), agency=None)


@blueprint.get(f"{ROOM}/<uuid:agency_id>")
@tenant(Action.VIEW_REGISTERS)
def agency(agency_id: UUID) -> str:
    """The card of one agency."""
    found = agency_or_404(agency_id)
    return render_template("report_cards/card.html", page=card_of(found.id), agency=found)


def _kept() -> dict[str, Any]:
    return dict(request.args)


@blueprint.post(f"{ROOM}/kabupaten-kota/dokumen")
@tenant(Action.REQUEST_RECAPS)
def ask_regency() -> Response:
    """Ask for the document of the regency's card; while one is on its way, show that one."""
    return _asked_for(None)


@blueprint.post(f"{ROOM}/<uuid:agency_id>/dokumen")
@tenant(Action.REQUEST_REPORTS)
def ask(agency_id: UUID) -> Response:
    """Ask for the document of an agency's card."""
    return _asked_for(agency_or_404(agency_id).id)


@blueprint.post(f"{ROOM}/semua")
@tenant(Action.REQUEST_RECAPS)
def ask_all() -> Response:
    """All cards of the year in one archive, made one at a time; the page of the request shows how far it is."""
    if current_tenant().agency_ids is not None:
        abort(404)
    year = read_whole(request.form.get(YEAR, "")) or abort(404)
    try:
        bundle = request_card_bundle(
            session=db.session(), tenant_id=current_tenant().id, year=year, requested_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestCardBundle as refusal:
        return _no_bundle(refusal)
    return redirect(url_for("report_bundles.show", report_id=bundle.id))


def _no_bundle(refusal: UnableToRequestCardBundle) -> Response:
    if refusal.report_id is not None:
        flash(_("Permintaan lain masih dikerjakan. Tunggu sampai selesai, atau hentikan dahulu."), "warn")
        return redirect(url_for("report_bundles.show", report_id=refusal.report_id))
    if refusal.reason == "too-many":
        flash(_("Terlalu banyak rapor untuk satu permintaan. Unduh rapornya satu per satu."), "warn")
    else:
        flash(_("Belum ada angka untuk tahun ini, jadi rapornya belum dapat dibuat."), "warn")
    return redirect(url_for("report_cards.index"))


def _asked_for(agency_id: UUID | None) -> Response:
    year = read_whole(request.form.get(YEAR, "")) or abort(404)
    try:
        report = request_report_card(
            session=db.session(), tenant_id=current_tenant().id, agency_id=agency_id, year=year, account_id=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestReportCard:
        flash(_("Belum ada angka untuk tahun ini, jadi rapornya belum dapat dibuat."), "warn")
        return redirect(url_for("report_cards.agency", agency_id=agency_id) if agency_id else url_for("report_cards.regency"))
    return redirect(url_for("reports.show", report_id=report.id))
