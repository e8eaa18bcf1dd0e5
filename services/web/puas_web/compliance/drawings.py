"""The chart of the regency's scores."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain.compliance_zone import ComplianceGrade
from puas.domain.regulation.ombudsman import ComplianceBand
from puas.presentation import charts
from puas_web.compliance.words import ZONES
from puas_web.layout import page_language

MOST_YEARS = 6


def score_drawing(grades: Sequence[ComplianceGrade], *, title: str) -> str:
    """The newest years, each with the bands of its own scale; the table beside has all of them."""
    columns = [
        charts.ZoneColumn(
            str(each.year), each.score, each.zone, _said(each), each.scale_name,
            tuple(charts.ZoneBand(band.zone, band.low, band.high, band.letter or str(ZONES[band.zone])[0]) for band in _bands(each)),
        )
        for each in grades[-MOST_YEARS:]
    ]  # fmt: skip
    return charts.zone_columns(columns, title=title, chart_id="kepatuhan", language=page_language())


def _bands(grade: ComplianceGrade) -> tuple[ComplianceBand, ...]:
    return () if grade.scale is None else grade.scale.bands


def _said(grade: ComplianceGrade) -> str:
    if not grade.zone:
        return "opini"
    return f"{ZONES[grade.zone]} {grade.letter}".strip()
