"""The session of the person: opening it once they proved themselves, and what the profile page shows of it."""

from uuid import UUID

from flask import current_app
from flask_babel import get_locale
from flask_login import current_user

from puas.db.identifiers import new_id
from puas.db.queries.access import find_account
from puas.runtime import clock
from puas.usecases.end_session import end_session
from puas_web.access_sources import as_logged_in
from puas_web.accounts.forms import ProfileForm
from puas_web.database import db
from puas_web.login import forget_session, start_session


def open_session(account_id: UUID, session_version: int) -> None:
    """Sign the browser in; everything it held before is dropped."""
    db.session.flush()
    row = find_account(db.session(), account_id=account_id, session_version=session_version)
    if row is None:
        raise LookupError("The account that just proved itself is gone")
    start_session(as_logged_in(row, new_id()))


def close_session() -> None:
    """Sign the browser out, and every copy of its cookie."""
    end_session(session=db.session(), account_id=current_user.account_id, session_id=current_user.session_id, now=clock.now())
    forget_session()


def profile_form() -> ProfileForm:
    """The profile as it is stored, whatever else was posted."""
    return ProfileForm(formdata=None, name=current_user.name, language=str(get_locale()))


def base_url() -> str:
    """The address letters lead to; never taken from the request, whose host anybody can write."""
    return str(current_app.config["PUAS_BASE_URL"])
