"""How public pages are answered: from what is kept, with an entity tag of the figures' stamp, and the same for everybody.

No session and no account are looked at: whoever is signed in sees the page of all others, so that nothing of theirs can be
kept for everybody, and no cookie is set, so that proxies may keep it too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, g, render_template, request
from flask_login import AnonymousUserMixin
from werkzeug.http import http_date

import puas.presentation
import puas_web
from puas.db.queries.publication import find_closed_tenant
from puas_web.closed_tenants import refuse_public_page
from puas_web.cookie_sessions import answer_for_everybody
from puas_web.database import db
from puas_web.errors import EXPLANATIONS, explain
from puas_web.layout import page_language
from puas_web.portal.badge import policy
from puas_web.portal.choice import Asked, UnknownScope
from puas_web.portal.kept_pages import KeptPage, KeptPages, Key, pack, tag_of
from puas_web.portal.places import KnownPlaces, Stamped
from puas_web.portal.portrait import NoSuchUnit

EXTENSION = "puas_portal"
CACHE = "public, max-age=120, stale-while-revalidate=600"
_OPEN = (("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin"))
_SOURCES = (".py", ".html", ".css", ".po")


@dataclass(frozen=True, slots=True)
class Kind:
    """A form of answer. Pages have a language; everything else is open to programs and pages of other sites."""

    content_type: str
    headers: tuple[tuple[str, str], ...] = _OPEN
    has_language: bool = False


HTML = Kind("text/html; charset=utf-8", (), has_language=True)
JSON = Kind("application/json")
CSV = Kind("text/csv; charset=utf-8", (*_OPEN, ("Content-Disposition", "attachment")))
SVG = Kind("image/svg+xml; charset=utf-8", (*_OPEN, ("Content-Security-Policy", policy())))


@dataclass(frozen=True)
class Portal:
    """What a process remembers."""

    release: str
    places: KnownPlaces = field(default_factory=KnownPlaces)
    pages: KeptPages = field(default_factory=KeptPages)

    def forget(self) -> None:
        """Begin anew."""
        self.places.forget()
        self.pages.forget()


def portal() -> Portal:
    """Of this application."""
    found: Portal = current_app.extensions[EXTENSION]
    return found


def answer(slug: str, kind: Kind, asked: Asked, make: Callable[[Stamped], str]) -> Response:
    """The answer to this request; `make` is called only where it is not kept and the visitor's copy is not good."""
    answer_for_everybody()
    g._login_user = AnonymousUserMixin()
    mine = portal()
    here = mine.places.find(db.session(), slug, datetime.now(UTC))
    if here is None:
        if find_closed_tenant(db.session(), slug=slug) is not None:
            refuse_public_page(slug)
        return missing()
    key = Key(request.path, asked.query, page_language() if kind.has_language else "")
    tag = tag_of(mine.release, key, here.stamp)
    if any(tag in (each, each.removesuffix("-gz")) for each in request.if_none_match.as_set(include_weak=True)):
        return Response(status=304, headers=[*_headers(kind, here), ("ETag", f'"{tag}"')])
    page = mine.pages.find(key, here.stamp)
    if page is None:
        try:
            body = make(here)
        except (NoSuchUnit, UnknownScope) as refused:
            return missing(is_about_scope=isinstance(refused, UnknownScope))
        page = KeptPage(slug, here.stamp, pack(body), tag, _headers(kind, here))
        if not asked.words:
            # What people search for is theirs, and there is no end of it.
            mine.pages.keep(key, page)
    return _sent(page)


def missing(*, is_about_scope: bool = False) -> Response:
    """Nothing public at this address, in the form that was asked for."""
    if request.path.endswith((".json", ".csv", ".svg")):
        return explain(404, EXPLANATIONS[404])
    return Response(render_template("portal/unknown.html", is_about_scope=is_about_scope, path=request.path), status=404)


def _sent(page: KeptPage) -> Response:
    is_packed = request.accept_encodings["gzip"] > 0
    response = Response(page.packed if is_packed else page.plain(), headers=list(page.headers))
    response.set_etag(page.tag + ("-gz" if is_packed else ""))
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.make_conditional(request)
    return response


def _headers(kind: Kind, here: Stamped) -> tuple[tuple[str, str], ...]:
    return (
        ("Content-Type", kind.content_type),
        ("Cache-Control", CACHE),
        ("Last-Modified", http_date(here.changed_at)),
        # The language is a cookie of the visitor; records have none.
        ("Vary", "Accept-Encoding, Cookie" if kind.has_language else "Accept-Encoding"),
        *kind.headers,
    )


@cache
def _release() -> str:
    """Another one whenever the pages would look different: a page of an older release is no copy of a newer one."""
    digest = hashlib.sha256()
    for package in (puas_web, puas.presentation):
        folder = Path(str(package.__file__)).parent
        for path in sorted(each for each in folder.rglob("*") if each.suffix in _SOURCES):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\x00" + path.read_bytes())
    return digest.hexdigest()[:16]


def init_app(app: Flask) -> None:
    app.extensions[EXTENSION] = Portal(_release())
