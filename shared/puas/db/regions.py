"""Loads the official region codes. Source and licence: `region_data/NOTICE.md`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from puas.db.tables.places import Region

# Provinces outside Waktu Indonesia Barat, by code.
_WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
_WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
_JAKARTA = "31"


def time_zone_of(code: str) -> str:
    """The IANA time zone of a region, by its province (WIB, WITA or WIT)."""
    province = code[:2]
    if province in _WITA:
        return "Asia/Makassar"
    return "Asia/Jayapura" if province in _WIT else "Asia/Jakarta"


def official_regions() -> Iterator[dict[str, object]]:
    """All provinces, then all kabupaten/kota, as rows of the table."""
    for row in _read("provinces.csv"):
        yield _region(row["code"], None, row["name"])
    for row in _read("regencies.csv"):
        yield _region(row["code"], row["province_code"], row["name"])


def load_regions(connection: Connection) -> None:
    """Insert or refresh the official regions; running it twice changes nothing."""
    rows = list(official_regions())
    statement = insert(Region).values(rows)
    fresh = {name: statement.excluded[name] for name in ("parent_code", "name", "time_zone", "can_be_tenant")}
    connection.execute(statement.on_conflict_do_update(index_elements=["code"], set_=fresh))


def _read(file_name: str) -> list[dict[str, str]]:
    source = resources.files("puas.db") / "region_data" / file_name
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


def _region(code: str, parent_code: str | None, name: str) -> dict[str, object]:
    can_be_tenant = parent_code != _JAKARTA
    zone = time_zone_of(code)
    return {"code": code, "parent_code": parent_code, "name": name, "time_zone": zone, "can_be_tenant": can_be_tenant}
