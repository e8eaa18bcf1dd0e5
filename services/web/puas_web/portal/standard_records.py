"""The standard of a service as a record. Field names stay as long as the format's number does."""

from __future__ import annotations

from dataclasses import dataclass

from puas.db.queries.public_standards import PublicStandard
from puas.domain.canonical_json import to_canonical_json
from puas_web.portal.places import Place
from puas_web.portal.queries import Unit
from puas_web.portal.records import TERMS
from puas_web.portal.schema import SCHEMA_PATH, STANDARD_FORMAT


@dataclass(frozen=True, slots=True)
class ShownStandard:
    """A standard in force and whose it is."""

    place: Place
    agency: Unit
    service: Unit
    standard: PublicStandard

    @property
    def path(self) -> str:
        """Its address, without ending."""
        return f"/publik/{self.place.slug}/{self.agency.slug}/{self.service.slug}/standar"


def standard_json(shown: ShownStandard, base_url: str) -> str:
    """Canonical JSON after the schema."""
    standard = shown.standard
    return to_canonical_json(
        {
            "format": STANDARD_FORMAT,
            "schema": base_url + SCHEMA_PATH,
            "terms": TERMS,
            "address": base_url + shown.path,
            "tenant": {"slug": shown.place.slug, "name": shown.place.name, "sample_data": shown.place.is_sample},
            "agency": {"slug": shown.agency.slug, "name": shown.agency.name, "active": shown.agency.is_active},
            "service": {"slug": shown.service.slug, "name": shown.service.name, "active": shown.service.is_active},
            "version": standard.number,
            "decree": {"number": standard.decree_number, "date": standard.decree_date},
            "hearing_on": standard.hearing_on,
            "reviewed_on": standard.reviewed_on,
            "review_due_on": standard.review_due_on,
            "in_force_since": standard.in_force_since,
            "components": [{"slug": each.slug, "name": each.name, "points": list(each.points)} for each in standard.components],
        }
    )
