"""The short way for the two requests that citizens make: a form that is known and open, and an answer without faults.

A known form is handed out, and a faultless answer stored, without waking the framework: the same checks, the same store,
the same pages and headers as in the views. Whatever is out of the ordinary (a cookie, an unknown code, a fault, a salt
that is still to be made) goes on to the application untouched, and so does everything when something fails here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import parse_qsl

import psycopg
from werkzeug.datastructures import MultiDict

from puas.db.identifiers import new_id
from puas_web import metrics
from puas_web.i18n import LANGUAGES
from puas_web.responding import network_keys
from puas_web.responding.known_points import KnownPoints
from puas_web.responding.packed_page import PackedPage, page_headers
from puas_web.responding.sent_form import as_filled_form, read_form
from puas_web.responding.sessions import direct_answers
from puas_web.responding.storing import NothingAsked, store
from puas_web.security_headers import FIXED, STRICT_TRANSPORT_SECURITY

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

PREFIX = "/s/"
FORM_TYPE = "application/x-www-form-urlencoded"
# Longer ones are for the application to refuse.
MOST_BYTES = 64 * 1024
MOST_FIELDS = 100
_NAMED = {"bahasa=id": "id", "bahasa=en": "en"}


class FormFront:
    """In front of the form's application."""

    def __init__(self, app: WSGIApplication, points: KnownPoints, database_url: str, default_locale: str) -> None:
        self._app = app
        self._points = points
        self._database_url = database_url
        self._languages = {"": default_locale, **_NAMED}
        self._headers = {(secure, packed): _headers(secure, packed) for secure in (False, True) for packed in (False, True)}
        self._note = metrics.note()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began = time.perf_counter()
        method, page, page_id = environ["REQUEST_METHOD"], None, ""
        if "HTTP_COOKIE" not in environ and environ["PATH_INFO"].startswith(PREFIX):
            if method == "GET":
                page, page_id = self._form(environ), str(new_id())
            elif method == "POST":
                page = self._thanks(environ)
        if page is None:
            return self._app(environ, start_response)
        packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        body = page.gzipped(page_id) if packed else page.plain(page_id)
        headers = self._headers[environ["wsgi.url_scheme"] == "https", packed]
        start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
        if self._note is not None:
            endpoint = "responding.form_page" if method == "GET" else "responding.submit"
            self._note(endpoint, method, 200, time.perf_counter() - began)
        return (body,)

    def _form(self, environ: WSGIEnvironment) -> PackedPage | None:
        language = self._languages.get(environ.get("QUERY_STRING", ""))
        known = self._points.open_form(environ["PATH_INFO"][len(PREFIX) :])
        return known.pages.get(("form", language)) if known and language else None

    def _thanks(self, environ: WSGIEnvironment) -> PackedPage | None:
        """Store the answer and return what to say; None, with nothing stored, where it is not an ordinary one."""
        now = datetime.now(UTC)
        known = self._points.open_form(environ["PATH_INFO"][len(PREFIX) :])
        answers = direct_answers(self._database_url)
        if known is None or answers is None or not network_keys.is_ready(now):
            return None
        typed = _read(environ)
        if typed is None:
            return None
        language = typed.get("bahasa", "")
        thanks, late = (known.pages.get((kind, language)) for kind in ("thanks", "late"))
        if language not in LANGUAGES or thanks is None or late is None:
            return None
        sent = read_form(known.point, known.window, typed)
        if sent.faults:
            return None
        key = network_keys.network_key(_no_session, address=environ.get("REMOTE_ADDR"), now=now)
        filled = as_filled_form(sent, known.point, language=language, network_key=key, now=now)
        try:
            receipt = store(answers, known.point, filled, now)
        except NothingAsked:
            return None
        except psycopg.Error as error:
            log.warning("answer not stored on the short way", extra={"error": type(error).__name__})
            return None
        return late if receipt.outcome == "late" else thanks


def _read(environ: WSGIEnvironment) -> MultiDict[str, str] | None:
    """The fields of an ordinary form. The application finds the body as if nobody had read it."""
    length = environ.get("CONTENT_LENGTH") or ""
    if environ.get("CONTENT_TYPE", "").partition(";")[0] != FORM_TYPE or not length.isdigit() or int(length) > MOST_BYTES:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return MultiDict(pairs)


def _no_session() -> NoReturn:
    """The salt is known, so nobody asks for a session here."""
    raise AssertionError("the salt was forgotten")


def _headers(secure: bool, packed: bool) -> list[tuple[str, str]]:
    transport = [("Strict-Transport-Security", STRICT_TRANSPORT_SECURITY)] if secure else []
    return [*FIXED, *transport, *page_headers(packed=packed).items()]
