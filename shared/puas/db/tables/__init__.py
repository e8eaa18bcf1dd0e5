"""All tables. Importing this package fills `Base.metadata`."""

from puas.db.tables import agencies, mail, people, places, reports, responses, results, scores, surveys, tallies

__all__ = ["agencies", "mail", "people", "places", "reports", "responses", "results", "scores", "surveys", "tallies"]
