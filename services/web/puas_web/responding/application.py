"""The form's own application: it answers the addresses behind stickers and nothing else.

The administration's application logs people in, checks tokens, counts attempts and knows who may see what, before each
of its pages. A citizen's form needs none of it, and most requests are citizens' forms. So they go to an application that
has only what they need; both share the database, the routes and the words. The routes are registered with the
administration's application too, where links to them are made and the rules for routes are checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.exceptions import HTTPException, InternalServerError

from puas_web import converters, i18n, metrics, request_ids, security_headers
from puas_web.responding import exit_views, pages, sessions, views
from puas_web.responding.front import FormFront
from puas_web.responding.known_points import EXTENSION

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIXES = ("/s/", "/s-gaya/", "/m/")


class _NoSessions(SessionInterface):
    """Whoever answers is nobody in particular."""

    def open_session(self, app: Flask, request: Any) -> SessionMixin | None:
        return None

    def make_null_session(self, app: Flask) -> Any:
        return {}

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        return None

    def is_null_session(self, obj: object) -> bool:
        return True


def make_application(administration: Flask, *, default_locale: str) -> Flask:
    """The form's application, beside the administration's."""
    app = Flask("puas_web", static_folder=None)
    app.config.update(administration.config)
    app.session_interface = _NoSessions()
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    metrics.init_app(app)
    converters.init_app(app)
    request_ids.init_app(app)
    security_headers.init_app(app)
    i18n.init_app(app, default_locale=default_locale)
    sessions.init_app(app, administration)
    app.register_error_handler(InternalServerError, _on_fault)
    app.register_error_handler(HTTPException, _on_refusal)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(exit_views.blueprint)
    # One memory of points, and the addresses of both; the administration shows the form as a preview.
    app.extensions[EXTENSION] = administration.extensions[EXTENSION]
    app.extensions[pages.ADDRESSES] = administration.extensions[pages.ADDRESSES] = administration.url_map.bind("")
    return app


def mount(administration: Flask, *, default_locale: str) -> None:
    """Send the form's addresses to the form's application, and all others where they went before."""
    forms = make_application(administration, default_locale=default_locale)
    others: WSGIApplication = administration.wsgi_app
    answering = administration.extensions["puas_form_front"] = FormFront(
        forms.wsgi_app, administration.extensions[EXTENSION], administration.config["SQLALCHEMY_DATABASE_URI"], default_locale
    )

    def choose(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(PREFIXES):
            return answering(environ, start_response)
        return others(environ, start_response)

    administration.wsgi_app = choose  # type: ignore[method-assign]


def _on_fault(_error: InternalServerError) -> Response:
    # Flask has logged the original exception, and error reporting has it with its tags.
    return pages.notice(None, "fault", i18n.visitor_language())


def _on_refusal(error: HTTPException) -> Response:
    """Addresses that lead nowhere, methods that are not for here."""
    response = pages.notice(None, "unknown", i18n.visitor_language())
    response.status_code = error.code or 400
    return response
