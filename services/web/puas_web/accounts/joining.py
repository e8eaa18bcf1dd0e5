"""Accepting an invitation with what the page knows: the person signed in, or the new account's name and password."""

from uuid import UUID

from flask_babel import get_locale
from flask_login import current_user

from puas.runtime.clock import now
from puas.usecases.accept_invitation import accept_invitation
from puas_web.database import db
from puas_web.forms import Form


def join(key: str, form: Form) -> tuple[UUID, int]:
    """Account and session version of the one who came in."""
    accepted = accept_invitation(
        session=db.session(),
        key=key,
        now=now(),
        account_id=current_user.account_id if current_user.is_authenticated else None,
        name=form.data.get("name", ""),
        password=form.data.get("password", ""),
        locale=str(get_locale()),
    )
    return accepted.account_id, accepted.session_version
