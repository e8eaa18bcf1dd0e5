"""Says whether two answers came from one network without keeping its address.

The address is hashed with a random salt of the day (UTC) that is thrown away on the next. Of an IPv6 address the half
that names the network is taken: the other half changes by itself on every phone.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import date, datetime
from ipaddress import IPv6Address, ip_address

from sqlalchemy.orm import Session

from puas.db.daily_salts import find_salt, make_salt

KEY_BYTES = 16
_NETWORK_BYTES_OF_IPV6 = 8

_kept: dict[date, bytes] = {}


def network_key(session: Callable[[], Session], *, address: str | None, now: datetime) -> bytes | None:
    """The key of a visitor's network today; None where the address is not known. A session is asked for once a day."""
    network = _network(address)
    if network is None:
        return None
    return hmac.digest(_salt(session, now.date()), network, hashlib.sha256)[:KEY_BYTES]


def is_ready(now: datetime) -> bool:
    """Whether today's salt is known, so that no session will be asked for."""
    return now.date() in _kept


def _salt(make_session: Callable[[], Session], day: date) -> bytes:
    salt = _kept.get(day)
    if salt is not None:
        return salt
    session = make_session()
    found = find_salt(session, day=day)
    if found is None:
        # Kept from the next answer on: this transaction may still be rolled back, and its salt with it.
        return make_salt(session, day=day)
    _kept.clear()
    _kept[day] = found
    return found


def _network(address: str | None) -> bytes | None:
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return None
    if isinstance(parsed, IPv6Address):
        return parsed.ipv4_mapped.packed if parsed.ipv4_mapped else parsed.packed[:_NETWORK_BYTES_OF_IPV6]
    return parsed.packed
