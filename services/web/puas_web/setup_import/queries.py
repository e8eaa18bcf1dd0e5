"""What the pages of taking a practice set-up over show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import abort

from puas.db.queries.practice_setups import TAKEN, UnusableSetup, find_setup, takeover_of
from puas.domain.practice_setup import UnreadableSetup
from puas.domain.practice_takeover import Takeover
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, edition
from puas.domain.survey_period import local_day
from puas.runtime import clock
from puas_web.access import current_tenant
from puas_web.database import db


class UnableToShow(Exception):
    """`reason` as in `setup_import.words.REFUSALS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class SetupPage:
    """What a code would do here now."""

    code: str
    takeover: Takeover
    expires_at: datetime
    taken_at: datetime | None
    rule: Edition


def regency_or_404() -> None:
    """Practice tenants and provinces take nothing over."""
    if current_tenant().kind != "regency":
        abort(404)


def preview(code: str) -> SetupPage:
    """Raises UnableToShow where the code cannot be used here."""
    page, reason = _read(code)
    if page is None or reason:
        raise UnableToShow(reason)
    return page


def taken_or_404(code: str) -> SetupPage:
    """A set-up this regency has taken over."""
    page, reason = _read(code)
    if page is None or reason != TAKEN:
        abort(404)
    return page


def _read(code: str) -> tuple[SetupPage | None, str]:
    here, now = current_tenant(), clock.now()
    try:
        found = find_setup(db.session(), code=code, now=now)
        reason = found.refusal(here.id, now)
        if reason not in ("", TAKEN):
            return None, reason
        takeover = takeover_of(db.session(), tenant_id=here.id, content=found.content, today=local_day(now, here.time_zone))
    except UnusableSetup as refusal:
        return None, refusal.reason
    except UnreadableSetup:
        return None, "unreadable"
    return SetupPage(code, takeover, found.expires_at, found.taken_at, edition(DEFAULT_EDITION_ID)), reason
