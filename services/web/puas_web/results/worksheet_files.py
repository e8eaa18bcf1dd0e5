"""The files behind a worksheet: the signed record for `puas verify`, and the counts as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from puas.db.queries.figures import Figures
from puas.domain.result_snapshot import ResultSnapshot, UnitResult
from puas.domain.signed_result import seal
from puas.domain.tally import SCORES
from puas_web.csv_files import csv_text

CSV_HEADER = (
    "tingkat",
    "perangkat_daerah",
    "jenis_layanan",
    "unsur",
    "responden",
    "menjawab",
    *(f"nilai_{score}" for score in SCORES),
    "jumlah_nilai",
    "nrr",
    "nik",
    "mutu",
)


def record_of(figures: Figures) -> str:
    """The signed record of a frozen result; of figures that still move, the same record without a signature."""
    signed = seal(figures.snapshot, None) if figures.frozen is None else figures.frozen.signed()
    return signed.to_json()


def counts_csv(snapshot: ResultSnapshot) -> str:
    """Answer counts and figures of the whole, each agency and each service, one line per unsur."""
    return csv_text(CSV_HEADER, _rows(snapshot))


def file_name(snapshot: ResultSnapshot, kind: str, ending: str) -> str:
    """`hasil-dinas-kesehatan-triwulan-ii-2026.json`."""
    who = snapshot.agency.name if snapshot.agency else snapshot.tenant.name
    words = re.sub(r"[^a-z0-9]+", "-", f"{who} {snapshot.period.label}".lower()).strip("-")
    return f"{kind}-{words}.{ending}"


def _rows(snapshot: ResultSnapshot) -> Iterator[tuple[object, ...]]:
    agency = snapshot.agency.name if snapshot.agency else ""
    yield from _lines(snapshot, ("keseluruhan", agency, ""))
    for unit in snapshot.units:
        if unit.units:
            yield from _lines(unit, ("perangkat daerah", unit.name, ""))
            for service in unit.units:
                yield from _lines(service, ("layanan", unit.name, service.name))
        else:
            yield from _lines(unit, ("layanan", agency, unit.name))


def _lines(unit: ResultSnapshot | UnitResult, names: tuple[str, str, str]) -> Iterator[tuple[object, ...]]:
    for each in unit.unsur:
        counts = unit.counts[each.slug]
        yield (*names, each.slug, unit.respondents, each.answered, *counts, each.total, each.nrr, each.nik, each.mutu)
