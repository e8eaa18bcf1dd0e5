"""Sessions of people: flask-login over our account rows.

The cookie names the account, the account's session version and the session itself. Raising the version ends every session
of the account; signing out ends this one for good, also for whoever has copied its cookie.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from flask import Flask, redirect, request, session, url_for
from flask_login import LoginManager, login_user, logout_user
from werkzeug.wrappers import Response

from puas.db.erasure import GUEST_DOMAIN
from puas.db.identifiers import new_id
from puas.domain.session_patience import SESSION_LIFETIME
from puas_web.errors import explain, wants_json

LOGIN_ENDPOINT = "accounts.log_in"


@dataclass(frozen=True)
class LoggedInAccount:
    """What flask-login needs of an account, and what every page shows of it."""

    account_id: UUID
    session_version: int
    name: str
    email: str
    is_operator: bool = False
    # Made when the session begins, and tells when that was.
    session_id: UUID = field(default_factory=new_id)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def is_guest(self) -> bool:
        """Whether they came by the code of a training: without a password, at an address no mail can reach."""
        return self.email.endswith(f"@{GUEST_DOMAIN}")

    def get_id(self) -> str:
        """What the cookie says."""
        return f"{self.account_id}.{self.session_version}.{self.session_id}"


class AccountSource(Protocol):
    """Finds the account a cookie names; the database in production."""

    def __call__(self, *, account_id: UUID, session_version: int, session_id: UUID) -> LoggedInAccount | None: ...


def start_session(account: LoggedInAccount) -> None:
    """Sign in: the cookie starts anew so that nothing planted before survives."""
    session.clear()
    session.permanent = True
    login_user(account)


def forget_session() -> None:
    """Take the cookie away."""
    logout_user()
    session.clear()


def is_safe_target(target: str | None) -> bool:
    """Only paths of this site are followed after signing in."""
    if not target or not target.startswith("/"):
        return False
    return not target.startswith(("//", "/\\")) and target.isprintable()


def _loader(source: AccountSource) -> Any:
    def load(cookie_id: str) -> LoggedInAccount | None:
        try:
            account, version, session_id = cookie_id.split(".")
            return source(account_id=UUID(account), session_version=int(version), session_id=UUID(session_id))
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
