"""The public pages: who publishes, a regency, an agency, a service, and how an office puts up its badge."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from puas_web.access import public
from puas_web.database import db
from puas_web.portal import pages
from puas_web.portal.answering import HTML, answer
from puas_web.portal.choice import read_query
from puas_web.portal.places import DIRECTORY, Stamped
from puas_web.portal.portrait import portrait_of
from puas_web.portal.queries import list_publishers

blueprint = Blueprint("portal", __name__, template_folder="templates")


@blueprint.get("/publik")
@public
def directory() -> Response:
    """Who publishes, with a search by name."""
    asked = read_query(request.args)

    def make(_here: Stamped) -> str:
        found = pages.searched(list_publishers(db.session()), asked.words)
        return render_template("portal/directory.html", groups=pages.by_province(found), asked=asked, **pages.frame("/publik", asked))

    return answer(DIRECTORY, HTML, asked, make)


@blueprint.get("/publik/<slug:tenant_slug>")
@public
def regency(tenant_slug: str) -> Response:
    return _portrait("portal/regency.html", tenant_slug)


@blueprint.get("/publik/<slug:tenant_slug>/<slug:agency_slug>")
@public
def agency(tenant_slug: str, agency_slug: str) -> Response:
    return _portrait("portal/agency.html", tenant_slug, agency_slug)


@blueprint.get("/publik/<slug:tenant_slug>/<slug:agency_slug>/<slug:service_slug>")
@public
def service(tenant_slug: str, agency_slug: str, service_slug: str) -> Response:
    return _portrait("portal/service.html", tenant_slug, agency_slug, service_slug)


@blueprint.get("/publik/<slug:tenant_slug>/pasang-lencana")
@public
def badge_of_regency(tenant_slug: str) -> Response:
    """What to copy into a page of one's own."""
    return _portrait("portal/put_up_badge.html", tenant_slug)


@blueprint.get("/publik/<slug:tenant_slug>/<slug:agency_slug>/pasang-lencana")
@public
def badge_of_agency(tenant_slug: str, agency_slug: str) -> Response:
    return _portrait("portal/put_up_badge.html", tenant_slug, agency_slug)


def _portrait(template: str, tenant_slug: str, agency_slug: str = "", service_slug: str = "") -> Response:
    asked = read_query(request.args)

    def make(here: Stamped) -> str:
        found = portrait_of(db.session(), here, asked, agency_slug=agency_slug, service_slug=service_slug)
        return render_template(template, **pages.context(db.session(), found, asked), **pages.frame(request.path, asked))

    return answer(tenant_slug, HTML, asked, make)
