"""What a region is called as a tenant: its name, its short name in addresses, and its government on a letterhead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

PROVINCE = "Provinsi"


def province_name(region_name: str) -> str:
    """``Provinsi Jawa Timur``; the official list gives provinces without the word."""
    return region_name if region_name.startswith(PROVINCE + " ") else f"{PROVINCE} {region_name}"


def government_name(tenant_name: str) -> str:
    """The first line of the letterhead: ``Pemerintah Kabupaten Bojonegoro``."""
    return f"Pemerintah {tenant_name}"


def slug_of(tenant_name: str, taken: Collection[str] = ()) -> str:
    """``bojonegoro``, ``kota-madiun``, ``provinsi-jawa-timur``; numbered where the name is taken."""
    ascii_name = unicodedata.normalize("NFKD", tenant_name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", ascii_name.removeprefix("kabupaten ")).strip("-") or "daerah"
    number, slug = 1, plain
    while slug in taken:
        number += 1
        slug = f"{plain}-{number}"
    return slug
