"""E-mail addresses of officials: which can be used at all, and which are the government's own (`.go.id`)."""

from __future__ import annotations

import re

LONGEST = 254
# Narrower than RFC 5321 on purpose: no quotes, backslashes or semicolons, which no office uses and which a scope literal refuses.
_ADDRESS = re.compile(r"[A-Za-z0-9._%+&=/!#$*?^{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")


def is_address(text: str) -> bool:
    """Whether the text can be used as an address."""
    local = text.partition("@")[0]
    is_well_formed = _ADDRESS.fullmatch(text) is not None
    return len(text) <= LONGEST and is_well_formed and ".." not in local and not local.startswith(".") and not local.endswith(".")


def is_government_address(address: str) -> bool:
    """Whether the address is in the government's domain; only government bodies can have one (PM Kominfo 5/2015)."""
    domain = address.rpartition("@")[2].lower()
    return domain.endswith(".go.id")
