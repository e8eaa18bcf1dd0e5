"""Pages of the province about all yardsticks of its regencies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from puas.db.queries.province_directory import RegencyEntry, find_regency_of
from puas.domain.agency_family import FAMILIES
from puas.domain.card_rules import SURVEY
from puas.domain.permissions import Action
from puas.domain.yardsticks import (
    COMPLAINTS,
    COMPLIANCE,
    INNOVATIONS,
    MALLS,
    MINIMUM_SERVICES,
    PERFORMANCE,
    PROCEDURES,
    STANDARDS,
)
from puas.usecases.request_province_readings import UnableToRequestReadings, request_province_readings
from puas_web.access import current_account_id, current_tenant, province
from puas_web.card_pages import YEAR
from puas_web.csv_files import MIME_TYPE
from puas_web.database import db
from puas_web.province_board import province_code_of
from puas_web.province_database import province_session
from puas_web.province_words import KIND_WORDS
from puas_web.province_yardsticks import pages
from puas_web.province_yardsticks.tables import readings_csv
from puas_web.whole_numbers import read_whole

blueprint = Blueprint("province_yardsticks", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/mutu"
YARDSTICK = "ukuran"

# The words of addresses are those of the registers' own pages.
SLUGS: Mapping[str, str] = {
    "skm": SURVEY, "kinerja": PERFORMANCE, "ombudsman": COMPLIANCE, "standar": STANDARDS, "sop": PROCEDURES, "spm": MINIMUM_SERVICES,
    "pengaduan": COMPLAINTS, "inovasi": INNOVATIONS, "mpp": MALLS,
}  # fmt: skip
blueprint.add_app_template_filter(lambda key: next(slug for slug, each in SLUGS.items() if each == key), "yardstick_slug")


@blueprint.get(f"{ROOM}/ringkasan")
@province(Action.VIEW_PROVINCE)
def index() -> str:
    """Regencies by all yardsticks."""
    return render_template("province_yardsticks/index.html", table=pages.overview(current_tenant()), columns=pages.COLUMNS)


@blueprint.get(f"{ROOM}/ukuran/<slug:yardstick>")
@province(Action.VIEW_PROVINCE)
def yardstick(yardstick: str) -> str:
    """One yardstick: its regencies, and the years."""
    key = SLUGS.get(yardstick) or abort(404)
    page = pages.yardstick_page(current_tenant(), key)
    return render_template("province_yardsticks/yardstick.html", page=page, key=key, columns=pages.COLUMNS)


@blueprint.get(f"{ROOM}/sejenis/<slug:kind>")
@province(Action.VIEW_PROVINCE)
def kind(kind: str) -> str:
    """All offices of a kind by all yardsticks: who is best at what."""
    if kind not in KIND_WORDS and kind not in FAMILIES:
        abort(404)
    key = SLUGS.get(request.args.get(YARDSTICK, ""), "")
    page = pages.kind_page(current_tenant(), kind, key if key in pages.OFFICE_COLUMNS else "")
    return render_template("province_yardsticks/kind.html", page=page, kind=kind, columns=pages.OFFICE_COLUMNS)


@blueprint.get(f"{ROOM}/kabupaten/<slug:regency>")
@province(Action.VIEW_PROVINCE)
def regency(regency: str) -> str:
    """The card of a regency."""
    entry = _entry_or_404(regency)
    page, offices = pages.regency_card(current_tenant(), entry)
    return render_template("province_yardsticks/card.html", entry=entry, page=page, offices=offices, name=entry.name)


@blueprint.get(f"{ROOM}/kabupaten/<slug:regency>/<uuid:agency_id>")
@province(Action.VIEW_PROVINCE)
def agency(regency: str, agency_id: UUID) -> str:
    """The card of an agency of a regency."""
    entry = _entry_or_404(regency)
    found = pages.agency_card(current_tenant(), entry, agency_id) or abort(404)
    return render_template("province_yardsticks/card.html", entry=entry, page=found[1], offices=None, name=found[0])


@blueprint.get(f"{ROOM}/angka.csv")
@province(Action.VIEW_PROVINCE)
def table() -> Response:
    """All readings as a file, of one year or of all."""
    here = current_tenant()
    headers = {"Content-Disposition": f"attachment; filename=ukuran-mutu-{here.slug}.csv"}
    return Response(readings_csv(here), mimetype=MIME_TYPE, headers=headers)


@blueprint.post(f"{ROOM}/angka")
@province(Action.REQUEST_RECAPS)
def ask() -> Answer:
    """Ask for the same as a workbook; while one is on its way, show that one."""
    here = current_tenant()
    try:
        report = request_province_readings(
            session=db.session(), reading=province_session(), tenant_id=here.id, province_code=province_code_of(here),
            year=read_whole(request.form.get(YEAR, "")), account_id=current_account_id(), base_url=current_app.config["PUAS_BASE_URL"],
            now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToRequestReadings:
        flash(_("Belum ada angka yang dapat dimuat."), "warn")
        return redirect(url_for("province_yardsticks.index"))
    return redirect(url_for("reports.show", report_id=report.id))


def _entry_or_404(slug: str) -> RegencyEntry:
    here = current_tenant()
    entry = find_regency_of(db.session(), province_code=province_code_of(here), slug=slug) if here.province_code else None
    if entry is None:
        abort(404)
    return entry
