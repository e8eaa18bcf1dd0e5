"""All tables. Importing this package fills `Base.metadata`."""

from puas.db.tables import (
    agencies,
    calendar,
    letters,
    mail,
    people,
    places,
    reports,
    responses,
    results,
    scores,
    shared_figures,
    submissions,
    surveys,
    tallies,
    training,
)

__all__ = [
    "agencies", "calendar", "letters", "mail", "people", "places", "reports", "responses", "results", "scores", "shared_figures",
    "submissions", "surveys", "tallies", "training",
]
