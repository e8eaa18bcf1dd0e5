"""What a tenant's API token may be allowed to do."""

from __future__ import annotations

from enum import StrEnum


class ApiScope(StrEnum):
    """One permission of a token."""

    READ_RESULTS = "read-results"
