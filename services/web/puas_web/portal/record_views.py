"""The same for programs and other sites: JSON, CSV, their schema, and the badge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, current_app, request

from puas_web.access import public
from puas_web.database import db
from puas_web.portal.answering import CSV, JSON, SVG, Kind, answer
from puas_web.portal.badge import EITHER, THEMES, badge
from puas_web.portal.choice import Asked, read_query
from puas_web.portal.places import DIRECTORY, Stamped
from puas_web.portal.portrait import Portrait, portrait_of
from puas_web.portal.queries import list_publishers
from puas_web.portal.records import directory_csv, directory_json, portrait_csv, portrait_json
from puas_web.portal.schema import SCHEMA_PATH, schema_json

THEME = "tema"

blueprint = Blueprint("portal_records", __name__)


@blueprint.get(SCHEMA_PATH)
@public
def schema() -> Response:
    """What the records look like."""
    return answer(DIRECTORY, JSON, Asked(), lambda _here: schema_json(_base_url()))


@blueprint.get("/publik.json")
@public
def directory_as_json() -> Response:
    return answer(DIRECTORY, JSON, Asked(), lambda _here: directory_json(list_publishers(db.session()), _base_url()))


@blueprint.get("/publik.csv")
@public
def directory_as_csv() -> Response:
    return answer(DIRECTORY, CSV, Asked(), lambda _here: directory_csv(list_publishers(db.session()), _base_url()))


@blueprint.get("/publik/<slug:tenant_slug>.json")
@public
def regency_as_json(tenant_slug: str) -> Response:
    return _record(JSON, _json, tenant_slug)


@blueprint.get("/publik/<slug:tenant_slug>.csv")
@public
def regency_as_csv(tenant_slug: str) -> Response:
    return _record(CSV, _csv, tenant_slug)


@blueprint.get("/publik/<slug:tenant_slug>/<slug:agency_slug>.json")
@public
def agency_as_json(tenant_slug: str, agency_slug: str) -> Response:
    return _record(JSON, _json, tenant_slug, agency_slug)


@blueprint.get("/publik/<slug:tenant_slug>/<slug:agency_slug>.csv")
@public
def agency_as_csv(tenant_slug: str, agency_slug: str) -> Response:
    return _record(CSV, _csv, tenant_slug, agency_slug)


@blueprint.get("/publik/<slug:tenant_slug>/<slug:agency_slug>/<slug:service_slug>.json")
@public
def service_as_json(tenant_slug: str, agency_slug: str, service_slug: str) -> Response:
    return _record(JSON, _json, tenant_slug, agency_slug, service_slug)


@blueprint.get("/publik/<slug:tenant_slug>/<slug:agency_slug>/<slug:service_slug>.csv")
@public
def service_as_csv(tenant_slug: str, agency_slug: str, service_slug: str) -> Response:
    return _record(CSV, _csv, tenant_slug, agency_slug, service_slug)


@blueprint.get("/publik/<slug:tenant_slug>/lencana.svg")
@public
def badge_of_regency(tenant_slug: str) -> Response:
    return _badge(tenant_slug)


@blueprint.get("/publik/<slug:tenant_slug>/<slug:agency_slug>/lencana.svg")
@public
def badge_of_agency(tenant_slug: str, agency_slug: str) -> Response:
    return _badge(tenant_slug, agency_slug)


def _badge(tenant_slug: str, agency_slug: str = "") -> Response:
    theme = request.args.get(THEME, EITHER)
    theme = theme if theme in THEMES else EITHER
    return _record(SVG, lambda portrait: badge(portrait, theme), tenant_slug, agency_slug, theme=theme)


def _record(
    kind: Kind, write: Callable[[Portrait], str], tenant_slug: str, agency_slug: str = "", service_slug: str = "", *, theme: str = ""
) -> Response:
    # The order of offices and words to search for are matters of pages.
    asked = replace(read_query(request.args), by_index=False, words="", theme=theme)

    def make(here: Stamped) -> str:
        return write(portrait_of(db.session(), here, asked, agency_slug=agency_slug, service_slug=service_slug))

    return answer(tenant_slug, kind, asked, make)


def _json(portrait: Portrait) -> str:
    return portrait_json(portrait, _base_url())


def _csv(portrait: Portrait) -> str:
    return portrait_csv(portrait, _base_url())


def _base_url() -> str:
    return str(current_app.config["PUAS_BASE_URL"])
