"""Pages of report cards: all agencies side by side, one agency, the regency; and their documents."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas_web.access import current_tenant, tenant
from puas_web.agency_access import agency_or_404
from puas_web.report_cards.pages import card_page, overview

blueprint = Blueprint("report_cards", __name__, template_folder="templates")

ROOM = "/t/<slug:tenant>/mutu/rapor"


@blueprint.get(ROOM)
@tenant(Action.VIEW_REGISTERS)
def index() -> str | Response:
    """All agencies by all yardsticks; who answers for one agency sees its card at once."""
    here = current_tenant()
    if here.agency_ids is not None and len(here.agency_ids) == 1:
        return redirect(url_for("report_cards.agency", agency_id=next(iter(here.agency_ids)), **request.args.to_dict()))
    return render_template("report_cards/index.html", table=overview())


@blueprint.get(f"{ROOM}/kabupaten-kota")
@tenant(Action.VIEW_REGISTERS)
def regency() -> str:
    """The card of the regency as a whole, for those who are not bound to one agency."""
    if current_tenant().agency_ids is not None:
        abort(404)
    return render_template("report_cards/card.html", page=card_page(None), agency=None)


@blueprint.get(f"{ROOM}/<uuid:agency_id>")
@tenant(Action.VIEW_REGISTERS)
def agency(agency_id: UUID) -> str:
    """The card of one agency."""
    found = agency_or_404(agency_id)
    return render_template("report_cards/card.html", page=card_page(found.id), agency=found)
