"""Emblems of tenants: the small one for screens and forms, the larger one for print. Public like the forms that carry them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, abort, url_for

from puas.db.queries.tenant_look import find_active_tenant
from puas.runtime import emblem_images
from puas.runtime.file_store import tenant_key
from puas_web.access import public
from puas_web.database import db
from puas_web.file_storage import read_or_404
from puas_web.layout import letterhead_of

# The address names the content, so it never changes.
CACHE = "public, max-age=31536000, immutable"

blueprint = Blueprint("emblem", __name__)


@blueprint.get("/emblem/<slug:tenant_slug>/<emblem_version:version>")
@public
def small(tenant_slug: str, version: str) -> Response:
    """At most 6 KB, for forms."""
    return _picture(emblem_images.form_key(_key(tenant_slug, version)), "image/webp")


@blueprint.get("/emblem/<slug:tenant_slug>/<emblem_version:version>/cetak")
@public
def large(tenant_slug: str, version: str) -> Response:
    """For pages that are printed."""
    return _picture(_key(tenant_slug, version), "image/png")


def emblem_url(tenant: Any) -> str | None:
    """Address of a tenant's small emblem; None where it has none, or is closed."""
    if getattr(tenant, "state", "active") != "active":
        return None
    key = letterhead_of(tenant).emblem_key
    if not key:
        return None
    return url_for("emblem.small", tenant_slug=tenant.slug, version=emblem_images.version_of(key))


def _key(tenant_slug: str, version: str) -> str:
    tenant_id = find_active_tenant(db.session(), slug=tenant_slug)
    if tenant_id is None:
        abort(404)
    return tenant_key(tenant_id, "emblem", emblem_images.file_name(version))


def _picture(key: str, mimetype: str) -> Response:
    return Response(read_or_404(key), mimetype=mimetype, headers={"Cache-Control": CACHE})


def init_app(app: Flask) -> None:
    app.add_template_global(emblem_url)
