"""The short way for public pages that are kept: sent without waking the framework, with the same headers as in the views.

Whatever is out of the ordinary (a cookie, a query in another spelling, a stamp that is to be looked at again, a page that is
not kept) goes on to the application untouched.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from puas_web import metrics
from puas_web.portal.answering import EXTENSION, Portal
from puas_web.portal.kept_pages import KeptPage, Key
from puas_web.security_headers import FIXED, STRICT_TRANSPORT_SECURITY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/publik"
ENDPOINT = "portal.kept"


class PortalFront:
    """In front of the application."""

    def __init__(self, app: WSGIApplication, portal: Portal, default_locale: str) -> None:
        self._app = app
        self._portal = portal
        self._languages = (default_locale, "")
        self._note = metrics.note()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began = time.perf_counter()
        page = self._kept(environ) if environ["PATH_INFO"].startswith(PREFIX) else None
        if page is None:
            return self._app(environ, start_response)
        is_packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        tag = f'"{page.tag}-gz"' if is_packed else f'"{page.tag}"'
        is_known = environ.get("HTTP_IF_NONE_MATCH") == tag
        body = b"" if is_known else page.packed if is_packed else page.plain()
        headers = [*page.headers, *_guards(page, environ["wsgi.url_scheme"]), ("ETag", tag)]
        if not is_known:
            headers += [("Content-Length", str(len(body))), *((("Content-Encoding", "gzip"),) if is_packed else ())]
        start_response("304 NOT MODIFIED" if is_known else "200 OK", headers)
        if self._note is not None:
            self._note(ENDPOINT, environ["REQUEST_METHOD"], 304 if is_known else 200, time.perf_counter() - began)
        return () if is_known or environ["REQUEST_METHOD"] == "HEAD" else (body,)

    def _kept(self, environ: WSGIEnvironment) -> KeptPage | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_COOKIE" in environ or "HTTP_IF_MODIFIED_SINCE" in environ:
            return None
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        for language in self._languages:
            page = self._portal.pages.find_any(Key(path, query, language))
            if page is not None:
                here = self._portal.places.known(page.slug)
                return page if here is not None and here.stamp == page.stamp else None
        return None


def _guards(page: KeptPage, scheme: str) -> list[tuple[str, str]]:
    own = {name for name, _value in page.headers}
    transport = [("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY)] if scheme == "https" else []
    return [*((name, value) for name, value in FIXED if name not in own), *transport]


def mount(app: Flask, *, default_locale: str) -> None:
    """Put it before the application."""
    app.wsgi_app = PortalFront(app.wsgi_app, app.extensions[EXTENSION], default_locale)  # type: ignore[method-assign]
