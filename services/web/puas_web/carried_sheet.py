"""Reads uploaded sheets, and carries what they say from the preview to the confirmation.

What was read travels in the page, compressed and signed for this person, tenant and kind of sheet, so that nothing has to be
kept on the server and nothing can be slipped in between.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from puas.runtime.spreadsheets import Limits

LIMITS = Limits(file_bytes=10 * 1024 * 1024, unpacked_bytes=50 * 1024 * 1024, rows=20_000, columns=100, cells=500_000)
# Long enough for a second opinion, short enough that the preview is still true.
GOOD_FOR_SECONDS = 4 * 60 * 60


def pack(plain: Any, *, kind: str, tenant_id: int, account_id: UUID) -> str:
    """Plain lists and texts as a signed text for a hidden field."""
    return _serializer(kind, tenant_id, account_id).dumps(plain)


def unpack(text: str, *, kind: str, tenant_id: int, account_id: UUID) -> Any | None:
    """The same again; None where it was changed, is another person's or too old."""
    try:
        return _serializer(kind, tenant_id, account_id).loads(text, max_age=GOOD_FOR_SECONDS)
    except BadData:
        return None


def _serializer(kind: str, tenant_id: int, account_id: UUID) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"{kind}-sheet.{tenant_id}.{account_id}")
