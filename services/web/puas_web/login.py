"""Sessions of people: flask-login over our account rows, revocable through the account's session version."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from flask import Flask, redirect, request, session, url_for
from flask_login import LoginManager, login_user, logout_user
from werkzeug.wrappers import Response

from puas_web.errors import explain, wants_json

SESSION_LIFETIME = timedelta(hours=12)
LOGIN_ENDPOINT = "accounts.log_in"


@dataclass(frozen=True)
class LoggedInAccount:
    """What flask-login needs of an account, and what every page shows of it."""

    account_id: UUID
    session_version: int
    name: str
    email: str
    is_operator: bool = False

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The cookie names the version too, so that raising it ends every session of the account."""
        return f"{self.account_id}.{self.session_version}"


class AccountSource(Protocol):
    """Finds the account a cookie names; the database in production."""

    def __call__(self, *, account_id: UUID, session_version: int) -> LoggedInAccount | None: ...


def start_session(account: LoggedInAccount) -> None:
    """Sign in: the cookie starts anew so that nothing planted before survives."""
    session.clear()
    session.permanent = True
    login_user(account)


def end_session() -> None:
    logout_user()
    session.clear()


def is_safe_target(target: str | None) -> bool:
    """Only paths of this site are followed after signing in."""
    if not target or not target.startswith("/"):
        return False
    return not target.startswith(("//", "/\\")) and target.isprintable()


def _loader(source: AccountSource) -> Any:
    def load(cookie_id: str) -> LoggedInAccount | None:
        account_text, _, version_text = cookie_id.partition(".")
        try:
            return source(account_id=UUID(account_text), session_version=int(version_text))
        except ValueError:
            return None

    return load


def _ask_to_log_in() -> Response:
    if wants_json():
        return explain(401)
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for(LOGIN_ENDPOINT, lanjut=target))


def init_app(app: Flask, *, source: AccountSource, secure_cookies: bool) -> None:
    app.config.update(
        SESSION_COOKIE_NAME="puas_sesi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure_cookies,
        PERMANENT_SESSION_LIFETIME=SESSION_LIFETIME,
    )
    manager = LoginManager()
    # Addresses change under mobile connections; the version on the account is what revokes a session.
    manager.session_protection = None
    manager.user_loader(_loader(source))
    manager.unauthorized_handler(_ask_to_log_in)
    manager.init_app(app)
