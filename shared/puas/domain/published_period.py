"""What a published result says of one agency and period, as far as it can be added up with others: its services' counts.

Read straight from the canonical JSON: a year of a regency is some two hundred results of which nothing else is needed, and
reading each as a whole takes thirty times as long.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from puas.domain.result_snapshot import RESULT_FORMAT, Policies
from puas.domain.tally import Tally


class NotPublishable(ValueError):
    """The text is no frozen result of an agency's period."""


@dataclass(frozen=True, slots=True)
class PublishedService:
    """A service of a published period as frozen, with its counts."""

    id: str
    name: str
    population: int | None
    sample_target: int | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class PublishedPeriod:
    """One agency's period. Two are the same when the fingerprints of their results are; an id may come from anywhere, in an archive."""

    sha256: str
    agency_kind: str
    agency_id: str = field(compare=False)
    agency_name: str = field(compare=False)
    starts_on: date = field(compare=False)
    ends_on: date = field(compare=False)
    edition_id: str = field(compare=False)
    policies: Policies = field(compare=False)
    sample_target: int | None = field(compare=False)
    services: tuple[PublishedService, ...] = field(compare=False)


def read_published_period(text: str, *, sha256: str, agency_kind: str) -> PublishedPeriod:
    """Read a frozen result's text; its fingerprint and the agency's kind are known from their rows."""
    try:
        plain = json.loads(text)
        if plain["format"] != RESULT_FORMAT:
            raise NotPublishable(f"not {RESULT_FORMAT} but {plain['format']!r}")
        agency, period = plain["agency"], plain["period"]
        return PublishedPeriod(
            sha256=sha256,
            agency_kind=agency_kind,
            agency_id=agency["id"],
            agency_name=agency["name"],
            starts_on=date.fromisoformat(period["starts_on"]),
            ends_on=date.fromisoformat(period["ends_on"]),
            edition_id=plain["edition_id"],
            policies=Policies(**plain["policies"]),
            sample_target=_number(plain["sample_target"]),
            services=(*map(_counted, plain["units"]), *map(_silent, plain["left_out"])),
        )
    except (KeyError, TypeError) as error:
        raise NotPublishable(f"no result of an agency's period: {error}") from error


def _counted(unit: Mapping[str, Any]) -> PublishedService:
    counts = {slug: [int(number) for number in four] for slug, four in unit["counts"].items()}
    return _service(unit, Tally.of_counts(int(unit["respondents"]), counts))


def _silent(unit: Mapping[str, Any]) -> PublishedService:
    return _service(unit, Tally.empty())


def _service(unit: Mapping[str, Any], tally: Tally) -> PublishedService:
    return PublishedService(unit["id"], unit["name"], _number(unit["population"]), _number(unit["sample_target"]), tally)


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
