"""What the sign-up pages read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from puas.db import locators
from puas.db.queries.tenant_requests import Approvers, RequestRow, find_approvers, find_request


@dataclass(frozen=True, slots=True)
class LinkedRequest:
    """The request a verification link leads to, and who decides about it."""

    request: RequestRow
    approvers: Approvers


def find_linked_request(session: Session, *, key: str, now: datetime) -> LinkedRequest | None:
    """The request behind a link that is still good."""
    found = locators.locate(session, kind=locators.SIGN_UP, key=key, now=now)
    request = find_request(session, request_id=UUID(found.target)) if found else None
    if request is None:
        return None
    return LinkedRequest(request, find_approvers(session, province_code=request.province_code))
