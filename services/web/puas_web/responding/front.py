"""Hands out a form that is known, fresh and open without waking anything else: the same page, headers and id as the view's.

Only the plain case is taken: a GET without cookies, in a language asked for in the address or none. Everything else goes
on to the application, which also decides when a form may be handed out here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from puas.db.identifiers import new_id
from puas_web import metrics
from puas_web.i18n import SOURCE_LANGUAGE
from puas_web.responding.known_points import KnownPoints
from puas_web.responding.packed_page import page_headers
from puas_web.security_headers import FIXED, STRICT_TRANSPORT_SECURITY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/s/"
_LANGUAGES = {"": SOURCE_LANGUAGE, "bahasa=id": "id", "bahasa=en": "en"}


class FormFront:
    """In front of the form's application."""

    def __init__(self, app: WSGIApplication, points: KnownPoints) -> None:
        self._app = app
        self._points = points
        self._headers = {(secure, packed): _headers(secure, packed) for secure in (False, True) for packed in (False, True)}
        self._note = metrics.note()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET" and "HTTP_COOKIE" not in environ:
            began = time.perf_counter()
            language = _LANGUAGES.get(environ.get("QUERY_STRING", ""))
            page = self._points.form_page(environ["PATH_INFO"][len(PREFIX) :], language) if language else None
            if page is not None:
                packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
                page_id = str(new_id())
                body = page.gzipped(page_id) if packed else page.plain(page_id)
                headers = self._headers[environ["wsgi.url_scheme"] == "https", packed]
                start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
                if self._note is not None:
                    self._note("responding.form_page", "GET", 200, time.perf_counter() - began)
                return (body,)
        return self._app(environ, start_response)


def _headers(secure: bool, packed: bool) -> list[tuple[str, str]]:
    transport = [("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY)] if secure else []
    return [*FIXED, *transport, *page_headers(packed=packed).items()]
