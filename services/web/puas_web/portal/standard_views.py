"""The standard of a service as citizens read it, as a page and as a record. What is in force; never a draft."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, current_app, render_template, request
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.public_standards import find_public_standard
from puas_web.access import public
from puas_web.database import db
from puas_web.portal import pages
from puas_web.portal.answering import HTML, JSON, Kind, answer
from puas_web.portal.choice import Asked
from puas_web.portal.places import Stamped
from puas_web.portal.portrait import NoSuchUnit
from puas_web.portal.queries import find_agency, find_service, find_service_named
from puas_web.portal.standard_records import ShownStandard, standard_json

blueprint = Blueprint("portal_standards", __name__, template_folder="templates")

ADDRESS = "/publik/<slug:tenant_slug>/<slug:agency_slug>/<slug:service_slug>/standar"


@blueprint.get(ADDRESS)
@public
def page(tenant_slug: str, agency_slug: str, service_slug: str) -> Response:
    """Six components in plain words, with the decree they rest on."""

    def write(shown: ShownStandard) -> str:
        return render_template("portal/standard.html", shown=shown, owner=shown.place, **pages.frame(request.path, Asked()))

    return _answered(HTML, write, tenant_slug, agency_slug, service_slug)


@blueprint.get(f"{ADDRESS}.json")
@public
def record(tenant_slug: str, agency_slug: str, service_slug: str) -> Response:
    """The same for programs, after the schema at `/publik/skema.json`."""
    base_url = str(current_app.config["PUAS_BASE_URL"])
    return _answered(JSON, lambda shown: standard_json(shown, base_url), tenant_slug, agency_slug, service_slug)


def _answered(
    kind: Kind, write: Callable[[ShownStandard], str], tenant_slug: str, agency_slug: str, service_slug: str
) -> Response:  # fmt: skip
    def make(here: Stamped) -> str:
        return write(_shown(db.session(), here, agency_slug, service_slug))

    return answer(tenant_slug, kind, Asked(), make)


def _shown(session: Session, here: Stamped, agency_slug: str, service_slug: str) -> ShownStandard:
    """Raises NoSuchUnit where nothing of the kind is in force. What followed an agency into another is found at the old address, too."""
    place = here.place
    if place is None:
        raise NoSuchUnit
    tenancy.enter(session, tenant_id=place.id)
    agency = find_agency(session, tenant_id=place.id, slug=agency_slug)
    service = find_service(session, tenant_id=place.id, agency_id=agency.id, slug=service_slug) if agency else None
    while agency is not None and service is not None:
        found = find_public_standard(session, tenant_id=place.id, service_type_id=service.id)
        if found is not None:
            return ShownStandard(place, agency, service, found)
        agency = find_agency(session, tenant_id=place.id, slug=agency.successor[1]) if agency.successor else None
        service = find_service_named(session, tenant_id=place.id, agency_id=agency.id, name=service.name) if agency else None
    raise NoSuchUnit(service_slug)
