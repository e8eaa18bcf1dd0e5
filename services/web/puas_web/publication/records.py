"""Public results as records: the same facts as the page, for programs and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from puas.db.queries.publication import PublicResult, PublicTenant
from puas.domain.canonical_json import to_canonical_json
from puas.domain.disclosure import SMALLEST_FIGURE
from puas_web.csv_files import csv_text

FORMAT = "puas-public-results/1"
CSV_HEADER = (
    "perangkat_daerah",
    "periode",
    "mulai",
    "selesai",
    "responden",
    "nik",
    "mutu",
    "aturan",
    "versi",
    "dibekukan",
    "sha256",
)


def results_json(owner: PublicTenant, results: Iterable[PublicResult]) -> str:
    """Canonical JSON; a suppressed result says so and carries no figure."""
    return to_canonical_json(
        {
            "format": FORMAT,
            "tenant": {"slug": owner.slug, "name": owner.name, "sample_data": owner.is_sample},
            "smallest_group": SMALLEST_FIGURE,
            "results": [_record(each) for each in results],
        }
    )


def results_csv(results: Iterable[PublicResult]) -> str:
    """One line per result."""
    return csv_text(CSV_HEADER, [_row(each) for each in results])


def _record(result: PublicResult) -> dict[str, Any]:
    line = result.line
    figures: dict[str, Any] = {"respondents": None, "nik": None, "mutu": None}
    if not result.is_suppressed:
        figures = {"respondents": line.respondents, "nik": line.nik, "mutu": line.mutu or None}
    return {
        "agency": line.agency_name,
        "period": {"label": line.label, "starts_on": line.starts_on, "ends_on": line.ends_on},
        "edition": line.edition,
        "version": line.version,
        "frozen_at": line.frozen_at,
        "sha256": line.sha256,
        "suppressed": result.is_suppressed,
        **figures,
    }


def _row(result: PublicResult) -> Sequence[object]:
    line = result.line
    figures = (f"<{SMALLEST_FIGURE}", None, None) if result.is_suppressed else (line.respondents, line.nik, line.mutu)
    return (
        line.agency_name,
        line.label,
        line.starts_on.isoformat(),
        line.ends_on.isoformat(),
        *figures,
        line.edition,
        line.version,
        line.frozen_at.isoformat(),
        line.sha256,
    )
