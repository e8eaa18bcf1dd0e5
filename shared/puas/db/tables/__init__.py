"""All tables. Importing this package fills `Base.metadata`."""

from puas.db.tables import (
    agencies,
    calendar,
    compliance,
    innovations,
    letters,
    mail,
    malls,
    people,
    performance,
    places,
    reports,
    responses,
    results,
    scores,
    shared_figures,
    standards,
    submissions,
    surveys,
    tallies,
    training,
    yardsticks,
)

__all__ = [
    "agencies", "calendar", "compliance", "innovations", "letters", "mail", "malls", "people", "performance",
    "places", "reports", "responses", "results", "scores", "shared_figures", "standards", "submissions", "surveys",
    "tallies", "training", "yardsticks",
]
