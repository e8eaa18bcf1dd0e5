"""The chart of a unit's index over the years."""

from __future__ import annotations

from collections.abc import Sequence

from puas.db.queries.performance_assessments import AssessmentRow
from puas.domain.regulation.performance_edition import HIGHEST_SCORE, LOWEST_SCORE
from puas.presentation import charts
from puas.presentation.performance_categories import category_look
from puas_web.layout import page_language

MOST_POINTS = 8


def index_drawing(rows: Sequence[AssessmentRow], *, title: str) -> str:
    """The newest assessments that have an index, each with its rule; the table beside has all of them."""
    points = [
        charts.TrendPoint(
            str(row.assessment.year), row.assessment.index, row.assessment.category,
            row.edition.name,
            look=category_look(row.assessment.category), words=row.category.label if row.category else "",
        )
        for row in rows
        if row.assessment.index is not None
    ]  # fmt: skip
    return charts.trend_line(
        points[-MOST_POINTS:], title=title, chart_id="kinerja", bounds=(LOWEST_SCORE, HIGHEST_SCORE), language=page_language()
    )
