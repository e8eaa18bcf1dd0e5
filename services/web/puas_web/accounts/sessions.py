"""Opens the session of an account that has just proved itself."""

from uuid import UUID

from puas.db.queries.access import find_account
from puas_web.access_sources import as_logged_in
from puas_web.database import db
from puas_web.login import start_session


def open_session(account_id: UUID, session_version: int) -> None:
    """Sign the browser in; everything it held before is dropped."""
    row = find_account(db.session(), account_id=account_id, session_version=session_version)
    if row is None:
        raise LookupError("The account that just proved itself is gone")
    start_session(as_logged_in(row))
