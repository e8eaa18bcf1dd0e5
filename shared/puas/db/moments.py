"""Comparing moments that different machines wrote down: their clocks need not agree."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_


def apart(moment: Any, now: datetime, by: timedelta) -> ColumnElement[bool]:
    """Whether a moment lies so far from now: long gone, or in a future that only another machine's clock has seen.

    Without the second half whatever a fast clock wrote down would be left alone until ours has caught up.
    """
    return or_(moment <= now - by, moment > now + by)
