"""The signed session cookie, without the work of signing where there is no cookie: most requests come from citizens."""

from flask import Flask, Request, Response, g
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin


class CookieSessions(SecureCookieSessionInterface):
    """Flask's own sessions; only opening one is cheaper, and what is the same for everybody neither sets nor minds a cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not g.get("is_for_everybody", False):
            super().save_session(app, session, response)


def answer_for_everybody() -> None:
    """This answer depends on nobody's session: caches between us and the visitors may keep it."""
    g.is_for_everybody = True


def init_app(app: Flask) -> None:
    app.session_interface = CookieSessions()
