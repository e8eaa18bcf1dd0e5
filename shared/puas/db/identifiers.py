"""Identifiers are UUID version 7, made in Python so that they exist before anything is sent or stored."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

_VERSION = 0x7 << 76
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VARIANT = 0b10 << 62


def new_id(unix_ms: int | None = None) -> UUID:
    """A UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits, so keys grow with time."""
    milliseconds = time.time_ns() // 1_000_000 if unix_ms is None else unix_ms
    random_bits = int.from_bytes(os.urandom(10), "big")
    high = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    return UUID(int=high | _VERSION | ((random_bits >> 68) << 64) & (0xFFF << 64) | _VARIANT | random_bits & ((1 << 62) - 1))


def made_at(identifier: UUID) -> datetime:
    """When an identifier was made, to the millisecond; nonsense for one of another version."""
    return _EPOCH + timedelta(milliseconds=identifier.int >> 80)
