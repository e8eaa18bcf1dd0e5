"""What agencies and services are called in the addresses of public pages: short, readable, plain letters.

An address is printed on leaflets and linked by other sites. So it is given once and stays when the office is renamed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST = 48
"""In characters, before a number that tells namesakes apart."""

RESERVED = frozenset({"pasang-lencana"})
"""Words that stand for a page of their own below a regency or an agency."""


def agency_address(name: str, short_name: str, taken: Collection[str]) -> str:
    """``dispendukcapil``; the full name where there is no short one, numbered where another agency has it."""
    return _free(_plain(short_name) or _plain(name) or "perangkat-daerah", taken)


def service_address(name: str, taken: Collection[str]) -> str:
    """``ktp-el``; numbered where another service of the agency has it."""
    return _free(_plain(name) or "layanan", taken)


def _plain(name: str) -> str:
    """Small letters and digits joined by hyphens, cut between words."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", letters)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}".strip("-")
        if len(longer) > LONGEST:
            return slug or word[:LONGEST]
        slug = longer
    return slug


def _free(slug: str, taken: Collection[str]) -> str:
    number, found = 1, slug
    while found in taken or found in RESERVED:
        number += 1
        found = f"{slug}-{number}"
    return found
